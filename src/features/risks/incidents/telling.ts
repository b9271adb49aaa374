import { appointmentsOn, delegationsOn, mailedOn, namedRows, presentOn } from '#features/people/index.ts'
import { condition, type Person } from '#platform/access/index.ts'
import type { Act } from '#platform/audit/index.ts'
import { addDays, type Day, dayOf } from '#platform/calendar/index.ts'
import { prepared, type Queries, type Sql, sql, type Tx } from '#platform/db/index.ts'
import { newId } from '#platform/ids.ts'
import { type Message, OWN_ADDRESS, post } from '#platform/mail/index.ts'
import { versionsOf } from '#platform/past/index.ts'
import { paths } from '../paths.ts'
import { BREACHES_SEEN } from '../seeing.ts'
import { isHandled } from './handling.ts'
import { INCIDENT } from './kind.ts'

/**
 * Who hears of which breach `i`, one row for each person and incident: those who hold a role that hears of breaches or act in it, and whoever owns
 * the asset, is its deputy, or acts for its owner. An incident counts as a breach as long as nobody has said that it is not about personal data.
 */
const hearers = (today: Day, which: Sql): Sql => sql`
  with breach as (select i.id, i.number, i.personal = 'yes' as is_known, i.clock, i.asset_id from risks.incident i where i.clock <> 'none' and ${which}),
  holder as (
    select a.id, a.person_id from ${appointmentsOn(today)} a join people.role r on r.id = a.role_id and r.hears_breaches = 'yes'),
  acting as ${delegationsOn(today)},
  hearing as (
    select b.id, h.person_id, false as is_theirs from breach b cross join holder h
    union all
    select b.id, d.person_id, false from breach b cross join holder h join acting d on d.appointment_id = h.id
    union all
    select b.id, x.person_id, true from breach b join assets.asset s on s.id = b.asset_id cross join lateral (
      select s.owner_id as person_id union select s.deputy_id
      union select d.person_id from ${appointmentsOn(today)} a join acting d on d.appointment_id = a.id
        where a.person_id = s.owner_id) x)
  select b.id, b.number, coalesce(b.is_known, false) as "isKnown", b.clock, b.asset_id as "assetId", p.id as "personId", p.name, p.email, bool_or(h.is_theirs) as "isTheirs"
  from hearing h join breach b on b.id = h.id join ${presentOn(today)} p on p.id = h.person_id
  group by b.id, b.number, b.is_known, b.clock, b.asset_id, p.id, p.name, p.email`

interface Hearer {
  readonly id: string
  readonly number: number
  readonly isKnown: boolean
  /** How the notification stands. */
  readonly clock: string
  readonly assetId: string | null
  readonly personId: string
  readonly name: string
  readonly email: string | null
  /** Whether it is about an asset that they answer for. */
  readonly isTheirs: boolean
}

/** A breach by its number alone, for first pages and subjects of letters. */
export const nameOf = ({ number, isKnown }: Pick<Hearer, 'number' | 'isKnown'>) =>
  `${isKnown ? 'Breach' : 'Possible breach'} of personal data: incident ${number}`

const DECIDED: Readonly<Record<string, string>> = {
  met: 'The Information Commissioner has been notified.',
  late: 'The Information Commissioner has been notified, later than 72 hours after we became aware.',
  'not-needed': 'Somebody has decided that the Information Commissioner need not be notified.',
}

/** What was done about the notification; null while that is open. */
export const decidedInWords = (clock: string): string | null => DECIDED[clock] ?? null

/** Letters that are written at one time; the watch over the clocks writes what is left. */
const MOST = 1_000

/**
 * Tells of breaches those who are to hear of them and have not been told: of these incidents, or of all that are open. It names them by number
 * alone, for mail and its log are read by more people than incidents are. Answers how many letters were written.
 */
export async function tellOfBreaches(tx: Tx, act: Act, ids: readonly string[] | null): Promise<number> {
  const which = ids === null ? sql`i.closed_on is null` : sql`i.id = any(${ids}::uuid[])`
  const key = sql`'incident-breach ' || h.id || case when h."isKnown" then ' known ' else ' suspected ' end || h."personId" || ${after(sql`h.id`, sql`h."personId"`)}`
  const found = await tx.many<Hearer & { readonly key: string }>(sql`
    select h.*, ${key} as key from (${hearers(dayOf(act.at), which)}) h where h.email is not null and not exists (
      select from mail.message m where m.key = ${key}) order by h.number, h."personId" limit ${MOST}`)
  const messages = found.map((one) => letterOf(one, act.at, act.address ?? OWN_ADDRESS))
  const written = messages.length === 0 ? 0 : await post(tx, messages, act.at, BREACHES_SEEN)
  return ids === null ? written : written + (await takeBack(tx, act, ids))
}

