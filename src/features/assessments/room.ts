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

/** Assessments: how well each unit looks after its information, and what follows. */
export const assessments: Room = {
  name: 'assessments',
  uses: ['people', 'plans'],
  permissions: [
    { key: 'assessments:read', means: 'See frameworks, campaigns and published results' },
    { key: 'assessments:answer', means: 'Answer assessments for the units that they are appointed in' },
    { key: 'assessments:moderate', means: 'Moderate assessments of units that they do not belong to' },
    { key: 'assessments:run', means: 'Run campaigns, and publish frameworks' },
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
  needs,
  belongings,
  unitRecords: records,
  personReferences: references,
  largeFiles: [answerFiles],
  content: { own: loadOwnFrameworks, exampleAfterwards: loadExampleAssessments },
}
