import { type Day, dayOf, inWords } from '#platform/calendar/index.ts'
import { heatMapSize } from '#platform/charts/index.ts'
import { type Queries, sql } from '#platform/db/index.ts'
import type { PaperBlock, PaperDocument } from '#platform/documents/index.ts'
import { agreeing, capital, counted } from '#platform/words.ts'
import { closedInWords } from '../campaigns/views.ts'
import { consequenceState } from '../following/model.ts'
import { consequences, type Finding, findings, findingTotals, followedTotals } from '../following/store.ts'
import { type Campaign, OBLIGATIONS, type Participant, stateInWords } from '../model.ts'
import { meetingsOf } from '../responses/store.ts'
import { inFigures } from '../scoring/scale.ts'
import { readyFramework } from '../store.ts'
import { changeInWords, medianNote, type Part, partsOf, rankInWords } from './model.ts'
import { league, movement, summaries, totals, type UnitScores, unitScores } from './store.ts'
import { questionScores, unitParts } from './unit.ts'
import { radarPicture } from './unit-views.ts'
import { heatPicture, leagueScore, standInWords } from './views.ts'

const h1 = (text: string): PaperBlock => ({ type: 'heading', level: 1, text })
const p = (text: string): PaperBlock => ({ type: 'paragraph', text })
const figures = (score: number | null | undefined) => (score === null || score === undefined ? '–' : inFigures(score))
const HORIZONS = { 'quick-win': 'Quick win', 'longer-term': 'Longer term' } as const

/** Rows of a picture or a table on paper; everything can be downloaded as a table. */
const PICTURED = 40
/** Units in one picture, and its width in pixels: so that several stand on a page and can be read. */
const IN_ONE = 11
const PAPER_WIDTH = 760
const TABLED = 200

/** The report of one unit: its scores and why, its answers, what was found and what is done about it. */
export async function unitReport(
  db: Queries,
  participant: Participant,
  today: Day,
  canCompare: boolean,
): Promise<PaperDocument> {
  const [compiled, parts, answers, found, meetings] = await Promise.all([
    readyFramework(db, participant.frameworkId),
    unitParts(db, participant, canCompare),
    questionScores(db, participant.id),
    findings(db, sql`n.participant_id = ${participant.id}`),
    meetingsOf(db, participant.id),
  ])
  const sections = parts.filter(({ code }) => code !== '*')
  const byQuestion = Map.groupBy(answers, ({ question }) => question)
  const whole = parts.find(({ code }) => code === '*')
  const blocks: PaperBlock[] = [
    h1('Summary'),
    p(
      `${participant.unit} answered ${compiled.framework.name}, version ${compiled.framework.version}, in ${participant.campaign}. ${
        participant.finalAt
          ? `Its scores are final since ${inWords(dayOf(participant.finalAt))}.`
          : `Its state is: ${stateInWords(participant).toLowerCase()}.`
      }${whole?.score != null ? ` The whole scored ${inFigures(whole.score)}${whole.level ? ` (${whole.level})` : ''}.` : ''}`,
    ),
    {
      type: 'table',
      caption: 'Scores',
      columns: [
        { text: 'Part', share: 3 },
        { text: 'Score', share: 1, numeric: true },
        ...(canCompare ? [{ text: 'Median', share: 1, numeric: true }] : []),
        { text: 'Last time', share: 1, numeric: true },
        { text: 'Target', share: 1, numeric: true },
        { text: 'Why', share: 5 },
      ],
      rows: parts.map((part) => [
        part.name,
        part.score === null ? (part.soFar === null ? '–' : `${inFigures(part.soFar)} so far`) : inFigures(part.score),
        ...(canCompare ? [figures(part.median)] : []),
        part.before === null ? '–' : `${inFigures(part.before)}${part.isPartial ? ' (in part)' : ''}`,
        figures(part.target),
        part.because,
      ]),
    },
    ...(sections.length >= 3
      ? [
          {
            type: 'picture' as const,
            svg: radarPicture(participant, sections, canCompare),
            width: 760,
            height: 500,
            description: `Scores of ${participant.unit} by section`,
          },
        ]
      : []),
    h1('What was found'),
    ...(found.length === 0 ? [p('Nothing has been put down as a finding yet.')] : [findingsTable(found, false)]),
    ...(meetings.length > 0
      ? [
          h1('How it was answered'),
          ...meetings.map((one) =>
            p(
              `In a meeting on ${inWords(one.heldOn)}, led by ${one.facilitator}${one.moderator ? `, moderated by ${one.moderator}` : ''}. There: ${one.attendance}`,
            ),
          ),
        ]
      : []),
    h1('Answers'),
    ...compiled.sections.flatMap(({ section, questions }): PaperBlock[] => {
      const rows = questions.flatMap(({ question }) =>
        (byQuestion.get(question.code) ?? []).map((one) => [
          `${question.code} ${question.text}${one.system ? ` (${one.system})` : ''}`,
          one.isNotApplicable ? 'n/a' : figures(one.own),
          one.isNotApplicable ? 'n/a' : figures(one.moderated),
          [one.note, one.reason ? `Moderator: ${one.reason}` : null].filter(Boolean).join('\n'),
          String(one.evidence),
        ]),
      )
      return rows.length === 0
        ? []
        : [
            {
              type: 'table',
              caption: section.name,
              columns: [
                { text: 'Question', share: 5 },
                { text: 'Self-score', share: 1, numeric: true },
                { text: 'Stands', share: 1, numeric: true },
                { text: 'Why', share: 4 },
                { text: 'Evidence', share: 1, numeric: true },
              ],
              rows,
            },
          ]
    }),
  ]
  return {
    title: `${participant.unit}: ${participant.campaign}`,
    subtitle: `As things stood on ${inWords(today)}`,
    blocks,
  }
}

