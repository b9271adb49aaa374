import { LOOKS, runStages, tests, testsIn } from './stages.ts'

/** `npm test`: everything. A browser wants the machine for itself, so journeys are walked one at a time. */
await runStages([
  LOOKS,
  tests('tests', testsIn(['src', 'packages', 'tools', 'test'], 'test/journeys')),
  tests('journeys', testsIn(['test/journeys']), 1),
])
