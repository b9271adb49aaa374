import { sql } from '#platform/db/index.ts'
import { newId } from '#platform/ids.ts'
import { addCampaign, openCampaign } from '../../src/features/assessments/campaigns/deeds.ts'
import { setUnits } from '../../src/features/assessments/campaigns/participants.ts'
import { addDraftIn, publishFrameworkIn } from '../../src/features/assessments/frameworks/deeds.ts'
import { paths } from '../../src/features/assessments/paths.ts'
import { compile } from '../../src/features/assessments/scoring/compile.ts'
import type { Answers, Framework } from '../../src/features/assessments/scoring/model.ts'
import { frameworkOf } from '../../src/features/assessments/scoring/read.ts'
import { score } from '../../src/features/assessments/scoring/score.ts'
import { refreshStanding } from '../../src/features/assessments/standing.ts'
import { foundCampaign } from '../../src/features/assessments/store.ts'
import { type TestHouse, testHouse } from '../../test/house.ts'
import { analyse } from './lists.ts'
import { spreadOf } from './plans.ts'

const UNITS = 100
const ROUNDS = 20
const GROUPS = ['not', 'partly', 'partly', 'achieved', 'achieved', 'achieved'] as const

/** 10 sections of 10 questions, each with 6 indicators: 600 in all. */
function large(): Framework {
  const { framework } = frameworkOf({
    key: 'large',
    version: '1',
    name: 'A large framework',
    scales: {
      outcome: { levels: ['Not achieved', 'Partly achieved', 'Achieved'].map((name, value) => ({ value, name })) },
    },
    scale: 'outcome',
    rules: { section: 'mean', overall: 'mean' },
    target: 2,
    threshold: 1,
    tables: {
      outcome: {
        rows: [
          { when: { not: 'any' }, gives: 0, because: '{not.which} is true.' },
          { when: { achieved: 'all' }, gives: 2, because: 'All {achieved.of} are in place.' },
          { when: { partly: 'all' }, gives: 1, because: 'For more, {achieved.others} is missing.' },
        ],
        otherwise: { gives: 0, because: '{partly.others} is missing.' },
      },
    },
    sections: Array.from({ length: 10 }, (_, s) => ({
      code: `S${s}`,
      name: `Section ${s} of the framework`,
      questions: Array.from({ length: 10 }, (__, q) => ({
        code: `S${s}.${q}`,
        text: `What is asked by question ${q} of section ${s}?`,
        table: 'outcome',
        indicators: GROUPS.map((group, i) => ({
          code: `S${s}.${q}.${i}`,
          group,
          text: `Statement ${i} that may be true of how a unit looks after its information.`,
        })),
      })),
    })),
  })
  if (!framework) throw new Error('the framework of the benchmark is wrong')
  return framework
}

/** Answers of a unit, some of them low: the same for the same number. */
function answersOf(framework: Framework, unit: number): Answers {
  const answers = framework.sections.flatMap(({ questions }, s) =>
    questions.map(({ code, indicators = [] }, q) => ({
      question: code,
      indicators: Object.fromEntries(
        indicators.map((one, i) => [
          one.code,
          (unit * 7 + s * 3 + q * 5 + i) % 11 < (one.group === 'not' ? 1 : 8) ? 'yes' : 'no',
        ]),
      ),
    })),
  )
  return { unit: { name: `Unit ${unit}`, kind: 'team' }, answers }
}

/** Scoring, and pages over a framework of 600 indicators that 100 units have answered. */
export async function assessments(): Promise<void> {
  const framework = large()
  const all = Array.from({ length: UNITS }, (_, unit) => answersOf(framework, unit))
  const times: number[] = []
  for (let round = 0; round < 10; round += 1) {
    const started = performance.now()
    const compiled = compile(framework)
    for (const answers of all) score(compiled, answers)
    times.push(performance.now() - started)
  }
  const scoring = spreadOf(times)
  process.stdout.write(
    `Scoring ${UNITS} complete answers of 600 indicators: median ${scoring.median.toFixed(0)} ms, p95 ${scoring.p95.toFixed(0)} ms (the first ${(times[0] ?? 0).toFixed(0)} ms)\n\n`,
  )
  const test = await testHouse()
  const begun = await fill(test, framework, all)
  await analyse(test)
  await pages(test, begun)
  await test.close()
}

interface Begun {
  readonly campaignId: string
  readonly answering: string
  readonly submitted: string
  readonly final: string
}

/** Two campaigns of a framework of 600 indicators that so many units have answered. */
export async function fillCampaigns(test: TestHouse, units: number): Promise<Begun> {
  const framework = large()
  return fill(
    test,
    framework,
    Array.from({ length: units }, (_, unit) => answersOf(framework, unit)),
  )
}

async function fill(test: TestHouse, framework: Framework, all: readonly Answers[]): Promise<Begun> {
  const dro = await test.person('Departmental Records Officer')
  const act = test.act(dro)
  const { db } = test
  const frameworkId = await db.transaction(async (tx) => {
    const id = await addDraftIn(tx, act, framework)
    await publishFrameworkIn(tx, act, id, 1)
    return id
  })
  const units = all.map(({ unit }) => ({ id: newId(), name: unit?.name ?? '' }))
  await db.run(sql`
    insert into people.unit (id, name, kind, parent_id) select id, name, 'team', (select id from people.unit where parent_id is null limit 1)
    from jsonb_to_recordset(${JSON.stringify(units)}) as n (id uuid, name text)`)
  let previousId: string | null = null
  for (const name of ['Last year', 'This year']) {
    const facts = { name, opensOn: '2026-11-01', closesOn: '2026-12-18', previousId, planId: null, remindDays: [7] }
    const id: string = await addCampaign(db, act, frameworkId, facts)
    await setUnits(
      db,
      act,
      await foundCampaign(db, id),
      new Map(units.map((unit) => [unit.id, 'mandatory' as const])),
      '2026-11-21',
    )
    await openCampaign(db, act, id)
    await answer(test, id, all, name === 'This year' ? 10 : 0)
    previousId = id
  }
  const campaignId = previousId ?? ''
  const part = async (state: string) =>
    (
      await db.one<{ id: string }>(
        sql`select id from assessments.participant where campaign_id = ${campaignId} and state = ${state} order by unit_name limit 1`,
      )
    ).id
  return {
    campaignId,
    answering: await part('answering'),
    submitted: await part('submitted'),
    final: await part('final'),
  }
}

