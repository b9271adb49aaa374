import { MONTH_PATTERN } from '../dates/words.ts'
import { isShortName, named } from './people.ts'
import { WHO } from './vocabulary.ts'

/** Stand in the words for somebody's name behind “by”, for an address, and for a body that meets, behind “by” or “at”. */
export const SOMEBODY = '\ue101'
export const ADDRESS = '\ue102'
export const MEETING = '\ue103'
/** Stands for initials in brackets, by which somebody signs what is written before them. */
export const SIGNED = '\ue104'

const ADDRESSES =
  /\b(?:https?:\/\/|www\.)\S*[^\s:,;.)\]-]|(?<![\p{L}\p{N}@.-])(?:[a-z\d-]+\.)*gov\.uk(?:\/\S*)?(?![\p{L}\p{N}-])/giu
/** The words up to a mark, a number or the day, which may open with its month. */
const TO_THE_END = String.raw`\s+([^\d,;:.()\n\u2013\u2014]{2,80}?)(?=\s*$|\s*[\d,;:.()\n\u2013\u2014]|\s+-|\s+(?:on|in|at)\b|\s+(?:(?:end|early|mid|late)\s+)?(?:${MONTH_PATTERN})\b)`
const BY = new RegExp(String.raw`\bby${TO_THE_END}`, 'giu')
const AT = new RegExp(String.raw`\bat${TO_THE_END}`, 'giu')
/** `by J. Smith`: the point behind an initial ends nothing. */
const INITIAL = /(?<=\bby\s(?:\p{Lu}\.?\s?){0,2}\p{Lu})\.(?=\s?\p{Lu})/gu
const BRACKETED = /\(\s*(\p{Lu}{2})\s*\)/gu
/** `by Jane Smith (HR)`: where somebody works. */
const BESIDE_NAME = new RegExp(String.raw`(?<=${SOMEBODY})\s*\(\s*([^()]{2,60}?)\s*\)`, 'gu')
/** `evidence supplied to TNA`. */
const HANDED = new RegExp(
  String.raw`(?<=\b(?:supplied|provided|submitted|sent|shared|evidence (?:passed|given|forwarded)))\s+(?:to|(?<=shared\s+)with)${TO_THE_END}`,
  'giu',
)
/** `With SIRO for approval`, `Passed to SIRO for approval`: it waits for that. */
const WITH =
  /\b(?:with|(?:is )?(?:now )?(?:passed|sent|submitted|referred|gone|handed)(?: on)? to)\s+([^\d,;:.()\n]{2,60}?)\s+for\s+(approval|sign[\s-]?off|signature|decision|clearance|comments?|review|agreement)\b/giu
/** `Completed - HR`, `Completed 3/5/18 JS`: a short name that signs what stands before it, up to a mark or the day. */
const ENDED = String.raw`(?=\s*$|\s*[,;.)]|\s+\d)`
const SIGNATURE = new RegExp(String.raw`(?<=\b\p{L}+(?:ed|one)\s*[;,:-]\s*|\d\s+)(\p{Lu}{2,6})${ENDED}`, 'gu')
/** `Complete JS`: without a day or a participle before it, only what is nobody's object. */
const INITIALS = new RegExp(String.raw`(?<=\b\p{L}+(?:ed|one|ete)\s*[;,:-]?\s+)(\p{Lu}{2})${ENDED}`, 'gu')

/** The words with names behind “by” and addresses made into one mark each, so that what is left is a closed language. `registered` are names that the registers have. */
export function withoutNames(words: string, registered: readonly string[] = []): string {
  const known = (who: string) => named(who, registered)
  const isShort = (letters: string) => isShortName(letters) || registered.includes(letters)
  return words
    .replace(/[\ue101-\ue104]/g, ' ? ')
    .replace(ADDRESSES, ` ${ADDRESS} `)
    .replace(INITIAL, ' ')
    .replace(WITH, (whole: string, who: string, what: string) =>
      known(who) ? ` awaiting ${WAITED[what.toLowerCase()] ?? what} ` : whole,
    )
    .replace(HANDED, (whole: string, who: string) => (known(who) ? ` ${SIGNED} ` : whole))
    .replace(BY, (whole: string, who: string) => sign(known(who)) ?? whole)
    .replace(AT, (whole: string, where: string) => (known(where) === 'meeting' ? ` at ${MEETING} ` : whole))
    .replace(BESIDE_NAME, (whole: string, what: string) => (known(what) === 'somebody' ? ' ' : whole))
    .replace(SIGNATURE, (whole: string, letters: string) => (isShort(letters) ? ` ${SIGNED} ` : whole))
    .replace(INITIALS, (whole: string, letters: string) => (WHO.initials.has(letters) ? ` ${SIGNED} ` : whole))
    .replace(BRACKETED, (whole: string, letters: string) => (WHO.initials.has(letters) ? ` ${SIGNED} ` : whole))
}

const WAITED: Readonly<Record<string, string>> = { comment: 'comments', review: 'feedback' }

const sign = (who: ReturnType<typeof named>): string | null =>
  who === null ? null : ` ${who === 'meeting' ? MEETING : SOMEBODY} `
