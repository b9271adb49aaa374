import { askIn, type Match, nameByKey, namedRows } from '#features/people/index.ts'
import { audit } from '#platform/audit/index.ts'
import type { Day } from '#platform/calendar/index.ts'
import { type Db, type Queries, sql, type Tx } from '#platform/db/index.ts'
import { newId } from '#platform/ids.ts'
import { addCommentaryIn, type By, type Claim, makeClaimIn } from '../actions/deeds.ts'
import { lastDay } from '../conditions.ts'
import { interpretDate } from '../dates/index.ts'
import { planDeliverables } from '../deliverables/plan.ts'
import { endWaits, reasonWithWait } from '../milestones/waits.ts'
import { ownersInWords } from '../owners-in-words.ts'
import { refreshActions } from '../refresh.ts'
import { openTo } from '../rights-asked.ts'

/** An action as somebody saw it when they chose it. */
export interface Chosen {
  readonly id: string
  readonly version: number
}

/** How many of these actions have a last day now. */
export async function actionsWithLastDay(db: Queries, ids: readonly string[]): Promise<number> {
  const { count } = await db.one<{ count: number }>(sql`
    select count(*) as count from plans.action a where a.id = any(${ids}::uuid[]) and ${lastDay(sql`a.target_kind`, sql`a.target_latest`)} is not null`)
  return count
}

export interface ManyChange {
  readonly owner: Match | null
  readonly target: { readonly text: string; readonly reason: string } | null
  /** A unit's id, or `none` for no unit; null where the unit stays. */
  readonly unit: string | null
}

/** Holds those of the chosen actions that are still as they were seen. */
async function holdUnchanged(tx: Tx, chosen: readonly Chosen[]): Promise<string[]> {
  const rows = await tx.many<{ id: string }>(sql`
    select a.id from plans.action a join jsonb_to_recordset(${JSON.stringify(chosen)}) as n (id uuid, version integer) on n.id = a.id
    where a.version = n.version order by a.id for update of a`)
  return rows.map(({ id }) => id)
}

/**
 * Changes owner, target date or unit of many actions in one act. Those that somebody else has changed meanwhile are left alone.
 * So are those that whoever does it may not change. Answers how many were changed, and of which of the two how many were not.
 */
export async function changeMany(
  db: Db,
  { act, person }: By,
  chosen: readonly Chosen[],
  change: ManyChange,
  today: Day,
): Promise<{ changed: number; left: number; shut: number }> {
  return db.transaction(async (tx) => {
    const held = await holdUnchanged(tx, chosen)
    if (change.unit) await askIn(tx, act, 'plans:change', change.unit === 'none' ? null : change.unit)
    const open = await openTo(tx, act, held)
    const ids = held.filter((id) => open.has(id))
    const writing = { tx, ids, at: act.at, by: person.id, today }
    if (change.owner) await giveOwner(writing, change.owner)
    if (change.unit) await giveUnit(writing, change.unit === 'none' ? null : change.unit)
    if (change.target) {
      await giveTarget(writing, change.target)
      await planDeliverables(tx, act, ids)
    }
    await refreshActions(tx, ids)
    if (ids.length > 0)
      await audit(
        tx,
        act,
        'actions.changed',
        { kind: 'actions', id: ids[0] ?? '' },
        {
          actions: ids,
          owner: change.owner?.id ?? null,
          unit: change.unit,
          date: change.target !== null,
        },
      )
    return { changed: ids.length, left: chosen.length - held.length, shut: held.length - ids.length }
  })
}

interface Writing {
  readonly tx: Tx
  readonly ids: readonly string[]
  readonly at: Date
  readonly by: string
  readonly today: Day
}

async function writeHistory(
  { tx, ids, at, by, today }: Writing,
  field: 'owners' | 'unit',
  after: string | null,
): Promise<void> {
  const rows = ids.map((id) => ({ id: newId(at.getTime()), action: id }))
  const before = field === 'owners' ? ownersInWords(sql`a.id`) : sql`${nameByKey('unit', 'a.unit_id')}`
  await tx.run(sql`
    insert into plans.change (id, plan_id, action_id, changed_on, at, by_person_id, field, before, after)
    select n.id, a.plan_id, a.id, ${today}, ${at}, ${by}, ${field}, ${before}, ${after}
    from jsonb_to_recordset(${JSON.stringify(rows)}) as n (id uuid, action uuid) join plans.action a on a.id = n.action
    where ${before} is distinct from ${after}`)
}

async function giveOwner(writing: Writing, owner: Match): Promise<void> {
  const { tx, ids } = writing
  await writeHistory(writing, 'owners', owner.name)
  await tx.run(sql`delete from plans.owner where action_id = any(${ids}::uuid[])`)
  const [role, person] = owner.kind === 'role' ? [owner.id, null] : [null, owner.id]
  await tx.run(sql`
    insert into plans.owner (action_id, position, words, role_id, person_id)
    select id, 0, ${owner.name}, ${role}, ${person} from unnest(${ids}::uuid[]) as n (id)`)
}

async function giveUnit(writing: Writing, unit: string | null): Promise<void> {
  const { tx, ids } = writing
  const found = unit
    ? await tx.maybe<{ name: string }>(sql`select name from ${namedRows('unit')} u where id = ${unit}`)
    : null
  await writeHistory(writing, 'unit', found?.name ?? null)
  await tx.run(sql`update plans.action set unit_id = ${unit} where id = any(${ids}::uuid[])`)
}

async function giveTarget(
  { tx, ids, at, by, today }: Writing,
  { text, reason }: { text: string; reason: string },
): Promise<void> {
  const { kind, earliest, latest, why, alternatives } = interpretDate(text, today)
  const waited = await endWaits(tx, ids)
  const rows = ids.map((id) => ({
    id: newId(at.getTime()),
    action: id,
    reason: reasonWithWait(reason, waited.get(id)),
  }))
  await tx.run(sql`
    insert into plans.target (id, action_id, set_on, at, by_person_id, cause, text, kind, earliest, latest, why, alternatives, slip_days, reason)
    select n.id, a.id, greatest(${today}::date, (select max(set_on) from plans.target where action_id = a.id)), ${at}, ${by},
      case when a.target_text is null then 'first' else 'change' end, ${text}, ${kind}, ${earliest}, ${latest}, ${why}, ${JSON.stringify(alternatives)},
      case when a.target_text is null then null else ${latest}::date - a.target_latest end, n.reason
    from jsonb_to_recordset(${JSON.stringify(rows)}) as n (id uuid, action uuid, reason text) join plans.action a on a.id = n.action`)
}

/** What somebody wrote into one row of the table. */
export interface RowUpdate extends Chosen {
  readonly claim: Claim | null
  readonly commentary: string | null
}

/** Makes the claims and adds the commentary of a whole table: all of them or none. Rows that somebody else changed are told. */
export async function updateMany(
  db: Db,
  by: By,
  rows: readonly RowUpdate[],
  today: Day,
): Promise<{ stale: readonly string[] }> {
  return db.transaction(async (tx) => {
    const held = new Set(await holdUnchanged(tx, rows))
    const stale = rows.filter(({ id }) => !held.has(id)).map(({ id }) => id)
    if (stale.length > 0) return { stale }
    for (const { id, claim, commentary } of rows) {
      if (claim) await makeClaimIn(tx, by, id, claim)
      if (commentary) await addCommentaryIn(tx, by, id, { on: today, text: commentary })
    }
    return { stale: [] }
  })
}
