import { type Person, theHouse } from '../access/index.ts'
import { type Act, byOf } from '../audit/index.ts'
import { dayOf } from '../calendar/index.ts'
import { type Db, type Queries, type Sql, sql, type Tx } from '../db/index.ts'
import { NotFound } from '../errors.ts'
import { newId } from '../ids.ts'
import type { NumberedRow } from '../reading/index.ts'
import { takingTurns } from '../turns.ts'
import { inTurn } from './in-turn.ts'
import { type Register, writtenBy } from './model.ts'
import type { Outcome, TakenIn } from './outcomes.ts'
import { keepSaved } from './saved-rows.ts'
import type { Columns, Sheet } from './sheet.ts'
import { checkWanted, type Importing, rehearse, takeIn } from './taking.ts'

/** Rows that are written or read by one statement. */
const AT_ONCE = 2_000

/** Somebody who imports: with the fields that they may write, and what they see. `isGone` tells whether nobody waits for the answer any more. */
export const importer = (register: Register, act: Act, person: Person, isGone?: () => boolean): Importing => ({
  act,
  register: writtenBy(register, person),
  viewer: person,
  ...(isGone ? { isGone } : {}),
})

/** The command line of the server, which may write every field. */
export const byCommand = (register: Register, act: Act): Importing => ({
  act,
  register,
  viewer: theHouse(dayOf(act.at)),
})

/** A transaction that goes through a file, when it is this person's turn. */
const going = <Result>(db: Db, { act }: Importing, work: (tx: Tx) => Promise<Result>): Promise<Result> =>
  inTurn(byOf(act), () => db.deed(work))

/** Takes a file in at once, or only says what would become of it. Throws where nobody waits for it any more: then nothing of it was written. */
export function takeSheet(db: Db, importing: Importing, sheet: Sheet, isDry: boolean): Promise<TakenIn> {
  return going(db, importing, async (tx) => {
    const taken = isDry ? await rehearse(tx, importing, sheet) : await takeIn(tx, importing, sheet)
    checkWanted(importing)
    return taken
  })
}

const own = ({ register, act }: Importing): Sql =>
  sql`register = ${register.key} and person_id is not distinct from ${byOf(act)}`

/** Keeps what was read, with what would become of it, until somebody says yes. */
export async function keepImport(db: Db, importing: Importing, fileName: string, sheet: Sheet): Promise<string> {
  const { act, register } = importing
  const id = newId(act.at.getTime())
  const { headers, columns } = sheet
  await going(db, importing, async (tx) => {
    await tx.run(sql`
      insert into register.import (id, register, person_id, file_name, at, sheet)
      values (${id}, ${register.key}, ${byOf(act)}, ${fileName}, ${act.at}, ${JSON.stringify({ headers, columns })})`)
    await inParts(sheet.rows, (rows) =>
      tx.run(sql`
        insert into register.import_row (import_id, number, cells)
        select ${id}::uuid, n.number, n.cells from jsonb_to_recordset(${JSON.stringify(rows)}) as n (number int, cells jsonb)`),
    )
    await show(tx, id, await rehearse(tx, importing, sheet))
  })
  return id
}

async function inParts<Each>(all: readonly Each[], work: (some: readonly Each[]) => Promise<unknown>): Promise<void> {
  const turn = takingTurns()
  for (let from = 0; from < all.length; from += AT_ONCE) {
    await work(all.slice(from, from + AT_ONCE))
    await turn()
  }
}

/** Keeps what would become of each row: that is what somebody is shown. */
async function show(tx: Tx, id: string, { outcomes, digest }: TakenIn): Promise<void> {
  await inParts(outcomes, (some) =>
    tx.run(sql`
      update register.import_row r set outcome = n.outcome, item_id = n.id, name = n.name, fields = n.fields, why = n.why, unknown = n.unknown
      from jsonb_to_recordset(${JSON.stringify(some.map(asShown))}) as n ("row" int, outcome text, id uuid, name text, fields jsonb, why jsonb, unknown jsonb)
      where r.import_id = ${id} and r.number = n."row"`),
  )
  await tx.run(sql`update register.import set digest = ${digest} where id = ${id}`)
}

/** What is not there yet has no page. */
const asShown = (one: Outcome) => (one.outcome === 'added' ? { ...one, id: null } : one)

export interface KeptImport extends Columns {
  readonly id: string
  readonly fileName: string
  /** Of what was shown last; null where nothing was yet. */
  readonly digest: string | null
}

/** An import that waits, of whoever started it. */
export async function findImport(db: Queries, importing: Importing, id: string): Promise<KeptImport | null> {
  const found = await db.maybe<{ fileName: string; sheet: Columns; digest: string | null }>(
    sql`select file_name as "fileName", sheet, digest from register.import where id = ${id} and ${own(importing)}`,
  )
  return found && { id, fileName: found.fileName, digest: found.digest, ...found.sheet }
}

