import { type Import, importsOf, textOf } from './imports.ts'
import { answersRequests, holdsMarkup } from './places.ts'
import { isView } from './views.ts'

/** The door of a room: what its neighbours may call. */
const isDoor = (path: string) => /^src\/features\/[^/]+\/index\.ts$/.test(path)

/** Whether a file shows, asks by forms or answers requests: by its name, and by what it takes and exports. */
const isShown = (file: string, text: string): boolean =>
  /(?:^|[/-])(?:routes|forms?)\.ts$/.test(file) ||
  isView(file, text) ||
  answersRequests(file, text) ||
  holdsMarkup(text)

/** What stands against what the door of a room takes: pages, forms and routes, itself or through files that let them out again. */
export function doorBreach({ from, to }: Pick<Import, 'from' | 'to'>, read = textOf): string | null {
  if (!isDoor(from)) return null
  const shown = shownThrough(to, read, new Set())
  const by = shown === to ? '' : `, which lets ${shown} out`
  return shown && `${from} imports ${to}${by}: neighbours call what a room knows and does, not what it shows`
}

function shownThrough(file: string, read: (file: string) => string, seen: Set<string>): string | null {
  if (seen.has(file) || !file.startsWith('src/features/')) return null
  seen.add(file)
  const text = read(file)
  if (isShown(file, text)) return file
  const letsOutLater = /^export\s+(?:type\s+)?\{[^}]*\}(?!\s*from)/m.test(text)
  for (const one of importsOf(file, text)) {
    const found = one.isLetOut || letsOutLater ? shownThrough(one.to, read, seen) : null
    if (found) return found
  }
  return null
}
