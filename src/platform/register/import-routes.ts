import { NotFound } from '../errors.ts'
import { countIn, type FormState, firstValue } from '../form/index.ts'
import { isId } from '../ids.ts'
import { inSentences, readRows, UnreadableFile } from '../reading/index.ts'
import { get, type PersonRequest, page, post, type Route, redirect } from '../web/index.ts'
import { counted } from '../words.ts'
import { checkPage, columnsForm, givenTwice, SHOWN } from './checking.ts'
import {
  type Counts,
  dropImport,
  findImport,
  importer,
  type KeptImport,
  keepImport,
  letChange,
  lookAgain,
  mendRow,
  runImport,
  waitingImports,
} from './importing.ts'
import { checkMayAdd } from './in-unit.ts'
import type { Register } from './model.ts'
import { rowForm, rowPage } from './row-page.ts'
import { isPartSaved } from './saved-rows.ts'
import { leftOut, type Sheet, sheetOf, takenFields } from './sheet.ts'
import { importCounts, importRow, importRows, type ShownRow, unknownNames } from './shown-import.ts'
import type { Importing } from './taking.ts'
import { uploadPage } from './views.ts'

/** The pages on which a file is taken into a register: chosen, looked at, its columns and rows put right, saved or dropped. */
export function importRoutes(register: Register): Route[] {
  const { path, change } = register
  const by = ({ act, person }: PersonRequest) => {
    checkMayAdd(register, person)
    return importer(register, act, person)
  }
  return [
    get(`${path}/import`, change, async (asked) => page(await upload(asked, by(asked), null))),
    post(`${path}/import`, change, async (asked) => start(asked, by(asked)), { takesFile: true }),
    get(`${path}/import/:id`, change, async (asked) => {
      const kept = await waiting(asked, by(asked))
      return checked(asked, register, by(asked), kept, { values: asColumns(kept.columns), errors: [] })
    }),
    post(`${path}/import/:id/check`, change, async (asked) => {
      const { id } = await waiting(asked, by(asked))
      await lookAgain(asked.db, by(asked), id)
      return redirect(`${path}/import/${id}`, 'Checked again')
    }),
    post(`${path}/import/:id/columns`, change, async (asked) => columnsTaken(asked, register, by(asked))),
    get(`${path}/import/:id/rows/:number`, change, async (asked) => {
      const { kept, row } = await waitingRow(asked, by(asked))
      return page(rowPage(register, kept, row, { values: asCells(row), errors: [] }))
    }),
    post(`${path}/import/:id/rows/:number`, change, async (asked) => mended(asked, register, by(asked))),
    post(`${path}/import/:id/rows/:number/change-saved`, change, async (asked) => {
      const [number, saved] = [countIn(asked.params, 'number'), countIn(asked.body, 'saved')]
      const id = idOf(asked.params)
      await letChange(asked.db, by(asked), id, { number, saved })
      return redirect(`${path}/import/${id}`, `Row ${number} may change what row ${saved} saved. Nothing was saved yet`)
    }),
    post(`${path}/import/:id/drop`, change, async (asked) => {
      await dropImport(asked.db, by(asked), idOf(asked.params))
      return redirect(`${path}/import`, 'What was left of the import was dropped')
    }),
    post(`${path}/import/:id`, change, async (asked) => save(asked, register, by(asked))),
  ]
}

function idOf(params: PersonRequest['params']): string {
  const id = params.id ?? ''
  if (!isId(id)) throw new NotFound()
  return id
}

const upload = async ({ db }: PersonRequest, importing: Importing, problem: string | null) =>
  uploadPage(importing.register, problem, await waitingImports(db, importing))

async function start(asked: PersonRequest, importing: Importing) {
  const again = async (problem: string) => page(await upload(asked, importing, problem), 422)
  const { db, file } = asked
  const { register } = importing
  if (!file) return await again('Choose a file')
  try {
    const sheet = sheetOf(register, await readRows(file.bytes, file.name))
    if (!sheet || sheet.rows.length === 0) return await again('The file has no table with rows below its headers')
    return redirect(`${register.path}/import/${await keepImport(db, importing, file.name, sheet)}`)
  } catch (error) {
    if (error instanceof UnreadableFile) return again(inSentences(error))
    throw error
  }
}

async function waiting({ db, params }: PersonRequest, importing: Importing): Promise<KeptImport> {
  const id = idOf(params)
  const kept = await findImport(db, importing, id)
  if (!kept) throw new NotFound('This import has been done already, or was started by somebody else')
  if (kept.digest !== null) return kept
  await lookAgain(db, importing, id)
  return (await findImport(db, importing, id)) ?? kept
}

