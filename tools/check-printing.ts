import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { unquotedIn } from './printing.ts'

/** What is printed is quoted in one place, so that no command can forget it. Prints every other place that writes to a terminal, and fails if there is one. */
const ROOT = join(import.meta.dirname, '..')
/** The place itself; and what a disposable process says, which goes to the house and to no terminal. */
const MAY_WRITE = new Set([
  'src/platform/printing.ts',
  'src/platform/reading/disposable.ts',
  // Why a disk takes nothing is said in words of the house, and below what knows how to quote.
  'src/platform/depot/disk.ts',
])
const found = readdirSync(join(ROOT, 'src'), { withFileTypes: true, recursive: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts'))
  .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1))
  .filter((file) => !MAY_WRITE.has(file))
  .toSorted()
  .flatMap((file) =>
    unquotedIn(readFileSync(join(ROOT, file), 'utf8')).map(({ line, what }) => `${file}:${line} prints by ${what}\n`),
  )
for (const line of found) process.stdout.write(line)
process.stdout.write(
  found.length === 0
    ? 'What is printed is quoted.\n'
    : 'Use print() or tell() of platform/printing.ts, which quotes what a terminal would obey.\n',
)
if (found.length > 0) process.exitCode = 1
