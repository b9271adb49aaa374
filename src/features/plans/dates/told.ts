import { lexicon, lookUp, markAt, wordAt } from './cursor.ts'
import type { Dated } from './dated.ts'
import type { Token } from './tokens.ts'

const DEED =
  /^(?!.*(?:need|speed|feed|seed|embed|proceed|exceed|indeed|hundred|shared|united|required|detailed|related|based|limited|combined|advanced|expected|scheduled|planned|proposed|targeted|anticipated|estimated|revised)$)\p{L}{2,}ed$/u
const DEEDS = new Set('held sent made met set written built drawn laid taken begun given paid chosen found'.split(' '))
const TO_COME = new Set('be being will shall should must'.split(' '))

/** What was written or decided, whose own date may stand beside it: `audit of March 2017`. */
const DOCUMENTS = new Set(
  'audit audits email emails e-mail letter letters memo minutes meeting report reports paper papers plan plans review note notes survey assessment inspection briefing circular notice statement recommendation recommendations decision policy guidance strategy submission consultation version visit agenda findings'.split(
    ' ',
  ),
)

const REFERENCES = lexicon([
  [
    true,
    'per|as per|see|cf|ref|in response to|response to|respond to|responding to|reply to|in reply to|further to|according to|pursuant to|arising from|raised in|raised at|set out in|identified in|in accordance with|in line with|based on|as agreed|as discussed|as reported|as stated|refer to|refers to'.split(
      '|',
    ),
  ],
])

/**
 * Why each date may tell of what was, or name what is spoken of, and not when the promise is due; null where nothing speaks for that.
 * The clause is walked through once for all its dates.
 */
export function toldOf(tokens: readonly Token[], dates: readonly Dated[], asOf: string): (string | null)[] {
  const reference = firstOf(tokens, (at) => lookUp(REFERENCES, tokens, at) !== null)
  const deed = firstOf(tokens, (at) => isDeed(tokens, at))
  return dates.map((date) => {
    const { role, period, standing, at } = date
    if ((role !== 'in' && role !== 'from') || standing !== 'only' || period.unclear) return null
    if (isOfDocument(tokens, date, reference < at, asOf)) return `${period.name} may be the date of a document.`
    return period.to < asOf && role === 'in' && deed < at
      ? `${period.name} is before the plan's date and may be when it was done.`
      : null
  })
}

/** The first place of which something is so, or one behind every other. */
function firstOf(tokens: readonly Token[], isSo: (at: number) => boolean): number {
  const found = tokens.findIndex((_, at) => isSo(at))
  return found < 0 ? tokens.length : found
}

function isOfDocument(
  tokens: readonly Token[],
  { at, next, role, period }: Dated,
  isReferred: boolean,
  asOf: string,
): boolean {
  const link = wordAt(tokens, at)
  const before = ['of', 'dated'].includes(wordAt(tokens, at - 1)) ? wordAt(tokens, at - 2) : null
  if (before !== null) return DOCUMENTS.has(before)
  if (link === 'dated') return DOCUMENTS.has(wordAt(tokens, at - 1))
  const isBare = role === 'in' && !['in', 'on', 'during', 'for', 'target', 'date', 'within', 'at'].includes(link)
  if (!isBare || (markAt(tokens, at) !== '' && markAt(tokens, at) !== "'")) return false
  const isUnbroken = markAt(tokens, at - 1) === ''
  const isBeside = DOCUMENTS.has(wordAt(tokens, at - 1)) || DOCUMENTS.has(wordAt(tokens, next))
  return isUnbroken && (isReferred || (isBeside && period.to < asOf))
}

/** `Approved by the board March 2017`, but `to be approved March 2017`. */
export function isDeed(tokens: readonly Token[], at: number): boolean {
  const word = wordAt(tokens, at)
  return (DEED.test(word) || DEEDS.has(word)) && ![1, 2, 3].some((back) => TO_COME.has(wordAt(tokens, at - back)))
}