/** What the key of a letter says of those before it: how often it was taken back that this incident is a breach, or nothing where it never was. */
const after = (id: Sql, personId: Sql): Sql => sql`(
  select case when count(*) = 0 then '' else ' ' || count(*) end from mail.message n
  where n.person_id = ${personId} and n.kind = 'breach' and starts_with(n.key, 'incident-none ' || ${id} || ' '))`

/** Tells those who heard that an incident is a breach, once, that it is none: nobody else has to know of it. */
async function takeBack(tx: Tx, act: Act, ids: readonly string[]): Promise<number> {
  const found = await tx.many<{ key: string; number: number; personId: string; name: string; email: string }>(sql`
    with told as (
      select i.id, i.number, p.id as person_id, p.name, p.email, p.id || ${after(sql`i.id`, sql`p.id`)} as round
      from risks.incident i join mail.message m on m.kind = 'breach' and substring(m.key from '^incident-breach ([0-9a-f-]{36}) ') = i.id::text
        join ${mailedOn(dayOf(act.at))} p on p.id = m.person_id
      where i.clock = 'none' and i.id = any(${ids}::uuid[]) group by i.id, i.number, p.id, p.name, p.email)
    select 'incident-none ' || t.id || ' ' || t.round as key, t.number, t.person_id as "personId", t.name, t.email from told t
    where exists (select from mail.message m where m.key in ('incident-breach ' || t.id || ' known ' || t.round, 'incident-breach ' || t.id || ' suspected ' || t.round))
    order by t.number, t.person_id limit ${MOST}`)
  const messages = found.map(
    ({ key, number, personId, name, email }): Message => ({
      id: newId(act.at.getTime()),
      key,
      kind: 'breach',
      personId,
      address: email,
      subject: `No breach of personal data: incident ${number}`,
      body: [
        `Dear ${name},`,
        '',
        `You were told that incident ${number} is, or may be, a breach of personal data. It is not a breach, because it is not about personal data. You do not need to do anything about it as a breach.`,
      ].join('\n'),
      stopUrl: null,
    }),
  )
  return messages.length === 0 ? 0 : post(tx, messages, act.at, BREACHES_SEEN)
}

function letterOf(
  { key, id, number, isKnown, clock, isTheirs, personId, name, email }: Hearer & { readonly key: string },
  at: Date,
  address: string,
): Message {
  const what = isKnown ? 'is a breach of personal data' : 'may be a breach of personal data: that is not known yet'
  return {
    id: newId(at.getTime()),
    key,
    kind: 'breach',
    personId,
    address: email ?? '',
    subject: nameOf({ number, isKnown }),
    body: [
      `Dear ${name},`,
      '',
      `Incident ${number} ${what}.${isTheirs ? ' It is about an information asset that you own, are the deputy of, or look after for its owner.' : ''}`,
      '',
      decidedInWords(clock) ??
        'The Information Commissioner must be notified within 72 hours of our becoming aware, unless it is unlikely to harm people.',
      '',
      `Sign in to Muniment to see what you need to know about it: ${address}${paths.breach(id)}`,
    ].join('\n'),
    stopUrl: null,
  }
}

/** Open breaches of an asset that somebody hears of, the latest first. */
export function breachesFor(
  db: Queries,
  personId: string,
  today: Day,
  assetId: string,
): Promise<Pick<Hearer, 'id' | 'number' | 'isKnown'>[]> {
  return db.many(sql`
    select h.id, h.number, h."isKnown" from (${hearers(today, sql`i.closed_on is null and i.asset_id = ${assetId}`)}) h
    where h."personId" = ${personId} order by h.number desc limit 20`)
}

/** That the risk to the people is high and they have not been told, of an open incident. `incident` is how the query calls its row. */
export const peopleNotTold = (incident: Sql): Sql =>
  sql`(${incident}.closed_on is null and ${incident}.clock <> 'none' and coalesce(${incident}.harm = 'high', false) and ${incident}.told_people_at is null)`

/** For so many days somebody is told of a breach that was decided by the time they could hear of it. */
const TOLD_DAYS = 7

/**
 * Whether somebody, of whom `h` says how they hear of it, could never read of breach `i` while its clock ran, because it was decided in the act that
 * recorded it or that linked their asset, and that was in the last days.
 */
