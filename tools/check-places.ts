import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { misplacedIn } from './places.ts'

/** SQL stands in stores and deeds, transactions in deeds, markup in views, and days of instants in `dayOfInstant`; types have names that mean no archive’s own things. */
const ROOT = join(import.meta.dirname, '..')
const said: string[] = []
for (const entry of readdirSync(join(ROOT, 'src'), { withFileTypes: true, recursive: true })) {
  const file = join(entry.parentPath, entry.name).slice(ROOT.length + 1)
  if (!entry.isFile() || !file.endsWith('.ts') || file.endsWith('.test.ts')) continue
  for (const what of misplacedIn(file, readFileSync(join(ROOT, file), 'utf8'))) said.push(`${file} holds ${what}`)
}
for (const line of said) process.stdout.write(`${line}\n`)
process.stdout.write(
  said.length === 0
    ? 'SQL, deeds and markup stand where they belong.\n'
    : 'Put what is asked in a store or a deed, a transaction in a deed, what is shown in a view, days in dayOfInstant(), and name types by more than one word of archives.\n',
)
if (said.length > 0) process.exitCode = 1
