import { readPeriod } from '../dates/period.ts'
import { tokenise } from '../dates/tokens.ts'
import { areSubjects, kindOf } from '../recognising/owner-words.ts'

/** Stand in the words for somebody's name behind “by”, and for an address. */
export const SOMEBODY = '\ue101'
export const ADDRESS = '\ue102'

const ADDRESSES = /\b(?:https?:\/\/|www\.)\S+/gi
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
    .replace(/[\ue101\ue102]/g, ' ? ')
    .replace(ADDRESSES, ` ${ADDRESS} `)
    .replace(BY, (whole: string, who: string) => (isSomebody(who) ? ` ${SOMEBODY} ` : whole))
}

/** Whether the words name a post, a body or a person, and no day and no share of them. */
function isSomebody(who: string): boolean {
  if (COUNTED.test(who) || who.split(/\s+/).length > 9) return false
  const parts = who.split(/\s+(?:and|&)\s+|\s*\/\s*/)
  return parts.every((part) => isName(part.trim())) && !tellsTime(who)
}

const isName = (words: string): boolean => {
  const plain = words.replace(/^the\s+/i, '')
  return (
    !NO_OFFICE.test(plain) &&
    (kindOf(plain) !== 'none' || areSubjects(plain) || /^(?:me|us|owner|lead|team)$/i.test(plain))
  )
}

function tellsTime(words: string): boolean {
  const tokens = tokenise(words)
  return tokens.some((_, at) => readPeriod(tokens, at, { asOf: '2000-01-01', looking: 'back' }) !== null)
}
