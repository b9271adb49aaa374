import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { against, type Misplaced, misplacedIn } from './places.ts'

/** SQL and markup stand where they belong, but for the places in `places.json`, to which none is added. */
const ROOT = join(import.meta.dirname, '..')
const known = JSON.parse(readFileSync(join(import.meta.dirname, 'places.json'), 'utf8')) as Record<string, string[]>
const found = new Map<string, Misplaced[]>()
for (const entry of readdirSync(join(ROOT, 'src'), { withFileTypes: true, recursive: true })) {
  const file = join(entry.parentPath, entry.name).slice(ROOT.length + 1)
  if (!entry.isFile() || !file.endsWith('.ts') || file.endsWith('.test.ts')) continue
  const misplaced = misplacedIn(file, readFileSync(join(ROOT, file), 'utf8'))
  if (misplaced.length > 0) found.set(file, misplaced)
}
const said = against(known, found)
for (const line of said) process.stdout.write(`${line}\n`)
const left = Object.values(known).flat().length
process.stdout.write(
  said.length === 0
    ? `SQL and markup stand where they belong, but for ${left} files that are known.\n`
    : 'Put what is asked in a store or a deed, what is shown in a view, and days in dayOfInstant().\n',
)
if (said.length > 0) process.exitCode = 1
