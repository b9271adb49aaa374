import { LOOKS, measuresTurns, runStages, tests, testsAlone, testsIn } from './stages.ts'

const all = testsIn(['src', 'packages', 'tools', 'test'], { without: 'test/journeys' })

/** `npm test`: everything. Journeys are walked beside each other, one browser for each processor. */
await runStages([
  LOOKS,
  tests(
    'tests',
    all.filter((file) => !measuresTurns(file)),
  ),
  ...testsAlone('turns', all.filter(measuresTurns)),
  tests('journeys', testsIn(['test/journeys'])),
])
