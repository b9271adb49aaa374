import { shortened } from '#platform/words.ts'
import { MONTH_NAMES } from '../../dates/words.ts'
import { UNDECIDED_LETTERS } from '../../undecided.ts'
import { MOST_QUOTED } from '../model/model.ts'
import { isDateLine } from '../words/date-lines.ts'
import { isStatusWord } from '../words/wording.ts'
import { onlyHelps } from './owner-helpers.ts'

const NOBODY =
  /\b(?:vacant|vacancy|unassigned|unallocated|unfilled|unknown|nobody|no[ -]?one|no owner|no lead|none (?:yet|assigned|identified)|not (?:yet )?(?:assigned|allocated|appointed|known|identified|in post|decided|recruited|applicable)|(?:yet )?to be (?:appointed|assigned|allocated|agreed|confirmed|decided|recruited|determined|identified|advised|filled|named|nominated)|recruiting|recruitment (?:under ?way|in progress|on ?going|pending)|(?:awaiting|pending) (?:appointment|recruitment|allocation|assignment|confirmation|decision)|new (?:post|starter)|in recruitment|(?:post|job|role|vacancy) (?:being |is |to be )?(?:advertised|filled)|advert(?:ised)?(?: is)? out|ownerless|(?:siro|dro|head of \p{L}+) to (?:nominate|appoint|decide|confirm|name))\b|^(?:to follow|nil|unclear|gap|various|multiple|several|both|all|others?|as (?:appropriate|required|needed|necessary)|relevant\s.{1,40}|appropriate\s.{1,40}|\?+)[.!]?$/iu
const ELSEWHERE =
  /^\W*(?:see|refer to|as (?:per|in|set out|agreed)|per)\s|^\W*(?:(?:as )?(?:below|above)|ibid|dto)\W*$|^[\u2193\u21d3]+$|^-+\s*[\u0022\u201c\u201d]\s*-+$/i
/** Words of another column: a part, a sum, a tick, a priority, an address or a number to call. */
const OF_OTHER_COLUMN =
  /^(?:\d[\d,.]*\s*%|[\u00a3$€]\s?\d[\d,.]*\s?(?:k|m|bn)?|[\u2610-\u2612\u2713-\u2718\u221a]+|[hml]|high|medium|med|low|(?:https?:\/\/|www\.)\S+|\+?\(?\d[\d\s()-]{7,})$/iu
const MONTH = MONTH_NAMES.map((name) => name.slice(0, 3)).join('|')
const CHANGED = new RegExp(
  String.raw`->|=>|>|[\u2192\u21d2]|\b(?:was|were|now|until|till|then|formerly|previously|former|left|leaver|departed|retired|handed over|taken over|took over|replaced by|replacing|succeeded by|transferred|has moved|moved to|on (?:maternity|paternity|parental|sick|long[- ]term|secondment)|to be replaced|retiring|leaving (?:in|on|at|soon|shortly)|maternity(?: leave)?|paternity(?: leave)?|acting until)\b|\bex[- ]|\bfrom (?=\d|(?:${MONTH})[a-z]*\b)`,
  'i',
)
const UNSURE = new RegExp(
  String.raw`\?|\b(?:${UNDECIDED_LETTERS.join('|')}|possibly|probably|perhaps|maybe|provisional(?:ly)?|not (?:yet )?(?:confirmed|agreed))\b`,
  'i',
)

/** What a form has where nobody has written a name. */
const PLACEHOLDER =
  /^\W*(?:(?:insert|enter|add|type|select|choose|click(?: or tap)?(?: here)?(?: to enter)?)\b[^\d]{0,40}|(?:owner|lead|officer)?['\u2019]?s?\s?(?:name|names|job title|post title)(?: here)?)\W*$/i
/** Somebody in the place of another, or beside somebody who is not named. */
const INSTEAD =
  /\b(?:on behalf of|via|c\/o|or (?:his |her |their |a )?(?:deputy|delegate|nominee|equivalent|successor|nominated \p{L}+))\b|^[A-Z]{2,6} for (?:the )?[A-Z]{2,6}$|\((?:for|on behalf of) [^)]{2,60}\)|\p{L}\s+through\s+\p{L}|^\(?[a1i][.)]\s+\S.*\s\(?(?:b|2|ii)[.)]\s+\S|\sto (?:lead|action|own|confirm|follow up|arrange|organise|deliver|draft|provide|implement|complete|circulate|agree|approve|review|do|decide)$/su
/** Something else beside a name: which note to see, or what it costs. */
const NOTED = /[([]\s*(?:see|note|ref|refer|[\u00a3$€])[^)\]]{0,60}[)\]]/i
const LABELLED =
  /^(?:(?:joint |overall |action )?(?:lead|owner|sponsor|support|deputy|responsible|accountable))\s*[-\u2013\u2014]\s+\S/i

