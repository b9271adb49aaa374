import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { theHouse } from '../access/index.ts'
import type { OpenHouse } from '../commands.ts'
import { BadRequest, Conflict, NotFound } from '../errors.ts'
import { isId } from '../ids.ts'
import { readAll, readState } from '../listing/index.ts'
import { readDocument } from '../reading/index.ts'
import { valueFrom } from './api.ts'
import { dropImport, keepImport, leftOut, preview, runImport, type Sheet, sheetOf } from './importing.ts'
import { listingOf } from './listing.ts'
import type { Register } from './model.ts'
import { addItem, changeItem } from './save.ts'
import { findItem } from './store.ts'
import { titleOf } from './views.ts'

const print = (text: string): void => {
  process.stdout.write(`${text}\n`)
}

/** What a register offers at the command line: the deeds of its pages, under the same rules. */
export function registerCommands(program: Command, openHouse: OpenHouse, register: Register): void {
  const { key, singular, plural } = register
  const fields = register.fields.map(({ column }) => column).join(', ')
  const group = program.command(key).description(`the register of ${plural}`)
  group
    .command('list')
    .description(`list ${plural}, as JSON lines`)
    .action(() =>
      openHouse(async ({ db, act }) => {
        const listing = listingOf(register)
        const today = act.at.toISOString().slice(0, 10)
        const context = { today, person: theHouse(today) }
        for await (const rows of readAll(db, listing, readState(listing, {}), context)) {
          for (const row of rows) print(JSON.stringify(row))
        }
      }),
    )
  group
    .command('add')
    .description(`add to ${plural}; fields: ${fields}`)
    .argument('<field=value...>')
    .action((pairs: string[]) =>
      openHouse(async ({ db, act }) => {
        const saved = await addItem(db, act, register, await valueFrom(db, register, parsePairs(pairs), null))
        if ('message' in saved) throw new Conflict(saved.message)
        print(saved.id)
      }),
    )
  group
    .command('change')
    .description(`change one of the ${plural}; fields: ${fields}`)
    .argument('<id>')
    .argument('<field=value...>')
    .action((id: string, pairs: string[]) =>
      openHouse(async ({ db, act }) => {
        const before = isId(id) ? await findItem(db, register, id) : null
        if (!before) throw new NotFound(`There is no such ${singular}`)
        const value = await valueFrom(db, register, parsePairs(pairs), before)
        const saved = await changeItem(db, act, register, id, before.version, value)
        if ('message' in saved) throw new Conflict(saved.message)
        print(`Changed ${titleOf(register, before)}`)
      }),
    )
  group
    .command('import')
    .description(`add ${plural} from the first table of a document`)
    .argument('<file>')
    .option('--columns <header=field...>', `how columns are taken that are called otherwise; fields: ${fields}`)
    .option('--dry-run', 'only show what would be added')
    .action((file: string, options: { dryRun?: boolean; columns?: string[] }) =>
      openHouse(async ({ db, act }) => {
        const sheet = sheetOf(register, await readDocument(readFileSync(file), file))
        if (!sheet) throw new BadRequest('The file has no table with rows below its headers')
        const taken = { ...sheet, columns: columnsFrom(register, sheet, options.columns ?? []) }
        for (const { number, problems } of (await preview(db, register, taken)).rows)
          if (problems.length > 0) print(`row ${number} is left out: ${problems.join('. ')}`)
        const left = leftOut(taken)
        if (left.length > 0) print(`columns that are left out: ${left.join(', ')}`)
        if (options.dryRun) return
        const importId = await keepImport(db, register, act, file, taken)
        const done = await runImport(db, register, act, importId)
        if ('message' in done) throw new Conflict(done.message)
        print(`${done.added} added`)
        if (done.left > 0) await dropImport(db, register, act, importId)
      }),
    )
}

/** The columns of a table, with those taken otherwise that were named. */
function columnsFrom(register: Register, sheet: Sheet, pairs: readonly string[]): (string | null)[] {
  const columns = [...sheet.columns]
  for (const pair of pairs) {
    const [, header = '', field = ''] = /^(.*)=([a-z_]*)$/s.exec(pair) ?? []
    const index = sheet.headers.indexOf(header)
    if (index < 0) throw new BadRequest(`The table has no column “${header}”`, `It has: ${sheet.headers.join(', ')}.`)
    if (field !== '' && !register.fields.some(({ column }) => column === field))
      throw new BadRequest(
        `“${field}” is not a field`,
        `Fields are: ${register.fields.map((one) => one.column).join(', ')}.`,
      )
    const before = columns.indexOf(field)
    if (before >= 0) columns[before] = null
    columns[index] = field || null
  }
  return columns
}

function parsePairs(pairs: readonly string[]): Record<string, string | string[]> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const [, field, value] = /^([a-z_]+)=(.*)$/s.exec(pair) ?? []
      if (!field || value === undefined)
        throw new BadRequest(`“${pair}” is not a field and its value`, 'Write it as name=Value.')
      return [field, field === 'permissions' ? value.split(',') : value] as const
    }),
  )
}
