import { type Act, audit, byOf } from '#platform/audit/index.ts'
import { type Db, sql, type Tx } from '#platform/db/index.ts'
import { Conflict, Forbidden } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { type Answers, answerObstacle, counterObstacle, type Readings, type State, type Statement } from '../model.ts'

/** The statement as it stands now, locked so that two deeds cannot pass one another. */
async function locked(
  tx: Tx,
  id: string,
): Promise<Statement & { readonly version: number; readonly declaration: string }> {
  const found = await tx.maybe<Statement & { version: number; declaration: string }>(sql`
    select s.state, r.closed_on is null as "isRoundOpen", s.person_id as "personId", r.counter_role_id is not null as "hasCounter", s.version,
      f.body->>'declaration' as declaration
    from statements.statement s join statements.round r on r.id = s.round_id join statements.form f on f.id = r.form_id where s.id = ${id} for update of s for share of r`)
  if (!found) throw new Conflict('This statement is gone')
  return found
}

interface Saving {
  readonly id: string
  readonly version: number
  readonly answers: Answers
}

async function write(tx: Tx, act: Act, { id, version, answers }: Saving, state: State | null): Promise<string> {
  const statement = await locked(tx, id)
  const obstacle = answerObstacle(statement, byOf(act) ?? '')
  if (obstacle) throw new Conflict(obstacle)
  if (statement.version !== version)
    throw new Conflict(
      'The statement was changed in another window meanwhile',
      'Go back, load the page again and make your change once more.',
    )
  await tx.run(sql`
    update statements.statement set answers = ${JSON.stringify(answers)}::jsonb, version = version + 1, state = coalesce(${state}, state) where id = ${id}`)
  return statement.declaration
}

/** Keeps answers that are not finished yet. */
export async function saveDraft(db: Db, act: Act, saving: Saving): Promise<void> {
  await db.transaction(async (tx) => {
    await write(tx, act, saving, null)
    await audit(tx, act, 'statement.saved', { kind: 'statement', id: saving.id })
  })
}

/** Submits a statement with the words that were declared and what the measures said at that moment; both stay as they were. */
export async function submit(db: Db, act: Act, saving: Saving, measured: Readings): Promise<void> {
  await db.transaction(async (tx) => {
    const declared = await write(tx, act, saving, 'submitted')
    await tx.run(sql`
      update statements.statement set measured = ${JSON.stringify(measured)}::jsonb, declared = ${declared}, submitted_at = ${act.at}, declared_for_id = null where id = ${saving.id}`)
    await step(tx, act, saving.id, { what: 'submitted', note: null, answers: saving.answers, measured })
    await audit(tx, act, 'statement.submitted', { kind: 'statement', id: saving.id })
  })
}

/** Countersigns a statement, or sends it back with a reason. `covers` was asked in this request. */
export async function countersign(
  db: Db,
  act: Act,
  id: string,
  given: {
    readonly outcome: 'countersigned' | 'returned'
    readonly note: string | null
    readonly version: number
    readonly covers: boolean
  },
): Promise<void> {
  await db.transaction(async (tx) => {
    const statement = await locked(tx, id)
    const obstacle = counterObstacle(statement, byOf(act) ?? '', given.covers)
    if (obstacle) throw new Forbidden(obstacle)
    if (statement.version !== given.version)
      throw new Conflict('The statement was changed meanwhile', 'Look at it as it is now.')
    await tx.run(
      given.outcome === 'countersigned'
        ? sql`update statements.statement set state = 'countersigned', countersigned_at = ${act.at}, countersigned_by = ${byOf(act)}, version = version + 1 where id = ${id}`
        : sql`update statements.statement set state = 'returned', version = version + 1 where id = ${id}`,
    )
    await step(tx, act, id, { what: given.outcome, note: given.note, answers: null, measured: null })
    await audit(tx, act, `statement.${given.outcome}`, { kind: 'statement', id })
  })
}

async function step(
  tx: Tx,
  act: Act,
  id: string,
  {
    what,
    note,
    answers,
    measured,
  }: { what: State; note: string | null; answers: Answers | null; measured: Readings | null },
): Promise<void> {
  await tx.run(sql`
    insert into statements.step (id, statement_id, at, what, note, answers, measured, by_person_id)
    values (${newId(act.at.getTime())}, ${id}, ${act.at}, ${what}, ${note}, ${answers && JSON.stringify(answers)}::jsonb, ${measured && JSON.stringify(measured)}::jsonb, ${byOf(act)})`)
}
