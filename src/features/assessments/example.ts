import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { namedRows } from '#features/people/index.ts'
import { type Act, audit } from '#platform/audit/index.ts'
import { addDays, dayOf } from '#platform/calendar/index.ts'
import { ROOT } from '#platform/config.ts'
import { type Db, sql, type Tx } from '#platform/db/index.ts'
import { newId } from '#platform/ids.ts'
import { addCampaign } from './campaigns/deeds.ts'
import { setUnits } from './campaigns/participants.ts'
import { addFinding } from './following/deeds.ts'
import type { Obligation } from './model.ts'
import { refreshBefore } from './results/before.ts'
import { refreshStanding } from './standing.ts'
import { foundCampaign, readyFramework } from './store.ts'
import { addInterview, replaceFigures } from './visits/store.ts'

const Unit = z.object({
  unit: z.string(),
  asked: z.enum(['mandatory', 'invited']),
  state: z.enum(['answering', 'submitted', 'final', 'declined']),
  levels: z.array(z.number()).default([]),
  changed: z.record(z.string(), z.tuple([z.number(), z.string()])).default({}),
  why: z.string().optional(),
  findings: z
    .array(z.object({ about: z.string(), text: z.string(), horizon: z.enum(['quick-win', 'longer-term']) }))
    .default([]),
  interviews: z.array(z.object({ days: z.number(), roles: z.string(), notes: z.string() })).default([]),
  figures: z.record(z.string(), z.record(z.string(), z.number())).default({}),
})
const Campaigns = z.array(
  z.object({
    name: z.string(),
    framework: z.string(),
    previous: z.string().optional(),
    opens: z.number(),
    closes: z.number(),
    state: z.enum(['open', 'closed']),
    published: z.boolean().default(false),
    repeat_below: z.number().optional(),
    repeat_by: z.number().optional(),
    escalate: z.string().optional(),
    units: z.array(Unit),
  }),
)
type ExampleCampaign = z.output<typeof Campaigns>[number]
type ExampleUnit = z.output<typeof Unit>

/** Loads what the example department has assessed, where it has no campaign yet. */
export async function loadExampleAssessments(db: Db, act: Act): Promise<void> {
  if (await db.maybe(sql`select from assessments.campaign limit 1`)) return
  const text = readFileSync(join(ROOT, 'content/example/assessments.yaml'), 'utf8')
  for (const campaign of Campaigns.parse(parse(text))) await loadCampaign(db, act, campaign)
}

const nameId = async (db: Db, table: 'unit' | 'person' | 'role', name: string): Promise<string | null> => {
  const from = namedRows(table)
  return (await db.maybe<{ id: string }>(sql`select id from ${from} where name = ${name} limit 1`))?.id ?? null
}

async function loadCampaign(db: Db, act: Act, campaign: ExampleCampaign): Promise<void> {
  const today = dayOf(act.at)
  const closesOn = addDays(today, campaign.closes)
  // What happened in a campaign that has closed happened when it did.
  const then: Act = { ...act, at: closesOn < today ? new Date(`${closesOn}T12:00:00Z`) : act.at }
  const framework = await db.maybe<{ id: string }>(
    sql`select id from assessments.framework where key = ${campaign.framework} and state = 'published' order by published_at desc limit 1`,
  )
  const [previous] = campaign.previous
    ? await db.many<{ id: string }>(sql`select id from assessments.campaign where name = ${campaign.previous}`)
    : []
  if (!framework) return
  const id = await addCampaign(db, then, framework.id, {
    name: campaign.name,
    opensOn: addDays(today, campaign.opens),
    closesOn,
    previousId: previous?.id ?? null,
    planId: null,
    remindDays: [14, 7, 1],
  })
  const wanted = new Map<string, Obligation>()
  for (const { unit, asked } of campaign.units) {
    const unitId = await nameId(db, 'unit', unit)
    if (unitId) wanted.set(unitId, asked)
  }
  await setUnits(db, then, await foundCampaign(db, id), wanted, dayOf(then.at))
  const escalateId = campaign.escalate ? await nameId(db, 'role', campaign.escalate) : null
  const repeatBy = campaign.repeat_by === undefined ? null : addDays(today, campaign.repeat_by)
  await db.transaction(async (tx) => {
    await tx.run(sql`
    update assessments.campaign set state = ${campaign.state}, is_published = ${campaign.published}, published_at = ${campaign.published ? then.at : null},
      closed_at = ${campaign.state === 'closed' ? then.at : null}, repeat_below = ${campaign.repeat_below ?? null},
      repeat_by = ${repeatBy}, escalate_role_id = ${escalateId} where id = ${id}`)
    if (campaign.repeat_below !== undefined)
      await audit(
        tx,
        then,
        'campaign.rules',
        { kind: 'campaign', id },
        { below: campaign.repeat_below, by: repeatBy, role: escalateId },
      )
  })
  const assessor = await nameId(db, 'person', 'Assessor')
  for (const unit of campaign.units) {
    const part = await db.maybe<{ id: string; leadId: string | null }>(
      sql`select id, lead_id as "leadId" from assessments.participant where campaign_id = ${id} and unit_name = ${unit.unit}`,
    )
    if (part) await loadUnit(db, then, { ...part, frameworkId: framework.id, assessor }, unit)
  }
}

