import { LOOKS, runStages, tests, testsIn } from './stages.ts'

/** `npm run check`: the quick loop, all but the journeys in a browser. */
await runStages([LOOKS, tests('tests', testsIn(['src', 'packages', 'tools']))])