/** The rows of a kept import that are left, and which of them are meant to change what others saved. */
async function sheetKept(tx: Tx, kept: KeptImport): Promise<Sheet> {
  const rows: NumberedRow[] = []
  const meant = new Map<number, number>()
  for (let last = 0; ; ) {
    const some = await tx.many<NumberedRow & { changes: number | null }>(sql`
      select number, cells, changes_row as changes from register.import_row
      where import_id = ${kept.id} and number > ${last} order by number limit ${AT_ONCE}`)
    for (const { number, cells, changes } of some) {
      rows.push({ number, cells })
      if (changes !== null) meant.set(number, changes)
    }
    if (some.length < AT_ONCE) return { ...kept, rows, earlier: { importId: kept.id, meant } }
    last = some.at(-1)?.number ?? last
  }
}

/** Goes through a waiting import again, with its columns taken as they are or in another way. */
export async function lookAgain(db: Db, importing: Importing, id: string, columns?: Columns['columns']): Promise<void> {
  await going(db, importing, async (tx) => {
    if (columns)
      await tx.run(sql`
        update register.import set sheet = jsonb_set(sheet, '{columns}', ${JSON.stringify(columns)}::jsonb) where id = ${id} and ${own(importing)}`)
    const kept = await findImport(tx, importing, id)
    if (kept) await show(tx, id, await rehearse(tx, importing, await sheetKept(tx, kept)))
  })
}

/** Puts right what one row of a waiting import says, and goes through the import again. */
export async function mendRow(
  db: Db,
  importing: Importing,
  id: string,
  number: number,
  cells: readonly string[],
): Promise<void> {
  const mended = await db.run(sql`
    update register.import_row set cells = ${JSON.stringify(cells)}::jsonb
    where import_id = (select id from register.import where id = ${id} and ${own(importing)}) and number = ${number}`)
  if (mended > 0) await lookAgain(db, importing, id)
}

/**
 * Says that a row which waits as the duplicate of a saved one is meant to change what that one saved, and goes through the import again.
 *
 * @throws NotFound where it does not wait for that row, or the import is another's
 */
export async function letChange(
  db: Db,
  importing: Importing,
  id: string,
  { number, saved }: { readonly number: number; readonly saved: number },
): Promise<void> {
  const said = await db.run(sql`
    update register.import_row r set changes_row = s.number from register.import_saved s
    where r.import_id = (select id from register.import where id = ${id} and ${own(importing)}) and r.number = ${number} and r.outcome = 'waiting'
      and s.import_id = r.import_id and s.item_id = r.item_id and s.number = ${saved}`)
  if (said === 0) throw new NotFound(`Row ${number} does not wait for row ${saved} any more`)
  await lookAgain(db, importing, id)
}

/** Imports of somebody into a register that wait, the newest first. */
export function waitingImports(
  db: Queries,
  importing: Importing,
): Promise<{ id: string; fileName: string; at: Date; rows: number }[]> {
  return db.many(sql`
    select i.id, i.file_name as "fileName", i.at, (select count(*) from register.import_row r where r.import_id = i.id) as rows
    from register.import i where ${own(importing)} order by i.id desc limit 20`)
}

/** Forgets an import: its rows are not wanted. @throws NotFound where it is another's, as where there is none */
export async function dropImport(db: Db, importing: Importing, id: string): Promise<void> {
  const dropped = await db.run(sql`delete from register.import where id = ${id} and ${own(importing)}`)
  if (dropped === 0) throw new NotFound('This import has been done already, or was started by somebody else')
}

/** How many rows come to what. */
export interface Counts {
  readonly added: number
  readonly updated: number
  readonly unchanged: number
  readonly waiting: number
}

export const countsOf = (outcomes: readonly Pick<Outcome, 'outcome'>[]): Counts => {
  const counts = { added: 0, updated: 0, unchanged: 0, waiting: 0 }
  for (const { outcome } of outcomes) counts[outcome] += 1
  return counts
}

/**
 * Does what somebody was shown of a kept import. The rows that wait are kept, the others forgotten. Where it would do something else than was
 * shown, because something has changed meanwhile, nothing is done, and what it would do now is kept to be shown.
 */
export async function runImport(
  db: Db,
  importing: Importing,
  id: string,
  seen: string,
): Promise<Counts | 'gone' | 'another'> {
  const done = await going(db, importing, async (tx) => {
    if (!(await tx.maybe(sql`select from register.import where id = ${id} and ${own(importing)} for update`)))
      return 'gone'
    const kept = await findImport(tx, importing, id)
    if (!kept) return 'gone'
    const sheet = await sheetKept(tx, kept)
    await tx.run(sql`savepoint import`)
    const taken = await takeIn(tx, importing, sheet)
    if (taken.digest !== seen) {
      await tx.run(sql`rollback to savepoint import`)
      await show(tx, id, taken)
      return 'another'
    }
    const saved = taken.outcomes.filter(({ outcome }) => outcome !== 'waiting')
    await keepSaved(tx, id, saved)
    await tx.run(sql`delete from register.import_row where import_id = ${id} and outcome is distinct from 'waiting'`)
    await tx.run(
      sql`delete from register.import where id = ${id} and not exists (select from register.import_row where import_id = ${id})`,
    )
    return countsOf(taken.outcomes)
  })
  // What is left is shown as it stands now.
  if (typeof done === 'object' && done.waiting > 0) await lookAgain(db, importing, id)
  return done
}
