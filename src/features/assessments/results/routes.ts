import { rowsOf } from '#platform/access/index.ts'
import { toDraw } from '#platform/charts/index.ts'
import { DOCUMENT_FORMATS, writeDocument } from '#platform/documents/index.ts'
import { Forbidden, NotFound } from '#platform/errors.ts'
import { firstValue } from '#platform/form/index.ts'
import { isId } from '#platform/ids.ts'
import { tableOfPaper, tableRoutes, type WholeTable } from '#platform/listing/index.ts'
import { download, file, get, type PersonRequest, page, type Reply, type Route } from '#platform/web/index.ts'
import { campaignPage } from '../campaigns/views.ts'
import { consequencesOf } from '../following/store.ts'
import { followingPart } from '../following/views.ts'
import { type Campaign, mayCompare, type Participant } from '../model.ts'
import { paths } from '../paths.ts'
import type { Compiled } from '../scoring/compile.ts'
import { exact } from '../scoring/scale.ts'
import { RESULTS_SEEN, UNIT_ANSWERS } from '../seeing.ts'
import { foundCampaign, foundParticipant, readyFramework, seesAnswers } from '../store.ts'
import { boardReport } from './board-report.ts'
import { bands, isHandedIn, partAsked, partsOf, type ScoredPart } from './model.ts'
import { movementPart } from './movement-views.ts'
import { league, movement, questionSpread, scoresOfPart, summaries, unitScores } from './store.ts'
import { questionScores, unitParts } from './unit.ts'
import { unitReport } from './unit-report.ts'
import { answerRow, paperPart, unitReportPage, unitResultsPage } from './unit-views.ts'
import { heatPart, leaguePart, shownScores, spreadPart, standInWords, summaryTable } from './views.ts'

/** Units on one page of the heat map. */
const SHOWN = 100
const ALL = 5_000
const LISTED = 500

const HEAT_MAP = { key: 'the heat map', seenBy: RESULTS_SEEN }
const LEAGUE = { key: 'the picture of the league table', seenBy: RESULTS_SEEN }
const MOVEMENT = { key: 'the picture of the movement', seenBy: RESULTS_SEEN }
const SPREAD = { key: 'the picture of the distribution', seenBy: RESULTS_SEEN }
/** Who sees the answers of the unit sees its scores before they are published. */
const RADAR = { key: 'the picture of a unit', seenBy: rowsOf(UNIT_ANSWERS) }

