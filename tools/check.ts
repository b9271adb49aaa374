import { LOOKS, runStages, tests } from './stages.ts'

/** `npm run check`: the quick loop, all but the journeys in a browser. */
runStages([...LOOKS, tests(['src', 'packages', 'tools'])])
