import { APPOINTED_EVER, appointmentsOn, joinName, leftJoinName, unitIdsAbove } from '#features/people/index.ts'
import type { Day } from '#platform/calendar/index.ts'
import { type Queries, type Sql, sql } from '#platform/db/index.ts'
import { isId } from '#platform/ids.ts'
import type { Answers, Readings, State, StatementForm } from './model.ts'

export interface FormRow {
  readonly id: string
  readonly key: string
  readonly version: number
  readonly title: string
  readonly body: StatementForm
  readonly madeAt: Date
  readonly by: string | null
}

const FORM = sql`f.id, f.key, f.version, f.title, f.body, f.made_at as "madeAt", p.name as by`

/** The newest version of each form. */
export function newestForms(db: Queries): Promise<FormRow[]> {
  return db.many(sql`
    select distinct on (f.key) ${FORM} from statements.form f ${leftJoinName('person', 'p', 'f.made_by')} order by f.key, f.version desc limit 500`)
}

/** Every version of a form, the newest first. */
export function versionsOf(db: Queries, key: string): Promise<FormRow[]> {
  return db.many(sql`
    select ${FORM} from statements.form f ${leftJoinName('person', 'p', 'f.made_by')} where f.key = ${key} order by f.version desc limit 200`)
}

export interface RoundRow {
  readonly id: string
  readonly name: string
  readonly title: string
  readonly opensOn: Day
  readonly dueOn: Day
  readonly closedOn: Day | null
  readonly counter: string | null
  readonly all: number
  readonly submitted: number
  readonly countersigned: number
  readonly body: StatementForm
}

/** Rounds with how many statements each has, the newest first. */
export function rounds(db: Queries, where: Sql = sql`true`, limit = 200): Promise<RoundRow[]> {
  return db.many(sql`
    select r.id, r.name, f.title, r.opens_on as "opensOn", r.due_on as "dueOn", r.closed_on as "closedOn", c.name as counter, f.body,
      n.all, n.submitted, n.countersigned
    from statements.round r join statements.form f on f.id = r.form_id ${leftJoinName('role', 'c', 'r.counter_role_id')}
      cross join lateral (
        select count(*) as all, count(*) filter (where s.state in ('submitted', 'countersigned')) as submitted, count(*) filter (where s.state = 'countersigned') as countersigned
        from statements.statement s where s.round_id = r.id) n
    where ${where} order by r.opened_at desc, r.id limit ${limit}`)
}

/** One round; null where there is none. */
export async function findRound(db: Queries, id: string): Promise<RoundRow | null> {
  return isId(id) ? ((await rounds(db, sql`r.id = ${id}`, 1))[0] ?? null) : null
}

export interface StatementRow {
  readonly id: string
  readonly roundId: string
  readonly round: string
  readonly title: string
  readonly dueOn: Day
  readonly isRoundOpen: boolean
  readonly body: StatementForm
  readonly personId: string
  readonly person: string
  readonly role: string
  readonly unitId: string | null
  readonly unit: string | null
  /** What an owner without an appointment is asked about: assets by their names for themselves, information assets for others. */
  readonly ownerOf: string | null
  readonly state: State
  readonly answers: Answers
  readonly measured: Readings | null
  readonly declared: string | null
  readonly version: number
  readonly submittedAt: Date | null
  readonly hasCounter: boolean
  readonly counter: string | null
  readonly countersignedAt: Date | null
  readonly countersignedBy: string | null
  /** Whether the viewer holds the role that countersigns, for this unit. */
  readonly covers: boolean
}

/** That somebody holds the role that countersigns a statement `s` of a round `r`, where it is or above. */
export const covers = (viewerId: string | Sql, today: Day): Sql => sql`exists (
  select from ${appointmentsOn(today)} c where c.person_id = ${viewerId} and c.role_id = r.counter_role_id
    and (c.unit_id is null or s.unit_id is null or c.unit_id in (${unitIdsAbove(sql`s.unit_id`)})))`

/** What somebody is asked about as an owner who was not appointed as one; null for everybody else. Others are told no names of assets. */
const ownerOf = (viewerId: string): Sql => sql`case
  when o.asset_part is distinct from 'owner' or exists (select from ${APPOINTED_EVER} a where a.person_id = s.person_id and a.role_id = s.role_id) then null
  when s.person_id <> ${viewerId} then 'information assets'
  else coalesce((select string_agg(t.name, ', ' order by t.name) || case when max(t.all) > 3 then ' and others' else '' end
    from (select n.name::text as name, count(*) over () as all from assets.asset n where n.owner_id = s.person_id and n.ended_on is null order by n.name limit 3) t), 'information assets') end`

/** The unit of a statement `s`: the one for which it was signed, and what that is part of now, where another goes on with it. */
const UNIT_DECLARED = sql`coalesce(people.named_then(s.declared_for_id, d.name), u.name)`

