import { type Day, dayOf } from '#platform/calendar/index.ts'
import type { Status, Verdict } from './model.ts'
import { OVER } from './over.ts'
import { isYesOrNo, underHeader } from './statuses/answers.ts'
import { tickedChoice } from './statuses/choices.ts'
import { statusIn } from './statuses/grammar.ts'
import { statusBeforeStop } from './statuses/stops.ts'
import { verdictIn } from './statuses/verdicts.ts'

/**
 * The status that a document's words claim: null where they say nothing that is known, or leave a doubt, so that somebody is asked.
 * `80% complete` and `Not yet complete` are under way; `Once training is done` claims nothing. `asOf` is the day on which the words
 * were said, without one today: nothing was done on a day after it. `registered` are names of people, units and roles that the registers have.
 */
export const statusOfWords = (
  words: string,
  asOf: Day = dayOf(new Date()),
  registered: readonly string[] = [],
): Status | null => statusIn(words, asOf, { registered }) ?? statusBeforeStop(words, asOf, registered)

/** What a person says that a status claims: one that is known, or that it claims nothing. */
export type ClaimAnswer = Status | 'none'

/** What something else than the words of a status says that they claim, such as the document's own key. */
export interface Keyed {
  /** Null where other words beside the sign leave it open. */
  readonly claim: ClaimAnswer | null
  /** The document's words: `G = complete`. Null where its key explains other signs, and not this one. */
  readonly words: string | null
  /** Whether it is no key that says so, but other words of the row from which it was guessed: somebody is asked. */
  readonly isGuess?: true
}

/** What a row of a document says of how its action stands, and when it says so. */
export interface RowSaid {
  readonly status: string | null
  /** The header of the column in which the status stands, where it asks what the cell answers. */
  readonly statusHeader?: string
  /** What a person said that the status claims, which then holds whatever its words are. */
  readonly claim?: ClaimAnswer
  readonly keyed?: Keyed
  readonly verdict?: string | null
  /** The day from which the row speaks; without one, today. */
  readonly saidOn?: Day
  /** The names of the registers that stand in its status and verdict. */
  readonly registered?: readonly string[]
}

/** The status that a row of a document claims, or null. */
export function statusOfRow({ status, statusHeader, claim, keyed, saidOn, registered }: RowSaid): Status | null {
  const told = claim === undefined ? keyed?.claim : claim
  if (told !== undefined) return told === 'none' ? null : told
  if (status === null) return null
  const answer = underHeader(tickedChoice(status) ?? status, statusHeader)
  return answer === null ? null : statusOfWords(answer, saidOn, registered)
}

/** The same for all rows whose status says the same under the same header; null where none is written. */
export const statusKey = ({ status, statusHeader }: Pick<RowSaid, 'status' | 'statusHeader'>): string | null =>
  status === null ? null : JSON.stringify([statusHeader ?? '', status.toLowerCase().replace(/\s+/g, ' ').trim()])

/**
 * The verdict of a row of a document: it judges the claim of the same row. Null where there is no such claim, or the words give none.
 * A No, or `Not verified`, may say that nobody has looked yet, and is no refusal; a Yes judges only a claim that the action is over.
 */
export function verdictOfRow(row: RowSaid): Verdict | null {
  const claim = row.verdict ? statusOfRow(row) : null
  if (!row.verdict || claim === null || mayBeUnchecked(row.verdict)) return null
  if (isYesOrNo(row.verdict) && !OVER.has(claim)) return null
  return verdictOfWords(row.verdict, row.saidOn, row.registered)
}

const UNCHECKED =
  /^\W*(?:no?(?:\W*$|\s*[-\u2013\u2014:;,.(])|(?:(?:has |have )?not (?:yet )?(?:been )?|un|to be |yet to be |awaiting |pending )(?:verif|validat|check|confirm|assess|test|audit|review|inspect|evidenc)(?:ied|ed|ication|ation|ment|ing)?\W*$)/i

/** Whether the words of an assessor’s column may say only that nobody has checked the claim yet: `N`, `No - evidence awaited`, `Not verified`. */
export const mayBeUnchecked = (words: string): boolean => UNCHECKED.test(words)

/** The verdict that a document's words give: null where they say nothing that is known, or only what may come, so that somebody is asked. */
export const verdictOfWords = (
  words: string,
  asOf: Day = dayOf(new Date()),
  registered: readonly string[] = [],
): Verdict | null => verdictIn(words, asOf, registered)
