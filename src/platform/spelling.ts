/** Letters to add, drop, change or swap with a neighbour (the optimal string alignment distance). */
export function distance(a: string, b: string): number {
  let twoAbove: readonly number[] = []
  let above: readonly number[] = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const changed = (above[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      const addedOrDropped = Math.min(above[j] ?? 0, row[j - 1] ?? 0) + 1
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const swapped = isSwapped ? (twoAbove[j - 2] ?? 0) + 1 : changed
      row.push(Math.min(changed, addedOrDropped, swapped))
    }
    twoAbove = above
    above = row
  }
  return above[b.length] ?? 0
}
