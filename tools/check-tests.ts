import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { type Source, weaknesses } from './weak-tests.ts'

/** Every test can fail. Prints each place at which one cannot, or goes by time or luck, and fails if there is one. */
const ROOT = join(import.meta.dirname, '..')

const read = (file: string): Source => ({ file, text: readFileSync(join(ROOT, file), 'utf8') })

/** What tests import to assert with, of the project's own; rooms and packages assert nothing. */
function imported(from: string, specifier: string): Source | null {
  const file = join(dirname(from), specifier)
  if (!specifier.startsWith('.') || !existsSync(join(ROOT, file))) return null
  const source = read(file)
  return source.text.includes("from 'node:assert") ? source : null
}

const files = ['src', 'packages', 'tools', 'test']
  .flatMap((folder) => readdirSync(join(ROOT, folder), { withFileTypes: true, recursive: true }))
  .filter((entry) => entry.isFile() && entry.name.endsWith('.test.ts'))
  .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
  .toSorted()
const found = files.flatMap((file) => weaknesses(read(file), imported))
for (const { file, line, what } of found) process.stdout.write(`${file}:${line} ${what}\n`)
process.stdout.write(
  found.length === 0
    ? `No test of ${files.length} files has a form that is known to be unable to fail.\n`
    : `${found.length} ${found.length === 1 ? 'place' : 'places'} at which tests cannot fail: assert that a list has something in it before its loop.\n`,
)
if (found.length > 0) process.exitCode = 1