/** The report of a campaign for a board: who took part, how units stand and moved, what was found and what follows. */
export async function boardReport(db: Queries, campaign: Campaign, today: Day): Promise<PaperDocument> {
  const compiled = await readyFramework(db, campaign.frameworkId)
  const parts = partsOf(compiled)
  const [lead] = parts
  const [counts, units, overview, ranks, moved, followed, found, low, findingCount] = await Promise.all([
    totals(db, campaign.id),
    unitScores(db, campaign.id, { limit: PICTURED }),
    summaries(db, campaign.id),
    league(db, campaign.id, lead?.code ?? '*', TABLED),
    movement(db, campaign.id, lead?.code ?? '*', TABLED),
    consequences(db, sql`p.campaign_id = ${campaign.id} and q.undone_at is null`, today, TABLED),
    findings(db, sql`p.campaign_id = ${campaign.id}`, TABLED),
    followedTotals(db, campaign.id),
    findingTotals(db, campaign.id),
  ])
  const [by, note] = [new Map(overview.map((one) => [one.part, one])), medianNote(overview)]
  const compared = moved.filter(({ before, now, state }) => before !== null && now !== null && state === 'final')
  const foreign = moved.filter(({ notCompared, state }) => notCompared !== null && state === 'final')
  const hasLevels = ranks.some(({ level }) => level)
  const blocks: PaperBlock[] = [
    h1('Summary'),
    p(
      `${campaign.state === 'preparing' ? counted(counts.asked, 'unit is chosen', 'units are chosen') : `${counted(counts.asked, 'unit was', 'units were')} asked`} to answer ${campaign.framework}, version ${campaign.frameworkVersion}, between ${inWords(campaign.opensOn)} and ${inWords(campaign.closesOn)}; ${counts.mandatory} of them ${campaign.state === 'preparing' ? 'must' : 'had to'}. Scores are final for ${counted(counts.final, 'unit', 'units')}; ${counts.finalMandatory} of these ${agreeing(counts.finalMandatory, 'is', 'are')} mandatory. In moderation: ${counts.submitted}. Not handed in: ${counts.answering}. Invited and declined: ${counts.declined}.`,
    ),
    ...(campaign.state === 'closed' ? [p(closedInWords(campaign))] : []),
    p(
      `Findings: ${findingCount.found}, of which ${findingCount.planned} in an action plan. Units that must repeat the assessment: ${low.again}. Units that were escalated because they scored low twice: ${low.up}.`,
    ),
    {
      type: 'table',
      caption: 'Over all units whose scores are final',
      columns: [
        { text: 'Part', share: 3 },
        { text: 'Units', numeric: true },
        { text: 'Lowest', numeric: true },
        { text: 'Median', numeric: true },
        { text: 'Highest', numeric: true },
        { text: 'Below the threshold', numeric: true },
      ],
      rows: parts.map(({ code, name }) => {
        const one = by.get(code)
        const scores = [figures(one?.least), figures(one?.median), figures(one?.most)]
        return [name, String(one?.units ?? 0), ...scores, String(one?.below ?? 0)]
      }),
    },
    ...(note === null ? [] : [p(note)]),
    ...(units.length > 0
      ? [
          h1('Units by sections'),
          ...heatPictures(campaign, parts, units),
          p(
            `– means no score yet. * means not moderated.${counts.asked > units.length ? ` The first ${units.length.toLocaleString('en-GB')} by name are shown.` : ''}`,
          ),
        ]
      : []),
    h1(`League table: ${lead?.name ?? ''}`),
    p('Only final scores have a rank; equal scores share one.'),
    {
      type: 'table',
      caption: 'Units by score',
      columns: [
        { text: 'Rank', share: 0.7, numeric: true },
        { text: 'Unit', share: 4 },
        { text: 'Score', share: 1, numeric: true },
        ...(hasLevels ? [{ text: 'Level', share: 1.6 }] : []),
        { text: 'State', share: 2.2 },
        { text: 'Asked', share: 1.3 },
      ],
      rows: ranks.map((row) => [
        rankInWords(row.rank, row.isTied),
        row.unit,
        lead ? leagueScore(lead, { ...row, level: null }) : '–',
        ...(hasLevels ? [lead && leagueScore(lead, row) !== '–' ? (row.level ?? '') : ''] : []),
        standInWords(row),
        OBLIGATIONS[row.obligation],
      ]),
    },
    h1('Movement since last time'),
    compared.length === 0
      ? p('No unit with final scores was scored before.')
      : {
          type: 'table',
          caption: `${lead?.name ?? ''}, biggest fall first`,
          columns: [
            { text: 'Unit', share: 4 },
            { text: 'Last time', numeric: true },
            { text: 'Now', numeric: true },
            { text: 'Change', numeric: true },
          ],
          rows: compared.map((row) => [
            row.unit,
            `${figures(row.before)}${row.isPartial ? ' (in part)' : ''}`,
            figures(row.now),
            capital(changeInWords(row.before, row.now)),
          ]),
        },
    ...foreign.map(({ unit, notCompared }) => p(`${unit}: ${notCompared}`)),
    ...(followed.length === 0
      ? []
      : [
          h1('What follows'),
          {
            type: 'table' as const,
            caption: 'What follows low scores',
            columns: [
              { text: 'Unit', share: 3 },
              { text: 'What', share: 2 },
              { text: 'Why', share: 5 },
              { text: 'State', share: 2 },
            ],
            rows: followed.map((one) => [
              one.unit,
              one.kind === 'repeat'
                ? `Again${one.dueOn ? ` by ${inWords(one.dueOn)}` : ''}`
                : `Escalated to ${one.role ?? 'a role'}`,
              one.why,
              consequenceState(one),
            ]),
          },
        ]),
    ...(found.length > 0 ? [h1('What was found'), findingsTable(found, true)] : []),
  ]
  return { title: campaign.name, subtitle: `As things stood on ${inWords(today)}`, blocks }
}

