import type { Day } from '#platform/calendar/index.ts'
import { cellLine } from '#platform/reading/index.ts'
import { SHOWN_ANSWERS, SHOWN_STATES } from '../../statuses/vocabulary.ts'
import { opensWithDay } from './date-lines.ts'
import type { ReadDate } from './dating.ts'
import { isOfLaw } from './numbered-titles.ts'
import { isRef } from './refs.ts'

/** Whether the words are a status, or a colour or an answer that may be one, and nothing else. */
export const isStatusWord = (words: string): boolean =>
  isStateWord(words) || SHOWN_ANSWERS.has(words.trim().toLowerCase())

/** Whether the words say how an action stands, and not only yes, no or a colour. */
export const isStateWord = (words: string): boolean => SHOWN_STATES.has(words.trim().toLowerCase())

/** Whether the words of a cell stand for none. */
export const saysNothing = (words: string): boolean =>
  /^(?:n\/?a|not applicable|none|nil|[-\u2013\u2014/.?\s]*)$/i.test(words)

/** Whether words in the place of somebody or some day name neither: `No owner`, `None.`, `- -`. Those that say that it is still open do not. */
export function namesNobody(words: string): boolean {
  const plain = words.replace(/[.!]$/, '')
  return saysNothing(plain) || /^(?:nobody|no one|no owner|no)$/i.test(plain)
}

const AGREED =
  /^(?:(?:the )?(?:recommendation|finding) (?:is |was )?)?(?:(?:fully|partially|partly) )?(?:accept(?:ed|s)?|agree[ds]?|supported|endorsed|yes)(?: (?:in (?:full|part|principle)|(?:the )?recommendation))?[.!]?$/i
const DECLINED =
  /^(?:(?:(?:the )?(?:recommendation|finding) (?:is |was )?)?(?:not (?:accepted|agreed|supported|endorsed)|reject(?:ed|s)?|declined?|disagree[ds]?|refused)|no?)(?:[.!]?|\s*[-\u2013\u2014:;,.(].{1,200})$/is

/** Whether a response says that a recommendation is agreed or declined, and nothing else. */
export function agreement({ paragraphs }: { readonly paragraphs: readonly string[] }): 'agreed' | 'declined' | null {
  const words = cellLine({ paragraphs })
  if (AGREED.test(words)) return 'agreed'
  return DECLINED.test(words) ? 'declined' : null
}

const OPENS_AGREED =
  /^(?:(?:fully|partially|partly) )?(?:accept(?:ed|s)?|agree[ds]?|supported|endorsed|yes)(?: in (?:full|part|principle))?\s*[-\u2013\u2014:;,.]\s*(?=\S)/i

/** What a response says behind the word with which it agrees, or null where it does not open with one and a stop. */
export function wordsBehindAgreed(words: string): string | null {
  const [opening] = OPENS_AGREED.exec(words) ?? []
  return opening === undefined ? null : words.slice(opening.length)
}

/** A heading that opens a recommendation, with what follows its number. */
export interface Opening {
  readonly ref: string | null
  readonly text: string | null
  /** Whether a word such as `Recommendation` says so, rather than the number alone. */
  readonly isNamed: boolean
}

const KEYWORD =
  'recommendation|rec|finding|theme|goal|outcome|objective|aim|strand|pillar|workstream|work ?stream|priority|principle|action area|area|issue|section|part'
const NAMED = new RegExp(
  `^(?:ima )?(?:${KEYWORD})s?\\.?\\s*(?:no\\.?|number|ref\\.?)?\\s*[:#]?\\s*([A-Z]?\\d{1,3}(?:\\.\\d{1,3})*[a-z]?)\\b\\s*[-:.)\\u2013\\u2014]*\\s*(.*)$`,
  'isu',
)
/** `Strand A – People`: a letter counts where a mark or nothing stands behind it. Parts and sections of any document have letters too. */
const LETTERED =
  /^(?:recommendation|theme|goal|outcome|objective|aim|strand|pillar|work ?stream|priority)\s+([A-Z]|[IVX]{2,4})(?:\s*[-:.)\u2013\u2014]+\s*(.*)|\s*)$/isu
