import type { Room } from '#platform/room/index.ts'
import { measuredSection } from './measured.ts'
import { references } from './references.ts'
import { reportRoutes } from './routes.ts'

/** Reports and packs for boards, compiled from the sections and measures of every room. */
export const reports: Room = {
  name: 'reports',
  uses: ['people'],
  permissions: [
    { key: 'reports:read', means: 'Read reports that were issued' },
    { key: 'reports:write', means: 'Begin, compile and edit reports' },
    { key: 'reports:issue', means: 'Issue reports' },
  ],
  doors: [
    {
      text: 'Reports',
      href: '/reports',
      admits: 'reports:read',
      about: 'For boards, compiled from every part of the service. They cannot be changed once issued',
    },
  ],
  routes: ({ sections }) => reportRoutes(sections),
  sections: ({ measures }) => [measuredSection(measures)],
  personReferences: references,
}
