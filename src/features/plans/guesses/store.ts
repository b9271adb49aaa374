import { leftJoinName } from '#features/people/index.ts'
import { type Act, byOf } from '#platform/audit/index.ts'
import type { Day } from '#platform/calendar/index.ts'
import { prepared, type Queries, type Sql, sql, type Tx } from '#platform/db/index.ts'
import { newId } from '#platform/ids.ts'
import type { Question } from '../recognising/model/model.ts'
import { rowOfPlace } from '../recognising/model/places.ts'
import { placesOf } from '../recognising/model/questions.ts'
import type { GuessedAction } from './meaning.ts'

/** A guess of an import that nobody has answered, with those of its actions that still have it. */
export interface Guess {
  readonly id: string
  readonly place: string
  readonly question: string
  readonly guess: string
  /** What of an action it is about; null where it is about something else. */
  readonly field: string | null
  /** What else of the same action it is about, where that may be wrong instead. */
  readonly orField: string | null
  readonly actions: readonly GuessedAction[]
}

/** A guess that is no longer asked of these actions, because a version of the document says what was in doubt. */
export interface EndedGuess {
  readonly question: string
  readonly revisedOn: Day
  readonly actions: readonly { readonly id: string; readonly ref: string | null; readonly text: string }[]
}

/** The date of a plan is said with the form that saves it. */
const isLeft = ({ about }: Question): boolean => about !== 'plan-day'

/** The actions that were made of the places that a question is about. */
function actionsOf(idsByPlace: ReadonlyMap<string, string>): (asked: Question) => readonly string[] {
  const made = Map.groupBy(idsByPlace, ([place]) => rowOfPlace(place))
  const idsAt = (place: string): readonly string[] => {
    const own = idsByPlace.get(place)
    return own ? [own] : (made.get(place) ?? []).map(([, id]) => id)
  }
  return (asked) => [...new Set(placesOf(asked).flatMap(idsAt))]
}

/**
 * Keeps the questions of a document that nobody answered, with the actions that were made of their places. What somebody answered when an
 * earlier version asked it is not asked again, of the same action or once for the whole plan; what is still open `endGuesses` ends before.
 */
export async function keepGuesses(
  tx: Tx,
  act: Act,
  planId: string,
  questions: readonly Question[],
  idsByPlace: ReadonlyMap<string, string>,
): Promise<void> {
  const actions = actionsOf(idsByPlace)
  const guesses = questions.filter(isLeft).map((asked) => ({
    id: newId(act.at.getTime()),
    place: asked.where,
    field: asked.field ?? null,
    or_field: asked.orField ?? null,
    question: asked.question,
    guess: asked.guess,
    actions: actions(asked),
  }))
  const about = guesses.flatMap(({ id, actions }) => actions.map((action_id) => ({ guess_id: id, action_id })))
  await tx.run(sql`
    with asked as (
      select n.*, row_number() over (partition by n.question, n.guess, cardinality(n.actions) = 0 order by n.id) as nth
      from jsonb_to_recordset(${JSON.stringify(guesses)}) as n (id uuid, place text, field text, or_field text, question text, guess text, actions uuid[])),
      about as (
        select n.guess_id, n.action_id from jsonb_to_recordset(${JSON.stringify(about)}) as n (guess_id uuid, action_id uuid)
          join asked on asked.id = n.guess_id
        where not exists (
          select from plans.guess g join plans.guess_action ga on ga.guess_id = g.id
          where g.plan_id = ${planId} and (g.question, g.guess) = (asked.question, asked.guess) and ga.action_id = n.action_id
            and ga.ended_by_revision is null and (g.settled_by is not null or ${isSaid()}))),
      kept as (
        insert into plans.guess (id, plan_id, at, place, field, or_field, question, guess)
        select id, ${planId}, ${act.at}, place, field, or_field, question, guess from asked
        where case when cardinality(actions) > 0 then exists (select from about where about.guess_id = asked.id)
          else nth > (select count(*) from plans.guess g where g.plan_id = ${planId} and (g.question, g.guess) = (asked.question, asked.guess)
            and g.settled_by is not null and not exists (select from plans.guess_action ga where ga.guess_id = g.id)) end)
    insert into plans.guess_action (guess_id, action_id) select guess_id, action_id from about`)
}

/** Whether somebody has said since of an action what a guess is about: `g` is the guess, `ga` the action. Of two things, one answers which is wrong. */
const isSaid = (): Sql => sql`(${saysOf(sql`g.field`)} or ${saysOf(sql`g.or_field`)})`

const saysOf = (field: Sql): Sql => sql`case ${field}
  when 'target' then exists (select from plans.target t where t.action_id = ga.action_id and t.at > g.at and t.cause in ('change', 'correction'))
  when 'status' then exists (
    select from plans.claim c where c.action_id = ga.action_id and c.deliverable_id is null and c.at > g.at and c.by_person_id is not null)
  when 'verdict' then exists (select from plans.verdict v where v.action_id = ga.action_id and v.at > g.at)
  when 'owner' then exists (select from plans.change h where h.action_id = ga.action_id and h.at > g.at and h.field = 'owners')
  when 'action' then exists (select from plans.change h where h.action_id = ga.action_id and h.at > g.at and h.field = 'text')
  else false end`

/** Whether a guess is still in doubt of an action. */
const isUnsaid = (): Sql => sql`ga.ended_at is null and not ${isSaid()}`

