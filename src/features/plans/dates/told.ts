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

/** Why a date may tell of what was, or name what is spoken of, and not when the promise is due; null where nothing speaks for that. */
export function toldOf(tokens: readonly Token[], date: Dated, asOf: string): string | null {
  if (date.role !== 'in' && date.role !== 'from') return null
  const name = date.period.name
  if (date.standing !== 'only' || date.period.unclear) return null
  if (isOfDocument(tokens, date, asOf)) return `${name} may be the date of a document.`
  const isOld = date.period.to < asOf
  return isOld && date.role === 'in' && followsDeed(tokens, date.at)
    ? `${name} is before the plan's date and may be when it was done.`
    : null
}

function isOfDocument(tokens: readonly Token[], { at, next, role, period }: Dated, asOf: string): boolean {
  const link = wordAt(tokens, at)
  const before = ['of', 'dated'].includes(wordAt(tokens, at - 1)) ? wordAt(tokens, at - 2) : null
  if (before !== null) return DOCUMENTS.has(before)
  if (link === 'dated') return DOCUMENTS.has(wordAt(tokens, at - 1))
  const isBare = role === 'in' && !['in', 'on', 'during', 'for', 'target', 'date', 'within', 'at'].includes(link)
  if (!isBare || (markAt(tokens, at) !== '' && markAt(tokens, at) !== "'")) return false
  const isReferred = tokens.some((_, index) => index < at && lookUp(REFERENCES, tokens, index) !== null)
  const isUnbroken = markAt(tokens, at - 1) === ''
  const isBeside = DOCUMENTS.has(wordAt(tokens, at - 1)) || DOCUMENTS.has(wordAt(tokens, next))
  return isUnbroken && (isReferred || (isBeside && period.to < asOf))
}

/** `Approved by the board March 2017`, but `to be approved March 2017`. */
function followsDeed(tokens: readonly Token[], end: number): boolean {
  return tokens.some((_, at) => {
    const word = wordAt(tokens, at)
    const isDeed = at < end && (DEED.test(word) || DEEDS.has(word))
    return isDeed && ![1, 2, 3].some((back) => TO_COME.has(wordAt(tokens, at - back)))
  })
}
