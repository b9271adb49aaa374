import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import type { OpenHouse } from '../commands.ts'
import { BadRequest, Conflict, NotFound } from '../errors.ts'
import { isId } from '../ids.ts'
import { readAll, readState } from '../listing/index.ts'
import { readDocument } from '../reading/index.ts'
import { valueFrom } from './api.ts'
import { keepImport, previewRows, runImport } from './importing.ts'
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
        const context = { today: act.at.toISOString().slice(0, 10), person: NOBODY }
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
    .option('--dry-run', 'only show what would be added')
    .action((file: string, options: { dryRun?: boolean }) =>
      openHouse(async ({ db, act }) => {
        const { rows, unknown } = await previewRows(db, register, await readDocument(readFileSync(file), file))
        for (const { number, problems } of rows)
          if (problems.length > 0) print(`row ${number} is left out: ${problems.join('. ')}`)
        if (unknown.length > 0) print(`columns that are not known: ${unknown.join(', ')}`)
        if (options.dryRun) return
        const done = await runImport(db, register, act, await keepImport(db, register, act, file, rows))
        if ('message' in done) throw new Conflict(done.message)
        print(`${done.added} added`)
      }),
    )
}

const NOBODY = {
  id: '00000000-0000-0000-0000-000000000000',
  name: '',
  roleIds: [],
  roles: [],
  permissions: new Set<string>(),
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