export const routes: readonly Route[] = [
  get(paths.heatMap(':id'), 'assessments:read', showHeatMap),
  ...tableRoutes(`${paths.heatMap(':id')}/table`, 'assessments:read', RESULTS_SEEN, async (asked) => {
    const { campaign, parts } = await compared(asked)
    const units = await unitScores(asked.db, campaign.id, { limit: ALL })
    return {
      title: `Heat map of ${campaign.name}`,
      headers: ['Unit', 'State', 'Asked', ...parts.map(({ name }) => name)],
      rows: units.map((unit) => [
        unit.unit,
        standInWords(unit),
        unit.obligation,
        ...parts.map(({ code }) => shownScores(unit)[code]?.score ?? null),
      ]),
    }
  }),
  get(paths.league(':id'), 'assessments:read', async (asked) => {
    const { campaign, parts, part } = await compared(asked)
    const rows = await toDraw(asked, LEAGUE, ({ db }) => league(db, campaign.id, part.code, LISTED))
    return page(campaignPage(campaign, 'league', leaguePart(campaign, parts, part, rows), { canCompare: true }))
  }),
  ...tableRoutes(`${paths.league(':id')}/table`, 'assessments:read', RESULTS_SEEN, async (asked) => {
    const { campaign, part } = await compared(asked)
    const rows = await league(asked.db, campaign.id, part.code, ALL)
    return {
      title: `League table ${part.name}`,
      headers: ['Rank', 'Shared', 'Unit', 'Score', 'Level', 'State', 'Asked'],
      rows: rows.map((row) => [
        row.rank,
        row.rank === null ? null : row.isTied ? 'yes' : 'no',
        row.unit,
        isHandedIn(row) ? row.score : null,
        isHandedIn(row) ? row.level : null,
        standInWords(row),
        row.obligation,
      ]),
    }
  }),
  get(paths.movement(':id'), 'assessments:read', async (asked) => {
    const { campaign, parts, part } = await compared(asked)
    const rows = await toDraw(asked, MOVEMENT, ({ db }) => movement(db, campaign.id, part.code, LISTED))
    return page(campaignPage(campaign, 'movement', movementPart(campaign, parts, part, rows), { canCompare: true }))
  }),
  ...tableRoutes(`${paths.movement(':id')}/table`, 'assessments:read', RESULTS_SEEN, async (asked) => {
    const { campaign, part } = await compared(asked)
    const rows = (await movement(asked.db, campaign.id, part.code, ALL)).filter(isHandedIn)
    return {
      title: `Movement ${part.name}`,
      headers: ['Unit', 'Last time', 'In part', 'Now', 'Change', 'Why not compared'],
      rows: rows.map((row) => [
        row.unit,
        row.before,
        row.isPartial ? 'yes' : 'no',
        row.now,
        row.before === null || row.now === null ? null : exact(row.now - row.before),
        row.notCompared,
      ]),
    }
  }),
  get(paths.spread(':id'), 'assessments:read', async (asked) => {
    const { campaign, parts, part, compiled } = await compared(asked)
    const [scores, questions] = await Promise.all([
      toDraw(asked, SPREAD, ({ db }) => scoresOfPart(db, campaign.id, part.code)),
      questionSpread(asked.db, campaign.id),
    ])
    return page(
      campaignPage(campaign, 'spread', spreadPart(campaign, compiled, parts, part, scores, questions), {
        canCompare: true,
      }),
    )
  }),
  ...tableRoutes(`${paths.spread(':id')}/table`, 'assessments:read', RESULTS_SEEN, async (asked) => {
    const { campaign, part, compiled } = await compared(asked)
    const rows = bands(compiled, part, await scoresOfPart(asked.db, campaign.id, part.code))
    return {
      title: `Distribution ${part.name}`,
      headers: ['Level', 'Units'],
      rows: rows.map(({ name, units }) => [name, units]),
    }
  }),
  ...tableRoutes(`${paths.spread(':id')}/questions`, 'assessments:read', RESULTS_SEEN, async (asked) => {
    const { campaign, compiled } = await compared(asked)
    const found = await questionSpread(asked.db, campaign.id)
    return {
      title: `Answers by question ${campaign.name}`,
      headers: ['Code', 'Question', 'Score', 'Answers'],
      rows: found.map((one) => [
        one.question,
        compiled.byCode.get(one.question)?.question.text ?? '',
        one.score,
        one.answers,
      ]),
    }
  }),
  get(paths.board(':id'), 'assessments:read', async (asked) => {
    const { campaign } = await compared(asked)
    const paper = await boardReport(asked.db, campaign, asked.today)
    return page(campaignPage(campaign, 'report', paperPart(paths.board(campaign.id), paper), { canCompare: true }))
  }),
  ...DOCUMENT_FORMATS.map(({ ending, type }) =>
    download(`${paths.board(':id')}.${ending}`, 'assessments:read', RESULTS_SEEN, async (asked) => {
      const { campaign } = await compared(asked)
      return file(
        `assessment-report-${asked.today}.${ending}`,
        type,
        await writeDocument(ending, await boardReport(asked.db, campaign, asked.today)),
      )
    }),
  ),
  ...tableRoutes(`${paths.board(':id')}/table`, 'assessments:read', RESULTS_SEEN, async (asked) => {
    const { campaign } = await compared(asked)
    return tableOfPaper(await boardReport(asked.db, campaign, asked.today), firstValue(asked.query, 'number'))
  }),
  ...tableRoutes(`${paths.unitReport(':id')}/table`, 'assessments:read', rowsOf(UNIT_ANSWERS), async (asked) => {
    const { participant, canCompare } = await unitSeen(asked, true)
    const paper = await unitReport(asked.db, participant, asked.today, canCompare)
    return tableOfPaper(paper, firstValue(asked.query, 'number'))
  }),
  get(paths.unitResults(':id'), 'assessments:read', showUnitResults),
  ...tableRoutes(`${paths.unitResults(':id')}/table`, 'assessments:read', rowsOf(UNIT_ANSWERS), async (asked) => {
    const { participant, canCompare } = await unitSeen(asked)
    const parts = await unitParts(asked.db, participant, canCompare)
    return {
      title: `Results ${participant.unit}`,
      headers: ['Part', 'Score', 'Self-score', 'Median', 'Last time', 'Target', 'Why'],
      rows: parts.map((part) => [part.name, part.score, part.own, part.median, part.before, part.target, part.because]),
    }
  }),
  ...tableRoutes(`${paths.unitResults(':id')}/answers`, 'assessments:read', rowsOf(UNIT_ANSWERS), answersTable),
  get(paths.unitReport(':id'), 'assessments:read', async (asked) => {
    const { participant, canCompare } = await unitSeen(asked, true)
    const paper = await unitReport(asked.db, participant, asked.today, canCompare)
    return page(unitReportPage(participant, paper))
  }),
  ...DOCUMENT_FORMATS.map(({ ending, type }) =>
    download(`${paths.unitReport(':id')}.${ending}`, 'assessments:read', rowsOf(UNIT_ANSWERS), async (asked) => {
      const { participant, canCompare } = await unitSeen(asked, true)
      const paper = await unitReport(asked.db, participant, asked.today, canCompare)
      return file(`assessment-of-a-unit-${asked.today}.${ending}`, type, await writeDocument(ending, paper))
    }),
  ),
]

