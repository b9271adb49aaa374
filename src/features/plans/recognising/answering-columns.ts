import { cellLine } from '#platform/reading/index.ts'
import type { Status } from '../model.ts'
import { OVER } from '../over.ts'
import { isNo, isYesOrNo, underHeader } from '../statuses/answers.ts'
import { statusOfWords } from '../statuses.ts'
import type { Value } from './row-values.ts'

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
  const claims = [claimOf(first), claimOf(other)] as const
  const [claim, beside] = claims
  if (claim === null || beside === null) return deniesOpen(first, beside) || deniesOpen(other, claim)
  for (const [value, against] of [[first, beside] as const, [other, claim] as const]) {
    if (saysNo(value) && answerOf(value) === 'Not complete') return OVER.has(against)
    if (!saysNo(value) && isAnswer(value) && asksWhetherBegun(value)) return against === 'not-started'
    if (isAnswer(value) && answerOf(value) === 'On track') return false
  }
  return null
}

const saysNo = (value: Value): boolean => isNo(cellLine(value))
const asksWhetherBegun = ({ header }: Value): boolean => underHeader('No', header) === 'Not started'

/** `In progress? No` beside `Done? No`: neither goes on nor is done. */
function deniesOpen(value: Value, other: Status | null): boolean {
  const yes = saysNo(value) && answerOf(value) === null ? underHeader('Yes', value.header) : null
  return other === 'in-progress' && yes !== null && ['Open', 'In progress'].includes(yes)
}
