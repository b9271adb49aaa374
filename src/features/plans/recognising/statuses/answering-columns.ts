import { cellLine } from '#platform/reading/index.ts'
import type { Status } from '../../model.ts'
import { OVER } from '../../over.ts'
import { isNo, isYesOrNo, stageAsked, underHeader } from '../../statuses/answers.ts'
import { statusOfWords } from '../../statuses.ts'
import type { Value } from '../model/model.ts'

/** What a cell says as an answer to the header above it, or null. */
export const answerOf = (value: Value): string | null => underHeader(cellLine(value), value.header)

const claimOf = (value: Value): Status | null => {
  const said = answerOf(value)
  return said === null ? null : statusOfWords(said)
}

/** Whether the cell is Yes, No or the like below a header that asks: what it says is said by both. */
export const isAnswer = (value: Value): boolean =>
  value.header !== null && (isYesOrNo(cellLine(value)) || answerOf(value) !== cellLine(value))

/** How much an answer says: that it is over, that it has not begun, that it goes on, or nothing. */
function rankOf(value: Value): number {
  const claim = claimOf(value)
  if (claim === null) return 3
  if (OVER.has(claim)) return 0
  return claim === 'not-started' ? 1 : 2
}

/** Answers to several headers, the one that says most first: `Completed? Yes` before `Started? Yes`. Others stay as they are. */
export function answersInOrder(values: readonly Value[]): readonly Value[] {
  const [first] = values
  if (values.length < 2 || !first || !isAnswer(first)) return values
  const answers = values.filter(isAnswer).toSorted((a, b) => rankOf(a) - rankOf(b))
  return [...answers, ...values.filter((value) => !isAnswer(value))]
}

/**
 * Whether answers of two columns cannot both be right, or null where neither is an answer. What was begun may be complete, and what is not
 * complete may not have begun. What is on track may be anything.
 */
export function areAtOdds(first: Value, other: Value): boolean | null {
  if (!isAnswer(first) && !isAnswer(other)) return null
  const stages = [first, other].map(stageOf)
  const [one, two] = stages.toSorted((a, b) => (a?.stage ?? 0) - (b?.stage ?? 0))
  // What is closed was done, and what was done was begun; what is done need not be closed.
  if (one && two) return one.stage === two.stage ? one.isReached !== two.isReached : two.isReached && !one.isReached
  if (wasUnderWay(first, other) || wasUnderWay(other, first)) return false
  const claims = [claimOf(first), claimOf(other)] as const
  const [claim, beside] = claims
  if (claim === null || beside === null) return deniesOpen(first, beside) || deniesOpen(other, claim)
  for (const [value, against] of [[first, beside] as const, [other, claim] as const]) {
    if (saysNo(value) && answerOf(value) === 'Not complete')
      return asksWhetherClosed(value) ? against === 'closed' : OVER.has(against)
    if (isAnswer(value) && answerOf(value) === 'Closed' && asksWhetherClosed(value)) return !OVER.has(against)
    if (!saysNo(value) && isAnswer(value) && asksWhetherBegun(value)) return against === 'not-started'
    if (isAnswer(value) && answerOf(value) === 'On track') return false
  }
  return null
}

/** How far a Yes says that the action is, or a No that it is not. */
function stageOf(value: Value): { readonly stage: number; readonly isReached: boolean } | null {
  const stage = stageAsked(value.header)
  return stage === null || !isYesOrNo(cellLine(value)) ? null : { stage, isReached: !saysNo(value) }
}

/** `Underway? Yes` beside `Concluded? Yes`: what is done was under way. That it still goes on is another thing. */
function wasUnderWay(value: Value, done: Value): boolean {
  const isUnderWay = isYesOrNo(cellLine(value)) && !saysNo(value) && answerOf(value) === 'In progress'
  return isUnderWay && !STILL.test(value.header ?? '') && (stageOf(done)?.isReached ?? false)
}
const STILL = /\b(?:still|now|currently)\b/i

const saysNo = (value: Value): boolean => isNo(cellLine(value))
const asksWhetherClosed = ({ header }: Value): boolean => stageAsked(header) === 3
const asksWhetherBegun = ({ header }: Value): boolean => stageAsked(header) === 1

/** `In progress? No` beside `Done? No`: neither goes on nor is done. */
function deniesOpen(value: Value, other: Status | null): boolean {
  const yes = saysNo(value) && answerOf(value) === null ? underHeader('Yes', value.header) : null
  return other === 'in-progress' && yes !== null && ['Open', 'In progress'].includes(yes)
}
