import { readPeriod } from '../dates/period.ts'
import { tokenise } from '../dates/tokens.ts'
import { areSubjects, isTitled, kindOf } from '../recognising/owner-words.ts'
import { EVENTS, OFFICES } from './vocabulary.ts'

/** Stand in the words for somebody's name behind “by”, for an address, and for a body that meets, behind “by” or “at”. */
export const SOMEBODY = '\ue101'
export const ADDRESS = '\ue102'
export const MEETING = '\ue103'

const ADDRESSES =
  /\b(?:https?:\/\/|www\.)\S*[^\s:,;.)\]-]|(?<![\p{L}\p{N}@.-])(?:[a-z\d-]+\.)*gov\.uk(?:\/\S*)?(?![\p{L}\p{N}-])/giu
const BY =
  /\bby\s+(?:the\s+)?([^\d,;:.()\n\u2013\u2014]{2,80}?)(?=\s*$|\s*[\d,;:.()\n\u2013\u2014]|\s+-|\s+(?:on|in|at)\b)/giu

/** Short words that look like an office and tell a time, or that nothing is set. */
const NO_OFFICE =
  /^(?:EOY|EOP|EOD|EOM|COP|COB|YE|FYE?|TBC|TBA|TBD|TBN|ASAP|NO|NOT|NONE|NIL|NA|UK|GB|EU|NI|END|MID|NOW|THEN|DUE|ALL|HALF|SOME|MOST)$/i

/** Words that count: who is counted is not everybody. */
const COUNTED =
  /\b(?:some|most|many|few|several|half|part|all|but|except|only|none|no|not|never|other|others|another|either|neither|one|two|three|four|five|six|seven|eight|nine|ten|each|every|any|majority|minority|least|remaining|outstanding|next|then|than|if|when|until|unless|once|after|before|subject|pending|or|yet|end|start|mid|early|late)\b/i

/** The words with names behind “by” and addresses made into one mark each, so that what is left is a closed language. */
export function withoutNames(words: string): string {
  return words
    .replace(/[\ue101-\ue103]/g, ' ? ')
    .replace(ADDRESSES, ` ${ADDRESS} `)
    .replace(BY, (whole: string, who: string) => (isSomebody(who) ? ` ${meets(who) ? MEETING : SOMEBODY} ` : whole))
    .replace(AT, (whole: string, where: string) => (meets(where) && isSomebody(where) ? ` at ${MEETING} ` : whole))
}

const AT =
  /\bat\s+(?:the\s+)?([^\d,;:.()\n\u2013\u2014]{2,80}?)(?=\s*$|\s*[\d,;:.()\n\u2013\u2014]|\s+-|\s+(?:on|in)\b)/giu

/** A body that meets on a day, so that it may stand for that day: `completed by Programme Board`. */
const meets = (who: string): boolean => /\b(?:board|committee|panel|forum|council|cabinet|meeting)s?$/i.test(who.trim())

/** Whether the words name a post, a body or a person, and no day and no share of them. */
function isSomebody(who: string): boolean {
  if (/\sthe\s/i.test(who) || COUNTED.test(who) || who.split(/\s+/).length > 9) return false
  const parts = who.split(/\s+(?:and|&)\s+|\s*\/\s*/)
  return parts.every((part) => isName(part.trim())) && !tellsTime(who)
}

const isName = (words: string): boolean => {
  const plain = words.replace(/^the\s+/i, '')
  if (NO_OFFICE.test(plain)) return false
  const kind = kindOf(plain)
  if (kind === 'acronym') return OFFICES.has(plain.toLowerCase())
  if (kind === 'name') return isTitled(plain) || !plain.split(/\s+/).some(isEvent)
  return kind !== 'none' || areSubjects(plain) || /^(?:me|us|owner|lead|team)$/i.test(plain)
}

/** Words with capitals that name what happens on a day, and nobody: the `Assent` of `Royal Assent`. */
const isEvent = (word: string): boolean => EVENTS.has(word.toLowerCase()) || /(?:[ts]ion|ness|ity)$/i.test(word)

function tellsTime(words: string): boolean {
  const tokens = tokenise(words)
  return tokens.some((_, at) => readPeriod(tokens, at, { asOf: '2000-01-01', looking: 'back' }) !== null)
}
