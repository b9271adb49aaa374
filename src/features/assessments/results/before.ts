import { joinName, namedRows } from '#features/people/index.ts'
import { sql, type Tx } from '#platform/db/index.ts'
import { answersIn, carriedFrom, latestIn, type Source } from '../responses/starting.ts'
import { score } from '../scoring/score.ts'
import { answersOf } from '../standing.ts'
import { readyFramework } from '../store.ts'

interface Facts {
  readonly id: string
  readonly unit: string
  readonly unitKind: string
  readonly unitId: string
  readonly frameworkId: string
  readonly previousId: string | null
  readonly repeatOf: string | null
}

const FACTS = sql`
  p.id, p.unit_name as unit, p.unit_kind as "unitKind", p.unit_id as "unitId", c.framework_id as "frameworkId", c.previous_id as "previousId", p.repeat_of as "repeatOf"
  from assessments.participant p join assessments.campaign c on c.id = p.campaign_id`

/**
 * Works out how a participant stood last time by today's questions and rules, so that movement survives a new version: the answers of then
 * are carried to the questions that continue theirs, and scored anew. A part of which some questions were not asked then says so.
 */
export async function refreshBefore(tx: Tx, participantId: string): Promise<void> {
  const facts = await tx.one<Facts>(sql`select ${FACTS} where p.id = ${participantId}`)
  const compiled = await readyFramework(tx, facts.frameworkId)
  const notCompared = await foreignIn(tx, facts)
  const source = notCompared === null ? await sourceOf(tx, facts) : null
  const answers = source ? await carriedFrom(tx, source, compiled.framework) : []
  const unit = source?.answers.unit?.systems
    ? { name: facts.unit, kind: facts.unitKind, systems: source.answers.unit.systems }
    : { name: facts.unit, kind: facts.unitKind }
  const scored = score(compiled, { unit, answers })
  const parts = [
    { code: '*', ...(scored.overall ?? { score: null, soFar: null, answered: 0, wanted: 0 }) },
    ...scored.sections,
  ]
  const rows = parts.flatMap(({ code, soFar, answered, wanted }) =>
    soFar === null ? [] : [{ part: code, score: soFar, is_partial: answered < wanted }],
  )
  await tx.run(sql`
    update assessments.participant set not_compared = ${notCompared} where id = ${participantId} and not_compared is distinct from ${notCompared}`)
  await tx.run(sql`delete from assessments.before where participant_id = ${participantId}`)
  await tx.run(sql`
    insert into assessments.before (participant_id, part, score, is_partial)
    select ${participantId}, part, score, is_partial from jsonb_to_recordset(${JSON.stringify(rows)}) as n (part text, score numeric, is_partial boolean)`)
}

/** Why nothing is laid beside the scores: that answers of this time or of last time were given for another unit. Null where nothing is against it. */
async function foreignIn(tx: Tx, { id, repeatOf, previousId, unitId }: Facts): Promise<string | null> {
  const row = await tx.one<{ now: string | null; before: string | null }>(sql`
    select (select u.name from ${namedRows('unit')} u where u.id = p.given_for_id and u.id <> p.unit_id) as now,
      (select u.name from assessments.participant n ${joinName('unit', 'u', sql`coalesce(n.given_for_id, n.unit_id)`)}
        where u.id <> p.unit_id and n.id = coalesce(${repeatOf}::uuid, (${latestIn(previousId, unitId)}))) as before
    from assessments.participant p where p.id = ${id}`)
  if (row.now) return `No comparison: these answers were given for ${row.now}.`
  return row.before ? `No comparison: the answers of last time were given for ${row.before}.` : null
}

async function sourceOf(tx: Tx, { repeatOf, previousId, unitId, frameworkId }: Facts): Promise<Source | null> {
  if (!repeatOf) return previousId ? answersIn(tx, previousId, unitId) : null
  const original = await tx.one<Facts>(sql`select ${FACTS} where p.id = ${repeatOf}`)
  const found = (await answersOf(tx, [original], 'moderated')).get(repeatOf)
  if (!found) return null
  const answers = found.answers.map(({ moderated, ...answer }) =>
    moderated === undefined || answer.indicators ? answer : { ...answer, value: moderated },
  )
  return { answers: { ...found, answers }, framework: (await readyFramework(tx, frameworkId)).framework, words: '' }
}

/** Those whose last time this participant is: their movement changes when its scores become final. */
export async function refreshFollowers(tx: Tx, participantId: string): Promise<void> {
  const followers = await tx.many<{ id: string }>(sql`
    select n.id from assessments.participant p join assessments.campaign c on c.previous_id = p.campaign_id
      join assessments.participant n on n.campaign_id = c.id and n.unit_id = p.unit_id and n.repeat_of is null
    where p.id = ${participantId} and n.state <> 'withdrawn'`)
  for (const { id } of followers) await refreshBefore(tx, id)
}
