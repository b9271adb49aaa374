import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { notAsFrozen, pastTheDoor, type Reads, readsOf } from './people-door.ts'

/** Neighbours ask `people` by its fragments: what still reads its tables by name is written down in `people-door.json`, and none is added. */
const ROOT = join(import.meta.dirname, '..')
const OWN = 'src/features/people/'

const sources = readdirSync(join(ROOT, 'src'), { withFileTypes: true, recursive: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts'))
  .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1))
  .filter((file) => !file.startsWith(OWN))
  .toSorted()
  .map((file) => ({ file, text: readFileSync(join(ROOT, file), 'utf8') }))
const frozen: Reads = JSON.parse(readFileSync(join(import.meta.dirname, 'people-door.json'), 'utf8'))
const reads = readsOf(sources)
const said = [...sources.flatMap(pastTheDoor), ...notAsFrozen(reads, frozen)]
const left = Object.values(reads).reduce((sum, times) => sum + times, 0)

for (const line of said) process.stdout.write(`${line}\n`)
if (said.length === 0)
  process.stdout.write(`Neighbours read people by its door, but for ${left} times that are written down.\n`)
else process.exitCode = 1
