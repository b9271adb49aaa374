import { appointmentsOn, joinName, mailedOn } from '#features/people/index.ts'
import type { Day } from '#platform/calendar/index.ts'
import { type Queries, sql, type Tx } from '#platform/db/index.ts'
import { isUnderWay, lastDay } from '../conditions.ts'
import { ownedByPerson } from '../owners-in-words.ts'
import type { Choices, DueAction, Recipient, SentMessage } from './model.ts'

/** Whoever has an appointment and an email address today and has not stopped the mail, in the order of their ids. */
export function recipientsAfter(db: Queries, after: string | null, today: Day, limit: number): Promise<Recipient[]> {
  return db.many(sql`
    select p.id, p.name, p.email, coalesce(c.frequency, 'as-due') as frequency, coalesce(c.days_before, 14) as "daysBefore", c.stop_token as "stopToken"
    from ${mailedOn(today)} p left join plans.chase c on c.person_id = p.id
    where p.id > coalesce(${after}::uuid, '00000000-0000-0000-0000-000000000000')
      and coalesce(c.frequency, 'as-due') <> 'never'
      and exists (select from ${appointmentsOn(today)} a where a.person_id = p.id)
    order by p.id limit ${limit}`)
}

/** Gives those who have none the token that stops their mail. Answers every token by person. */
export async function stopTokens(
  tx: Tx,
  fresh: readonly { readonly personId: string; readonly token: string }[],
  at: Date,
): Promise<Map<string, string>> {
  const rows = await tx.many<{ personId: string; token: string }>(sql`
    with wanted as (select * from jsonb_to_recordset(${JSON.stringify(fresh)}) as n ("personId" uuid, token text)),
    made as (
      insert into plans.chase (person_id, frequency, days_before, stop_token, changed_at)
      select "personId", 'as-due', 14, token, ${at} from wanted on conflict do nothing returning person_id, stop_token
    )
    select person_id as "personId", stop_token as token from made
    union all
    select c.person_id, c.stop_token from plans.chase c join wanted w on w."personId" = c.person_id
    where not exists (select from made m where m.person_id = c.person_id)`)
  return new Map(rows.map(({ personId, token }) => [personId, token]))
}

/** What each of these people is told: their open actions that are overdue, refused, or due within their days. At most `most` of each. */
export function dueActions(
  db: Queries,
  people: readonly { readonly id: string; readonly daysBefore: number }[],
  today: Day,
  most: number,
): Promise<DueAction[]> {
  return db.many(sql`
    select n.id as "personId", x.* from jsonb_to_recordset(${JSON.stringify(people)}) as n (id uuid, "daysBefore" integer)
    cross join lateral (
      select a.id, a.ref, a.text, p.title as "planTitle", a.overdue_after as due, a.verdict, (count(*) over ())::integer as count
      from (${ownedByPerson(sql`n.id`, today)}) owned join plans.action a on a.id = owned.action_id join plans.plan p on p.id = a.plan_id
      where ${isUnderWay()} and (a.overdue_after <= ${today}::date + n."daysBefore" or a.verdict = 'not-accepted')
      order by a.overdue_after nulls last, a.id limit ${most}
    ) x`)
}

export async function choicesOf(db: Queries, personId: string): Promise<Choices | null> {
  return db.maybe(sql`select frequency, days_before as "daysBefore" from plans.chase where person_id = ${personId}`)
}

export async function saveChoices(
  tx: Tx,
  choices: Choices & { readonly personId: string; readonly token: string; readonly at: Date },
): Promise<void> {
  await tx.run(sql`
    insert into plans.chase (person_id, frequency, days_before, stop_token, changed_at)
    values (${choices.personId}, ${choices.frequency}, ${choices.daysBefore}, ${choices.token}, ${choices.at})
    on conflict (person_id) do update set frequency = excluded.frequency, days_before = excluded.days_before, changed_at = excluded.changed_at`)
}

