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
    .map((name) => ({ name, apart: distance(word.toLowerCase(), name.toLowerCase()) }))
    .toSorted((a, b) => a.apart - b.apart)
  return best && best.apart <= Math.max(1, Math.round(best.name.length / 3)) ? ` Did you mean ${best.name}?` : ''
}

/** How many letters must be changed, added, left out or swapped with their neighbour. Long words are not looked at. */
function distance(one: string, other: string): number {
  if (Math.abs(one.length - other.length) > 4 || Math.max(one.length, other.length) > 60)
    return Number.POSITIVE_INFINITY
  const rows: number[][] = [Array.from({ length: other.length + 1 }, (_, index) => index)]
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= other.length; j += 1) {
      const isSame = one[i - 1] === other[j - 1]
      const isSwapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]
      const ways = [(rows[i - 1]?.[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (rows[i - 1]?.[j - 1] ?? 0) + (isSame ? 0 : 1)]
      row.push(Math.min(...ways, isSwapped ? (rows[i - 2]?.[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY))
    }
    rows.push(row)
  }
  return rows[one.length]?.[other.length] ?? 0
}
