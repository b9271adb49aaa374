import { keysOf, type Person } from '#platform/access/index.ts'
import { addDays, type Day, inWords } from '#platform/calendar/index.ts'
import type { Queries } from '#platform/db/index.ts'
import { firstNeeds, type Need } from '#platform/needs.ts'
import { paths } from './paths.ts'

/** Days before its end from which a key is spoken of. */
const SOON = 14

/** What accounts want of this person today: keys that end soon, and programs with them. */
export async function needs(db: Queries, person: Person, today: Day): Promise<Need[]> {
  const ending = (await keysOf(db, person.id)).filter(
    ({ expiresOn }) => expiresOn >= today && expiresOn <= addDays(today, SOON),
  )
  const rows = ending.map((key) => ({ ...key, all: ending.length }))
  const line = ({ name, expiresOn }: (typeof rows)[number]): Need => ({
    text: `Your key for the API “${name}” ends on ${inWords(expiresOn)}: make a new one for the program that uses it`,
    href: paths.account,
    isUrgent: expiresOn <= addDays(today, 2),
  })
  return firstNeeds(rows, line, { words: 'every key of yours', href: paths.account })
}
