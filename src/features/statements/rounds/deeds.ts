import { assetOwners } from '#features/assets/index.ts'
import { appointmentsOn, askIn, presentOn } from '#features/people/index.ts'
import { type Act, audit, byOf } from '#platform/audit/index.ts'
import { type Day, dayOf } from '#platform/calendar/index.ts'
import { type Db, sql, type Tx } from '#platform/db/index.ts'
import { Conflict } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'

export interface NewRound {
  readonly formId: string
  readonly name: string
  readonly dueOn: Day
  readonly roleIds: readonly string[]
  /** Whether whoever owns an information asset is asked too. */
  readonly asksOwners: boolean
  readonly counterRoleId: string | null
}

/** Issues a form to everybody who holds one of the roles today, and where it says so to whoever owns an information asset. Answers the id of the round. */
export async function issue(db: Db, act: Act, round: NewRound): Promise<string> {
  return db.transaction(async (tx) => {
    await askIn(tx, act, 'statements:run', null)
    const id = newId(act.at.getTime())
    await tx.run(sql`
      insert into statements.round (id, form_id, name, role_ids, asks_owners, counter_role_id, opens_on, due_on, opened_at, opened_by)
      values (${id}, ${round.formId}, ${round.name}, ${round.roleIds}::uuid[], ${round.asksOwners}, ${round.counterRoleId}, ${dayOf(act.at)}, ${round.dueOn}, ${act.at}, ${byOf(act)})`)
    const issued = await ask(tx, act, id)
    if (issued === 0) throw new Conflict('Nobody holds any of these roles today', 'Choose roles that somebody holds.')
    await audit(tx, act, 'statements.issued', { kind: 'statement-round', id }, { issued })
    return id
  })
}

/** Asks those who were appointed, or became owners, since as well. Answers how many. */
export async function issueSince(db: Db, act: Act, roundId: string): Promise<number> {
  return db.transaction(async (tx) => {
    await askIn(tx, act, 'statements:run', null)
    if (!(await tx.maybe(sql`select from statements.round where id = ${roundId} and closed_on is null for update`)))
      throw new Conflict('The round has been closed')
    const issued = await ask(tx, act, roundId)
    if (issued > 0) await audit(tx, act, 'statements.issued', { kind: 'statement-round', id: roundId }, { issued })
    return issued
  })
}

/**
 * One statement for each appointment to a role of the round that is active today and has none yet, and one for each owner of an information asset
 * who is to be asked and was not asked in the role that owners have. Theirs is of the unit that they work in.
 */
async function ask(tx: Tx, act: Act, roundId: string): Promise<number> {
  const today = dayOf(act.at)
  const { issued } = await tx.one<{ issued: number }>(sql`
    with appointed as (
      select r.id as round_id, a.person_id, a.role_id, a.unit_id
      from statements.round r join ${appointmentsOn(today)} a on a.role_id = any (r.role_ids)
      where r.id = ${roundId}),
    owning as (
      select r.id as round_id, p.id as person_id, o.id as role_id, p.unit_id
      from statements.round r join people.role o on o.asset_part = 'owner' join people.person p on p.id in (${assetOwners})
      where r.id = ${roundId} and r.asks_owners and not exists (select from appointed a where a.person_id = p.id and a.role_id = o.id)
        and not exists (select from statements.statement s where s.round_id = r.id and s.person_id = p.id and s.role_id = o.id)),
    asked as (
      insert into statements.statement (id, round_id, person_id, role_id, unit_id)
      select gen_random_uuid(), w.round_id, w.person_id, w.role_id, w.unit_id
      from (select * from appointed union all select * from owning) w join ${presentOn(today)} p on p.id = w.person_id
      on conflict do nothing returning id),
    stepped as (
      insert into statements.step (id, statement_id, at, what, by_person_id) select gen_random_uuid(), id, ${act.at}, 'issued', ${byOf(act)} from asked)
    select count(*) as issued from asked`)
  return issued
}

export async function closeRound(db: Db, act: Act, roundId: string): Promise<void> {
  await db.transaction(async (tx) => {
    await askIn(tx, act, 'statements:run', null)
    const closed = await tx.run(
      sql`update statements.round set closed_on = ${dayOf(act.at)} where id = ${roundId} and closed_on is null`,
    )
    if (closed === 0) throw new Conflict('The round has been closed already')
    await audit(tx, act, 'statements.closed', { kind: 'statement-round', id: roundId })
  })
}