async function waitingRow(asked: PersonRequest, importing: Importing): Promise<{ kept: KeptImport; row: ShownRow }> {
  const kept = await waiting(asked, importing)
  const row = await importRow(asked.db, kept.id, countIn(asked.params, 'number'))
  if (!row) throw new NotFound('This row does not wait any more')
  return { kept, row }
}

const asColumns = (columns: Sheet['columns']): Record<string, string> =>
  Object.fromEntries(columns.map((column, index) => [`column-${index}`, column ?? '']))

const asCells = ({ cells }: ShownRow): Record<string, string> =>
  Object.fromEntries(cells.map((text, index) => [`cell-${index}`, text]))

/** What is shown: as the address asks, else what people want to know first. */
function shownOf({ query }: PersonRequest, counts: Counts): { shown: keyof Counts; after: number } {
  const asked = SHOWN.find((one) => one === firstValue(query, 'show'))
  const first = SHOWN.find((one) => counts[one] > 0) ?? 'unchanged'
  return { shown: asked ?? first, after: countIn(query, 'after') }
}

async function checked(
  asked: PersonRequest,
  register: Register,
  importing: Importing,
  kept: KeptImport,
  state: FormState,
) {
  const { db } = asked
  const counts = await importCounts(db, kept.id)
  const { shown, after } = shownOf(asked, counts)
  const [{ rows, isMore }, unknown, partSaved] = await Promise.all([
    importRows(db, kept.id, shown, after),
    unknownNames(db, kept.id),
    isPartSaved(db, kept.id),
  ])
  const samples = kept.headers.map((_, index) => rows.find(({ cells }) => cells[index])?.cells[index] ?? '')
  const left = leftOut(register, kept)
  const told = { kept, counts, shown, rows, isMore, isPartSaved: partSaved, left, unknown, samples, state }
  const view = checkPage(importing.register, told)
  return page(view, state.errors.length > 0 ? 422 : 200)
}

async function columnsTaken(asked: PersonRequest, register: Register, importing: Importing) {
  const kept = await waiting(asked, importing)
  const read = columnsForm(importing.register, kept, []).read(asked.body)
  if (!read.ok) return checked(asked, register, importing, kept, read)
  const columns = kept.headers.map((_, index) => read.value[`column-${index}`] ?? null)
  const twice = givenTwice(columns)
  if (twice.length > 0) {
    const called = (column: string | null | undefined) =>
      takenFields(importing.register).find((field) => field.column === column)?.label ?? column ?? ''
    const errors = twice.map((index) => ({
      field: `column-${index}`,
      message: `Another column is taken as ${called(columns[index])} already: leave one of them out`,
    }))
    return checked(asked, register, importing, kept, { values: asked.body, errors })
  }
  await lookAgain(asked.db, importing, kept.id, columns)
  return redirect(`${register.path}/import/${kept.id}`)
}

async function mended(asked: PersonRequest, register: Register, importing: Importing) {
  const { kept, row } = await waitingRow(asked, importing)
  const read = rowForm(kept).read(asked.body)
  if (!read.ok) return page(rowPage(register, kept, row, read), 422)
  const cells = kept.headers.map((_, index) =>
    kept.columns[index] ? (read.value[`cell-${index}`] ?? '') : (row.cells[index] ?? ''),
  )
  await mendRow(asked.db, importing, kept.id, row.number, cells)
  return redirect(`${register.path}/import/${kept.id}`, `Row ${row.number} was changed, and the import checked again`)
}

async function save(asked: PersonRequest, register: Register, importing: Importing) {
  const { path, singular, plural } = register
  const id = idOf(asked.params)
  const done = await runImport(asked.db, importing, id, firstValue(asked.body, 'seen'))
  if (done === 'gone') return redirect(path, 'This import has been done already, or was started by somebody else')
  if (done === 'another') {
    const kept = await waiting(asked, importing)
    const message =
      'Nothing was saved: something has changed since you looked, and the import would now do what is shown here. Check it again'
    const errors = [{ field: 'import', message, control: 'main-content' }]
    return checked(asked, register, importing, kept, { values: asColumns(kept.columns), errors })
  }
  const said = [
    ...(done.added > 0 || done.updated === 0 ? [`${counted(done.added, singular, plural)} added`] : []),
    ...(done.updated > 0 ? [`${counted(done.updated, singular, plural)} updated`] : []),
  ].join(', ')
  if (done.waiting === 0) return redirect(path, said)
  return redirect(`${path}/import/${id}`, `${said}. ${counted(done.waiting, 'row is', 'rows are')} left here`)
}
