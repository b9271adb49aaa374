import { inBody, inUnitAnd } from '#platform/access/index.ts'
import type { Room } from '#platform/room/index.ts'
import { belongings } from './belongings.ts'
import { loadExampleShare } from './example.ts'
import { shareJobs } from './jobs.ts'
import { loadOwnPolicy } from './policies/deeds.ts'
import { references } from './references.ts'
import { routes } from './routes.ts'
import { openScans } from './scanning/open-scans.ts'
import { sections } from './sections.ts'

/** Shared drives: what is on them, in which formats, and what is at risk. */
export const shares: Room = {
  name: 'shares',
  uses: ['people'],
  permissions: [
    {
      key: 'shares:read',
      given: [
        'Departmental Records Officer',
        'Head of Knowledge and Information Management',
        'Senior Information Risk Owner',
        'Information Asset Owner',
        'Local Information Manager',
      ],
      holds: inBody('each shared drive says who sees it'),
      means: 'See shared drives that were profiled, and find files on them',
    },
    {
      key: 'shares:manage',
      given: ['Departmental Records Officer', 'Head of Knowledge and Information Management'],
      holds: inUnitAnd('choose the policy for formats'),
      means: 'Profile shared drives or load their profiles',
    },
  ],
  doors: [
    {
      text: 'Shared drives',
      href: '/shares',
      admits: 'shares:read',
      behind: '/assets',
      about: 'What is on them, in which formats, and what is at risk',
    },
  ],
  routes,
  jobs: shareJobs,
  sections,
  belongings,
  personReferences: references,
  runSources: [openScans],
  content: { own: loadOwnPolicy, example: loadExampleShare },
}
