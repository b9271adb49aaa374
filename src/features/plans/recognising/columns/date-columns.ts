import { cellLine } from '#platform/reading/index.ts'
import { inSentence } from '#platform/words.ts'
import { isRevision } from '../headers/header-times.ts'
import { plainHeader, preference } from '../headers/headers.ts'
import type { RowContext } from '../headings/row-context.ts'
import type { Question, Value } from '../model/model.ts'
import { tableInWords } from '../model/places.ts'
import { isAskedOf } from '../model/questions.ts'
import { periodTurns } from '../statuses/status-columns.ts'
import { DONE } from '../words/deed-words.ts'

const ORDINALS = 'first second third fourth fifth sixth seventh eighth ninth tenth'.split(' ')
const MOST_PREFERENCES = 10
const FURTHER = 100
const LATEST = 1000

const saysNoDay = (value: Value): boolean =>
  /^(?:n\/?a|not applicable|none|nil|no|not? revised|[-\u2013\u2014/.]+)[.]?$/i.test(cellLine(value))

/** Whether a revised date only says that the date before it stands. */
export const isUnchanged = (value: Value): boolean =>
  /^(?:no changes?|not changed|unchanged|as (?:the )?original(?:ly planned)?|original(?: date)?(?: stands)?|same(?: as original)?|as before|as planned|no revision)[.]?$/i.test(
    cellLine(value),
  )

/** Whether a revised date only says that there is none because the action is over: `n/a - complete`. */
const saysOver = (value: Value): boolean =>
  isRevision(plainHeader(value.header ?? '')) && NONE_AS_DONE.test(cellLine(value))
const NONE_AS_DONE = new RegExp(
  String.raw`^(?:(?:n\/?a|not applicable|none|nil|no(?: longer)?)\b[\s:;,.(\u2013\u2014-]*)?(?:(?:now|already|action) )?(?:${DONE}|complete|superseded|withdrawn|cancelled)[\s.)]*$`,
  'i',
)

/** A date that says nothing, that nothing changed or that the action is over, gives way to the column that says one. */
const rankOf = (value: Value): number =>
  preference('target', value.header ?? '') +
  (saysNoDay(value) || isUnchanged(value) || saysOver(value) ? MOST_PREFERENCES : 0)

/** How late a header puts the revision of a date: `Revised date`, `2nd revised date`, `Further revised date`, `Latest date`. */
function turnOf(header: string): number {
  const plain = plainHeader(header)
  if (/\b(?:latest|current|now|forecast|final|most recent)\b/.test(plain)) return LATEST
  const named = ORDINALS.findIndex((word) => new RegExp(String.raw`\b${word}\b`).test(plain)) + 1
  const number = named || Number(/\b(\d{1,2})(?:st|nd|rd|th)?\b/.exec(plain)?.[1] ?? 1)
  return number + FURTHER * (plain.match(/\bfurther\b/g)?.length ?? 0)
}

/** The turns of the revisions among the dates of a row: by the periods that their headers name, else by number, and by place. */
function turnsOf(values: readonly Value[]): ReadonlyMap<Value, number> {
  const revisions = values.filter(({ header }) => isRevision(plainHeader(header ?? '')))
  const periods = periodTurns(revisions)
  const turn = ({ header, column }: Value) => periods?.get(column) ?? turnOf(header ?? '')
  const inOrder = revisions.toSorted((a, b) => turn(a) - turn(b) || a.column - b.column)
  return new Map(inOrder.map((value, index) => [value, index]))
}

/** The dates of a row, the one that stands first: the last revision that is filled in, before those that were promised at first. */
export function targetsInOrder(values: readonly Value[]): Value[] {
  const turns = turnsOf(values)
  const ranks = new Map(values.map((value) => [value, rankOf(value)]))
  return values.toSorted(
    (a, b) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0) || (turns.get(b) ?? 0) - (turns.get(a) ?? 0),
  )
}

/** Asks, once for a table, which of several revised dates stands where they differ. */
export function askAboutRevisions(targets: readonly Value[], { tableNumber, questions }: RowContext): void {
  const turns = [...turnsOf(targets).keys()].filter(
    (value) => !saysNoDay(value) && !isUnchanged(value) && !saysOver(value),
  )
  if (new Set(turns.map((value) => cellLine(value).toLowerCase())).size < 2) return
  const where = tableInWords(tableNumber)
  if (isAskedOf(questions, 'revised-dates', where)) return
  const header = ({ header: words }: Value) => `“${words ?? ''}”`
  const question: Question = {
    topic: 'revised-dates',
    where,
    place: null,
    question: `Which of the revised dates under ${inSentence(turns.map(header))} stands?`,
    guess: `The last that is filled in: ${turns.toReversed().map(header).join(' before ')}. The others are kept as commentary.`,
  }
  questions.push(question)
}