interface ExamplePart {
  readonly id: string
  readonly leadId: string | null
  readonly frameworkId: string
  readonly assessor: string | null
}

async function loadUnit(db: Db, act: Act, part: ExamplePart, unit: ExampleUnit): Promise<void> {
  const { sections } = await readyFramework(db, part.frameworkId)
  const codes = sections.flatMap(({ questions }) => questions.map(({ question }) => question.code))
  const answers = unit.levels.map((value, index) => ({ question: codes[index], value }))
  await db.transaction(async (tx) => {
    await tx.run(sql`
      insert into assessments.answer (participant_id, question, edition, value, note, is_confirmed, at, by_person_id)
      select ${part.id}, question, 1, value, 'Agreed in the team meeting.', true, ${act.at}, ${part.leadId}
      from jsonb_to_recordset(${JSON.stringify(answers)}) as n (question text, value numeric)
      on conflict (participant_id, question, system_id) do update set edition = assessments.answer.edition + 1, value = excluded.value, note = excluded.note, note_from = null,
        is_confirmed = true, at = excluded.at, by_person_id = excluded.by_person_id`)
    if (unit.state === 'final' && part.assessor) await moderate(tx, act, part, unit)
    await tx.run(sql`
      update assessments.participant set state = ${unit.state}, ended_why = ${unit.why ?? null},
        submitted_at = ${unit.state === 'submitted' || unit.state === 'final' ? act.at : null}, submitted_by = ${unit.state === 'answering' ? null : part.leadId},
        final_at = ${unit.state === 'final' ? act.at : null}, final_by = ${unit.state === 'final' ? part.assessor : null} where id = ${part.id}`)
    await refreshStanding(tx, part.id)
    await refreshBefore(tx, part.id)
  })
  for (const { about, ...finding } of unit.findings)
    await addFinding(db, act, part.id, {
      ...finding,
      question: about,
      section:
        sections.find(({ questions }) => questions.some(({ question }) => question.code === about))?.section.code ??
        null,
    })
  for (const { days, ...interview } of unit.interviews)
    await addInterview(db, act, part.id, { ...interview, heldOn: addDays(dayOf(act.at), days) })
  const figures = Object.entries(unit.figures).flatMap(([measure, items]) =>
    Object.entries(items).map(([item, value]) => ({ measure, item, value })),
  )
  if (figures.length > 0) await replaceFigures(db, act, part.id, figures)
}

async function moderate(tx: Tx, act: Act, { id, assessor }: ExamplePart, { changed }: ExampleUnit): Promise<void> {
  const rows = await tx.many<{ question: string; edition: number }>(
    sql`select question, edition from assessments.answer where participant_id = ${id} and is_confirmed`,
  )
  const judged = rows.map((row) => {
    const [value = null, reason = null] = changed[row.question] ?? []
    return { ...row, id: newId(act.at.getTime()), outcome: reason ? 'changed' : 'agreed', value, reason }
  })
  await tx.run(sql`
    insert into assessments.moderation (id, participant_id, question, outcome, value, reason, edition, at, by_person_id)
    select id, ${id}, question, outcome, value, reason, edition, ${act.at}, ${assessor}
    from jsonb_to_recordset(${JSON.stringify(judged)}) as n (id uuid, question text, outcome text, value numeric, reason text, edition integer)`)
}
