import { named } from './people.ts'
import { WHO } from './vocabulary.ts'

/** Stand in the words for somebody's name behind “by”, for an address, and for a body that meets, behind “by” or “at”. */
export const SOMEBODY = '\ue101'
export const ADDRESS = '\ue102'
export const MEETING = '\ue103'
/** Stands for initials in brackets, by which somebody signs what is written before them. */
export const SIGNED = '\ue104'

const ADDRESSES =
  /\b(?:https?:\/\/|www\.)\S*[^\s:,;.)\]-]|(?<![\p{L}\p{N}@.-])(?:[a-z\d-]+\.)*gov\.uk(?:\/\S*)?(?![\p{L}\p{N}-])/giu
/** The words up to a mark, a number or the day. */
const TO_THE_END = String.raw`\s+([^\d,;:.()\n\u2013\u2014]{2,80}?)(?=\s*$|\s*[\d,;:.()\n\u2013\u2014]|\s+-|\s+(?:on|in|at)\b)`
const BY = new RegExp(String.raw`\bby${TO_THE_END}`, 'giu')
const AT = new RegExp(String.raw`\bat${TO_THE_END}`, 'giu')
/** `by J. Smith`: the point behind an initial ends nothing. */
const INITIAL = /(?<=\bby\s(?:\p{Lu}\.?\s?){0,2}\p{Lu})\.(?=\s?\p{Lu})/gu
const BRACKETED = /\(\s*(\p{Lu}{2})\s*\)/gu

/** The words with names behind “by” and addresses made into one mark each, so that what is left is a closed language. */
export function withoutNames(words: string): string {
  return words
    .replace(/[\ue101-\ue104]/g, ' ? ')
    .replace(ADDRESSES, ` ${ADDRESS} `)
    .replace(INITIAL, ' ')
    .replace(BY, (whole: string, who: string) => sign(named(who)) ?? whole)
    .replace(AT, (whole: string, where: string) => (named(where) === 'meeting' ? ` at ${MEETING} ` : whole))
    .replace(BRACKETED, (whole: string, letters: string) => (WHO.initials.has(letters) ? ` ${SIGNED} ` : whole))
}

const sign = (who: ReturnType<typeof named>): string | null =>
  who === null ? null : ` ${who === 'meeting' ? MEETING : SOMEBODY} `
