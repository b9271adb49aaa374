import type { Status } from '../../model.ts'
import { DONE, OVER } from '../../over.ts'
import { asksHowMuch, isNo, isYesOrNo, underHeader } from '../../statuses/answers.ts'
import { looseStatus, openingStatus } from '../../statuses/openings.ts'
import { mayBeUnchecked, statusOfWords, verdictOfWords } from '../../statuses.ts'
import { fieldOfHeader } from '../headers/headers.ts'
import type { CellBeside } from '../model/cell-beside.ts'
import type { ImportedAction } from '../model/model.ts'
import { deniesDone, HOW, isNeutral, MOST_READ, SPOKEN, tellsBeginning } from '../statuses/commentary-words.ts'
import { isColourAlone } from '../statuses/keyed-statuses.ts'
import { isDayAlone } from '../words/date-lines.ts'
import { isSpokenHeader } from './row-values.ts'

/** What a cell beside the status says of how far its action is. */
export interface ToldBeside {
  readonly header: string | null
  /** The words that say it, or all of them. */
  readonly words: string
  /** What they say; null where they say something that is not understood. */
  readonly claim: Status | null
  /** What they most likely say where they are not understood. */
  readonly likely?: Status
}

type Said = Pick<ImportedAction, 'saidOn' | 'registered'>

/** What a cell says; null where it says nothing of how far the action is. */
export function toldBy(cell: CellBeside, said: Said): ToldBeside | null {
  if (cell.of === 'verdict') return toldByVerdict(cell, said)
  return cell.of ? toldInPassing(cell, said) : toldByCommentary(cell, said)
}

/** What an assessor says is heard where it says how the action stands, or accepts what may not be done yet. */
function toldByVerdict(cell: CellBeside, said: Said): ToldBeside | null {
  const { words } = cell
  const told = mayBeUnchecked(words) ? null : toldByCommentary(cell, said)
  const isAccepted = verdictOfWords(words, said.saidOn, said.registered) === 'accepted'
  return told?.claim != null || isAccepted ? told : null
}

/** A piece of a cell of something else is heard where it says in so many words that the action is over: `None - closed`. */
function toldInPassing({ header, words }: CellBeside, { saidOn, registered }: Said): ToldBeside | null {
  const pieces = words.slice(0, MOST_READ).split(/\n|[;:,]\s|\.(?!\d)|\s[-\u2013\u2014]\s/)
  const told = pieces.flatMap((piece) => {
    const plain = piece.trim()
    const claim = isYesOrNo(plain) || isColourAlone(plain) ? null : statusOfWords(plain, saidOn, registered)
    return claim !== null && OVER.has(claim) ? [claim] : []
  })
  const claim = told.at(-1)
  return claim === undefined ? null : { header, words, claim }
}

function toldByCommentary({ header, words, day }: CellBeside, said: Said): ToldBeside | null {
  if (day) return { header, words, claim: day === 'done' ? 'complete' : null }
  if (isYesOrNo(words)) return toldByAnswer(header, words)
  if (asksHowMuch(header)) {
    const claim = statusOfWords(underHeader(words, header) ?? words)
    return claim === null ? { header, ...toldByWords(words, said) } : { header, words, claim }
  }
  const plain = words.slice(0, MOST_READ)
  return isNeutral(plain.trim()) ? null : { header, ...toldByWords(plain, said) }
}

/** No under words that ask nothing known denies nothing of what is not done; Yes may say more. */
function toldByAnswer(header: string | null, words: string): ToldBeside | null {
  const answer = underHeader(words, header)
  const claim = answer === null ? null : statusOfWords(answer)
  if (claim !== null) return { header, words, claim }
  return isNo(words) || isSpokenHeader(header) ? null : { header, words, claim: null }
}

type InWords = Omit<ToldBeside, 'header'>

/** The whole of the words, else the last sentence that says how the action stands, else what they most likely say. */
function toldByWords(words: string, said: Said): InWords {
  const whole = claimOf(words, said)
  if (whole !== null) return { words, claim: whole }
  const sentences = words.split('\n').flatMap((line) => withoutLabel(line).split(/;|\.(?!\d)/))
  const told = sentences.flatMap((sentence) => {
    const claim = claimOf(sentence, said)
    return claim === null ? [] : [{ words: sentence.trim(), claim }]
  })
  const last = told.at(-1)
  if (last) return last
  const likely = sentences.map((one) => looseStatus(one.trim(), said.saidOn)).findLast((one) => one !== null)
  return likely ? { words, claim: null, likely } : { words, claim: null }
}

function claimOf(words: string, { saidOn, registered }: Said): Status | null {
  const plain = words.trim()
  if (plain === '' || HOW.test(plain) || isYesOrNo(plain)) return null
  if (deniesDone(plain)) return statusOfWords(plain, saidOn, registered) ?? 'in-progress'
  return statusOfWords(plain, saidOn, registered) ?? openingStatus(plain, saidOn, registered)?.status ?? null
}

/** A line without what says only that commentary or a status follows: `Update March: published`, `Q4: on hold`, `Status: closed`. */
function withoutLabel(line: string): string {
  const [label = '', rest] = line.split(/:\s+(.*)/s)
  const isOfStatus = fieldOfHeader(label) === 'status' || isDayAlone(label)
  return SPOKEN.test(line) || (rest !== undefined && isOfStatus) ? (rest ?? line.replace(SPOKEN, '')) : line
}

/** Whether a cell that is understood says nothing else than the status of its row. */
export function agrees(claim: Status, { words, claim: told }: ToldBeside): boolean {
  if (told === null) return false
  if (told === claim || (DONE.has(told) && DONE.has(claim))) return true
  return (claim === 'on-hold' && told === 'not-started') || (OVER.has(claim) && tellsBeginning(words))
}