/** Findings: of one unit with the plans that they are in, of many units with whose each is. */
function findingsTable(found: readonly Finding[], isOfMany: boolean): PaperBlock {
  const done = ({ recommendationId, finished, actions }: Finding) =>
    recommendationId ? `${finished} of ${actions}` : isOfMany ? 'Not in a plan yet' : '–'
  return {
    type: 'table',
    caption: 'Findings',
    columns: [
      ...(isOfMany ? [{ text: 'Unit', share: 2.5 }] : []),
      { text: 'Finding', share: 5 },
      { text: 'Kind', share: 1.4 },
      ...(isOfMany ? [] : [{ text: 'Action plan', share: 3 }]),
      { text: 'Actions finished', share: 1.4 },
    ],
    rows: found.map((one) => [
      ...(isOfMany ? [one.unit] : []),
      one.text,
      HORIZONS[one.horizon],
      ...(isOfMany ? [] : [one.plan ?? 'Not in a plan yet']),
      done(one),
    ]),
  }
}

/** The heat map in pictures that each fit well on a page. */
function heatPictures(campaign: Campaign, parts: readonly Part[], units: readonly UnitScores[]): PaperBlock[] {
  const count = Math.ceil(units.length / IN_ONE)
  const each = Math.ceil(units.length / count)
  return Array.from({ length: count }, (_, index): PaperBlock => {
    const some = units.slice(index * each, (index + 1) * each)
    return {
      type: 'picture',
      svg: heatPicture(campaign, parts, some, { id: `heat-${index + 1}`, most: PAPER_WIDTH, withLinks: false }),
      ...heatMapSize(parts.length, some.length, PAPER_WIDTH),
      description: `Units by sections, the darker the higher${count > 1 ? `: ${some[0]?.unit ?? ''} to ${some.at(-1)?.unit ?? ''}` : ''}`,
      figures: 'Its figures can be downloaded as a table from the heat map of the campaign in Muniment.',
    }
  })
}
