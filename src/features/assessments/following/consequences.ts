import { type Act, audit } from '#platform/audit/index.ts'
import { type Day, dayOf, inWords } from '#platform/calendar/index.ts'
import { type Queries, type Sql, sql, type Tx } from '#platform/db/index.ts'
import { newId } from '#platform/ids.ts'
import { inFigures } from '../scoring/scale.ts'
import { readyFramework } from '../store.ts'
import { below, hasImproved, type Judged, lineScaleOf, onLine, type Stood, stoodInWords, whatFollows } from './model.ts'

/** What the rule of a campaign looks at for one participant. */
export interface Facts extends Judged {
  readonly campaign: string
  readonly repeatBy: Day | null
  readonly roleId: string | null
  /** The framework of the campaign before, where it was another model whose scores cannot be compared. */
  readonly otherModel: string | null
  /** Why nothing is laid beside the scores, in a sentence. */
  readonly notCompared: string | null
}

/**
 * What a low score leads to, by the rules of the campaign: below the line once, the unit does it again by a day; below it twice and no
 * better, it goes up to a role. Where the framework gives no whole score, its lowest section counts. Raised once for each participant, and
 * not again by a line by which somebody has undone it.
 */
export async function raiseConsequences(tx: Tx, act: Act, participantId: string): Promise<void> {
  const facts = await factsOf(tx, participantId)
  const kind = whatFollows(facts)
  const { now, scale, line } = facts
  if (kind === null || !now || !scale || line === null) return
  const id = newId(act.at.getTime())
  const isRepeat = kind === 'repeat'
  const written = await tx.run(sql`
    insert into assessments.consequence (id, participant_id, unit_id, kind, why, due_on, role_id, line, score, raised_at)
    select ${id}, p.id, coalesce(people.heir(p.unit_id), p.unit_id), ${kind}, ${whyOf(facts, kind)}, ${isRepeat ? facts.repeatBy : null}, ${isRepeat ? null : facts.roleId}, ${line},
      ${onLine(now, scale)}, ${act.at}
    from assessments.participant p where p.id = ${participantId} and ${nothingHasFollowed(participantId, line)}`)
  if (written > 0)
    await audit(tx, act, `consequence.${kind}`, { kind: 'participant', id: participantId }, { consequence: id })
}

/** That nothing has followed for a participant yet, or only what was undone of another line. */
const nothingHasFollowed = (participantId: string, line: number): Sql =>
  sql`not exists (select from assessments.consequence q where q.participant_id = ${participantId} and (q.undone_at is null or q.line = ${line}))`

/** Whether something could follow for a participant from a line. */
export async function isOpenTo(db: Queries, participantId: string, line: number): Promise<boolean> {
  return (await db.one<{ is: boolean }>(sql`select ${nothingHasFollowed(participantId, line)} as is`)).is
}

/** Why something follows, in a sentence or two. */
function whyOf(facts: Facts, kind: 'repeat' | 'escalate'): string {
  const { now, before, scale, line, campaign, repeatBy, otherModel, notCompared } = facts
  if (!now || !scale || line === null) return ''
  const score = below(onLine(now, scale), line)
  const scored = now.section ? `${now.section} scored ${score}` : `It scored ${score}`
  const under = `${scored}, below ${inFigures(line)}, the line of “${campaign}”`
  if (kind === 'escalate' && before)
    return `${under}, and ${stoodInWords(before, scale)} in “${before.campaign}” before.`
  const improved =
    before && hasImproved(before, now, scale)
      ? ` It was ${stoodInWords(before, scale)} in “${before.campaign}” before, and has improved.`
      : ''
  const other = otherModel
    ? ` Its scores of the time before are by another framework, ${otherModel}, and cannot be compared.`
    : ''
  const foreign = notCompared ? ` ${notCompared}` : ''
  return `${under}.${improved}${other}${foreign}${repeatBy ? ` It is to be done again by ${inWords(repeatBy)}.` : ''}`
}

interface Row {
  readonly frameworkId: string
  readonly campaign: string
  readonly line: number | null
  readonly repeatBy: Day | null
  readonly roleId: string | null
  readonly beforeId: string | null
  readonly otherModel: string | null
  readonly notCompared: string | null
}

/** Campaigns are followed back over so many that asked by other frameworks. */
const MOST_BACK = 100

/**
 * What the rule looks at. Scores come with their own ends, which differ between versions, sections, and where something does not apply. Last
 * time is the nearest campaign before that asked by the same framework, also behind some by others.
 */
