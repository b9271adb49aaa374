import { type Act, byOf } from '#platform/audit/index.ts'
import { type Queries, type Sql, sql, type Tx } from '#platform/db/index.ts'
import { newId } from '#platform/ids.ts'
import type { Question } from '../recognising/model.ts'

/** A guess of an import that nobody has answered, with those of its actions that still have it. */
export interface Guess {
  readonly id: string
  readonly place: string
  readonly question: string
  readonly guess: string
  readonly actions: readonly { readonly id: string; readonly ref: string | null; readonly text: string }[]
}

/** The date of a plan is said with the form that saves it. */
const isLeft = ({ about }: Question): boolean => about !== 'plan-day'

/**
 * Keeps the questions of a document that nobody answered, with the actions that were made of their places. What the plan is asked already
 * is not asked twice.
 */
export async function keepGuesses(
  tx: Tx,
  act: Act,
  planId: string,
  questions: readonly Question[],
  idsByPlace: ReadonlyMap<string, string>,
): Promise<void> {
  const made = Map.groupBy(idsByPlace, ([place]) => place.split('.')[0] ?? place)
  const idsAt = (place: string): readonly string[] => {
    const own = idsByPlace.get(place)
    return own ? [own] : (made.get(place) ?? []).map(([, id]) => id)
  }
  const guesses = questions.filter(isLeft).map(({ where, place, places, question, guess, field }) => ({
    id: newId(act.at.getTime()),
    place: where,
    field: field ?? null,
    question,
    guess,
    actions: [...new Set((places ?? (place === null ? [] : [place])).flatMap(idsAt))],
  }))
  await tx.run(sql`
    insert into plans.guess (id, plan_id, at, place, field, question, guess)
    select id, ${planId}, ${act.at}, place, field, question, guess
    from jsonb_to_recordset(${JSON.stringify(guesses)}) as n (id uuid, place text, field text, question text, guess text)
    where not exists (
      select from plans.guess g
      where g.plan_id = ${planId} and g.settled_at is null and (g.place, g.question, g.guess) = (n.place, n.question, n.guess))`)
  const about = guesses.flatMap(({ id, actions }) => actions.map((action_id) => ({ guess_id: id, action_id })))
  await tx.run(sql`
    insert into plans.guess_action (guess_id, action_id)
    select n.guess_id, n.action_id from jsonb_to_recordset(${JSON.stringify(about)}) as n (guess_id uuid, action_id uuid)
      join plans.guess g on g.id = n.guess_id`)
}

/** Whether nobody has said since of an action what a guess is about: `g` is the guess, `ga` the action that it is about. */
const isUnsaid = (): Sql => sql`not case g.field
  when 'target' then exists (select from plans.target t where t.action_id = ga.action_id and t.at > g.at and t.cause in ('change', 'correction'))
  when 'status' then exists (
    select from plans.claim c where c.action_id = ga.action_id and c.deliverable_id is null and c.at > g.at and c.by_person_id is not null)
  when 'verdict' then exists (select from plans.verdict v where v.action_id = ga.action_id and v.at > g.at)
  when 'owner' then exists (select from plans.change h where h.action_id = ga.action_id and h.at > g.at and h.field = 'owners')
  when 'action' then exists (select from plans.change h where h.action_id = ga.action_id and h.at > g.at and h.field = 'text')
  else false end`

/** The open guesses of a plan: not those of which somebody has said the answer on every action since. */
const open = (planId: string): Sql => sql`
  g.plan_id = ${planId} and g.settled_at is null and (
    not exists (select from plans.guess_action ga where ga.guess_id = g.id)
    or exists (select from plans.guess_action ga where ga.guess_id = g.id and ${isUnsaid()}))`

export async function countGuesses(db: Queries, planId: string): Promise<number> {
  return (
    await db.one<{ count: number }>(sql`select count(*)::integer as count from plans.guess g where ${open(planId)}`)
  ).count
}

/** At most `limit` open guesses of a plan, in the order in which the document asked them. */
export function openGuesses(db: Queries, planId: string, limit: number): Promise<Guess[]> {
  return db.many(sql`
    select g.id, g.place, g.question, g.guess, coalesce(
      (select jsonb_agg(jsonb_build_object('id', a.id, 'ref', a.ref, 'text', left(a.text, 200)) order by a.position)
       from plans.guess_action ga join plans.action a on a.id = ga.action_id where ga.guess_id = g.id and ${isUnsaid()}), '[]') as actions
    from plans.guess g where ${open(planId)} order by g.id limit ${limit}`)
}

/** Says that a guess was looked at. Answers whether it was still open. */
export async function settleGuess(tx: Tx, act: Act, planId: string, id: string): Promise<boolean> {
  const settled = await tx.run(sql`
    update plans.guess set settled_at = ${act.at}, settled_by = ${byOf(act)}
    where id = ${id} and plan_id = ${planId} and settled_at is null`)
  return settled > 0
}

/** Whether a plan has this guess, answered or not. */
export async function hasGuess(db: Queries, planId: string, id: string): Promise<boolean> {
  return (await db.maybe(sql`select from plans.guess where id = ${id} and plan_id = ${planId}`)) !== null
}