export function statements(db: Queries, where: Sql, viewer: Viewer, limit: number): Promise<StatementRow[]> {
  return db.many(sql`
    select s.id, s.round_id as "roundId", r.name as round, f.title, r.due_on as "dueOn", r.closed_on is null as "isRoundOpen", f.body, s.person_id as "personId",
      p.name as person, o.name as role, s.unit_id as "unitId", ${UNIT_DECLARED} as unit, ${ownerOf(viewer.id)} as "ownerOf", s.state, s.answers, s.measured, s.declared, s.version,
      s.submitted_at as "submittedAt", r.counter_role_id is not null as "hasCounter", k.name as counter, s.countersigned_at as "countersignedAt",
      b.name as "countersignedBy", ${covers(viewer.id, viewer.today)} as covers
    from statements.statement s join statements.round r on r.id = s.round_id join statements.form f on f.id = r.form_id ${joinName('person', 'p', 's.person_id')}
      join people.role o on o.id = s.role_id ${leftJoinName('unit', 'u', 's.unit_id')} ${leftJoinName('unit', 'd', 's.declared_for_id')} ${leftJoinName('role', 'k', 'r.counter_role_id')}
      ${leftJoinName('person', 'b', 's.countersigned_by')}
    where ${where} order by r.due_on desc, p.name, u.name, s.id limit ${limit}`)
}

/** Whoever looks, and on which day. */
interface Viewer {
  readonly id: string
  readonly today: Day
}

/** What somebody is asked. */
export const statementsOf = (db: Queries, viewer: Viewer, limit: number): Promise<StatementRow[]> =>
  statements(db, sql`s.person_id = ${viewer.id}`, viewer, limit)

/** What others submitted and somebody is to countersign, in rounds that are open. */
export const toCountersign = (db: Queries, viewer: Viewer, limit: number): Promise<StatementRow[]> =>
  statements(
    db,
    sql`s.state = 'submitted' and s.person_id <> ${viewer.id} and r.closed_on is null and r.counter_role_id is not null and ${covers(viewer.id, viewer.today)}`,
    viewer,
    limit,
  )

/** One statement; null where there is none. */
export async function findStatement(db: Queries, id: string, viewer: Viewer): Promise<StatementRow | null> {
  return isId(id) ? ((await statements(db, sql`s.id = ${id}`, viewer, 1))[0] ?? null) : null
}

/** Which statements of a round a figure counts. */
const ONLY: ReadonlyMap<string, Sql> = new Map([
  ['submitted', sql`s.state in ('submitted', 'countersigned')`],
  ['countersigned', sql`s.state = 'countersigned'`],
  ['open', sql`s.state in ('issued', 'returned')`],
])

/** The statements of a round: those that a figure counts, or where `only` names none, all. */
export const statementsIn = (
  db: Queries,
  roundId: string,
  only: string,
  viewer: Viewer,
  limit: number,
): Promise<StatementRow[]> =>
  statements(db, sql`s.round_id = ${roundId} and ${ONLY.get(only) ?? sql`true`}`, viewer, limit)

export interface StepRow {
  readonly at: Date
  readonly what: State
  readonly note: string | null
  readonly by: string | null
}

export function stepsOf(db: Queries, statementId: string): Promise<StepRow[]> {
  return db.many(sql`
    select t.at, t.what, t.note, p.name as by from statements.step t ${leftJoinName('person', 'p', 't.by_person_id')}
    where t.statement_id = ${statementId} order by t.at desc, t.id desc limit 100`)
}

export interface Tally {
  readonly key: string
  readonly value: string
  readonly count: number
  readonly differing: number
}

/** How often each answer was given in a round, and how often the measures said otherwise. Only what was submitted counts. */
export function tallies(db: Queries, roundId: string): Promise<Tally[]> {
  return db.many(sql`
    select a.key, a.value->>'value' as value, count(*),
      count(*) filter (where a.value->>'value' = 'yes' and s.measured->a.key->>'isWell' = 'false') as differing
    from statements.statement s cross join lateral jsonb_each(s.answers) a
    where s.round_id = ${roundId} and s.state in ('submitted', 'countersigned') and a.value->>'value' is not null group by 1, 2 limit 5000`)
}

export interface Difference {
  readonly statementId: string
  readonly person: string
  readonly unit: string | null
  readonly key: string
  readonly measured: string
}

/** Where somebody declared “yes” to one of these questions and the measure said otherwise when it was signed. */
export function differencesIn(
  db: Queries,
  roundId: string,
  keys: readonly string[],
  limit: number,
): Promise<Difference[]> {
  return db.many(sql`
    select s.id as "statementId", p.name as person, ${UNIT_DECLARED} as unit, k.key, s.measured->k.key->>'words' as measured
    from statements.statement s cross join unnest(${keys}::text[]) with ordinality k (key, place) ${joinName('person', 'p', 's.person_id')}
      ${leftJoinName('unit', 'u', 's.unit_id')} ${leftJoinName('unit', 'd', 's.declared_for_id')}
    where s.round_id = ${roundId} and s.state in ('submitted', 'countersigned') and s.answers->k.key->>'value' = 'yes' and s.measured->k.key->>'isWell' = 'false'
    order by p.name, u.name, s.id, k.place limit ${limit}`)
}
