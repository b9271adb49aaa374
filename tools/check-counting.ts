import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { miscounts } from './counting.ts'

/** Numbers agree with their nouns: every count in words is made by `platform/words.ts`. Prints every one that is not, and fails if there is one. */
const ROOT = join(import.meta.dirname, '..')
const files = ['src'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts'))
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1))
    .toSorted(),
)
const found = files.flatMap((file) =>
  miscounts(readFileSync(join(ROOT, file), 'utf8')).map(
    ({ line, what }) => `${file}:${line} counts by hand: ${what}\n`,
  ),
)
for (const line of found) process.stdout.write(line)
process.stdout.write(
  found.length === 0
    ? 'Numbers agree with their nouns.\n'
    : 'Use counted() of platform/words.ts, which knows one from many.\n',
)
if (found.length > 0) process.exitCode = 1
