import { neverKept, OPEN } from '#platform/access/index.ts'
import type { Room } from '#platform/room/index.ts'
import { measuredSection } from './measured.ts'
import { references } from './references.ts'
import { reportRoutes } from './routes.ts'

/** What a report says is of all units, so that whoever writes one does so for all of them. */
const OF_ALL_UNITS = neverKept('reports are of the whole body')

/** Reports and packs for boards, compiled from the sections and measures of every room. */
export const reports: Room = {
  name: 'reports',
  uses: ['people'],
  permissions: [
    {
      key: 'reports:read',
      given: [
        'Departmental Records Officer',
        'Head of Knowledge and Information Management',
        'Senior Information Risk Owner',
        'Information Asset Owner',
        'KIM Champion',
        'Local Information Manager',
        'Assessor',
        'Executive committee member',
        'Administrator',
      ],
      holds: OPEN,
      means: 'Read reports that were issued',
    },
    {
      key: 'reports:write',
      given: [
        'Departmental Records Officer',
        'Head of Knowledge and Information Management',
        'Senior Information Risk Owner',
      ],
      holds: OF_ALL_UNITS,
      means: 'Begin, compile and edit reports',
    },
    { key: 'reports:issue', given: ['Senior Information Risk Owner'], holds: OF_ALL_UNITS, means: 'Issue reports' },
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
