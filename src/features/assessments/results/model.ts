import type { ParticipantState } from '../model.ts'
import type { Compiled } from '../scoring/compile.ts'
import { exact, inFigures } from '../scoring/scale.ts'

/** The whole, as a part. */
export const WHOLE = '*'

/** Whether a unit has handed in its answers: only then its scores are laid beside those of others. */
export const isHandedIn = ({ state }: { readonly state: ParticipantState }): boolean =>
  state === 'submitted' || state === 'final'

/** A part of a framework that gets a score: the whole, or a section. */
export interface ScoredPart {
  readonly code: string
  readonly name: string
  readonly least: number
  readonly most: number
}

/** The parts that a framework scores. Points go as far as its questions do; everything else is told on its own scale. */
export function partsOf({ framework, sections, least, most }: Compiled): ScoredPart[] {
  const isPoints = (rule: unknown) => rule === 'points'
  const scored = sections
    .filter(({ rule }) => rule !== 'none')
    .map(({ section, rule, questions }): ScoredPart => {
      const weighed = (of: (one: { readonly least: number; readonly most: number }) => number) =>
        exact(questions.reduce((sum, one) => sum + of(one) * one.question.weight, 0))
      const own = isPoints(rule)
        ? { least: weighed((one) => one.least), most: weighed((one) => one.most) }
        : { least, most }
      return { code: section.code, name: section.name, ...own }
    })
  const { overall } = framework.rules
  if (overall === 'none') return scored
  const weights = new Map(sections.map(({ section }) => [section.code, section.weight]))
  const sum = (of: (part: ScoredPart) => number) =>
    exact(scored.reduce((all, part) => all + of(part) * (weights.get(part.code) ?? 1), 0))
  const whole = isPoints(overall)
    ? { least: sum((part) => part.least), most: sum((part) => part.most) }
    : { least, most }
  return [{ code: WHOLE, name: 'The whole', ...whole }, ...scored]
}

/** The part that somebody asked for: the whole if there is one, else the first. */
export const partAsked = (parts: readonly ScoredPart[], code: string): ScoredPart | undefined =>
  parts.find((part) => part.code === code) ?? parts[0]

export const shareOf = (
  { least, most }: Pick<ScoredPart, 'least' | 'most'>,
  score: number | null | undefined,
): number | null =>
  score === null || score === undefined || most === least
    ? null
    : Math.max(0, Math.min(1, (score - least) / (most - least)))

/** A score as a part shows it, with what could be had where less applied to the unit than the part asks. */
export function scoreInWords(part: Pick<ScoredPart, 'least' | 'most'>, one: Scored): string {
  const isLess = one.least !== part.least || one.most !== part.most
  return `${inFigures(one.score)}${isLess ? ` of ${inFigures(one.most)}` : ''}`
}

/** A score between its own ends, and how far along it is as it is shown: what ranks, shades and bars go by. */
export interface Scored {
  readonly score: number
  readonly least: number
  readonly most: number
  /** 0 to 1. */
  readonly share: number
}

/** `+0.5`, `−1`, `no change`, or why there is nothing to tell. */
export function changeInWords(before: number | null, now: number | null): string {
  if (now === null) return 'not scored yet'
  if (before === null) return 'new'
  const change = exact(now - before)
  return change === 0 ? 'no change' : `${change > 0 ? '+' : '−'}${inFigures(Math.abs(change))}`
}

/** A rank as league tables write it: `=2` where others share it. */
export const rankInWords = (rank: number | null, isTied: boolean): string =>
  rank === null ? '–' : `${isTied ? '=' : ''}${rank}`

/** Scores gathered by the level that they reach, lowest first; by fifths of the way where a scale has no levels. */
export function bands(
  compiled: Compiled,
  part: ScoredPart,
  scores: readonly { readonly score: number; readonly units: number }[],
): { readonly name: string; readonly units: number }[] {
  const levels = compiled.scale.levels
  const isOwnScale = part.least === compiled.least && part.most === compiled.most
  const from =
    levels && isOwnScale
      ? levels
          .toSorted((a, b) => a.value - b.value)
          .map(({ value, name }) => ({ value, name: name === String(value) ? name : `${value} ${name}` }))
      : [0, 1, 2, 3, 4].map((fifth) => {
          const value = exact(part.least + (fifth * (part.most - part.least)) / 5)
          return { value, name: `From ${inFigures(value)}` }
        })
  return from.map(({ value, name }, index) => {
    const next = from[index + 1]?.value ?? Number.POSITIVE_INFINITY
    const units = scores
      .filter(({ score }) => score >= value - 1e-9 && score < next - 1e-9)
      .reduce((sum, one) => sum + one.units, 0)
    return { name, units }
  })
}

/** Of fewer units no median is given: it would be the score of one of them, or between two. */
export const MEDIAN_FROM = 3

/** What a table says where it leaves medians out; null where it has them all. */
export const medianNote = (parts: readonly { readonly units: number }[]): string | null =>
  parts.some(({ units }) => units > 0 && units < MEDIAN_FROM)
    ? `The median is given for ${MEDIAN_FROM} or more units whose scores are final.`
    : null

/** How a part of one unit stands, beside the median of its campaign and itself last time. */
export interface UnitPart extends ScoredPart {
  readonly score: number | null
  readonly own: number | null
  readonly soFar: number | null
  readonly before: number | null
  readonly isPartial: boolean
  readonly median: number | null
  readonly target: number | null
  readonly level: string | null
  readonly because: string
}

/** An answer of a unit, with its self-score and what stands. */
export interface QuestionScore {
  readonly question: string
  readonly system: string | null
  readonly own: number | null
  readonly moderated: number | null
  readonly isNotApplicable: boolean
  /** The reason, with where it was taken over from while nobody has written another one. */
  readonly note: string | null
  readonly reason: string | null
  readonly evidence: number
}
