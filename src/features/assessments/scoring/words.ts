import { distance } from '#platform/spelling.ts'

/** Longer words are not compared. */
const LONGEST = 60

/** More names than this are not listed in a message. */
const LISTED = 24

/** Names for a message: `is none`, `is main`, `are main, marks`. */
export function thereAre(names: readonly string[]): string {
  if (names.length === 0) return 'is none'
  return names.length === 1 ? `is ${names[0]}` : `are ${listed(names)}`
}

export const listed = (names: readonly string[]): string =>
  names.length <= LISTED ? names.join(', ') : `${names.slice(0, LISTED).join(', ')} and ${names.length - LISTED} more`

/** ` Did you mean x?`, where one of the names is nearly the word; else nothing. */
export function meant(word: string, names: readonly string[]): string {
  const [best] = names
    .filter((name) => Math.abs(name.length - word.length) <= 4 && Math.max(name.length, word.length) <= LONGEST)
    .map((name) => ({ name, apart: distance(word.toLowerCase(), name.toLowerCase()) }))
    .toSorted((a, b) => a.apart - b.apart)
  return best && best.apart <= Math.max(1, Math.round(best.name.length / 3)) ? ` Did you mean ${best.name}?` : ''
}
