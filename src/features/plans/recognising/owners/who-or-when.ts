import { type Extent, extentOf } from '../../dates/index.ts'
import { named } from '../../statuses/people.ts'
import { areSubjects } from '../../statuses/subjects.ts'
import { WHO } from '../../statuses/vocabulary.ts'
import { isStateWord } from '../words/wording.ts'
import { type KnownNames, NO_NAMES } from './known-names.ts'
import { kindOf } from './owner-words.ts'

/** What words of a cell of owners and dates say: `both` where they may be either, `neither` where nobody knows them. */
export type Says = 'who' | 'when' | 'both' | 'neither'

/** Words of grammar with which no name begins. */
const OPENS_NO_NAME =
  /^(?:after|and|as|at|before|both|but|by|each|every|few|from|half|if|in|it|last|many|most|next|no|not|of|on|once|or|per|since|that|then|these|this|those|till|to|until|up|upon|when|while|with|within)\b/iu
/** Words of grammar that stand in sentences, and not within names; and those that stand in names too, where no time is said beside them. */
const OF_SENTENCE =
  /\s(?:after|are|at|before|by|from|has|have|is|must|on|once|shall|should|since|till|until|was|when|will)\s|\sto\s(?!(?:the|The)\s|\p{Lu})/u
const OF_TIMED = /\s(?:in|to|with)\s/i
const SMALL = /^(?:the|all|interim|acting)\s+/i

/**
 * Whether words name somebody or say when. The reader of dates tells of the time; the registers and the forms that posts, parts of the
 * house and names of people have tell of somebody. Nothing else counts.
 */
export function whoOrWhen(words: string, known: KnownNames = NO_NAMES): Says {
  const plain = words.trim()
  return isStateWord(plain) ? 'when' : weighed(plain, extentOf(plain.replace(LABEL, '')), known)
}

function weighed(words: string, time: Extent, known: KnownNames): Says {
  const isSure = isSurelyNamed(words, known)
  if (!isSure && !hasFormOfName(words, time.isSaid)) return isTime(words, time, known) ? 'when' : 'neither'
  if (!time.isSaid) return 'who'
  if (time.isWhole && !isSure) return 'when'
  if (isSure && !time.isWhole) return 'who'
  // `Head of Quarterly Reporting`: what the head is for names no time.
  return !time.opens && kindOf(words) === 'of' ? 'who' : 'both'
}

/** What may stand before a date, and says only that it is one. */
const LABEL = /^(?:due|target|deadline|date)\s*:?\s+/i

/** Whether words say when and nothing else, from their first word on. */
export function saysWhen(words: string, known: KnownNames = NO_NAMES): boolean {
  const plain = words.trim()
  if (isStateWord(plain)) return true
  const time = extentOf(plain.replace(LABEL, ''))
  return time.opens && weighed(plain, time, known) === 'when'
}

/** Whether every word of them says when. */
export const isAllTime = (words: string): boolean => isStateWord(words.trim()) || extentOf(words).isWhole

function isTime(words: string, { isKnown, opens, isStrange }: Extent, known: KnownNames): boolean {
  if (!isKnown || opens) return isKnown
  return !isStrange && !opensWithSomebody(words, known)
}

/** `Head of IT to deliver by June 2018`: somebody is named before the time. */
function opensWithSomebody(words: string, known: KnownNames): boolean {
  const ends = [...words.matchAll(/\s+|\s*[/|;,:([\u2013\u2014]\s*/g)].map(({ index }) => index)
  return ends.some((end) => {
    const before = words.slice(0, end)
    return isSurelyNamed(before, known) || (hasFormOfName(before, false) && !extentOf(before).isSaid)
  })
}

/** Whether words have the form of a name and say nothing of time. */
export const isSomebody = (words: string, known: KnownNames = NO_NAMES): boolean => whoOrWhen(words, known) === 'who'

function isSurelyNamed(words: string, known: KnownNames): boolean {
  const plain = words.replace(SMALL, '')
  if (known.has(words) || known.has(plain)) return true
  const body = named(plain)
  return body === 'somebody' || (body === 'meeting' && !/\bmeetings?$/i.test(plain))
}

/** Whether the words have the form of a post, of a part of the house or of a name, or are several that do. */
function hasFormOfName(words: string, isSaid: boolean): boolean {
  if (OPENS_NO_NAME.test(words) || OF_SENTENCE.test(words) || (isSaid && OF_TIMED.test(words))) return false
  const kind = kindOf(words)
  if (kind === 'name') return !words.split(/\s+/).some(isOfEvent)
  return kind !== 'none' || areSubjects(words) || WHO.offices.has(words)
}

/** `Board Approval`, `Next Steps`: words of what happens are no part of anybody's name. */
const isOfEvent = (word: string): boolean =>
  WHO.events.has(word.toLowerCase()) || /(?:[ts]ion|ment|ness|val|ing|ings)s?$/.test(word.toLowerCase())

const MOST_WORDS = 5

/** Whether words that nobody knows may be a name all the same: short, with a capital, and without any word of time, grammar or events. */
export function mayBeName(words: string): boolean {
  const parts = words.trim().split(/\s+/)
  if (!/^\p{Lu}/u.test(words.trim()) || /\d/.test(words) || parts.length > MOST_WORDS) return false
  return (
    !OPENS_NO_NAME.test(words) &&
    !extentOf(words).isSaid &&
    !parts.some((part) => isOfEvent(part) || /^meetings?$/i.test(part))
  )
}
