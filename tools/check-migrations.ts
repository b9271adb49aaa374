import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { migrationBreaches } from './migrations.ts'

/** Migrations of the house and of its rooms are found, and in one order. */
const ROOT = join(import.meta.dirname, '..')
const files = ['db', 'src']
  .flatMap((folder) => readdirSync(join(ROOT, folder), { withFileTypes: true, recursive: true }))
  .filter((entry) => entry.isFile() && entry.name.endsWith('.sql'))
  .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1))
const found = migrationBreaches(files)
for (const breach of found) process.stdout.write(`${breach}\n`)
if (found.length === 0) process.stdout.write(`${files.length} migrations have numbers of their own.\n`)
else process.exitCode = 1
