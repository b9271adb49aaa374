import { neverKept, OPEN } from '#platform/access/index.ts'
import type { Room } from '#platform/room/index.ts'
import { ofWholeBody } from '#platform/web/index.ts'
import { belongings, records } from './belongings.ts'
import { loadOwnForms } from './forms/deeds.ts'
import { formRoutes } from './forms/routes.ts'
import { statementJobs } from './jobs.ts'
import { needs } from './needs.ts'
import { references } from './references.ts'
import { routes } from './rounds/routes.ts'
import { sections } from './sections.ts'
import { STATEMENTS_SEEN } from './seeing.ts'
import { submissionRoutes } from './submissions/routes.ts'

/** Statements and returns: what role holders declare, compared with what other rooms measure. */
export const statements: Room = {
  name: 'statements',
  uses: ['people', 'assets'],
  permissions: [
    {
      key: 'statements:read',
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
      means: 'See what was submitted in statements and returns',
    },
    {
      key: 'statements:run',
      given: ['Departmental Records Officer', 'Head of Knowledge and Information Management'],
      holds: neverKept('forms and rounds of statements are of the whole body'),
      means: 'Write forms of statements, issue them and close rounds',
    },
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
  // Forms and rounds ask people of any unit, and belong to none.
  routes: ({ measures }) =>
    ofWholeBody('statements:run', [...routes, ...formRoutes(measures), ...submissionRoutes(measures)]),
  jobs: statementJobs,
  sections,
  needs: { seenBy: STATEMENTS_SEEN, ask: needs },
  belongings,
  unitRecords: records,
  personReferences: references,
  content: {
    own: (tx, act, { rooms }) => loadOwnForms(tx, act, new Set(rooms.measures.map(({ key }) => key))),
  },
}
