import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { isOfTypes } from './views.ts'

export const ROOT = join(import.meta.dirname, '..')

/** The format engine stands alone: it knows nothing of the house, and the house enters it by one door. */
export const FORMATS = 'packages/formats/src/'

/** One file that takes something of another. */
export interface Import {
  readonly from: string
  readonly to: string
  /** Whether it brings types alone. */
  readonly isOfTypes: boolean
  /** Whether what is taken is let out again in the same line. */
  readonly isLetOut: boolean
}

export const textOf = (file: string): string => readFileSync(join(ROOT, file), 'utf8')

/** The TypeScript files of a folder and of those in it. */
export function files(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : files(path)
    return path.endsWith('.ts') ? [path] : []
  })
}

/** What a file imports of the house, by the paths of the files. */
export function importsOf(file: string, text = textOf(file)): Import[] {
  const found = [
    ...text.matchAll(/^(?:import|export)\s+(type\s+)?([^'"]*?)from '([^']+)'/gms),
    ...text.matchAll(/()()import\('([^']+)'\)/g),
    ...text.matchAll(/^()()import '([^']+)'/gm),
  ]
  return found.flatMap(([whole, type, names = '', specifier = '']) => {
    const facts = { from: file, isOfTypes: Boolean(type) || isOfTypes(names), isLetOut: whole.startsWith('export') }
    if (specifier.startsWith('.')) return [{ ...facts, to: relative(ROOT, resolve(ROOT, dirname(file), specifier)) }]
    if (specifier.startsWith('#formats')) return [{ ...facts, to: `${FORMATS}index.ts` }]
    if (specifier.startsWith('#')) return [{ ...facts, to: specifier.replace('#', 'src/') }]
    return []
  })
}

/** The part of a folder that a path lies in, or is; undefined where it lies elsewhere. */
export const partOf = (path: string, folder: string): string | undefined =>
  path.startsWith(`${folder}/`)
    ? path
        .slice(folder.length + 1)
        .split('/')[0]
        ?.replace(/\.ts$/, '')
    : undefined

export const isTest = (path: string): boolean => path.endsWith('.test.ts')
