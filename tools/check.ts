import { join } from 'node:path'
import { filesAsked } from './asked.ts'
import { LOOKS, runStages, tests, testsIn, together } from './stages.ts'

/** `npm run check`: the quick loop, all but the journeys in a browser, whole processes and what takes long. `npm run check -- FILE…`: those test files alone, with all of their cases. */
const { files, wrong } = filesAsked(process.argv.slice(2))
const everything = () =>
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
  )

if (wrong.length > 0) {
  process.stderr.write(`${wrong.join('\n')}\n`)
  process.exitCode = 1
} else await runStages([files.length > 0 ? tests('tests', files, { most: 1 }) : everything()])
