import { IN_PIECES, LOOKS, measuresTurns, runStages, tests, testsAlone, testsIn } from './stages.ts'

const all = testsIn(['src', 'packages', 'tools', 'test'])

/** `npm test`: everything. Journeys are walked beside the other tests, so that no processor waits for the last of one kind. */
await runStages([
  LOOKS,
  testsAlone('turns', all.filter(measuresTurns)),
  tests(
    'tests and journeys',
    all.filter((file) => !measuresTurns(file)),
    { forEach: 2, pieces: IN_PIECES },
  ),
])