export function findByStopToken(db: Queries, token: string): Promise<{ id: string; name: string } | null> {
  return db.maybe(
    sql`select p.id, p.name from plans.chase c ${joinName('person', 'p', 'c.person_id')} where c.stop_token = ${token}`,
  )
}

export const MESSAGE = sql`
  m.id, p.name as person, m.address, m.subject, m.made_at as "madeAt", m.sent_at as "sentAt", m.state, m.tries, m.error`
export const MESSAGE_FROM = sql`mail.message m ${joinName('person', 'p', 'm.person_id')}`

export function messagesTo(db: Queries, personId: string): Promise<SentMessage[]> {
  return db.many(
    sql`select ${MESSAGE} from ${MESSAGE_FROM} where m.person_id = ${personId} and m.kind = 'digest' order by m.made_at desc limit 20`,
  )
}

export async function addressOf(db: Queries, personId: string): Promise<string | null> {
  return (
    (await db.maybe<{ email: string | null }>(sql`select email from people.person where id = ${personId}`))?.email ??
    null
  )
}

export interface Feed {
  readonly id: string
  readonly personId: string
  readonly planId: string | null
  readonly plan: string | null
  readonly madeAt: Date
}

const FEED = sql`f.id, f.person_id as "personId", f.plan_id as "planId", p.title as plan, f.made_at as "madeAt"`

export function feedsOf(db: Queries, personId: string): Promise<Feed[]> {
  return db.many(
    sql`select ${FEED} from plans.feed f left join plans.plan p on p.id = f.plan_id where f.person_id = ${personId} and f.ended_at is null order by f.made_at limit 50`,
  )
}

export function findFeed(db: Queries, digest: Buffer): Promise<Feed | null> {
  return db.maybe(
    sql`select ${FEED} from plans.feed f left join plans.plan p on p.id = f.plan_id where f.digest = ${digest} and f.ended_at is null`,
  )
}

export async function writeFeed(
  tx: Tx,
  feed: {
    readonly id: string
    readonly personId: string
    readonly planId: string | null
    readonly digest: Buffer
    readonly at: Date
  },
): Promise<void> {
  await tx.run(sql`
    insert into plans.feed (id, person_id, plan_id, digest, made_at) values (${feed.id}, ${feed.personId}, ${feed.planId}, ${feed.digest}, ${feed.at})`)
}

export function closeFeed(tx: Tx, id: string, personId: string, at: Date): Promise<number> {
  return tx.run(
    sql`update plans.feed set ended_at = ${at} where id = ${id} and person_id = ${personId} and ended_at is null`,
  )
}

export interface FeedEntry {
  readonly id: string
  readonly actionId: string
  readonly ref: string | null
  readonly text: string
  readonly planTitle: string
  readonly earliest: Day | null
  readonly latest: Day
  readonly isDeliverable: boolean
}

/** What a calendar shows: open actions and deliverables with a last day, of a person or of a whole plan. */
export function feedEntries(db: Queries, { personId, planId }: Feed, today: Day): Promise<FeedEntry[]> {
  const wanted = planId ? sql`a.plan_id = ${planId}` : sql`a.id in (${ownedByPerson(sql`${personId}::uuid`, today)})`
  return db.many(sql`
    select * from (
      select a.id, a.id as "actionId", a.ref, a.text, p.title as "planTitle", a.target_earliest as earliest, a.target_latest as latest, false as "isDeliverable"
      from plans.action a join plans.plan p on p.id = a.plan_id
      where ${wanted} and not a.is_finished and ${lastDay(sql`a.target_kind`, sql`a.target_latest`)} is not null
      union all
      select d.id, a.id, a.ref, d.text, p.title, d.earliest, d.latest, true
      from plans.deliverable d join plans.action a on a.id = d.action_id join plans.plan p on p.id = a.plan_id
      where ${wanted} and not a.is_finished and not d.is_finished and d.withdrawn_at is null and d.latest is not null
    ) e where e.latest >= ${today}::date - 366 order by e.latest, e.id limit 2000`)
}