const hasStatus = (owner: string): boolean => {
  const parts = owner.split(/\s[-\u2013\u2014]\s|:\s|\s\(|\)/).map((part) => part.trim())
  return parts.length > 1 && parts.slice(1).some((part) => part.length > 1 && isStatusWord(part))
}

/** So many people, and not who they are: `3 IAOs`. */
const COUNTED =
  /^(?:\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|several|some|various)\s+(?:x\s+)?\p{L}[\p{L}\s]*s$/iu

/** A day, a month or a year beside a name. */
const DATED = new RegExp(
  String.raw`\b\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?\b|\b\d{4}-\d{2}\b|\b\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:${MONTH})[a-z]*\b|\b(?:${MONTH})[a-z]*\.?,?\s+['\u2019]?\d{2,4}\b|\b(?:19|20)\d{2}\b|\bq[1-4]\b`,
  'i',
)

const HOLDS_DATE = 'holds a date beside the owner. Who owns the action, and when is it due?'
/** A doubt that only a day beside an owner leaves: it is the same for a whole column. */
export interface DatedOwner {
  /** The words of the cell, as a question quotes them. */
  readonly quoted: string
}

export const questionOfDated = (words: string): string => `“${words}” ${HOLDS_DATE}`

/** The same where several cells of a column leave that doubt. */
export const questionOfDatedColumn = (words: string): string =>
  `“${words}” and other cells hold dates beside the owners. Who owns the actions, and when are they due?`

/** What has to be asked of words in a cell of owners that may name nobody, or somebody who is it no more; null where they only name. */
export function doubtOf(owner: string): string | DatedOwner | null {
  const shown = shortened(owner, MOST_QUOTED)
  if (NOBODY.test(owner) || isStatusWord(owner) || isDateLine(owner))
    return `“${shown}” names nobody. Who owns the action?`
  if (PLACEHOLDER.test(owner)) return `“${shown}” names nobody. Who owns the action?`
  if (onlyHelps(owner)) return `“${shown}” names only who helps. Who owns the action?`
  if (OF_OTHER_COLUMN.test(owner.trim())) return `“${shown}” names nobody. Who owns the action?`
  if (COUNTED.test(owner.trim())) return `“${shown}” does not say who they are. Who owns the action?`
  if (ELSEWHERE.test(owner)) return `“${shown}” points to other words. Who owns the action?`
  if (CHANGED.test(owner)) return `“${shown}” seems to say that the owner has changed. Who owns the action now?`
  if (hasStatus(owner) || NOTED.test(owner) || LABELLED.test(owner.trim()))
    return `“${shown}” holds more than an owner. Who owns the action?`
  if (INSTEAD.test(owner.trim())) return `“${shown}” does not say for certain who it is. Who owns the action?`
  if (DATED.test(owner)) return { quoted: shown }
  return UNSURE.test(owner) ? `“${shown}” does not say for certain who it is. Who owns the action?` : null
}
