import {
  barChart,
  type Drawn,
  type HeatRow,
  heatMap,
  type OneDrawing,
  pictureWithTable,
} from '#platform/charts/index.ts'
import { downloads } from '#platform/listing/index.ts'
import {
  type Content,
  dataTable,
  govukButton,
  govukSelect,
  govukTag,
  type Html,
  html,
  link,
} from '#platform/page/index.ts'
import { counted } from '#platform/words.ts'
import { type Campaign, OBLIGATIONS, PARTICIPANT_STATES } from '../model.ts'
import { paths } from '../paths.ts'
import type { Compiled } from '../scoring/compile.ts'
import { inFigures } from '../scoring/scale.ts'
import { bands, isHandedIn, medianNote, rankInWords, type Scored, type ScoredPart, scoreInWords } from './model.ts'
import type { LeagueRow, PartSummary, QuestionSpread, UnitScores } from './store.ts'

/** How a unit stands, for tables: a score that nobody has moderated yet says so. */
export function standInWords({ state, answered, wanted }: Pick<LeagueRow, 'state' | 'answered' | 'wanted'>): string {
  if (state === 'answering') return `Not complete: ${answered} of ${wanted}`
  if (state === 'submitted') return 'Not moderated yet'
  return PARTICIPANT_STATES[state]
}

export const scoreText = (score: number | null | undefined) =>
  score === null || score === undefined ? '–' : inFigures(score)

const scoreCell = (part: ScoredPart, one: Scored | undefined) => (one ? scoreInWords(part, one) : '–')

/** The score of a row of the league table, as the heat map writes it. */
export function leagueScore(part: ScoredPart, row: LeagueRow): string {
  const { score, least, most, level } = row
  if (score === null || least === null || most === null || !isHandedIn(row)) return '–'
  return `${scoreInWords(part, { score, least, most, share: 0 })}${level ? ` ${level}` : ''}`
}

/** Only what was handed in has a score to compare. */
export const shownScores = (unit: UnitScores): UnitScores['scores'] => (isHandedIn(unit) ? unit.scores : {})

/** The form by which a part of the framework is chosen, on pages that show one at a time. */
export const chooser = (action: string, parts: readonly ScoredPart[], asked: ScoredPart): Html =>
  html`<form method="get" action="${action}" class="m-no-print" novalidate>${govukSelect({ id: 'part', name: 'part', label: { text: 'Which part' }, value: asked.code, items: parts.map(({ code, name }) => ({ value: code, text: name })) })}${govukButton({ text: 'Show', classes: 'govuk-button--secondary' })}</form>`

/** The picture of units by sections. */
export function heatPicture(
  campaign: Pick<Campaign, 'name'>,
  parts: readonly ScoredPart[],
  units: Drawn<readonly UnitScores[]>,
  { id = 'heat', most, withLinks }: { readonly id?: string; readonly most?: number; readonly withLinks: boolean },
): OneDrawing {
  const rows = units.rows.map((unit): HeatRow => {
    const scores = shownScores(unit)
    const cells = parts.map((part) => {
      const one = scores[part.code]
      return {
        share: one?.share ?? null,
        text: one ? `${scoreInWords(part, one)}${unit.state === 'submitted' ? '*' : ''}` : '–',
      }
    })
    return { label: unit.unit, cells, ...(withLinks ? { href: paths.unitResults(unit.id) } : {}) }
  })
  return heatMap({
    from: units,
    id,
    ...(most === undefined ? {} : { most }),
    title: `Heat map of ${campaign.name}`,
    description:
      'Units by sections. The darker, the higher; every cell has its score. – means no score yet. * means not moderated.',
    columns: parts.map(({ name }) => name),
    rows,
  })
}

export function heatPart(
  campaign: Campaign,
  parts: readonly ScoredPart[],
  from: Drawn<readonly UnitScores[]>,
  next: string | null,
): Html {
  const units = from.rows
  if (units.length === 0) return html`<p class="govuk-body">No unit takes part yet.</p>`
  return html`<p class="govuk-body">The darker a cell, the higher its score. – means no score yet. * means not moderated.</p>${pictureWithTable(
    {
      id: 'heat',
      title: 'Units by sections',
      picture: heatPicture(campaign, parts, from, { withLinks: true }),
      columns: [
        { text: 'Unit', classes: 'm-words' },
        { text: 'State' },
        ...parts.map(({ name }) => ({ text: name, numeric: true })),
      ],
      rows: units.map((unit) => [
        link(paths.unitResults(unit.id), unit.unit),
        standInWords(unit),
        ...parts.map((part) => scoreCell(part, shownScores(unit)[part.code])),
      ]),
      below: html`${next ? html`<p class="govuk-body">${link(next, 'More units')}</p>` : null}${downloads('Download every unit', `${paths.heatMap(campaign.id)}/table`)}`,
    },
  )}`
}

