import { may, type Permission, type Person } from '#platform/access/index.ts'
import type { Day } from '#platform/calendar/index.ts'
import type { Queries } from '#platform/db/index.ts'
import type { Need } from '#platform/needs.ts'
import { get, open, page, type Route } from '#platform/web/index.ts'
import { accessibilityPage, apiPage, type Door, helpPage, homePage } from './views.ts'

/** A room's answer to "what needs me today?". */
export type NeedsOf = (db: Queries, person: Person, today: Day) => Promise<readonly Need[]>

export type GuardedDoor = Door & { readonly admits: Permission }

/** The home page asks every room that the house joins on. */
export function routes(rooms: readonly NeedsOf[], doors: readonly GuardedDoor[]): Route[] {
  return [
    get('/', 'signed-in', async ({ db, person, today }) => {
      const needs = (await Promise.all(rooms.map((ask) => ask(db, person, today)))).flat()
      return page(
        homePage(
          person,
          today,
          needs.toSorted((a, b) => Number(b.isUrgent) - Number(a.isUrgent)),
          doors.filter(({ admits }) => may(person, admits)),
        ),
      )
    }),
    open('GET', '/help', async () => page(helpPage)),
    open('GET', '/accessibility', async () => page(accessibilityPage)),
    open('GET', '/api', async () => page(apiPage())),
  ]
}
