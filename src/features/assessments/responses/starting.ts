import { type Queries, type Sql, sql, type Tx } from '#platform/db/index.ts'
import { newId } from '#platform/ids.ts'
import { NO_SYSTEM } from '../model.ts'
import type { Compiled } from '../scoring/compile.ts'
import { type Carried, carry, continuation, type Mapping } from '../scoring/mapping.ts'
import type { Answers, Framework } from '../scoring/model.ts'
import { isNotApplicable } from '../scoring/score.ts'
import { answersOf } from '../standing.ts'
import { publishedContents, readyFramework } from '../store.ts'

/** Answers that a unit gave elsewhere, with where, in words. */
export interface Source {
  readonly answers: Answers
  readonly framework: Framework
  readonly words: string
}

interface SourceRow {
  readonly id: string
  readonly unit: string
  readonly unitKind: string
  readonly frameworkId: string
  readonly campaign: string
  readonly state: string
}

const SOURCE = sql`
  p.id, p.unit_name as unit, p.unit_kind as "unitKind", c.framework_id as "frameworkId", c.name as campaign, p.state
  from assessments.participant p join assessments.campaign c on c.id = p.campaign_id join assessments.framework f on f.id = c.framework_id`

/** The id of what a unit answered in a campaign: what was final there, else what was handed in. */
export const latestIn = (campaignId: string | null, unitId: string): Sql => sql`
  select p.id from assessments.participant p where p.campaign_id = ${campaignId}::uuid and p.unit_id = ${unitId} and p.state in ('final', 'submitted')
  order by (p.state = 'final') desc, p.final_at desc nulls last, p.submitted_at desc nulls last, p.id desc limit 1`

/** What a unit answered in a campaign: what was final there, else what was handed in. */
export async function answersIn(db: Queries, campaignId: string, unitId: string): Promise<Source | null> {
  return sourceOf(db, await db.maybe<SourceRow>(sql`select ${SOURCE} where p.id = (${latestIn(campaignId, unitId)})`))
}

/** What a unit last answered by any version of a framework, or by one. */
export async function latestAnswers(
  db: Queries,
  unitId: string,
  key: string,
  version?: string,
): Promise<Source | null> {
  return sourceOf(
    db,
    await db.maybe<SourceRow>(sql`
      select ${SOURCE} where p.unit_id = ${unitId} and f.key = ${key} and (${version ?? null}::text is null or f.version = ${version ?? null})
        and p.state in ('final', 'submitted')
      order by (p.state = 'final') desc, coalesce(p.final_at, p.submitted_at) desc, p.id desc limit 1`),
  )
}

async function sourceOf(db: Queries, row: SourceRow | null): Promise<Source | null> {
  if (!row) return null
  const { framework } = await readyFramework(db, row.frameworkId)
  const found = (await answersOf(db, [row], 'moderated')).get(row.id)
  if (!found) return null
  // What a moderator made of an answer is what the unit begins with.
  const answers = found.answers.map(({ moderated, ...answer }) =>
    moderated === undefined || answer.indicators ? answer : { ...answer, value: moderated },
  )
  return {
    answers: { ...found, answers },
    framework,
    words: `${row.campaign}${row.state === 'final' ? ', as moderated' : ', as handed in'}`,
  }
}

/** How questions of a framework continue those of a version before it, by way of the versions between. Null where nothing leads there. */
export function mappingBack(framework: Framework, before: Framework, versions: readonly Framework[]): Mapping | null {
  const own: Mapping = new Map(
    framework.sections.flatMap(({ questions }) => questions.map(({ code }) => [code, [code]] as const)),
  )
  let [at, mapping] = [framework, own]
  for (let steps = 0; at.version !== before.version; steps += 1) {
    const next = versions.find(({ version }) => version === at.replaces?.version)
    if (!next || steps > versions.length) return null
    const step = continuation(at, next)
    mapping = new Map([...mapping].map(([code, codes]) => [code, codes.flatMap((one) => step.get(one) ?? [])]))
    at = next
  }
  return mapping
}

/** Answers of a source as answers to a framework. */
export async function carriedFrom(db: Queries, source: Source, framework: Framework): Promise<Carried[]> {
  if (source.framework.key === framework.key) {
    const mapping = mappingBack(framework, source.framework, await publishedContents(db, framework.key))
    return mapping ? carry(source.answers, source.framework, framework, mapping) : []
  }
  const borrowing = framework.borrows.find(({ from }) => from === source.framework.key)
  if (!borrowing) return []
  return carry(
    source.answers,
    source.framework,
    framework,
    new Map(Object.entries(borrowing.questions)),
    borrowing.indicators,
  )
}

/** An answer to begin with, and where it comes from. */
export interface StartingPoint extends Carried {
  readonly words: string
}

/** What a unit begins with: what it said last time, and for the rest what it said to frameworks that this one borrows from. */
export async function startingPoints(
  db: Queries,
  unitId: string,
  { framework }: Compiled,
  previousCampaignId: string | null,
): Promise<StartingPoint[]> {
  const last = previousCampaignId ? await answersIn(db, previousCampaignId, unitId) : null
  const borrowed: (Source | null)[] = []
  for (const { from, version } of framework.borrows) borrowed.push(await latestAnswers(db, unitId, from, version))
  const found = new Map<string, StartingPoint>()
  for (const source of [last, ...borrowed])
    for (const one of source ? await carriedFrom(db, source, framework) : []) {
      const key = `${one.question}\n${one.system ?? ''}`
      if (source && !found.has(key)) found.set(key, { ...one, words: source.words })
    }
  return [...found.values()]
}

/** Writes answers to begin with, not confirmed: they count for nothing until somebody says that they still hold. */
export async function writeStartingPoints(
  tx: Tx,
  participantId: string,
  points: readonly StartingPoint[],
  at: Date,
): Promise<void> {
  const names = [...new Set(points.flatMap(({ system }) => system ?? []))]
  await tx.run(sql`
    insert into assessments.system (id, participant_id, name)
    select id, ${participantId}, name from jsonb_to_recordset(${JSON.stringify(names.map((name) => ({ id: newId(at.getTime()), name })))}) as n (id uuid, name text)
    on conflict do nothing`)
  const rows = points.map(({ question, system = null, value, indicators = null, note = null, words }) => ({
    question,
    system,
    value: value === undefined || isNotApplicable(value) ? null : Number(value),
    na: isNotApplicable(value),
    indicators,
    note,
    words,
  }))
  await tx.run(sql`
    insert into assessments.answer (participant_id, question, system_id, edition, value, is_not_applicable, indicators, note, note_from, is_confirmed, taken_from, at, by_person_id)
    select ${participantId}, n.question, coalesce(s.id, ${NO_SYSTEM}::uuid), 1, n.value, n.na, n.indicators, n.note, case when n.note is not null then n.words end, false, n.words, ${at}, null
    from jsonb_to_recordset(${JSON.stringify(rows)}) as n (question text, system text, value numeric, na boolean, indicators jsonb, note text, words text)
      left join assessments.system s on s.participant_id = ${participantId} and s.name = n.system and s.ended_at is null
    on conflict do nothing`)
}
