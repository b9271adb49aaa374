import type { Reading } from './model.ts'

const LENGTH = String.raw`(?:(?:about |around |up to |at least |no later than |within )?(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,3}) (?:working |calendar )?(?:day|week|month|year)s? )?`
const AFTERWARDS = '(?:straight |immediately |directly |shortly )?(?:after|following)|once|when|whenever|as soon as'
const NAMED = String.raw`(?:the )?(?:(?:completion|delivery|closure|end|finish) of )?(?:the )?(?:actions?|items?|recommendations?|rec\.?|tasks?|steps?|no\.?|number)? ?`
/** A reference such as 2.1, 3.1.2, A13 or R2.1: a number alone may be anything. */
const REF = String.raw`((?!(?:q|h|t|fy|wk|may|jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)[-.]?\d)[a-z]{1,3}[-.]?\d{1,3}(?:\.\d{1,3}){0,3}|\d{1,2}(?:\.\d{1,3}){1,3})`
const OVER =
  '(?:(?:is|are|has been|have been|was|were|gets|being) )?(?:fully )?(?:finished|completed?|done|closed|delivered|implemented|achieved|in place)'

/** `two weeks after 2.1 is finished`, `once action A13 is complete`: a reference, and words that say that it is over. */
const AFTER = new RegExp(`^${LENGTH}(?:${AFTERWARDS}) ${NAMED}${REF} ${OVER}[.]?$`, 'i')
/** `following completion of 2.1`. */
const COMPLETION = new RegExp(
  `^${LENGTH}(?:${AFTERWARDS}|on|upon) (?:the )?(?:completion|delivery|closure) of (?:the )?(?:actions?|items?|recommendations?|tasks?|steps?)? ?${REF}[.]?$`,
  'i',
)

/** The reference of the action on which a date hangs, where the words say that and nothing else; else null. */
export function actionBefore(text: string): string | null {
  const words = text.trim().replace(/\s+/g, ' ')
  return AFTER.exec(words)?.[1] ?? COMPLETION.exec(words)?.[1] ?? null
}

/** What a date is read as that hangs on another action. */
export const dependsOn = (ref: string): Reading => ({
  kind: 'conditional',
  earliest: null,
  latest: null,
  why: `It depends on action ${ref}, so it has no day of its own.`,
})
