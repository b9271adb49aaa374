import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { migrationFiles } from '#platform/db/index.ts'
import { fileColumns } from '#platform/register/index.ts'
import { counted } from '#platform/words.ts'
import { house } from './house.ts'
import { functionBreaches, type Source, statementBreaches } from './register-writes.ts'

/** None where the house cannot be loaded, which `check-imports.ts` says and fails for. */
const registers = house?.rooms.registers ?? []

/** Only the register kit writes what registers declare. Prints every statement that writes round it, and fails if there is one. */
const ROOT = join(import.meta.dirname, '..')
const KIT = 'src/platform/register/'
/** Restoring a backup puts whole tables into an empty place, histories and audit log included: nothing is changed that was on record. */
const RESTORING: ReadonlySet<string> = new Set(['src/platform/backup/schema.ts', 'src/platform/db/copying.ts'])
/** The part that holds runs writes the tables that rooms hand to it, which hold runs and no items of registers. */
const RUNS = 'src/platform/runs/hold.ts'

const read = (file: string): Source => ({ file, text: readFileSync(join(ROOT, file), 'utf8') })
const found = (folder: string, ending: string): string[] =>
  readdirSync(join(ROOT, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending) && !entry.name.endsWith('.test.ts'))
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1))
    .toSorted()

const declared = registers.flatMap(({ table, fields }) => [
  { table, columns: fields.flatMap(({ kind, column }) => [column, ...(kind === 'file' ? fileColumns(column) : [])]) },
  ...fields.flatMap((field) =>
    field.kind === 'references' ? [{ table: field.links.table, columns: [field.links.own, field.links.other] }] : [],
  ),
])
const sources = found('src', '.ts').filter((file) => !file.startsWith(KIT) && !RESTORING.has(file) && file !== RUNS)
const breaches = [
  ...sources.flatMap((file) => statementBreaches(declared, read(file))),
  ...functionBreaches(
    declared,
    migrationFiles().map(({ file }) => read(file)),
  ),
]

for (const { file, line, what } of breaches)
  process.stdout.write(`${file}:${line} writes round the register: ${what}\n`)
process.stdout.write(
  !house
    ? 'Who writes registers was not checked: the house cannot be loaded.\n'
    : breaches.length === 0
      ? `Only the kit writes what ${registers.length} registers declare.\n`
      : `${counted(breaches.length, 'statement writes', 'statements write')} round a register. Use the deeds of the kit: addIn, changeIn, addMany, changeMany.\n`,
)
if (breaches.length > 0) process.exitCode = 1
