import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { functionsIn, LONG, longFile, tooLong } from './functions.ts'

/** Functions are short: few are over 40 lines, and none over 130. So are files: none of `src` is over 300. Prints their share and the five longest, and fails beyond. */
const ROOT = join(import.meta.dirname, '..')
const files = ['src', 'packages/formats/src'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts'))
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1)),
)
const all = files.flatMap((file) =>
  functionsIn(readFileSync(join(ROOT, file), 'utf8')).map((one) => ({
    ...one,
    name: `${file}:${one.line} ${one.name}`,
  })),
)
const long = all.filter(({ lines }) => lines > LONG)
const share = ((long.length / all.length) * 100).toFixed(2)
process.stdout.write(`${long.length} of ${all.length} functions (${share} %) are over ${LONG} lines. The longest:\n`)
for (const { name, lines } of long.toSorted((a, b) => b.lines - a.lines).slice(0, 5))
  process.stdout.write(`  ${lines} ${name}\n`)
const said = [
  ...tooLong(all),
  ...files
    .filter((file) => file.startsWith('src/'))
    .flatMap((file) => longFile(file, readFileSync(join(ROOT, file), 'utf8')) ?? []),
]
for (const line of said) process.stdout.write(`${line}\n`)
if (said.length > 0) {
  process.stdout.write('Split what is too long by what it does, each part with the name of what it is.\n')
  process.exitCode = 1
}
