import { type Day, inWords } from '#platform/calendar/index.ts'
import { partsOf, WHOLE } from '../results/model.ts'
import type { Compiled } from '../scoring/compile.ts'
import { exact, inFigures, projected } from '../scoring/scale.ts'

/**
 * Whether an assessor has accepted everything under a finding's recommendation as complete, so that its question can be scored again.
 * What the owner says is not enough. An action that was superseded is left out.
 */
export const isAnswered = (one: { readonly actions: number; readonly superseded: number; readonly accepted: number }) =>
  one.accepted > 0 && one.accepted === one.actions - one.superseded

export interface LineScale {
  readonly least: number
  readonly most: number
}

/**
 * The scale on which the line of a campaign's rule stands: that of the whole, or of the sections where no whole is given; where those differ
 * from one another, the framework's own. Null where the framework gives no scores.
 */
export function lineScaleOf(compiled: Compiled): LineScale | null {
  const parts = partsOf(compiled)
  const [first] = parts
  if (!first) return null
  const isOne = first.code === WHOLE || parts.every(({ least, most }) => least === first.least && most === first.most)
  const { least, most } = isOne ? first : compiled
  return { least, most }
}

/** Why a line cannot be used, in words; null where it can. */
export function lineProblem(line: number, scale: LineScale | null): string | null {
  if (!scale) return 'The framework of this campaign gives no scores that a rule could look at'
  return line >= scale.least && line <= scale.most
    ? null
    : `The score must be on the scale, which goes from ${inFigures(scale.least)} to ${inFigures(scale.most)}`
}

/** How a unit stood in what the rule looks at: the whole, or its lowest section. */
export interface Stood {
  readonly participantId: string
  readonly campaign: string
  readonly finalOn: Day | null
  /** The name of the section; null for the whole. */
  readonly section: string | null
  readonly score: number
  readonly least: number
  readonly most: number
}

export interface Judged {
  readonly line: number | null
  readonly scale: LineScale | null
  readonly hasRole: boolean
  readonly now: Stood | null
  /** Last time, by the same model in whatever version; null where there was none. */
  readonly before: Stood | null
}

/** A score on the scale of the line. */
export const onLine = ({ score, least, most }: Stood, scale: LineScale): number =>
  most === least ? scale.least : exact(projected(score, { least, most }, scale))

/** As people read it: a unit improved where a page shows a higher score. */
const shown = (score: number) => Math.round((score + Number.EPSILON) * 100) / 100

/** Whether a score reaches a line. Scores are sums of fractions: what they differ by below a billionth is no difference. */
export const reaches = (score: number, line: number) => score >= line - 1e-9

/** What follows a score: below the line once, again; below it twice without having improved, up to a role. */
export function whatFollows({ line, scale, hasRole, now, before }: Judged): 'repeat' | 'escalate' | null {
  if (line === null || !scale || !now || lineProblem(line, scale) !== null) return null
  if (reaches(onLine(now, scale), line)) return null
  if (!hasRole || !before || reaches(onLine(before, scale), line)) return 'repeat'
  return hasImproved(before, now, scale) ? 'repeat' : 'escalate'
}

export const hasImproved = (before: Stood, now: Stood, scale: LineScale): boolean =>
  shown(onLine(now, scale)) > shown(onLine(before, scale))

/** A score that is below another in as many decimals as it takes to show it. */
export function below(score: number, line: number): string {
  for (let decimals = 2; decimals < 9; decimals += 1) {
    const words = String(Number(score.toFixed(decimals)))
    if (Number(words) < line) return words
  }
  return inFigures(score)
}

/** A score as it was given, and where it stands on today's scale if that is another one. */
export function stoodInWords(stood: Stood, scale: LineScale): string {
  const { score, least, most } = stood
  const isSame = least === scale.least && most === scale.most
  return isSame
    ? inFigures(score)
    : `${inFigures(onLine(stood, scale))} (${inFigures(score)} on its scale from ${inFigures(least)} to ${inFigures(most)})`
}

interface Undoable {
  readonly kind: 'repeat' | 'escalate'
  readonly undoneOn: Day | null
  readonly settledOn: Day | null
  readonly sentOn: Day | null
  readonly repeatState: string | null
}

/** Why a consequence cannot be taken back, in words; null where it can. */
export function undoObstacle({ kind, undoneOn, settledOn, sentOn, repeatState }: Undoable): string | null {
  if (undoneOn) return `It was undone on ${inWords(undoneOn)}.`
  if (settledOn)
    return `It cannot be undone: it was settled on ${inWords(settledOn)}, and what was agreed is on record.`
  if (kind === 'escalate' && sentOn)
    return `It cannot be undone: the letter was sent on ${inWords(sentOn)}. Tell whoever has it, and settle the matter here.`
  if (kind === 'repeat' && repeatState === 'final')
    return 'It cannot be undone: the unit has done it again, and its scores are final.'
  return null
}

/** Whether a consequence would not follow from the rule as it is now. */
export const noLongerFollows = (
  one: Undoable & { readonly score: number | null },
  line: number | null,
  scale: LineScale | null,
): boolean =>
  one.undoneOn === null &&
  one.settledOn === null &&
  one.repeatState !== 'final' &&
  one.score !== null &&
  (line === null || lineProblem(line, scale) !== null || reaches(one.score, line))

/** Whether a repeat that was asked for has not begun, or the one that had was withdrawn. */
export const isToBegin = ({ kind, repeatState }: Pick<Undoable, 'kind' | 'repeatState'>): boolean =>
  kind === 'repeat' && (repeatState === null || repeatState === 'declined' || repeatState === 'withdrawn')

/** Whether something that follows still waits to be done. */
export const isOpenStill = ({ undoneOn, settledOn, repeatState }: Undoable): boolean =>
  undoneOn === null && settledOn === null && repeatState !== 'final'

/** How what follows a low score stands, in words. */
export function consequenceState(one: {
  readonly kind: 'repeat' | 'escalate'
  readonly settledOn: Day | null
  readonly sentOn: Day | null
  readonly repeatState: string | null
  readonly undoneOn: Day | null
}): string {
  if (one.undoneOn) return `Undone on ${inWords(one.undoneOn)}`
  if (one.settledOn) return `Settled on ${inWords(one.settledOn)}`
  if (one.kind === 'repeat')
    return one.repeatState === 'final' ? 'Done again' : isToBegin(one) ? 'Not begun' : 'Being done again'
  return one.sentOn ? `Letter sent on ${inWords(one.sentOn)}` : 'Letter drafted'
}
