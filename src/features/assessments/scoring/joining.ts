import { agreeing, counted, spelt } from '#platform/words.ts'
import type { Compiled } from './compile.ts'
import type { FrameworkRule, Result } from './model.ts'
import { exact, inFigures, levelAt, projected, valueOn } from './scale.ts'
import { decide } from './table.ts'

/** Something with a score that a rule joins with others. */
export interface Item {
  readonly code: string
  readonly weight: number
  readonly score: number
  readonly least: number
  readonly most: number
  readonly level: string | null
}

export const total = <Each>(many: readonly Each[], of: (one: Each) => number): number =>
  many.reduce((sum, one) => sum + of(one), 0)

type Joined = Omit<Result, 'target' | 'threshold'>

/** Joins scores by a rule, with the sentence that says how. */
export function joined(
  compiled: Compiled,
  rule: FrameworkRule,
  items: readonly Item[],
  { answered, wanted }: { readonly answered: number; readonly wanted: number },
  what: 'answer' | 'section',
  left = 0,
): Joined {
  const isComplete = answered === wanted
  const { value, because, least, most, level } = byRule(compiled, rule, items, what, isComplete)
  const outside = left === 0 ? '' : ` ${spelt(left, 'One does not apply and is', 'do not apply and are')} left out.`
  const waiting = isComplete ? '' : ` Not complete: ${answered} of ${wanted} answered.`
  return {
    score: isComplete ? value : null,
    soFar: value,
    least,
    most,
    level: isComplete ? level : null,
    because: `${because}${outside}${waiting}`.trim(),
    answered,
    wanted,
  }
}

interface Ruled {
  readonly value: number | null
  readonly because: string
  readonly least: number
  readonly most: number
  readonly level: string | null
}

function byRule(
  compiled: Compiled,
  rule: FrameworkRule,
  items: readonly Item[],
  what: 'answer' | 'section',
  isComplete: boolean,
): Ruled {
  const { least, most, scale, framework } = compiled
  const own = { least, most }
  const none = (because: string): Ruled => ({ value: null, because, ...own, level: null })
  const on = (value: number, because: string): Ruled => ({ value, because, ...own, level: levelAt(scale, value) })
  const plural = counted(items.length, what, `${what}s`)
  if (rule === 'none') return none('No score is given for this.')
  if (items.length === 0) return none(isComplete ? 'Nothing in it applies.' : '')
  const scores = items.map((item) => projected(item.score, item, own))
  const isTable = typeof rule === 'object' && 'table' in rule
  if (isTable) {
    if (!isComplete) return none('')
    const table = framework.tables[rule.table]
    const decision = table
      ? decide(
          table,
          items.map(({ code, level }, index) => ({ code, group: null, answer: scores[index] ?? 0, level })),
        )
      : null
    const value = decision ? valueOn(scale, decision.gives) : null
    return decision && value !== null
      ? on(value, decision.because)
      : none('No row of its truth table says what these scores come to.')
  }
  switch (rule) {
    case 'mean': {
      const value = exact(total(scores, (one) => one) / scores.length)
      return on(value, `The mean of ${plural} is ${inFigures(value)}.`)
    }
    case 'weighted-mean': {
      const weights = total(items, ({ weight }) => weight)
      if (weights === 0) return none('Nothing in it has a weight.')
      const value = exact(
        total(
          items.map(({ weight }, index) => weight * (scores[index] ?? 0)),
          (one) => one,
        ) / weights,
      )
      return on(
        value,
        `The mean of ${plural} by ${items.length === 1 ? 'its weight' : 'their weights'} is ${inFigures(value)}.`,
      )
    }
    case 'worst': {
      const value = Math.min(...scores)
      const lowest = items.filter((_, index) => scores[index] === value).map(({ code }) => code)
      return on(
        value,
        `The lowest of ${plural} counts: ${lowest.slice(0, 5).join(', ')}${lowest.length > 5 ? ' and others' : ''}, at ${inFigures(value)}.`,
      )
    }
  }
  return points(compiled, rule, items)
}

/** Points are added up, times their weights; bands turn the share of what could be had into a level. */
function points({ scale, least, most }: Compiled, rule: FrameworkRule, items: readonly Item[]): Ruled {
  const sum = (of: (item: Item) => number) => exact(total(items, (item) => of(item) * item.weight))
  const [value, lowest, highest] = [sum(({ score: one }) => one), sum((item) => item.least), sum((item) => item.most)]
  if (highest === lowest) return { value: null, because: 'Nothing in it has a weight.', least, most, level: null }
  const percent = exact(((value - lowest) / (highest - lowest)) * 100)
  const words = `${inFigures(value)} of ${inFigures(highest)} ${agreeing(highest, 'point', 'points')}, ${inFigures(percent)}% of the way from ${inFigures(lowest)}.`
  if (typeof rule !== 'object' || !('points' in rule))
    return { value, because: words, least: lowest, most: highest, level: null }
  const band = rule.points.filter(({ from }) => from <= percent + 1e-9).toSorted((a, b) => b.from - a.from)[0]
  const reached = band ? valueOn(scale, band.gives) : null
  if (reached === null)
    return { value: null, because: `${words} No band says what that comes to.`, least, most, level: null }
  const level = levelAt(scale, reached)
  return {
    value: reached,
    because: `${words} That comes to ${inFigures(reached)}${level ? ` (${level})` : ''}.`,
    least,
    most,
    level,
  }
}
