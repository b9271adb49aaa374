import { addTo, type Day, dayFrom, yearOf } from '#platform/calendar/index.ts'
import { amountFrom } from './lengths.ts'

/** An age in years, or that at which somebody comes of age, which differs between nations and schedules. */
export type Age = number | 'majority'

/** Words that say whose age it is, and no more. */
const WHOSE = new Set(
  `the a an their his her its they he she it person individual child children pupil student learner young youngest people patient
   client subject data employee applicant claimant member staff user service customer resident that this would will be been has
   have when once person's`
    .trim()
    .split(/\s+/),
)

const MAJORITY =
  /^(?:(?:reaches|reach|attains|attain|attaining|reaching) )?(?:age of )?(?:majority|adulthood)$|^(?:comes|come|coming) of age$|^full age$/
const BIRTHDAY = /^(\d{1,3})(?:st|nd|rd|th) birthday$/
const REACHES =
  '(?:reaches|reach|reached|reaching|attains|attain|attained|attaining|turns|turn|turned|becomes|become|is|are|was)'
const FORMS = [
  new RegExp(`^(?:${REACHES} )?(?:age of|age|aged) (.+?)(?: (?:years|yrs|year))?(?: old| of age)?$`),
  new RegExp(`^(?:${REACHES} )?(.+?) (?:(?:years|yrs|year) )?(?:old|of age)$`),
  new RegExp(`^${REACHES} (.+?)(?: (?:years|yrs|year))?$`),
]

const sane = (age: number | null): number | null =>
  age !== null && Number.isInteger(age) && age >= 1 && age <= 150 ? age : null

/** The age that plain words name: `25 years old`, `age 25`, `the child's 25th birthday`, `the pupil reaches 25`, `age of majority`; null for none. */
export function ageFrom(text: string): Age | null {
  const words = text.split(' ')
  const bare = words
    .filter((word, index) => !WHOSE.has(word) && !(word === 'of' && WHOSE.has(words[index + 1] ?? '')))
    .join(' ')
  if (MAJORITY.test(bare)) return 'majority'
  const birthday = BIRTHDAY.exec(bare)?.[1]
  if (birthday !== undefined) return sane(Number(birthday))
  for (const form of FORMS) {
    const age = sane(amountFrom(form.exec(bare)?.[1] ?? ''))
    if (age !== null) return age
  }
  return null
}

/**
 * The day on which somebody born on this day reaches an age. Whoever is born on 29 February has a birthday on 1 March of other years:
 * Age of Legal Capacity (Scotland) Act 1991, s. 6(2), followed for all nations.
 */
export function birthday(born: Day, age: number): Day {
  return born.endsWith('-02-29')
    ? (dayFrom(yearOf(born) + age, 2, 29) ?? `${String(yearOf(born) + age).padStart(4, '0')}-03-01`)
    : addTo(born, age, 'year')
}