async function answer(test: TestHouse, campaignId: string, all: readonly Answers[], unfinished: number): Promise<void> {
  const parts = await test.db.many<{ id: string; unit: string }>(
    sql`select id, unit_name as unit from assessments.participant where campaign_id = ${campaignId}`,
  )
  for (const [index, { id, unit }] of parts.entries()) {
    const own = all.find((one) => one.unit?.name === unit)
    const state = index < unfinished ? 'answering' : index < unfinished * 2 ? 'submitted' : 'final'
    await test.db.transaction(async (tx) => {
      await tx.run(sql`
        insert into assessments.answer (participant_id, question, edition, indicators, note, is_confirmed, at)
        select ${id}, question, 1, indicators, 'What shows it, in a sentence.', true, ${test.act().at} from jsonb_to_recordset(${JSON.stringify(own?.answers ?? [])}) as n (question text, indicators jsonb)
        on conflict (participant_id, question, system_id) do update set is_confirmed = true, edition = assessments.answer.edition + 1`)
      await refreshStanding(tx, id)
      await tx.run(
        sql`update assessments.participant set state = ${state}, submitted_at = ${test.act().at}, final_at = ${state === 'final' ? test.act().at : null} where id = ${id}`,
      )
    })
  }
  await test.db.run(sql`
    insert into assessments.before (participant_id, part, score, is_partial)
    select n.id, s.part, s.own, false from assessments.participant n join assessments.campaign c on c.id = n.campaign_id
      join assessments.participant p on p.campaign_id = c.previous_id and p.unit_id = n.unit_id join assessments.standing s on s.participant_id = p.id
    where n.campaign_id = ${campaignId} on conflict do nothing`)
}

async function pages(test: TestHouse, { campaignId, answering, submitted, final }: Begun): Promise<void> {
  const asked: readonly (readonly [string, string, number])[] = [
    ['assessments', paths.home, 150],
    ['campaign, its units', paths.campaign(campaignId), 150],
    ['a unit that answers', paths.unit(answering), 150],
    ['a question with last time’s answer', paths.question(answering, 'S5.5'), 150],
    ['every answer of a unit', paths.check(answering), 150],
    ['answers to moderate', paths.moderate(submitted), 150],
    ['one answer to moderate', paths.moderateQuestion(submitted, 'S5.5'), 150],
    ['findings of a unit', paths.findings(final), 150],
    ['framework', paths.framework((await foundCampaign(test.db, campaignId)).frameworkId), 150],
    ['results: a unit', paths.unitResults(final), 500],
    ['results: heat map', paths.heatMap(campaignId), 500],
    ['results: league table', paths.league(campaignId), 500],
    ['results: movement', paths.movement(campaignId), 500],
    ['results: distribution', paths.spread(campaignId), 500],
    ['results: board report', paths.board(campaignId), 500],
  ]
  const dro = await test.visitor('Departmental Records Officer')
  process.stdout.write(
    `${UNITS} units, one reader, milliseconds at the server\n\n${'page'.padEnd(38)}${'median'.padStart(8)}${'p95'.padStart(8)}${'wanted'.padStart(9)}\n`,
  )
  for (const [name, path, wanted] of asked) {
    const times: number[] = []
    await dro.get(path)
    for (let round = 0; round < ROUNDS; round += 1) {
      const started = performance.now()
      const { status } = await dro.get(path)
      times.push(performance.now() - started)
      if (status !== 200) throw new Error(`${path} answered ${status}`)
    }
    tell(name, times, wanted)
  }
  tell('saving an answer', await saving(test, answering), 150)
}

function tell(name: string, times: readonly number[], wanted: number): void {
  const { median, p95 } = spreadOf([...times])
  process.stdout.write(
    `${name.padEnd(38)}${median.toFixed(0).padStart(8)}${p95.toFixed(0).padStart(8)}${`< ${wanted}`.padStart(9)}\n`,
  )
}

/** Answering a question of 6 indicators, over and over: everything that follows from it is worked out and kept. */
async function saving(test: TestHouse, participantId: string): Promise<number[]> {
  const { id } = await test.person('KIM Champion, Digital and Technology')
  await test.db.run(sql`update assessments.participant set lead_id = ${id} where id = ${participantId}`)
  const lead = await test.visitor('KIM Champion, Digital and Technology')
  const path = paths.question(participantId, 'S5.5')
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const edition = /name="edition" value="(\d+)"/.exec((await lead.get(path)).body)?.[1] ?? '0'
    const answers = Object.fromEntries(
      GROUPS.map((_, i) => [`indicator-S5.5.${i}`, (i + round) % 2 === 0 ? 'yes' : 'no']),
    )
    const started = performance.now()
    const { status } = await lead.post(path, { ...answers, edition, note: 'Now', url: '' })
    times.push(performance.now() - started)
    if (status !== 303) throw new Error(`${path} answered ${status}`)
  }
  return times
}
