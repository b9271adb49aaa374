import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { askIn } from '#features/people/index.ts'
import { type Act, audit, byOf } from '#platform/audit/index.ts'
import { ROOT } from '#platform/config.ts'
import { type Db, sql, type Tx, takeTurnOf } from '#platform/db/index.ts'
import { BadRequest, CannotStart } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { readForm, type StatementForm } from '../model.ts'

/** Keeps a form as the next version of its key. Rounds that are under way keep theirs. Answers the version; none is made where nothing changed. */
export async function keepForm(tx: Tx, act: Act, form: StatementForm): Promise<number> {
  await takeTurnOf(tx, 'statements.form', [form.key])
  const last = await tx.maybe<{ version: number; body: StatementForm }>(
    sql`select version, body from statements.form where key = ${form.key} order by version desc limit 1`,
  )
  if (last && stringify(last.body, { sortMapEntries: true }) === stringify(form, { sortMapEntries: true }))
    return last.version
  const [id, version] = [newId(act.at.getTime()), (last?.version ?? 0) + 1]
  await tx.run(sql`
    insert into statements.form (id, key, version, title, body, made_at, made_by)
    values (${id}, ${form.key}, ${version}, ${form.title}, ${JSON.stringify(form)}, ${act.at}, ${byOf(act)})`)
  await audit(tx, act, 'statement-form.saved', { kind: 'statement-form', id }, { version })
  return version
}

/** Puts the project's own forms in place where there are none. */
export async function loadOwnForms(tx: Tx, act: Act, measures: ReadonlySet<string>): Promise<void> {
  if (await tx.maybe(sql`select from statements.form limit 1`)) return
  const folder = join(ROOT, 'content/statements')
  for (const file of readdirSync(folder).toSorted()) {
    const read = readForm(readFileSync(join(folder, file), 'utf8'), measures)
    if ('problems' in read) throw new CannotStart(`Cannot load ${file}: ${read.problems.join('; ')}`)
    await keepForm(tx, act, read.form)
  }
}

/** Saves a form as the next version of its key. Answers the version, which is the last one where nothing changed. @throws Forbidden */
export function saveForm(db: Db, act: Act, form: StatementForm): Promise<number> {
  return db.transaction(async (tx) => {
    await askIn(tx, act, 'statements:run', null)
    return keepForm(tx, act, form)
  })
}

/** Reads a form that somebody wrote, and keeps it. Throws what is wrong with it. */
export async function saveFormText(
  db: Db,
  act: Act,
  text: string,
  measures: ReadonlySet<string>,
): Promise<{ readonly key: string; readonly version: number }> {
  const read = readForm(text, measures)
  if ('problems' in read) throw new BadRequest('The form is not right yet', `${read.problems.join('. ')}.`)
  return { key: read.form.key, version: await saveForm(db, act, read.form) }
}
