import { MONTH_PATTERN } from '../dates/words.ts'
import { areSubjects } from './subjects.ts'
import { WHO } from './vocabulary.ts'

/** Who is named: somebody, or a body that meets on a day, so that it may stand for that day. */
export type Named = 'somebody' | 'meeting'

/**
 * Whom some words name, or null. It is a closed language: a post, a body or a function of the house whose every word is known, a person
 * with a title, a first name or initials and a surname, or one of `registered`, the names that the registers have. An event, a day, a
 * share of the people or a word that nobody knows names nobody.
 */
export function named(words: string, registered: readonly string[] = []): Named | null {
  const plain = words.trim().replace(/^the\s+/i, '')
  if (isRegistered(plain, registered)) return nameOf(plain) ?? 'somebody'
  if (/\sthe\s/i.test(plain) || plain.split(/\s+/).length > MOST_WORDS) return null
  const whole = nameOf(plain)
  if (whole) return whole
  const parts = plain
    .split(/\s+(?:and|&)\s+|\s*\/\s*/)
    .map((part) => nameOf(part) ?? (isRegistered(part, registered) ? 'somebody' : null))
  if (parts.length < 2 || parts.includes(null)) return null
  return parts.includes('meeting') ? 'meeting' : 'somebody'
}

const MOST_WORDS = 9

const folded = (words: string): string => plainly(words.trim().replace(/^the\s+/i, '')).replace(/\s+/g, ' ')

/** Whether the words are one of the names, and no day or event is called so, too. */
function isRegistered(words: string, registered: readonly string[]): boolean {
  const plain = folded(words)
  if (!registered.some((name) => folded(name) === plain)) return false
  return plain.split(' ').every((word) => !WHO.events.has(word) && !OF_MONTH.test(word))
}

const OF_MONTH = new RegExp(`^(?:${MONTH_PATTERN})$`, 'i')

function nameOf(words: string): Named | null {
  if (WHO.functions.has(words.toLowerCase()) || isShortName(words) || isPost(words) || isPerson(words))
    return 'somebody'
  return bodyIn(words)
}

/** `HR`, `DRO`, `JS`. */
export const isShortName = (word: string) => WHO.offices.has(word) || WHO.initials.has(word)

/** `Head of KIM`, `Departmental Records Officer`, `Director`: one person's post, and what it is for. */
function isPost(words: string): boolean {
  const [, before = '', field] = /^(.*?)(?:\s+(?:of|for)\s+(.+))?$/i.exec(words) ?? []
  const parts = before.split(/\s+/)
  const isHeld = WHO.posts.has((parts.at(-1) ?? '').toLowerCase())
  return isHeld && parts.slice(0, -1).every(isBefore) && (field === undefined || isField(field))
}

/** `KIM team`, `Department for Transport`, `the Programme Board`. */
function bodyIn(words: string): Named | null {
  const [, before = '', field] = /^(.*?)(?:\s+(?:of|for)\s+(.+))?$/i.exec(words) ?? []
  const parts = before.split(/\s+/)
  const last = (parts.at(-1) ?? '').toLowerCase()
  if (WHO.meetingNames.has(words)) return 'meeting'
  const meets = WHO.meetings.has(last)
  if (!meets && !WHO.bodies.has(last)) return null
  const isNamed = parts.length > 1 ? isField(parts.slice(0, -1).join(' ')) : WHO.bare.has(last) || field !== undefined
  const isWhole = isNamed && (field === undefined || isField(field))
  return isWhole ? (meets ? 'meeting' : 'somebody') : null
}

/** What a post or a body is for: `Knowledge and Information Management`. */
const isField = (words: string): boolean => words.split(/\s+(?:(?:and|&)\s+)?/i).every(isBefore)

/** A part of the house that is one of several of its kind is not the whole of it. */
const ONE_OF_SEVERAL = /^(?:regional|local|national|international|foreign|home|change)$/i

const isBefore = (word: string): boolean =>
  !ONE_OF_SEVERAL.test(word) &&
  (isShortName(word) || WHO.ranks.has(word.toLowerCase()) || WHO.fields.has(word.toLowerCase()) || areSubjects(word))

const TITLE = /^(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame)\.?$/
const CAPITAL = /^\p{Lu}[\p{L}'\u2019-]*\p{Ll}$/u
const INITIAL = /^\p{Lu}\.?$/u
const areInitials = (word: string) => INITIAL.test(word) || WHO.initials.has(word)

/** `Dr Shah`, `Jane Smith`, `J Smith`: with a known first name any surname goes that is nothing else; with initials a known one. */
function isPerson(words: string): boolean {
  const parts = words.split(/\s+/)
  const isTitled = TITLE.test(parts[0] ?? '')
  const names = isTitled ? parts.slice(1) : parts
  const surname = names.at(-1) ?? ''
  const given = names.slice(0, -1)
  if (!CAPITAL.test(surname) || !isSurname(surname)) return false
  if (isTitled && given.length === 0) return true
  const isKnown = WHO.surnames.has(plainly(surname)) || OF_A_FAMILY.test(surname)
  return given.length > 0 && given.every((name) => isGiven(name, isKnown)) && !(areInitials(given[0] ?? '') && !isKnown)
}

/** Surnames that are no other word by the way they are made: `O'Neill`, `McKenna`. */
const OF_A_FAMILY = /^(?:O['\u2019]|Mc|Mac|Fitz)\p{Lu}\p{Ll}+$/u

const plainly = (word: string) => word.toLowerCase().replaceAll('\u2019', "'")

const isSurname = (word: string): boolean =>
  plainly(word)
    .split('-')
    .every(
      (part) =>
        (!WHO.events.has(part) && !isOfHouse(part) && !/(?:[ts]ion|ness|ity|ing)s?$/.test(part)) ||
        WHO.surnames.has(part),
    )

const isOfHouse = (word: string) =>
  areSubjects(word) || WHO.posts.has(word) || WHO.bodies.has(word) || WHO.meetings.has(word)

const isGiven = (word: string, isKnown: boolean): boolean =>
  areInitials(word) ||
  (CAPITAL.test(word) &&
    plainly(word)
      .split('-')
      .every((part) => WHO.first.has(part) || (isKnown && WHO.otherFirst.has(part))))
