import { counted } from '#platform/words.ts'
import type { Comparison } from './compare.ts'

/** What a feed does, or would do, in numbers. */
export interface Figures {
  readonly added: number
  readonly changed: number
  readonly left: number
  readonly back: number
  readonly units: number
  readonly gone: number
  readonly problems: number
  readonly unchanged: number
}

export const figuresOf = ({ people: changes, units: trees, problems, unchanged }: Comparison): Figures => {
  const count = (kind: string) => changes.filter((one) => one.kind === kind).length
  return {
    added: count('add'),
    changed: count('change'),
    left: count('leave'),
    back: count('back'),
    units: trees.filter(({ kind }) => kind !== 'gone').length,
    gone: trees.filter(({ kind }) => kind === 'gone').length,
    problems: problems.length,
    unchanged,
  }
}

/** What a feed did, as it is said when it was applied. */
export function inWords(figures: Figures): string {
  const { added, changed, left, back, units: trees, problems } = figures
  const parts = [
    `${added} added`,
    `${changed} changed`,
    `${left} left`,
    ...(back > 0 ? [`${back} came back`] : []),
    ...(trees > 0 ? [counted(trees, 'unit', 'units')] : []),
    ...(problems > 0 ? [`${problems} with problems were left out`] : []),
  ]
  return `The feed was applied: ${parts.join(', ')}`
}
