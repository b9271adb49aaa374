import { leftJoinName } from '#features/people/index.ts'
import type { Day } from '#platform/calendar/index.ts'
import { dayOfInstant, prepared, type Queries, sql, type Tx } from '#platform/db/index.ts'
import { withoutEnd } from '#platform/ends.ts'
import { LAST_ON } from '../last-version.ts'
import type { Ancestor, Descendant, Lineage, LineageKind, Provenance, Subject } from './model.ts'

/** Where a matter comes from and what carries it on, or null if there is no such subject. */
export async function lineageOf(db: Queries, subject: Subject): Promise<Lineage | null> {
  const provenance = await provenanceOf(db, subject)
  if (!provenance) return null
  const [ancestors, descendants] = await Promise.all([ancestorsOf(db, subject), descendantsOf(db, subject)])
  const days = [provenance.planOn, ...ancestors.flatMap(({ planOn }) => planOn ?? [])].toSorted()
  return { ancestors, descendants, provenance, openSince: days[0] ?? provenance.planOn }
}

/**
 * Where a matter was read or made. What was made here, by hand or from what an assessment found, does not come from the document of its
 * plan, and is known since that day; what a later version brought comes from that version's file.
 */
function provenanceOf(db: Queries, { kind, id }: Subject): Promise<Provenance | null> {
  const isAction = kind === 'action'
  const from = isAction
    ? sql`plans.action s join plans.recommendation r on r.id = s.recommendation_id`
    : sql`plans.recommendation s join plans.recommendation r on r.id = s.id`
  const isOurs = sql`(s.source is null or s.made_by is not null)`
  return db.maybe(
    prepared(sql`
    select case when ${isOurs} then ${dayOfInstant(sql`coalesce(s.made_at, p.made_at)`)} else p.plan_on end as "planOn",
      case when not ${isOurs} then coalesce(rv.file_name, p.source_name) end as "sourceName", s.source->>'place' as place,
      coalesce(s.made_at, p.made_at) as "madeAt", case when s.made_by is null and s.source is null then null else pe.name end as "madeBy",
      r.origin, r.origin_path as "originPath"
    from ${from} join plans.plan p on p.id = s.plan_id left join plans.revision rv on rv.plan_id = p.id and rv.at = s.made_at
      ${leftJoinName('person', 'pe', sql`coalesce(s.made_by, rv.by_person_id, p.made_by)`)} where s.id = ${id}`),
  )
}

/** Every step back, the nearest first. A matter cannot come from itself, so this ends. */
function ancestorsOf(db: Queries, { kind, id }: Subject): Promise<Ancestor[]> {
  return db.many(
    prepared(sql`
    with recursive line (link_id, steps, link, kind, id, role_id, words, note, is_own) as (
      select l.id, 1, l.kind, case when l.earlier_action_id is not null then 'action' when l.earlier_recommendation_id is not null then 'recommendation'
          when l.role_id is not null then 'role' else 'words' end,
        coalesce(l.earlier_action_id, l.earlier_recommendation_id), l.role_id, l.words, l.note, true
      from plans.lineage l where l.ended_at is null and ${kind === 'action' ? sql`l.action_id = ${id}` : sql`l.recommendation_id = ${id}`}
      union all
      select l.id, line.steps + 1, l.kind, case when l.earlier_action_id is not null then 'action' when l.earlier_recommendation_id is not null then 'recommendation'
          when l.role_id is not null then 'role' else 'words' end,
        coalesce(l.earlier_action_id, l.earlier_recommendation_id), l.role_id, l.words, l.note, false
      from line join plans.lineage l on l.ended_at is null
        and ((line.kind = 'action' and l.action_id = line.id) or (line.kind = 'recommendation' and l.recommendation_id = line.id))
      where line.steps < 20
    )
    select line.link_id as "linkId", line.steps, line.link, line.kind, coalesce(line.id, line.role_id) as id,
      coalesce(a.ref, r.ref) as ref, coalesce(a.text, r.text, ro.name) as text, p.title as "planTitle", p.plan_on as "planOn",
      a.status, a.verdict, a.slips, line.words, line.note, line.is_own as "isOwn"
    from line
      left join plans.action a on line.kind = 'action' and a.id = line.id
      left join plans.recommendation r on line.kind = 'recommendation' and r.id = line.id
      ${leftJoinName('role', 'ro', 'line.role_id')}
      left join plans.plan p on p.id = coalesce(a.plan_id, r.plan_id)
    order by line.steps, p.plan_on desc nulls last, line.link_id limit 100`),
  )
}

function descendantsOf(db: Queries, { kind, id }: Subject): Promise<Descendant[]> {
  const own = kind === 'action' ? sql`l.earlier_action_id = ${id}` : sql`l.earlier_recommendation_id = ${id}`
  return db.many(
    prepared(sql`
    select l.kind as link, case when a.id is null then 'recommendation' else 'action' end as kind, coalesce(a.id, r.id) as id,
      coalesce(a.ref, r.ref) as ref, coalesce(a.text, r.text) as text, p.title as "planTitle"
    from plans.lineage l left join plans.action a on a.id = l.action_id left join plans.recommendation r on r.id = l.recommendation_id
      join plans.plan p on p.id = coalesce(a.plan_id, r.plan_id)
    where l.ended_at is null and ${own} order by p.plan_on, l.id limit 100`),
  )
}

/** Something that a matter may carry on: for choosing from. */
export interface Candidate {
  readonly kind: 'action' | 'recommendation'
  readonly id: string
  readonly ref: string | null
  readonly text: string
  readonly planTitle: string
  readonly lastOn: Day
}

