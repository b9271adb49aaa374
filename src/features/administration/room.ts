import type { Room } from '#platform/room/index.ts'
import { routes } from './routes.ts'

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
      about: 'Work that is done by itself: what runs, waits or failed',
    },
  ],
  routes,
}
