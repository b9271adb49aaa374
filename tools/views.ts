import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..')

/** What a file takes from another, as far as walls need to know it. */
export interface Taken {
  readonly to: string
  /** Whether nothing but types is taken. */
  readonly isOfTypes: boolean
}

/** What stands between the bracket at a place of some text and the one that closes it, and where that is. */
function closingOf(text: string, open: number): number {
  let depth = 0
  for (let at = open; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1
    else if (text[at] === ')') depth -= 1
    if (depth === 0) return at
  }
  return text.length
}

/** Whether a program exports something that answers with a page, by the type that it declares. */
export const exportsPages = (text: string): boolean =>
  [...text.matchAll(/^export (?:async )?(?:function \w+|const \w+ = (?:async )?)(?:<[^(]*>)?\(/gm)].some(
    ({ 0: begun, index }) => {
      const after = text.slice(closingOf(text, index + begun.length - 1) + 1)
      return /^\s*:\s*(?:View|Promise<View>)\s*(?:\{|=>)/.test(after)
    },
  )

/** Files that show: by their names, by the folder that they lie in, or by the pages that they export. */
export const isView = (path: string, text: string): boolean =>
  /(?:^|\/)(?:[a-z-]+-)?(?:views|pages)\.ts$/.test(path) || path.includes('/views/') || exportsPages(text)

const textOf = (path: string): string => {
  try {
    return readFileSync(join(ROOT, path), 'utf8')
  } catch {
    return ''
  }
}

const DATABASE = /^src\/platform\/db\//
const IMPORT = /^(?:import|export)\s+(type\s+)?([^'"]*?)\s*from '([^']+)'/gms

/** Whether a file speaks SQL: it takes more than types from the database’s part of the platform. */
export function asks(path: string): boolean {
  return [...textOf(path).matchAll(IMPORT)].some(
    ([, type, names = '', from = '']) => /(?:^#platform|\.)\/db\/index\.ts$/.test(from) && !type && !isOfTypes(names),
  )
}

/** Whether all that stands in the braces of an import is types. */
export const isOfTypes = (names: string): boolean =>
  /^\{[\s\S]*\}$/.test(names.trim()) &&
  names
    .replaceAll(/[{}]/g, '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .every((one) => one.startsWith('type '))

/** What stands against what a view takes: anything of the database, or more than types from what speaks SQL. Doors of rooms and parts give what they like. */
export function viewBreach(path: string, { to, isOfTypes: isHarmless }: Taken): string | null {
  if (!isView(path, textOf(path))) return null
  if (DATABASE.test(to)) return `${path} imports ${to}: a view does not ask the database`
  if (!isHarmless && !to.endsWith('/index.ts') && asks(to))
    return `${path} imports ${to}, which asks the database: a view is given what it shows`
  return null
}
