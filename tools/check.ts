import { join } from 'node:path'
import { LOOKS, runStages, tests, testsIn, together } from './stages.ts'

/** `npm run check`: the quick loop, all but the journeys in a browser, whole processes and what takes long. */
await runStages([
  together(
    LOOKS,
    tests(
      'tests',
      [
        ...testsIn(['src', 'packages', 'tools'], { isQuick: true }),
        join(import.meta.dirname, '../test/routes.test.ts'),
      ],
      { isQuick: true },
    ),
  ),
])
