import { type Act, audit, byOf } from '#platform/audit/index.ts'
import { type Day, dayOf } from '#platform/calendar/index.ts'
import { type Db, type Queries, sql, type Tx, takeTurn, takeTurnOf } from '#platform/db/index.ts'
import { Conflict, Forbidden } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { isOrActsFor } from '../answering.ts'
import { type About, acceptObstacle } from './accepting.ts'
import { breaches, type Scope, within } from './rules.ts'

export interface Checked {
  readonly found: number
  readonly gone: number
}

/** Asks the rules, and keeps what is new and what is gone. What is known already keeps its day; its words follow the names of today. */
export async function checkRules(tx: Tx, act: Act, today: Day, scope: Scope = {}): Promise<Checked> {
  await hold(tx, scope)
  const { found, gone, reworded } = await tx.one<Checked & { readonly reworded: number }>(sql`
    with breach as materialized (${breaches(today, scope)}),
    gone as (
      update people.finding f set gone_on = ${today}
      where f.gone_on is null and ${within(scope)} and not exists (select from breach b where b.key = f.key) returning f.id),
    reworded as (
      update people.finding f set explanation = b.explanation from breach b where b.key = f.key and f.gone_on is null and f.explanation <> b.explanation returning f.id),
    found as (
      insert into people.finding (id, key, kind, person_id, role_id, unit_id, explanation, found_on)
      select gen_random_uuid(), b.key, b.kind, b.person_id, b.role_id, b.unit_id, b.explanation, ${today} from breach b
      on conflict (key) where gone_on is null do nothing returning id)
    select (select count(*) from found) as found, (select count(*) from gone) as gone, (select count(*) from reworded) as reworded`)
  if (found + gone + reworded > 0)
    await audit(tx, act, 'rules.checked', { kind: 'rules', id: newId(act.at.getTime()) }, { found, gone, reworded })
  return { found, gone }
}

/** More people, roles and units than this at once are held as everything. */
const MOST_HELD = 200

/**
 * Whoever asks the rules of the same person, role or unit does so one after the other: what each of two changes would leave standing is
 * then seen by the second. Of others nobody waits, but for whoever asks about everything.
 */
export async function hold(tx: Tx, { personIds, roleIds, unitIds }: Scope): Promise<void> {
  const ids = [...(personIds ?? []), ...(roleIds ?? []), ...(unitIds ?? [])]
  const isAll = !personIds && !roleIds && !unitIds
  if (isAll || ids.length > MOST_HELD) await takeTurn(tx, 'people.finding')
  else await takeTurnOf(tx, 'people.finding', ids)
}

/** The same on its own, over everything: nightly, and when somebody asks. */
export function checkAll(db: Db, act: Act): Promise<Checked> {
  return db.deed((tx) => checkRules(tx, act, dayOf(act.at)))
}

/** Whom a finding is about, as seen by whoever would accept it: for nobody, for the system and for a role that is vacant it is about somebody else. */
export async function aboutOf(db: Queries, findingId: string, byId: string | null, today: Day): Promise<About> {
  if (byId === null) return 'somebody else'
  const found = await db.maybe<{ about: About }>(sql`
    select case when f.person_id = ${byId} then 'themselves' when ${isOrActsFor(sql`f.person_id`, byId, today)} then 'whom they act for' else 'somebody else' end as about
    from people.finding f where f.id = ${findingId}`)
  return found?.about ?? 'somebody else'
}

/** Bears a finding for a time, with the reason. It is still a finding, and comes back when the time is over. */
export async function accept(
  db: Db,
  act: Act,
  findingId: string,
  { reason, untilOn }: { readonly reason: string; readonly untilOn: Day },
): Promise<void> {
  const by = byOf(act)
  await db.deed(async (tx) => {
    const obstacle = acceptObstacle(await aboutOf(tx, findingId, by, dayOf(act.at)))
    if (obstacle) throw new Forbidden(obstacle)
    const written = await tx.run(
      sql`update people.finding set accepted_until = ${untilOn} where id = ${findingId} and gone_on is null`,
    )
    if (written === 0) throw new Conflict('This finding is gone already')
    await tx.run(sql`
      insert into people.acceptance (id, finding_id, reason, until_on, at, by_person_id)
      values (${newId(act.at.getTime())}, ${findingId}, ${reason}, ${untilOn}, ${act.at}, ${by})`)
    await audit(tx, act, 'finding.accepted', { kind: 'finding', id: findingId }, { until: untilOn })
  })
}
