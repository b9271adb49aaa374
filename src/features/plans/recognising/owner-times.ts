import { interpretDate, type Kind } from '../dates/index.ts'
import { isDayAlone } from './date-lines.ts'
import { isStateWord } from './wording.ts'

const LEAD =
  /^(?:(?:due|target|deadline|date)\s*:?\s+)?(?:(?:by|before|no later than|not later than|w\/c|w\/e)\s+)?(?:the\s+)?/i
const PART_OF_PERIOD = /^(?:end|start|beginning|early|mid|middle|late)\b[\s-]*(?:of\s+)?(?:the\s+)?/i

/** Whether the words are a day or another period, with what may stand before one, and nothing else. */
export function isDay(words: string): boolean {
  const plain = words.replace(LEAD, '')
  return plain !== '' && (isDayAlone(plain) || isDayAlone(plain.replace(PART_OF_PERIOD, '')))
}

/** Words that open a time, and behind which anything may be named: `when SharePoint is live`, `before the move`. */
const OPENS =
  /^(?:not before|no later than|not later than|by|before|after|when(?:ever)?|once|as soon as|as and when|as (?:required|needed|necessary|appropriate)|up ?on|on|following|subject to|depend(?:ent|s|ing) (?:up)?on|conditional on|pending|until|till|from|since|starting|beginning|commencing|within|during|throughout|in (?:line with|parallel|time|the|q\d|early|mid|late|\p{L}+ \d{4}|\d)|at (?:the )?(?:same time|next|end|start|each|every)|each|every|prior to|ahead of|if)\b/iu
/** Words that end what must all be words of time: behind them stands what it hangs on. */
const HANGS = /\s(?=(?:before|after|when|once|following|subject to|until|till|by|on|upon|at|in|from|as|with)\b)|[,(]/i
/** Words that only say when, how often, for how long, or that something is done. */
const OF_TIME =
  /^(?:\d[\d/.-]*(?:st|nd|rd|th)?|q[1-4]|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen|half|first|second|third|last|the|of|and|then|to|per|or|each|every|once|twice|times?|(?:bi|tri|half|six|two|three|four)?[- ]?(?:day|week|fortnight|month|quarter|year|term)(?:s|ly)?|daily|annual(?:ly)?|bi-?annual(?:ly)?|biennial(?:ly)?|rolling|regular(?:ly)?|periodic(?:ally)?|recurring|continuous(?:ly)?|continual(?:ly)?|continuing|on-?going|immediate(?:ly)?|asap|a\.s\.a\.p\.?|soon|now|next|this|working|calendar|financial|end|start|early|mid|late|spring|summer|autumn|winter|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|tb[acd]|short|medium|long|short-term|medium-term|long-term|basis|already|fully|all|complete[d]?|done|implemented|finished|closed|delivered|achieved|actioned|met|fulfilled|discharged|started|begun|commenced|progress|underway|under|way|place|approximately|approx\.?|about|around|least|minimum)$/i

/** What tells a time that is no day; days are told by `isDay`, so that two days that do not go together are none. */
const TIMES: ReadonlySet<Kind> = new Set(['conditional', 'recurring', 'done', 'duration', 'ongoing', 'immediate'])
const NOT_SET = /no date has been set/
const NOT_READ = /not understood/

/** Whether the words say a time that is no day: a condition, a length of time, how often, or that it is done. The reader of dates tells it. */
export function isTime(words: string): boolean {
  const plain = words.trim()
  if (isStateWord(plain)) return true
  if (!OPENS.test(plain) && !areOfTime(plain)) return false
  const { kind, why } = interpretDate(plain, AS_OF)
  return !NOT_READ.test(why) && (TIMES.has(kind) || NOT_SET.test(why))
}

/** Which kind of time is said does not hang on the day from which it is counted. */
const AS_OF = '2018-01-01'

const areOfTime = (words: string): boolean =>
  (words.split(HANGS)[0] ?? '')
    .split(/[\s;:]+/)
    .filter(Boolean)
    .every((word) => OF_TIME.test(word)) || /^(?:in (?:progress|place)|to be |not (?:yet )?)/i.test(words)

/** Whether the words say when and nothing else. */
export const saysWhen = (words: string): boolean => isDay(words) || isTime(words)
