import { IN_UNIT, inBody, inUnitAnd, OPEN } from '#platform/access/index.ts'
import type { Room } from '#platform/room/index.ts'
import { belongings, records } from './belongings.ts'
import { loadExampleAssessments } from './example.ts'
import { loadOwnFrameworks } from './frameworks/deeds.ts'
import { assessmentJobs } from './jobs.ts'
import { needs } from './needs.ts'
import { references } from './references.ts'
import { answerFiles } from './responses/files.ts'
import { routes } from './routes.ts'
import { sections } from './sections.ts'
import { RESULTS_SEEN } from './seeing.ts'

/** Assessments: how well each unit looks after its information, and what follows. */
export const assessments: Room = {
  name: 'assessments',
  uses: ['people', 'plans'],
  permissions: [
    {
      key: 'assessments:read',
      given: [
        'Departmental Records Officer',
        'Head of Knowledge and Information Management',
        'Senior Information Risk Owner',
        'Information Asset Owner',
        'KIM Champion',
        'Local Information Manager',
        'Assessor',
        'Executive committee member',
      ],
      holds: OPEN,
      means: 'See frameworks, campaigns and published results',
    },
    {
      key: 'assessments:answer',
      given: [
        'Departmental Records Officer',
        'Head of Knowledge and Information Management',
        'Senior Information Risk Owner',
        'Information Asset Owner',
        'KIM Champion',
        'Local Information Manager',
      ],
      holds: inBody('it is asked of their own units'),
      means: 'Answer assessments for the units that they are appointed in',
    },
    {
      key: 'assessments:moderate',
      given: ['Departmental Records Officer', 'Head of Knowledge and Information Management', 'Assessor'],
      holds: IN_UNIT,
      means: 'Moderate assessments, but not of units in which they work',
    },
    {
      key: 'assessments:run',
      given: ['Departmental Records Officer', 'Head of Knowledge and Information Management'],
      holds: inUnitAnd('publish frameworks'),
      means: 'Run campaigns',
    },
  ],
  doors: [
    {
      text: 'Assessments',
      href: '/assessments',
      admits: 'assessments:read',
      about: 'How well each unit looks after its information, and what follows',
    },
  ],
  routes,
  jobs: assessmentJobs,
  sections,
  needs: { seenBy: RESULTS_SEEN, ask: needs },
  belongings,
  unitRecords: records,
  personReferences: references,
  largeFiles: [answerFiles],
  content: { own: loadOwnFrameworks, exampleAfterwards: loadExampleAssessments },
}