interface Compared {
  readonly campaign: Campaign
  readonly compiled: Compiled
  readonly parts: readonly ScoredPart[]
  readonly part: ScoredPart
}

/** A campaign for somebody who may see how units compare, with the part that they asked for. */
async function compared({ db, params, query, person }: PersonRequest): Promise<Compared> {
  const campaign = await foundCampaign(db, params.id)
  if (!mayCompare(campaign, person))
    throw new Forbidden('The results of this campaign have not been published', 'You can see those of your own unit.')
  const compiled = await readyFramework(db, campaign.frameworkId)
  const parts = partsOf(compiled)
  const part = partAsked(parts, firstValue(query, 'part'))
  if (!part) throw new NotFound('The framework of this campaign gives no scores to compare')
  return { campaign, compiled, parts, part }
}

async function showHeatMap(asked: PersonRequest): Promise<Reply> {
  const { db, query } = asked
  const { campaign, parts } = await compared(asked)
  const [unit, id] = [firstValue(query, 'unit'), firstValue(query, 'after')]
  const after = unit !== '' && isId(id) ? { unit, id } : null
  const [units, overview] = await Promise.all([
    toDraw(asked, HEAT_MAP, (told) => unitScores(told.db, campaign.id, { after, limit: SHOWN + 1 })),
    summaries(db, campaign.id),
  ])
  const shown = units.as((rows) => rows.slice(0, SHOWN))
  const last = shown.rows.at(-1)
  const next =
    units.rows.length > SHOWN && last
      ? `${paths.heatMap(campaign.id)}?unit=${encodeURIComponent(last.unitThen)}&after=${last.id}`
      : null
  const content = [heatPart(campaign, parts, shown, next), summaryTable(parts, overview)]
  return page(campaignPage(campaign, 'results', content, { canCompare: true }))
}

interface SeenUnit {
  readonly participant: Participant
  /** Whether answers, notes and evidence are theirs to see, and not only final scores that were published. */
  readonly canSeeAnswers: boolean
  readonly canCompare: boolean
}

/** A unit's results. What this person may not see is not there. */
async function unitSeen({ db, params, person }: PersonRequest, isWhole = false): Promise<SeenUnit> {
  const participant = await foundParticipant(db, params.id)
  const canSeeAnswers = await seesAnswers(db, participant.id, person)
  const isOpen = participant.isPublished && participant.state === 'final'
  if (!canSeeAnswers && (isWhole || !isOpen)) throw new NotFound()
  return { participant, canSeeAnswers, canCompare: mayCompare(participant, person) }
}

async function showUnitResults(asked: PersonRequest): Promise<Reply> {
  const { db, today } = asked
  const seen = await toDraw(asked, RADAR, async (told) => {
    const unit = await unitSeen(told)
    return { ...unit, parts: await unitParts(told.db, unit.participant, unit.canCompare) }
  })
  const { participant, canSeeAnswers, canCompare } = seen.rows
  const [compiled, answers, followed] = await Promise.all([
    readyFramework(db, participant.frameworkId),
    canSeeAnswers ? questionScores(db, participant.id) : [],
    canSeeAnswers ? consequencesOf(db, participant.id, today) : [],
  ])
  const places = new Map([...compiled.byCode.keys()].map((code, place) => [code, place]))
  const questions = answers
    .toSorted((a, b) => (places.get(a.question) ?? 0) - (places.get(b.question) ?? 0))
    .map((one) => answerRow(one, compiled.byCode.get(one.question)?.question.text ?? ''))
  return page(
    unitResultsPage({
      participant,
      parts: seen.as(({ parts }) => parts),
      canSeeAnswers,
      canCompare,
      questions,
      following: followingPart(followed),
    }),
  )
}

async function answersTable(asked: PersonRequest): Promise<WholeTable> {
  const { participant } = await unitSeen(asked, true)
  const compiled = await readyFramework(asked.db, participant.frameworkId)
  const answers = await questionScores(asked.db, participant.id)
  return {
    title: `Answers ${participant.unit}`,
    headers: [
      'Code',
      'Question',
      'System',
      'Self-score',
      'Score that stands',
      'Not applicable',
      'What shows it',
      'Moderator',
      'Evidence',
    ],
    rows: answers.map((one) => [
      one.question,
      compiled.byCode.get(one.question)?.question.text ?? '',
      one.system,
      one.own,
      one.moderated,
      one.isNotApplicable ? 'yes' : 'no',
      one.note,
      one.reason,
      one.evidence,
    ]),
  }
}
