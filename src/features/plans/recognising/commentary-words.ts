import { saysOnlyHow } from '../statuses/vocabulary.ts'
import { isDayAlone } from './date-lines.ts'
import { isColourAlone } from './keyed-statuses.ts'

/** The headers before what commentary says of its action. */
export const SPOKEN =
  /^[^:\n]{0,40}(?:progress|updates?|comments?|commentary|position|stage|notes?|narrative|remarks?)[^:\n]{0,20}:\s*/i
/** So many characters of commentary are read. */
export const MOST_READ = 400

/** How well something goes, or that it was late, denies nothing of what is done. */
export const HOW = /^(?:green|g|on (?:schedule|target|time|track)|late|overdue|delayed|slipped|behind schedule)$/i
/** Whether words say only how well it goes. */
export const isNeutral = (words: string): boolean => saysOnlyHow(words) || isColourAlone(words) || HOW.test(words)

/** When something began denies nothing of what is done since. */
const BEGAN =
  /^(?:(?:the )?(?:action|task|work) )?(?:was |were |has |have )?(?:started|begun|began|commenced|initiated)(?: work)?(?: on| in)?[\s:,\u2013-]+/i
/** Whether a sentence says only when something began. */
export const tellsBeginning = (words: string): boolean => BEGAN.test(words) && isDayAlone(words.replace(BEGAN, ''))

/** `Will be completed in July`, `Due to finish in May`: of the whole, and not of a part that is named. */
const TO_COME =
  /^(?:(?:the |this )?(?:action|task|work|recommendation|it|this)?\s*(?:will (?:now )?be|is (?:now )?(?:due|expected|planned|scheduled|likely)? ?to be|to be|should be|due (?:to be|for)|expected (?:to be|by|in)|on (?:track|course) (?:to be|for|to)|due to|will) )(?:fully )?(?:complet|finish|deliver|implement|done|achiev|clos|publish)/i
const NOT_DONE =
  /^(?:the |this )?(?:action|task|work|recommendation|it|this)?\s*(?:is |was |has )?(?:still )?(?:not|isn['\u2019]t|hasn['\u2019]t)\b.{0,20}\b(?:complete|completed|done|finished|started|begun|delivered|implemented|closed)\b/i

/** Whether a sentence says in words that are known that the action is still to be done. */
export const deniesDone = (sentence: string): boolean => TO_COME.test(sentence) || NOT_DONE.test(sentence)
