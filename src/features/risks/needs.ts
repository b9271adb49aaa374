import { condition, isWholeTo, may, type Person } from '#platform/access/index.ts'
import { type Day, instantInWords } from '#platform/calendar/index.ts'
import { join, prepared, type Queries, type Sql, sql } from '#platform/db/index.ts'
import { COUNTED_MOST, countNeed, firstNeeds, type Need, SHOWN } from '#platform/needs.ts'
import { isHandled } from './incidents/handling.ts'
import { INCIDENT } from './incidents/kind.ts'
import { decidedInWords, incidentsToTell, nameOf, type ToldIncident } from './incidents/telling.ts'
import { UNTOLD } from './model.ts'
import { paths } from './paths.ts'

/** What risks and incidents want of this person today. */
export async function needs(db: Queries, person: Person, today: Day): Promise<Need[]> {
  const told = await incidents(db, person, today)
  return [...told, ...(await waiting(db, person, today))]
}

/**
 * Breaches that this person hears of and nobody has decided yet, and for those who handle incidents every one whose clock runs or that is given to
 * them, the nearest limit first. Whoever may see incidents reads what each is and is led to it; others read its number and are led to what they
 * have to know of it, to each of them, for they have no list of incidents.
 */
async function incidents(db: Queries, person: Person, today: Day): Promise<Need[]> {
  const rows = await incidentsToTell(db, person, today, isWholeTo(person, INCIDENT, 'read') ? SHOWN : COUNTED_MOST)
  const open = { words: 'every open incident', href: `${paths.incidents}?standing=open` }
  const seen = rows.filter(({ isSeen }) => isSeen)
  return [...firstNeeds(seen, seenLine, open), ...rows.filter(({ isSeen }) => !isSeen).map(heardLine)]
}

const seenLine = ({ id, number, title, clock, notifyBy, isInHand, isUntold }: ToldIncident): Need => ({
  text: [
    ...(isInHand ? [`You handle incident ${number}`] : []),
    ...(notifyBy ? [`To be notified or decided by ${instantInWords(notifyBy)}`] : []),
    ...(isUntold ? [UNTOLD] : []),
    ...(isInHand || isUntold ? [] : (withoutStop(decidedInWords(clock)) ?? [])),
    title,
  ].join(': '),
  href: paths.incident(id),
  isUrgent: notifyBy !== null || isUntold,
})

const heardLine = ({ asset, ...one }: ToldIncident): Need => ({
  text: [
    `${nameOf(one)}${one.isTheirs ? `, about “${asset}”` : ''}`,
    ...(withoutStop(decidedInWords(one.clock)) ?? []),
    ...(one.isUntold ? [UNTOLD] : []),
  ].join('. '),
  href: paths.breach(one.id),
  isUrgent: one.notifyBy !== null || one.isUntold,
})

const withoutStop = (sentence: string | null): readonly string[] | null =>
  sentence === null ? null : [sentence.replace(/\.$/, '')]

interface Row {
  readonly kind: 'asked' | 'due' | 'unhandled'
  readonly id: string | null
  readonly title: string | null
  /** How many there are. */
  readonly all: number
}

/** What waits for this person of risks, and incidents that nobody handles. */
async function waiting(db: Queries, person: Person, today: Day): Promise<Need[]> {
  const asked = [
    ...(may(person, 'risks:read') ? ofRisks(person, today) : []),
    ...(may(person, 'incidents:change') ? [unhandled(person, today)] : []),
  ]
  if (asked.length === 0) return []
  const rows = await db.many<Row>(prepared(join(asked, sql` union all `)))
  const of = (kind: Row['kind']) => rows.filter((row) => row.kind === kind)
  return [
    ...toHold(of('asked')),
    ...of('due').flatMap((row) => dueLine(row, person)),
    ...of('unhandled').flatMap(unhandledLine),
  ]
}

/** Risks that somebody asks this person to hold, and risks of theirs that are overdue for review. */
const ofRisks = (person: Person, today: Day): readonly Sql[] => [
  sql`(select 'asked' as kind, e.id, r.title, count(*) over () as all from risks.escalation e join risks.risk r on r.id = e.risk_id
    where e.to_owner_id = ${person.id} and e.outcome is null order by e.at, e.id limit ${SHOWN})`,
  oneOrMany(
    'due',
    sql`select id from risks.risk where owner_id = ${person.id} and closed_on is null and review_on < ${today}`,
  ),
]

/** Incidents that nobody handles, or that are given to somebody whose right does not reach them: those that this person may open and give to somebody. */
const unhandled = (person: Person, today: Day): Sql =>
  oneOrMany(
    'unhandled',
    sql`select id from risks.incident where ${condition(person, INCIDENT, 'read', 'incident')} and ${condition(person, INCIDENT, 'handle', 'incident')} and closed_on is null and not ${isHandled(sql`incident`, today)}`,
  )

const toHold = (rows: readonly Row[]): Need[] =>
  firstNeeds(
    rows,
    ({ id, title }) => ({
      text: `You are asked to hold a risk: ${title}`,
      href: paths.answer(id ?? ''),
      isUrgent: true,
    }),
    { words: 'every risk that you are asked to hold', href: `${paths.escalations}?outcome=waits&to=me` },
  )

const dueLine = ({ all, id }: Row, person: Person): Need[] =>
  countNeed(
    all,
    { one: 'risk of yours is overdue for review', more: 'risks of yours are overdue for review' },
    all === 1 && id ? paths.risk(id) : `${paths.risks}?owner_id=${person.id}&standing=overdue`,
    true,
  )

const unhandledLine = ({ all, id }: Row): Need[] =>
  countNeed(
    all,
    { one: 'incident has nobody handling it', more: 'incidents have nobody handling them' },
    all === 1 && id ? paths.incident(id) : `${paths.incidents}?standing=unhandled`,
  )

/** How many there are, and the id of one of them: where it is one alone, it is led to itself. */
const oneOrMany = (kind: Row['kind'], ids: Sql): Sql =>
  sql`select ${kind} as kind, (array_agg(id))[1] as id, null as title, count(*) as all from (${ids} limit ${COUNTED_MOST}) o`