export async function factsOf(db: Queries, participantId: string): Promise<Facts> {
  const row = await db.one<Row>(sql`
    with recursive asked as (
      select p.id, p.unit_id, p.repeat_of, p.not_compared, c.id as campaign_id, c.previous_id, c.framework_id, c.name, c.repeat_below, c.repeat_by, c.escalate_role_id, f.key
      from assessments.participant p join assessments.campaign c on c.id = p.campaign_id join assessments.framework f on f.id = c.framework_id
      where p.id = ${participantId}),
    way (id, previous_id, key, model, steps) as (
      select c.id, c.previous_id, f.key, f.name, 1
      from asked a join assessments.campaign c on c.id = a.previous_id join assessments.framework f on f.id = c.framework_id
      union all
      select c.id, c.previous_id, f.key, f.name, w.steps + 1
      from way w join asked a on a.key <> w.key join assessments.campaign c on c.id = w.previous_id join assessments.framework f on f.id = c.framework_id
      where w.steps < ${MOST_BACK})
    select a.framework_id as "frameworkId", a.name as campaign, a.repeat_below as line, a.repeat_by as "repeatBy", a.escalate_role_id as "roleId",
      a.not_compared as "notCompared", b.id as "beforeId", case when b.id is null then o.model end as "otherModel"
    from asked a
      left join lateral (
        select n.id from assessments.participant n
        where n.state = 'final' and a.not_compared is null and coalesce(n.given_for_id, n.unit_id) = a.unit_id and (n.id = a.repeat_of
          or (a.repeat_of is null and n.unit_id = a.unit_id and n.campaign_id in (select w.id from way w where w.key = a.key)))
        order by n.final_at desc, n.id desc limit 1) b on true
      left join lateral (
        select w.model from way w join assessments.participant n on n.campaign_id = w.id and n.unit_id = a.unit_id and n.state = 'final'
        where w.steps = 1 and w.key <> a.key and a.repeat_of is null limit 1) o on true`)
  const now = await stoodOf(db, participantId, sql`true`)
  // The whole is compared with the whole, the lowest section with the lowest section.
  const alike = now?.section === null ? sql`s.part = '*'` : sql`s.part <> '*'`
  return {
    line: row.line,
    scale: lineScaleOf(await readyFramework(db, row.frameworkId)),
    hasRole: row.roleId !== null,
    now,
    before: row.beforeId ? await stoodOf(db, row.beforeId, alike) : null,
    campaign: row.campaign,
    repeatBy: row.repeatBy,
    roleId: row.roleId,
    otherModel: row.otherModel,
    notCompared: row.notCompared,
  }
}

/** The whole, or the section that is least far along its own scale where no whole is given. */
async function stoodOf(db: Queries, participantId: string, which: Sql): Promise<Stood | null> {
  const row = await db.maybe<
    Omit<Stood, 'finalOn' | 'section'> & { finalAt: Date | null; part: string; name: string | null }
  >(sql`
    select p.id as "participantId", c.name as campaign, p.final_at as "finalAt", s.part, coalesce(s.moderated, s.own) as score, s.least, s.most,
      (select e ->> 'name' from assessments.framework f, jsonb_array_elements(f.content -> 'sections') e where f.id = c.framework_id and e ->> 'code' = s.part) as name
    from assessments.participant p join assessments.campaign c on c.id = p.campaign_id join assessments.standing s on s.participant_id = p.id
    where p.id = ${participantId} and coalesce(s.moderated, s.own) is not null and s.most > s.least and ${which}
    order by (s.part = '*') desc, (coalesce(s.moderated, s.own) - s.least) / (s.most - s.least), s.position limit 1`)
  if (!row) return null
  const { part, name, finalAt, ...stood } = row
  return { ...stood, finalOn: finalAt ? dayOf(finalAt) : null, section: part === '*' ? null : (name ?? part) }
}

/** A participant with what it repeats, and with the one that it is compared with: where the findings on its way stand. */
export async function wayOf(db: Queries, participantId: string, beforeId: string | null): Promise<string[]> {
  const rows = await db.many<{ id: string }>(sql`
    with recursive way (id, repeat_of) as (
      select id, repeat_of from assessments.participant where id = ${participantId} or id = ${beforeId}
      union select p.id, p.repeat_of from assessments.participant p join way w on w.repeat_of = p.id)
    select id from way`)
  return rows.map(({ id }) => id)
}