export function leaguePart(
  campaign: Campaign,
  parts: readonly ScoredPart[],
  asked: ScoredPart,
  from: Drawn<readonly LeagueRow[]>,
): Html {
  const { rows } = from
  const path = paths.league(campaign.id)
  const ranked = rows.filter(({ rank }) => rank !== null)
  const chart =
    ranked.length > 0
      ? barChart({
          from,
          id: 'league',
          title: `${asked.name}: units by score`,
          description: `${counted(ranked.length, 'unit with a final score', 'units with final scores')}, highest first.`,
          rows: ranked.slice(0, 60).map((row) => ({
            label: `${rankInWords(row.rank, row.isTied)}. ${row.unit}`,
            value: (row.share ?? 0) * (asked.most - asked.least),
            inWords: leagueScore(asked, row),
            colour: row.complies === false ? ('red' as const) : ('blue' as const),
            href: paths.unitResults(row.id),
          })),
        })
      : null
  const table = dataTable({
    caption: `League table: ${asked.name}`,
    columns: [
      { text: 'Rank', numeric: true },
      { text: 'Unit', classes: 'm-words' },
      { text: 'Score', numeric: true },
      { text: 'State' },
      { text: 'Asked' },
      { text: 'Against the target' },
    ],
    rows: rows.map((row) => [
      rankInWords(row.rank, row.isTied),
      link(paths.unitResults(row.id), row.unit),
      leagueScore(asked, row),
      standInWords(row),
      OBLIGATIONS[row.obligation],
      againstTarget(row),
    ]),
  })
  return html`${parts.length > 1 ? chooser(path, parts, asked) : null}<p class="govuk-body">Only final scores have a rank. Units with equal scores share a rank, marked with =. Units that are not complete, not moderated or that declined are listed below, without a rank.</p>${chart ? html`<div class="m-wide" tabindex="0" role="region" aria-label="Units by score"><figure class="m-figure">${chart}</figure></div>` : null}${table}${downloads('Download this table', `${path}/table`, `?part=${encodeURIComponent(asked.code)}`)}`
}

function againstTarget(row: LeagueRow): Content {
  const { meetsTarget, complies } = row
  if (!isHandedIn(row)) return ''
  if (complies === false) return govukTag({ text: 'Below the threshold', classes: 'govuk-tag--red' })
  if (meetsTarget === null) return ''
  return meetsTarget
    ? govukTag({ text: 'Meets it', classes: 'govuk-tag--green' })
    : govukTag({ text: 'Not yet', classes: 'govuk-tag--yellow' })
}

export function spreadPart(
  campaign: Campaign,
  compiled: Compiled,
  parts: readonly ScoredPart[],
  asked: ScoredPart,
  from: Drawn<readonly { readonly score: number; readonly units: number }[]>,
  questions: readonly QuestionSpread[],
): Html {
  const path = paths.spread(campaign.id)
  const rows = bands(compiled, asked, from.rows)
  const levels = compiled.scale.levels?.toSorted((a, b) => a.value - b.value) ?? []
  const byQuestion = Map.groupBy(questions, ({ question }) => question)
  const table =
    levels.length > 0
      ? dataTable({
          caption: 'Answers by question',
          columns: [
            { text: 'Question', classes: 'm-words' },
            ...levels.map(({ value }) => ({ text: String(value), numeric: true })),
          ],
          rows: compiled.sections
            .flatMap(({ questions: own }) => own)
            .filter(({ scale }) => scale === compiled.scale)
            .map(({ question }) => [
              `${question.code} ${question.text}`,
              ...levels.map(
                ({ value }) => byQuestion.get(question.code)?.find(({ score }) => score === value)?.answers ?? 0,
              ),
            ]),
        })
      : null
  return html`${parts.length > 1 ? chooser(path, parts, asked) : null}${pictureWithTable({
    id: 'spread',
    title: `${asked.name}: units at each level`,
    picture: barChart({
      from,
      id: 'spread',
      title: `${asked.name}: units at each level`,
      description: 'How many units whose scores are final reach each level and not the next.',
      rows: rows.map(({ name, units }) => ({ label: name, value: units })),
    }),
    columns: [{ text: 'Level' }, { text: 'Units', numeric: true }],
    rows: rows.map(({ name, units }) => [name, units]),
    below: downloads('Download this table', `${path}/table`, `?part=${encodeURIComponent(asked.code)}`),
  })}${table ? html`${table}${downloads('Download this table', `${path}/questions`)}` : null}`
}

export function summaryTable(parts: readonly ScoredPart[], found: readonly PartSummary[]): Html {
  const by = new Map(found.map((one) => [one.part, one]))
  const note = medianNote(found)
  const table = dataTable({
    caption: 'Over all units',
    columns: [
      { text: 'Part', classes: 'm-words' },
      { text: 'Units', numeric: true },
      { text: 'Lowest', numeric: true },
      { text: 'Median', numeric: true },
      { text: 'Highest', numeric: true },
      { text: 'Below the threshold', numeric: true },
    ],
    rows: parts.map(({ code, name }) => {
      const one = by.get(code)
      return [
        name,
        one?.units ?? 0,
        scoreText(one?.least),
        scoreText(one?.median),
        scoreText(one?.most),
        one?.below ?? 0,
      ]
    }),
  })
  return html`${table}${note === null ? null : html`<p class="govuk-body">${note}</p>`}`
}
