import type { Room } from '#platform/room/index.ts'
import { belongings, records } from './belongings.ts'
import { loadOwnForms } from './forms/deeds.ts'
import { formRoutes } from './forms/routes.ts'
import { statementJobs } from './jobs.ts'
import { needs } from './needs.ts'
import { references } from './references.ts'
import { routes } from './rounds/routes.ts'
import { sections } from './sections.ts'
import { answeringRoutes } from './submissions/routes.ts'

/** Statements and returns: what role holders declare, compared with what other rooms measure. */
export const statements: Room = {
  name: 'statements',
  uses: ['people', 'assets'],
  permissions: [
    { key: 'statements:read', means: 'See what was submitted in statements and returns' },
    { key: 'statements:run', means: 'Write forms of statements, issue them and close rounds' },
  ],
  doors: [
    {
      text: 'Statements and returns',
      href: '/statements',
      admits: 'statements:read',
      behind: '/assessments',
      about: 'What role holders declare, compared with what is measured',
    },
  ],
  routes: ({ measures }) => [...routes, ...formRoutes(measures), ...answeringRoutes(measures)],
  jobs: statementJobs,
  sections,
  needs,
  belongings,
  unitRecords: records,
  personReferences: references,
  content: {
    own: (tx, act, { rooms }) => loadOwnForms(tx, act, new Set(rooms.measures.map(({ key }) => key))),
  },
}
