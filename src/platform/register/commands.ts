import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { theHouse } from '../access/index.ts'
import { dayOf } from '../calendar/index.ts'
import type { OpenHouse } from '../commands.ts'
import { BadRequest, Conflict, NotFound } from '../errors.ts'
import { SHEET_FORMATS, sheet } from '../exports/index.ts'
import { isId } from '../ids.ts'
import { readAll, readState, tableOfRows } from '../listing/index.ts'
import { print, tell } from '../printing.ts'
import { readRows } from '../reading/index.ts'
import { counted, inSentence } from '../words.ts'
import { asAnswer } from './answering.ts'
import { titleOf } from './field-words.ts'
import { byCommand, countsOf, takeSheet } from './importing.ts'
import { type AllRegisters, lifeCommands } from './life/commands.ts'
import { listingOf } from './listing.ts'
import type { Register } from './model.ts'
import type { Outcome } from './outcomes.ts'
import { addItem, changeItem } from './save.ts'
import { valueFrom } from './sent.ts'
import { ID, leftOut, type Sheet, sheetOf, takenFields, VERSION } from './sheet.ts'
import { findItem } from './store.ts'

/** What a register offers at the command line: the deeds of its pages, under the same rules. */
export function registerCommands(program: Command, openHouse: OpenHouse, register: Register, all: AllRegisters): void {
  const { key, singular, plural } = register
  const fields = register.fields.map(({ column }) => column).join(', ')
  const group = program.command(key).description(`the register of ${plural}`)
  const inWordsOfTheHouse = plural.replaceAll(' ', '-')
  if (inWordsOfTheHouse !== key) group.alias(inWordsOfTheHouse)
  group
    .command('list')
    .description(`list ${plural}, as JSON lines`)
    .action(() =>
      openHouse(async ({ db, act }) => {
        const listing = listingOf(register)
        const today = dayOf(act.at)
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
  lifeCommands({ group, openHouse, register, all })
  importCommand(group, openHouse, register)
  exportCommand(group, openHouse, register)
}

/** The number with which a command ends that has done its work but for rows that wait. */
const SOMETHING_WAITS = 2

function importCommand(group: Command, openHouse: OpenHouse, register: Register): void {
  const fields = register.fields.map(({ column }) => column).join(', ')
  group
    .command('import')
    .description(`add and update ${register.plural} from the first table of a file; ends with 2 where rows wait`)
    .argument('<file>')
    .option(
      '--columns <header=field...>',
      `how columns are taken that are called otherwise; fields: ${fields}, id, version`,
    )
    .option('--dry-run', 'only say what would be done')
    .option('--json', 'as one JSON object')
    .action((file: string, options: ImportOptions) =>
      openHouse(async ({ db, act }) => {
        const sheet = sheetOf(register, await readRows(bytesOf(file), file))
        if (!sheet) throw new BadRequest('The file has no table')
        const taken = { ...sheet, columns: columnsFrom(register, sheet, options.columns ?? []) }
        refuseStrangers(register, taken)
        const left = leftOut(register, taken)
        if (left.length > 0) tell(`Columns that are left out: ${left.join('; ')}.`)
        const { outcomes } = await takeSheet(db, byCommand(register, act), taken, options.dryRun ?? false)
        for (const line of options.json ? [JSON.stringify(asAnswer(outcomes))] : inWords(register, outcomes, options))
          print(line)
        if (outcomes.some(({ outcome }) => outcome === 'waiting')) process.exitCode = SOMETHING_WAITS
      }),
    )
}

interface ImportOptions {
  readonly dryRun?: boolean
  readonly json?: boolean
  readonly columns?: string[]
}

function bytesOf(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch {
    throw new BadRequest(`Cannot read ${file}`)
  }
}

/** A file that is about something else: none of its columns is known. */
function refuseStrangers(register: Register, { headers, columns }: Sheet): void {
  if (columns.some((column) => column !== null && column !== ID && column !== VERSION)) return
  const known = takenFields(register).map(({ label }) => label)
  throw new BadRequest(
    `The file has no column of the register of ${register.plural}`,
    `Its first row says: ${headers.join(', ').slice(0, 200)}. Columns are: ${known.join(', ')}.`,
  )
}

/** Plain words: what waits and why, what changes where nothing is saved yet, and how many. */
function inWords(register: Register, outcomes: readonly Outcome[], { dryRun = false }: ImportOptions): string[] {
  const labels = new Map(register.fields.map(({ column, label }) => [column, label]))
  const say = (words: string) => (words === '' ? 'nothing' : `“${words}”`)
  const changes = outcomes.flatMap(({ row, outcome, name, fields }) =>
    dryRun && outcome === 'updated'
      ? Object.entries(fields).map(
          ([column, [before, after]]) =>
            `row ${row}, ${name}: ${labels.get(column) ?? column} from ${say(before)} to ${say(after)}`,
        )
      : [],
  )
  const waits = outcomes.flatMap(({ row, outcome, why }) =>
    outcome === 'waiting' ? [`row ${row} waits: ${why.join('. ')}`] : [],
  )
  const { added, updated, unchanged, waiting } = countsOf(outcomes)
  const counts = `${added} added, ${updated} updated, ${unchanged} unchanged, ${counted(waiting, 'waits', 'wait')}`
  return [...changes, ...waits, dryRun ? `${counts}. Nothing was saved: this was a dry run` : counts]
}

function exportCommand(group: Command, openHouse: OpenHouse, register: Register): void {
  const endings = SHEET_FORMATS.map(({ ending }) => ending)
  group
    .command('export')
    .description(`write ${register.plural} to a file, which can be imported again`)
    .requiredOption('--to <file>', `the ending says the format: ${endings.join(', ')}`)
    .action(({ to }: { to: string }) => {
      const ending = endings.find((one) => to.toLowerCase().endsWith(`.${one}`))
      const known = endings.map((one) => `.${one}`)
      if (!ending) throw new BadRequest('Cannot tell which format', `End the name with ${inSentence(known, 'or')}.`)
      return openHouse(async ({ db, act }) => {
        const today = dayOf(act.at)
        const context = { today, person: theHouse(today) }
        const body = await sheet(ending, tableOfRows(db, listingOf(register), {}, context))
        try {
          await writeFile(to, body)
        } catch {
          throw new BadRequest(`Cannot write ${to}`)
        }
      })
    })
}

/** The columns of a table, with those taken otherwise that were named. */
function columnsFrom(register: Register, sheet: Sheet, pairs: readonly string[]): (string | null)[] {
  const columns = [...sheet.columns]
  for (const pair of pairs) {
    const [, header = '', field = ''] = /^(.*)=([a-z_]*)$/s.exec(pair) ?? []
    const index = sheet.headers.indexOf(header)
    if (index < 0) throw new BadRequest(`The table has no column “${header}”`, `It has: ${sheet.headers.join(', ')}.`)
    if (!['', ID, VERSION].includes(field) && !takenFields(register).some(({ column }) => column === field))
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