const LABELLED =
  /^(?:recommendation|finding|theme|goal|outcome|objective|workstream|strand|pillar)\s*[:\u2013\u2014-]\s*(\S.*)$/isu
const SHORT_NAMED = /^R\s?(\d{1,3}(?:\.\d{1,3})*[a-z]?)\s*[-:.)\u2013\u2014]*\s*(.*)$/su
const NUMBERED = /^(\d{1,2}(?:\.\d{1,2})*[a-z]?)\s*[.):\u2013\u2014-]*\s+(\p{L}.*)$/su

/** Reads `Recommendation 4`, `Rec 2: text`, `3 The department to …`, or a paragraph that carries its number apart. */
export function openingOf(words: string, number: string | null): Opening | null {
  const named = isOfLaw(words) ? null : (NAMED.exec(words) ?? SHORT_NAMED.exec(words) ?? LETTERED.exec(words))
  if (named?.[1]) return { ref: named[1], text: named[2]?.trim() || null, isNamed: true }
  const labelled = LABELLED.exec(words)
  if (labelled?.[1]) return { ref: number, text: labelled[1].trim(), isNamed: true }
  if (number !== null && words !== '') {
    const inLabel = /(\d[\d.]*[a-z]?)$/.exec(number)?.[1] ?? number
    return { ref: inLabel, text: words, isNamed: /recommendation/i.test(number) }
  }
  if (opensWithDay(words)) return null
  const numbered = NUMBERED.exec(words)
  return numbered?.[1] && numbered[2] ? { ref: numbered[1], text: numbered[2].trim(), isNamed: false } : null
}

/** Splits a recommendation's cell into its number and its words: `1. The department should …`, `R2`, `Recommendation 3: …`. */
export function recommendationOf(words: string): { ref: string | null; text: string | null } {
  const opening = openingOf(words, null)
  if (opening) return { ref: opening.ref, text: opening.text }
  return isRef(words) ? { ref: words, text: null } : { ref: null, text: words }
}

export const ROMANS = 'i ii iii iv v vi vii viii ix x xi xii'.split(' ')

/** Whether each paragraph carries the next number of a list: `1. …`, `2. …`, or `a) …`, `b) …`. */
export function isNumberedList(paragraphs: readonly string[]): boolean {
  return (
    paragraphs.length > 1 &&
    paragraphs.every((words, index) => {
      const mark = /^\(?(\d{1,2}|[a-z]|[ivx]{1,5})[.):]+\s+\S/i.exec(words)?.[1]?.toLowerCase()
      return mark === String(index + 1) || mark === String.fromCharCode(97 + index) || mark === ROMANS[index]
    })
  )
}

const UPDATE_LINE = /^(?:(?:progress|status|position|latest)\s*)*(?:report|updated?|position|status|review|as)\b/i
const LAST_UPDATED =
  /\b(?:last updated|last update|updated on|date updated|updated|position (?:as )?at|as at|status at)\s*[:\u2013-]?\s*(.{3,40}?)\s*[).;]*$/i

/** The day of a line such as `Progress update – May 2017` or `Last updated: 12 March 2013`, or null. */
export function updateDay(words: string, readDate: ReadDate): { day: Day; isWhole: boolean } | null {
  const last = LAST_UPDATED.exec(words)
  const isWhole = words.length <= 80 && (UPDATE_LINE.test(words) || /^last update/i.test(words))
  const dated = last?.[1] ?? (isWhole ? words : null)
  if (dated === null) return null
  const { earliest, latest } = readDate(dated)
  const day = latest ?? earliest
  return day ? { day, isWhole } : null
}

const LABEL_ONLY =
  /^(?:actions?|commentary|comments?|progress(?: update| report)?|update|background|status|response|summary|action plan)s?\s*:?$/i

/** Whether the words only announce what follows. */
export function isLabel(words: string): boolean {
  return LABEL_ONLY.test(words.trim())
}
