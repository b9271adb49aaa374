import type { Reading } from './model.ts'

const LENGTH = String.raw`(?:(?:about |around |up to |at least |no later than |within )?(?:an?|a couple of|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,3}) (?:working |calendar )?(?:day|week|fortnight|month|quarter|year)s? )?`
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

/** `action 2`, `no. 4`: where the word stands before it, a number alone is one. */
const SAID = String.raw`(?:the )?(?:actions?|items?|tasks?|steps?|no\.?|number) ?`
const SAID_REF = String.raw`([a-z]{0,3}[-.]?\d{1,3}(?:\.\d{1,3}){0,3})`
/** `2.1`, `R2.1`, `A13`: what is no day (12.10 may be one) and no name of something else (COP26, Q3). */
const BARE = String.raw`([ar]\d{1,3}|[a-z]{1,3}[-.]?\d{1,3}(?:\.\d{1,3}){1,3}|(?!\d\d\.\d\d$)\d{1,2}\.\d{1,3}|\d{1,2}(?:\.\d{1,3}){1,2}\.\d)`
const SOME = LENGTH.replace(/\?$/, '')
const COUNTED = `^(?:${SOME}(?:${AFTERWARDS}|post|from)|(?=within )${SOME}of) (?:(?:the )?(?:completion|delivery|closure|end|finish) of )?`
/** `three months after 2.1`: the length counts from when that is over. */
const COUNTED_FROM = [
  new RegExp(`${COUNTED}${SAID}${SAID_REF}(?: ${OVER})?[.]?$`, 'i'),
  new RegExp(`${COUNTED}${BARE}(?: ${OVER})?[.]?$`, 'i'),
]

/** The reference of the action on which a date hangs, where the words say that and nothing else; else null. */
export function actionBefore(text: string): string | null {
  const words = text.trim().replace(/\s+/g, ' ')
  const said = [AFTER, COMPLETION, ...COUNTED_FROM].map((form) => form.exec(words)?.[1])
  return said.find((ref) => ref !== undefined) ?? null
}

/** `B2`, `C-3`, `2`: what may be an action where a plan has it. Quarters, halves, terms and months are none. */
const POSSIBLE = String.raw`((?!(?:q|h|t|fy|wk|ww)[-.]?\d)[a-z]{1,2}[-.]?\d{1,3}(?:\.\d{1,3}){0,3}[a-z]?|\d{1,3})`
const POSSIBLY_AFTER = [
  new RegExp(
    `^${LENGTH}(?:${AFTERWARDS}|post) (?:(?:the )?(?:completion|delivery|closure|end|finish) of )?${POSSIBLE}(?: ${OVER})?[.]?$`,
    'i',
  ),
  new RegExp(
    `^(?:${SOME}from|(?:within )${SOME}of|(?:on|upon)) (?:(?:the )?(?:completion|delivery|closure|end|finish) of )?${POSSIBLE}(?: ${OVER})?[.]?$`,
    'i',
  ),
]

/** What a date comes after that may be the reference of an action, where a plan has one so called: `B2` of `3 months after B2`; else null. */
export function possibleActionBefore(text: string): string | null {
  const words = text.trim().replace(/\s+/g, ' ')
  const said = POSSIBLY_AFTER.map((form) => form.exec(words)?.[1])
  return said.find((ref) => ref !== undefined) ?? null
}

/** What a date is read as that hangs on another action. */
export const dependsOn = (ref: string): Reading => ({
  kind: 'conditional',
  earliest: null,
  latest: null,
  why: `It depends on action ${ref}, so it has no day of its own.`,
})
