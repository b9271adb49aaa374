import type { Room } from '#platform/room/index.ts'
import { needs } from './needs.ts'
import { routes } from './routes.ts'
import { WORK_SEEN } from './seeing.ts'

/** Work outside requests, as administrators see it. */
export const administration: Room = {
  name: 'administration',
  uses: ['people'],
  doors: [
    {
      text: 'Jobs',
      href: '/administration/jobs',
      admits: 'accounts:administer',
      behind: '/people',
      isApart: true,
      about: 'Work that is done by itself: what runs, waits or failed',
    },
  ],
  needs: { seenBy: WORK_SEEN, ask: needs },
  routes,
}
