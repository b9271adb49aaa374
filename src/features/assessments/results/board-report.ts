import { asTheReader } from '#platform/access/index.ts'
import { type Day, inWords } from '#platform/calendar/index.ts'
import { drawnWithin, heatMapSize } from '#platform/charts/index.ts'
import { type Queries, sql } from '#platform/db/index.ts'
import type { PaperBlock, PaperDocument } from '#platform/documents/index.ts'
import { agreeing, capital, counted } from '#platform/words.ts'
import { closedInWords } from '../campaigns/views.ts'
import { consequenceState } from '../following/model.ts'
import { type Consequence, consequences, findingsIn, findingTotals, followedTotals } from '../following/store.ts'
import { type Campaign, OBLIGATIONS } from '../model.ts'
import { readyFramework } from '../store.ts'
import { changeInWords, medianNote, partsOf, rankInWords, type ScoredPart } from './model.ts'
import { figures, findingsTable, h1, p } from './paper.ts'
import {
  type CampaignTotals,
  type LeagueRow,
  league,
  type MovementRow,
  movement,
  type PartSummary,
  summaries,
  totals,
  type UnitScores,
  unitScores,
} from './store.ts'
import { heatPicture, leagueScore, standInWords } from './views.ts'

/** Rows of a picture or a table on paper; everything can be downloaded as a table. */
const PICTURED = 40
/** Units in one picture, and its width in pixels: so that several stand on a page and can be read. */
const IN_ONE = 11
const PAPER_WIDTH = 760
const TABLED = 200

/** The report of a campaign for a board: who took part, how units stand and moved, what was found and what follows. */
export async function boardReport(db: Queries, campaign: Campaign, today: Day): Promise<PaperDocument> {
  const parts = partsOf(await readyFramework(db, campaign.frameworkId))
  const [lead] = parts
  const [counts, units, overview, ranks, moved, followed, found, low, findingCount] = await Promise.all([
    totals(db, campaign.id),
    unitScores(db, campaign.id, { limit: PICTURED }),
    summaries(db, campaign.id),
    league(db, campaign.id, lead?.code ?? '*', TABLED),
    movement(db, campaign.id, lead?.code ?? '*', TABLED),
    consequences(db, sql`p.campaign_id = ${campaign.id} and q.undone_at is null`, today, TABLED),
    findingsIn(db, campaign.id, TABLED),
    followedTotals(db, campaign.id),
    findingTotals(db, campaign.id),
  ])
  const blocks: PaperBlock[] = [
    h1('Summary'),
    p(turnout(campaign, counts)),
    ...(campaign.state === 'closed' ? [p(closedInWords(campaign))] : []),
    p(
      `Findings: ${findingCount.found}, of which ${findingCount.planned} in an action plan. Units that must repeat the assessment: ${low.again}. Units that were escalated because they scored low twice: ${low.up}.`,
    ),
    ...spread(parts, overview),
    ...heatMap(campaign, parts, units, counts),
    ...leagueTable(lead, ranks),
    ...movementTable(lead, moved),
    ...followingTable(followed),
    ...(found.length > 0 ? [h1('What was found'), findingsTable(found, true)] : []),
  ]
  return { title: campaign.name, subtitle: `As things stood on ${inWords(today)}`, blocks }
}

/** Who was asked, and how far they are. */
function turnout(campaign: Campaign, counts: CampaignTotals): string {
  const isAhead = campaign.state === 'preparing'
  const asked = isAhead
    ? counted(counts.asked, 'unit is chosen', 'units are chosen')
    : `${counted(counts.asked, 'unit was', 'units were')} asked`
  return `${asked} to answer ${campaign.framework}, version ${campaign.frameworkVersion}, between ${inWords(campaign.opensOn)} and ${inWords(campaign.closesOn)}; ${counts.mandatory} of them ${isAhead ? 'must' : 'had to'}. Scores are final for ${counted(counts.final, 'unit', 'units')}; ${counts.finalMandatory} of these ${agreeing(counts.finalMandatory, 'is', 'are')} mandatory. In moderation: ${counts.submitted}. Not handed in: ${counts.answering}. Invited and declined: ${counts.declined}.`
}

/** The scores of each part over all units. */
function spread(parts: readonly ScoredPart[], overview: readonly PartSummary[]): PaperBlock[] {
  const [by, note] = [new Map(overview.map((one) => [one.part, one])), medianNote(overview)]
  return [
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
  ]
}

function heatMap(
  campaign: Campaign,
  parts: readonly ScoredPart[],
  units: readonly UnitScores[],
  { asked }: CampaignTotals,
): PaperBlock[] {
  if (units.length === 0) return []
  return [
    h1('Units by sections'),
    ...heatPictures(campaign, parts, units),
    p(
      `– means no score yet. * means not moderated.${asked > units.length ? ` The first ${units.length.toLocaleString('en-GB')} by name are shown.` : ''}`,
    ),
  ]
}

function leagueTable(lead: ScoredPart | undefined, ranks: readonly LeagueRow[]): PaperBlock[] {
  const hasLevels = ranks.some(({ level }) => level)
  return [
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
  ]
}

/** How units with final scores moved, and why others cannot be compared. */
function movementTable(lead: ScoredPart | undefined, moved: readonly MovementRow[]): PaperBlock[] {
  const compared = moved.filter(({ before, now, state }) => before !== null && now !== null && state === 'final')
  const foreign = moved.filter(({ notCompared, state }) => notCompared !== null && state === 'final')
  return [
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
  ]
}

/** What low scores led to. */
function followingTable(followed: readonly Consequence[]): PaperBlock[] {
  if (followed.length === 0) return []
  return [
    h1('What follows'),
    {
      type: 'table',
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
  ]
}

/** The heat map in pictures that each fit well on a page. */
function heatPictures(campaign: Campaign, parts: readonly ScoredPart[], units: readonly UnitScores[]): PaperBlock[] {
  const count = Math.ceil(units.length / IN_ONE)
  const each = Math.ceil(units.length / count)
  return Array.from({ length: count }, (_, index): PaperBlock => {
    const some = units.slice(index * each, (index + 1) * each)
    return {
      type: 'picture',
      svg: heatPicture(campaign, parts, drawnWithin(asTheReader('the report'), some), {
        id: `heat-${index + 1}`,
        most: PAPER_WIDTH,
        withLinks: false,
      }),
      ...heatMapSize(parts.length, some.length, PAPER_WIDTH),
      description: `Units by sections, the darker the higher${count > 1 ? `: ${some[0]?.unit ?? ''} to ${some.at(-1)?.unit ?? ''}` : ''}`,
      figures: 'Its figures can be downloaded as a table from the heat map of the campaign in Muniment.',
    }
  })
}
