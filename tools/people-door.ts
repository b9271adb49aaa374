import type { Source } from './register-writes.ts'
import { sqlIn } from './schemas.ts'

/** The tables of `people` that neighbours may still read by name, as often as is written down, and no more often. */
const TABLES = /\bpeople\.(?:person|unit|role)\b/g
/** Tables that no neighbour names: what is in force on a day is asked of `people`. */
const CLOSED = /\bpeople\.(?:appointment|delegation)\b/g
/** A last day that is compared: for that `people` has fragments. */
const LAST_DAY = /\bleft_on\b\s*(?:[<>]|is\b)|[<>]=?\s*\w+\.left_on\b|\buntil_on\b\s*>=/g

/** How often each file names a table of `people`, by file. A file that names none is not there. */
export type Reads = Readonly<Record<string, number>>

/** How often neighbours name the tables of units, people and roles in their SQL. */
export const readsOf = (sources: readonly Source[]): Reads =>
  Object.fromEntries(
    sources.flatMap(({ file, text }) => {
      const times = sqlIn(text).flatMap(({ words }) => [...words.matchAll(TABLES)]).length
      return times > 0 ? [[file, times] as const] : []
    }),
  )

/** Where a neighbour names a table that is closed to it, or compares a last day itself, in words. */
export const pastTheDoor = ({ file, text }: Source): string[] =>
  sqlIn(text).flatMap(({ words, start }) =>
    [...words.matchAll(CLOSED), ...words.matchAll(LAST_DAY)].map(({ 0: what, index }) => {
      const line = text.slice(0, start).split('\n').length + words.slice(0, index).split('\n').length - 1
      return `${file}:${line} writes “${what.trim()}”: ask people by its index.ts`
    }),
  )

/** What differs from the number of reads that is written down, in words: more of them, and fewer, which must be written down. */
export function notAsFrozen(reads: Reads, frozen: Reads): string[] {
  const files = [...new Set([...Object.keys(reads), ...Object.keys(frozen)])].toSorted()
  return files.flatMap((file) => {
    const [now, then] = [reads[file] ?? 0, frozen[file] ?? 0]
    if (now === then) return []
    return now > then
      ? [`${file} names tables of people ${now} times, not ${then}: join names by joinName() of people`]
      : [`${file} names tables of people ${now} times, not ${then}: write the lower number in tools/people-door.json`]
  })
}