/** The open guesses of a plan: not those of which somebody has said the answer on every action since. */
const open = (planId: string): Sql => sql`
  g.plan_id = ${planId} and g.settled_at is null and (
    not exists (select from plans.guess_action ga where ga.guess_id = g.id)
    or exists (select from plans.guess_action ga where ga.guess_id = g.id and ${isUnsaid()}))`

export async function countGuesses(db: Queries, planId: string): Promise<number> {
  return (
    await db.one<{ count: number }>(
      prepared(sql`select count(*)::integer as count from plans.guess g where ${open(planId)}`),
    )
  ).count
}

/** At most `limit` open guesses of a plan, in the order in which the document asked them. */
export function openGuesses(db: Queries, planId: string, limit: number): Promise<Guess[]> {
  return db.many(sql`
    select g.id, g.place, g.field, g.or_field as "orField", g.question, g.guess, coalesce(
      (select jsonb_agg(jsonb_build_object('id', a.id, 'ref', a.ref, 'text', left(a.text, 200), 'status', a.status, 'overdueAfter', a.overdue_after, 'owners', array(
        select coalesce(ro.name, pe.name, o.words) from plans.owner o ${leftJoinName('role', 'ro', 'o.role_id')} ${leftJoinName('person', 'pe', 'o.person_id')}
        where o.action_id = a.id order by o.position)) order by a.position)
       from plans.guess_action ga join plans.action a on a.id = ga.action_id where ga.guess_id = g.id and ${isUnsaid()}), '[]') as actions
    from plans.guess g where ${open(planId)} order by g.id limit ${limit}`)
}

/** What a new version says that guesses may be about. */
export interface VersionSays {
  readonly revisionId: string
  /** The fields of actions that it says otherwise, as that was taken. */
  readonly taken: readonly { readonly actionId: string; readonly field: string }[]
  /** The fields of which it says something that was left as it stands. */
  readonly left: readonly { readonly actionId: string; readonly field: string }[]
  /** What it asks itself, answered or not. */
  readonly raised: readonly Question[]
  readonly idsByPlace: ReadonlyMap<string, string>
}

/**
 * Ends the open guesses of a plan for each action of which a new version says otherwise what was in doubt, or asks it again. Whatever the
 * version says nothing of, and what it says that was not taken, stays in doubt. A guess about the whole plan ends when it is asked again.
 */
export async function endGuesses(tx: Tx, act: Act, planId: string, version: VersionSays): Promise<void> {
  const { revisionId, taken, left, raised, idsByPlace } = version
  const actions = actionsOf(idsByPlace)
  const asked = raised.flatMap((one) =>
    actions(one).map((actionId) => ({ actionId, field: one.field ?? null, question: one.question })),
  )
  const open = sql`g.plan_id = ${planId} and g.settled_at is null`
  await tx.run(sql`
    with taken as (select * from jsonb_to_recordset(${JSON.stringify(taken)}) as n ("actionId" uuid, field text)),
      skipped as (select * from jsonb_to_recordset(${JSON.stringify(left)}) as n ("actionId" uuid, field text)),
      asked as (select * from jsonb_to_recordset(${JSON.stringify(asked)}) as n ("actionId" uuid, field text, question text)),
      said as (
        select ga.guess_id, ga.action_id, exists (select from taken n where n."actionId" = ga.action_id and n.field in (g.field, g.or_field)) as is_taken
        from plans.guess g join plans.guess_action ga on ga.guess_id = g.id and ga.ended_at is null where ${open})
    update plans.guess_action ga set ended_at = ${act.at}, ended_by_revision = case when said.is_taken then ${revisionId}::uuid end
    from said join plans.guess g on g.id = said.guess_id
    where (ga.guess_id, ga.action_id) = (said.guess_id, said.action_id) and (said.is_taken or exists (
      select from asked n where n."actionId" = ga.action_id and (n.question = g.question or n.field = g.field
        and not exists (select from skipped s where (s."actionId", s.field) = (ga.action_id, g.field)))))`)
  await tx.run(sql`
    update plans.guess g set settled_at = ${act.at}
    where ${open} and not exists (select from plans.guess_action ga where ga.guess_id = g.id and ga.ended_at is null)
      and (g.question = any(${raised.map(({ question }) => question)}::text[]) or exists (select from plans.guess_action ga where ga.guess_id = g.id))`)
}

/** At most `limit` guesses of a plan that a version of its document has ended, the latest first. */
export function endedGuesses(db: Queries, planId: string, limit: number): Promise<EndedGuess[]> {
  return db.many(sql`
    select g.question, r.revised_on as "revisedOn",
      jsonb_agg(jsonb_build_object('id', a.id, 'ref', a.ref, 'text', left(a.text, 200)) order by a.position) as actions
    from plans.guess g join plans.guess_action ga on ga.guess_id = g.id join plans.revision r on r.id = ga.ended_by_revision
      join plans.action a on a.id = ga.action_id
    where g.plan_id = ${planId} group by g.id, r.id order by r.at desc, g.id limit ${limit}`)
}

/** Marks a guess as looked at. Answers whether it was still open. */
export async function markSettled(tx: Tx, act: Act, planId: string, id: string): Promise<boolean> {
  const settled = await tx.run(sql`
    update plans.guess set settled_at = ${act.at}, settled_by = ${byOf(act)}
    where id = ${id} and plan_id = ${planId} and settled_at is null`)
  return settled > 0
}

/** Whether a plan has this guess, answered or not. */
export async function hasGuess(db: Queries, planId: string, id: string): Promise<boolean> {
  return (await db.maybe(sql`select from plans.guess where id = ${id} and plan_id = ${planId}`)) !== null
}
