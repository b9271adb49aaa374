import { areSubjects } from '../../statuses/subjects.ts'
import { WHO } from '../../statuses/vocabulary.ts'
import { kindOf } from './owner-words.ts'

const HELP = 'support|help|input|inputs|advice|assistance|guidance|contributions?|involvement|cooperation|co-operation'
/** Words before whoever only helps: `supported by`, `with help from`, `support:`. */
const OPENS_HELP = String.raw`(?:(?:(?:is |being )?(?:supported|assisted|helped|aided|advised|backed|facilitated|enabled) by|(?:with )?(?:the |some )?(?:${HELP}) (?:from|by)|with (?:the |some )?(?:${HELP}) of|(?:in |with )?(?:consultation|liaison) with|consulting|liaising with|advised by)\s|(?:support(?:ing|ed by)?|helpers?)\s*:)`
const HELPED = new RegExp(
  String.raw`\s{0,3}(?:[,;+&/\u2013\u2014-]\s{0,3}|(?<=\s)|^)(?:(?:and|plus)\s+)?${OPENS_HELP}\s*(?:the\s+)?([^;|\u2022\n]*)`,
  'giu',
)
const BRACKETED = new RegExp(String.raw`\s{0,3}\(\s{0,3}${OPENS_HELP}\s*(?:the\s+)?([^()]*)\)`, 'giu')
/** `KIM team with IT support`. */
const WITH_HELP = new RegExp(
  String.raw`,?\s{1,3}with\s{1,3}(?:the\s{1,3})?(\S[^,;|\n]{0,60}?)['\u2019]?s?\s+(?:${HELP})\s*(?=[;|\n]|$)`,
  'giu',
)

export interface HelpersApart {
  readonly lines: readonly string[]
  readonly helpers: readonly string[]
}

/** The lines of a cell of owners without those who only help. Where nobody else is named the words stay as they are. */
export function withoutHelpers(lines: readonly string[]): HelpersApart {
  const helpers: string[] = []
  const take = (_: string, who: string) => {
    helpers.push(who.trim())
    return ''
  }
  const doers = lines
    .map((line) => line.replace(BRACKETED, take).replace(HELPED, take).replace(WITH_HELP, take).trim())
    .filter((line) => /[\p{L}\p{N}]/u.test(line))
  return doers.length === 0 ? { lines, helpers: [] } : { lines: doers, helpers: helpers.filter(Boolean) }
}

/** Whether the words only say who helps, and nobody who does it. */
export const onlyHelps = (words: string): boolean => new RegExp(String.raw`^\W*${OPENS_HELP}`, 'iu').test(words.trim())

/** Words of a cell of owners that end where an address of mail stands behind somebody. */
export interface OwnerPart {
  readonly words: string
  /** Whether an address stood behind them, so that they end in one person. */
  readonly isPerson: boolean
}

const ADDRESS =
  /\s{0,3}[<([]\s{0,3}(?:mailto:\s*)?[^\s<>@()[\]]+@[^\s<>@()[\]]+\s*[>)\]]\s*(?:[,;/&|]+|\b(?:and|or)\b)?\s*/giu
/** How much of somebody, or of something, a task takes: `Jane Smith[50%]`, `Paper[3 reams]`. */
const SHARE = /\s{0,3}\[\s{0,3}\d[\d.,]*\s{0,3}(?:%|[\p{L}. /]{0,20})\]\s{0,3}[,;/&|]*\s{0,3}/gu
const NUMBER = /^\(?\d{1,2}[.)]\s+(?=\p{L})/u

/** Parts the words at addresses and shares behind names (`Jane Smith <jane@example.gov.uk>`), without these and without the number of a list. */
export function parted(line: string): OwnerPart[] {
  return line.replace(NUMBER, '').split(SHARE).flatMap(beforeAddresses)
}

function beforeAddresses(line: string): OwnerPart[] {
  const parts = line.split(ADDRESS)
  return parts
    .map((words, index) => ({
      words: words.trim().replace(/^["\u201c]|["\u201d]$/g, ''),
      isPerson: index < parts.length - 1,
    }))
    .filter(({ words }) => words !== '')
}

/** What may open a surname: the `van der` of `van der Berg`, `de`, `O'`, `Mc`, `St`. */
const PARTICLES = String.raw`(?:(?:\p{Ll}{1,4}|\p{Lu}\p{Ll}{0,2})['\u2019]?\s){0,3}`
const SURNAME_FIRST = new RegExp(
  String.raw`^(${PARTICLES})([\p{Lu}](?:[\p{L}'\u2019-]*\p{L})|\p{Ll}['\u2019]\p{Lu}\p{L}+),\s*(\p{Lu}[\p{L}'\u2019.-]*)(?:\s\p{Lu}[\p{L}.'\u2019-]*)?(?:\s*\([^()]*\))?$`,
  'u',
)

/** The surname, without what opens it, and the first name of words that are written as `Smith, Jane (Records)`; null of others. */
function surnameFirst(
  words: string,
): { readonly surname: string; readonly given: string; readonly hasParticle: boolean } | null {
  const [, particles = '', surname = '', given = ''] = SURNAME_FIRST.exec(words.trim()) ?? []
  return surname === '' ? null : { surname, given, hasParticle: particles !== '' }
}

/** Whether the words are one person's name with the surname first: `Smith, Jane (Records)`. The first name must be one that people have. */
export function isSurnameFirst(words: string): boolean {
  const read = surnameFirst(words)
  if (read === null || areSubjects(read.surname) || kindOf(read.surname) !== 'none') return false
  const first = read.given.split('.')[0]?.toLowerCase() ?? ''
  return WHO.first.has(first) && (read.hasParticle || !WHO.first.has(read.surname.toLowerCase()))
}

/** Whether the words may be such a name, for all that is known of its two parts: `Brown, Sue`. What departments do is none. */
export function mayBeSurnameFirst(words: string): boolean {
  const read = surnameFirst(words)
  return read !== null && [read.surname, read.given].every((part) => !areSubjects(part) && kindOf(part) === 'none')
}
