import { may, tellTo } from '#platform/access/index.ts'
import type { Door, NeedsOf } from '#platform/room/index.ts'
import { get, open, page, type Route } from '#platform/web/index.ts'
import { accessibilityPage, apiPage, helpPage, homePage } from './views.ts'

/** The home page asks every room that the house joins on. */
export function routes(rooms: readonly NeedsOf[], doors: readonly Door[]): Route[] {
  return [
    get('/', 'signed-in', async ({ db, person, today }) => {
      const needs = (
        await Promise.all(
          rooms.map(({ seenBy, ask }) =>
            tellTo({ key: 'what needs somebody', seenBy }, { db, viewer: person }, (seen, viewer) =>
              ask(seen, viewer, today),
            ),
          ),
        )
      ).flat()
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
