import { LOOKS, runStages, tests, testsIn } from './stages.ts'

/** `npm test`: everything. Journeys are walked beside each other, one browser for each processor. */
await runStages([
  LOOKS,
  tests('tests', testsIn(['src', 'packages', 'tools', 'test'], { without: 'test/journeys' })),
  tests('journeys', testsIn(['test/journeys'])),
])