const isTooLate = (today: Day): Sql => sql`coalesce(i.clock <> 'running' and h.id is not null and (
  select bool_and(v.body ->> 'clock' <> 'running') and min(v.from_at at time zone 'Europe/London')::date > ${addDays(today, -TOLD_DAYS)}
  from ${versionsOf('risks.incident', sql`i.id::text`)} v where v.body ->> 'clock' <> 'none'
    and (not h."isTheirs" or v.body ->> 'asset_id' = i.asset_id::text)), false)`

/** An incident that somebody is told of on their first page. */
export interface ToldIncident extends Pick<Hearer, 'id' | 'number' | 'isKnown' | 'isTheirs' | 'clock'> {
  readonly title: string
  readonly asset: string | null
  /** While its clock runs: by when it is to be notified or decided. */
  readonly notifyBy: Date | null
  /** Whether it is given to them. */
  readonly isInHand: boolean
  /** Whether the risk to the people is high and nobody has told them. */
  readonly isUntold: boolean
  /** Whether they may read the incident itself. */
  readonly isSeen: boolean
  /** How many there are with those beyond the limit. */
  readonly all: number
}

/**
 * Open breaches that somebody hears of and that nobody has decided yet, or were decided before they could hear of them, or whose people are still to be told, and for those who may handle incidents every one whose clock runs, whose people are still to be told, or that is given to them: the nearest limit first.
 */
export function incidentsToTell(db: Queries, viewer: Person, today: Day, limit: number): Promise<ToldIncident[]> {
  return db.many(
    prepared(sql`
    select i.id, i.number, g.is_seen as "isSeen", coalesce(i.personal = 'yes', false) as "isKnown", i.clock, coalesce(h."isTheirs", false) as "isTheirs", i.title, s.name as asset,
      case when i.clock = 'running' then i.notify_by end as "notifyBy", g.is_in_hand as "isInHand", ${peopleNotTold(sql`i`)} as "isUntold", count(*) over (partition by g.is_seen) as all
    from risks.incident i left join (select * from (${hearers(today, sql`i.closed_on is null`)}) x where x."personId" = ${viewer.id}) h on h.id = i.id
      left join assets.asset s on s.id = i.asset_id
      cross join lateral (select ${condition(viewer, INCIDENT, 'handle', 'i')} as may_handle, ${condition(viewer, INCIDENT, 'read', 'i')} as is_seen) s0
      cross join lateral (select s0.may_handle, s0.is_seen, coalesce(s0.may_handle and i.handler_id = ${viewer.id}, false) as is_in_hand) g
    where i.closed_on is null and (g.is_in_hand or ((i.clock = 'running' or ${peopleNotTold(sql`i`)}) and (h.id is not null or g.may_handle)) or ${isTooLate(today)})
    order by i.clock <> 'running', i.notify_by, i.number limit ${limit}`),
  )
}

/** Open breaches of an asset that somebody may read, the latest first. */
export const openBreachesOf = (
  db: Queries,
  viewer: Person,
  assetId: string,
): Promise<Pick<Hearer, 'id' | 'number' | 'isKnown'>[]> =>
  db.many(sql`
    select i.id, i.number, coalesce(i.personal = 'yes', false) as "isKnown" from risks.incident i
    where i.asset_id = ${assetId} and i.clock <> 'none' and i.closed_on is null and ${condition(viewer, INCIDENT, 'read', 'i')} order by i.number desc limit 20`)

export interface Breach extends Pick<Hearer, 'id' | 'number' | 'isKnown'> {
  readonly title: string
  readonly what: string | null
  readonly awareAt: Date
  readonly clock: string
  readonly notifyBy: Date | null
  readonly handler: string | null
  /** Where whoever hears of it answers for the asset. */
  readonly asset: string | null
  readonly closedOn: Day | null
  readonly unitId: string | null
}

/** A breach for somebody who hears of it, open or closed; null for anybody else. */
export function breachFor(db: Queries, personId: string, id: string, today: Day): Promise<Breach | null> {
  return db.maybe(sql`
    select h.id, h.number, h."isKnown", i.title, i.what, i.aware_at as "awareAt", i.clock, i.notify_by as "notifyBy", p.name as handler, s.name as asset, i.closed_on as "closedOn", i.unit_id as "unitId"
    from (${hearers(today, sql`i.id = ${id}`)}) h join risks.incident i on i.id = h.id left join ${namedRows('person')} p on p.id = i.handler_id and ${isHandled(sql`i`, today)}
      left join assets.asset s on s.id = i.asset_id and h."isTheirs"
    where h."personId" = ${personId}`)
}
