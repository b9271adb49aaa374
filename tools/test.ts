import { LOOKS, runStages, tests } from './stages.ts'

/** `npm test`: everything. */
runStages([...LOOKS, tests(['src', 'packages', 'tools', 'test'])])