/** Of what shares words, so many are laid beside them letter by letter. */
const LIKEST = 20_000

/**
 * What a matter may carry on: whatever shares words with these or has one of them for its reference, the likest first. Those that share
 * most words are compared letter by letter, so that one among thousands that are almost the same is found; what stands in other plans
 * goes before what stands in its own.
 */
export function candidatesFor(db: Queries, subject: Subject, words: string): Promise<Candidate[]> {
  const refs = words
    .split(/[\s,;]+/)
    .map((word) => withoutEnd(word.replace(/^[([]+/, ''), /[.:)\]]/))
    .filter((word) => /\d/.test(word))
  return db.many(sql`
    with asked as (
      select to_tsquery('english', coalesce(nullif(
        array_to_string(tsvector_to_array(to_tsvector('english', ${words})), ' | '), ''), 'nothing')) as query
    ), found as (
      (select 'action' as kind, a.id, a.ref, a.text, a.plan_id, ts_rank(a.words, asked.query, 1) as shared
        from plans.action a, asked where (a.words @@ asked.query or a.ref = any(${refs}::text[])) and a.id <> ${subject.id}
        order by a.ref = any(${refs}::text[]) desc nulls last, shared desc, a.id limit ${LIKEST})
      union all
      (select 'recommendation', r.id, r.ref, r.text, r.plan_id,
          ts_rank(to_tsvector('english', coalesce(r.text, '')), asked.query, 1) as shared
        from plans.recommendation r, asked
        where r.text is not null and (to_tsvector('english', coalesce(r.text, '')) @@ asked.query or r.ref = any(${refs}::text[])) and r.id <> ${subject.id}
        order by r.ref = any(${refs}::text[]) desc nulls last, shared desc, r.id limit ${LIKEST})
    ), scored as (
      select f.*, similarity(left(coalesce(f.text, ''), 500), ${words})
        + case when f.ref = ${words} then 10 when f.ref = any(${refs}::text[]) then 0.3 else 0 end
        - case when f.plan_id = own.plan_id then 0.25 else 0 end as score
      from found f, (select plan_id from plans.action where id = ${subject.id} union all select plan_id from plans.recommendation where id = ${subject.id}) own
    )
    select f.kind, f.id, f.ref, f.text, p.title as "planTitle", ${LAST_ON} as "lastOn"
    from scored f join plans.plan p on p.id = f.plan_id
    order by f.score desc, f.shared desc, (f.kind = ${subject.kind}) desc, f.id limit 20`)
}

export async function writeLink(
  tx: Tx,
  link: {
    readonly id: string
    readonly kind: LineageKind
    readonly subject: Subject
    readonly earlier: Subject | null
    readonly roleId: string | null
    readonly note: string | null
    readonly at: Date
    readonly by: string | null
  },
): Promise<void> {
  const { subject, earlier } = link
  const of = (one: Subject | null, kind: Subject['kind']) => (one?.kind === kind ? one.id : null)
  await tx.run(sql`
    insert into plans.lineage (id, kind, action_id, recommendation_id, earlier_action_id, earlier_recommendation_id, role_id, note, at, by_person_id)
    values (${link.id}, ${link.kind}, ${of(subject, 'action')}, ${of(subject, 'recommendation')}, ${of(earlier, 'action')},
      ${of(earlier, 'recommendation')}, ${link.roleId}, ${link.note}, ${link.at}, ${link.by})`)
}

/** Takes a link back. It stays on record. Answers the subject that had it. */
export function endLink(
  tx: Tx,
  id: string,
  at: Date,
  by: string,
): Promise<{ kind: Subject['kind']; id: string } | null> {
  return tx.maybe(sql`
    update plans.lineage set ended_at = ${at}, ended_by = ${by} where id = ${id} and ended_at is null
    returning case when action_id is null then 'recommendation' else 'action' end as kind, coalesce(action_id, recommendation_id) as id`)
}

export interface Recommendation {
  readonly id: string
  readonly planId: string
  readonly planTitle: string
  readonly planUnitId: string | null
  readonly ref: string | null
  readonly text: string | null
  readonly updatedOn: Day | null
  /** Where it comes from when it was not read from a document. */
  readonly origin: string | null
  readonly originPath: string | null
  readonly commentary: readonly { readonly on: Day; readonly text: string; readonly by: string | null }[]
  readonly changes: readonly {
    readonly on: Day
    readonly field: string
    readonly before: string | null
    readonly after: string | null
  }[]
}

export function findRecommendation(db: Queries, id: string): Promise<Recommendation | null> {
  return db.maybe(sql`
    select r.id, r.plan_id as "planId", p.title as "planTitle", p.unit_id as "planUnitId", r.ref, r.text, r.updated_on as "updatedOn",
      r.origin, r.origin_path as "originPath",
      coalesce((select jsonb_agg(jsonb_build_object('on', c.said_on, 'text', c.text, 'by', pe.name) order by c.said_on desc, c.at desc, c.id desc)
        from plans.commentary c ${leftJoinName('person', 'pe', 'c.by_person_id')} where c.recommendation_id = r.id), '[]') as commentary,
      coalesce((select jsonb_agg(jsonb_build_object('on', c.changed_on, 'field', c.field, 'before', c.before, 'after', c.after) order by c.changed_on desc, c.id desc)
        from plans.change c where c.recommendation_id = r.id), '[]') as changes
    from plans.recommendation r join plans.plan p on p.id = r.plan_id where r.id = ${id}`)
}
