import { inWords } from '#platform/calendar/index.ts'
import { type Drawn, pictureWithTable } from '#platform/charts/index.ts'
import { type Choice, type FormState, form, select } from '#platform/form/index.ts'
import { downloads } from '#platform/listing/index.ts'
import { counts, dataTable, govukButton, type Html, heading, html, link, type View } from '#platform/page/index.ts'
import { type Counted, cellKey, JUDGEMENTS, type Judgement } from '../model.ts'
import { paths } from '../paths.ts'
import type { IncidentTotals, Matrix, RiskRow, Totals } from '../store.ts'
import { bandTag } from '../tags.ts'
import { matrixPicture, type ShownMatrix } from './picture-views.ts'

export const CELL = `${paths.home}/cell`

/** Which judgement is shown, and of which unit with what is below it; null for all. */
export interface Look {
  readonly judgement: Judgement
  readonly unitId: string | null
}

export const queryOf = ({ judgement, unitId }: Look) => `?which=${judgement}${unitId ? `&unit=${unitId}` : ''}`

/** What the home of risks shows. */
export interface Overview {
  readonly look: Look
  readonly figures: Totals & IncidentTotals
  readonly map: Drawn<ShownMatrix>
  readonly worst: readonly RiskRow[]
  readonly units: readonly Choice[]
  /** What was asked for, with what is wrong with it. */
  readonly asked: FormState
  readonly canSeeIncidents: boolean
}

/** The home of risks: figures, ways on, the matrix and the highest risks. */
export function overviewPage(shown: Overview): View {
  const { look, map, worst, canSeeIncidents } = shown
  return {
    title: 'Risks',
    content: html`${heading('Risks')}${figuresPart(shown)}${waysOn(canSeeIncidents)}
${chooserPart(shown)}${mapWithTable(map, look)}${worst.length === 0 ? null : worstPart(worst)}`,
  }
}

function figuresPart({ look, figures, canSeeIncidents }: Overview): Html {
  const { unitId } = look
  const counted = (what: Counted) => `${CELL}${queryOf(look)}&only=${what}`
  return counts([
    { number: figures.open, label: { one: 'open risk', more: 'open risks' }, href: counted('open') },
    {
      number: figures.beyond,
      label: 'beyond the appetite',
      href: counted('beyond'),
      alert: figures.beyond > 0,
    },
    {
      number: figures.toReview,
      label: 'overdue for review',
      href: counted('overdue'),
      alert: figures.toReview > 0,
    },
    {
      number: figures.heldLow,
      label: 'held too low',
      href: counted('low'),
      alert: figures.heldLow > 0,
    },
    // Escalations and incidents are counted as a whole.
    ...(unitId === null
      ? [
          {
            number: figures.escalated,
            label: { one: 'escalation without an answer', more: 'escalations without an answer' },
            href: `${paths.escalations}?outcome=waits`,
          },
        ]
      : []),
    ...(canSeeIncidents && unitId === null
      ? [
          {
            number: figures.incidents,
            label: { one: 'open incident', more: 'open incidents' },
            href: `${paths.incidents}?standing=open`,
          },
          {
            number: figures.running,
            label: 'to be notified or decided',
            href: `${paths.incidents}?clock=running`,
            alert: figures.running > 0,
          },
        ]
      : []),
  ])
}

function waysOn(canSeeIncidents: boolean): Html {
  const ways = [
    [paths.risks, 'Risks', 'the register', true],
    [paths.movement, 'What moved', 'since the last board, or any day', true],
    [paths.escalations, 'Escalations', 'risks that were escalated or handed down', true],
    [paths.controls, 'Controls', 'what reduces risks, and whether it works', true],
    [paths.mitigations, 'Actions on risks', 'what is still to be done', true],
    [paths.ties, 'Links of risks', 'with assets, places and formats', true],
    [paths.incidents, 'Incidents', 'what went wrong, and who had to be told', canSeeIncidents],
    [paths.report, 'Report an incident', 'anybody can', true],
    [paths.matrix, 'Matrix and appetite', 'how risks are judged, and how much is accepted', true],
  ] as const
  return html`<ul class="govuk-list">${ways
    .filter(([, , , isOpen]) => isOpen)
    .map(([href, text, about]) => html`<li>${link(href, text)} – ${about}</li>`)}</ul>`
}

/** Asks which judgement is shown, and of which unit. */
export const chooserOf = (units: readonly Choice[]) =>
  form({
    which: select({
      label: 'Which judgement?',
      options: Object.entries(JUDGEMENTS).map(([value, text]) => ({ value, text })),
    }),
    unit: select({
      label: 'Of which unit, and what is below it?',
      options: units,
      blank: 'All units',
    }),
  })

function chooserPart({ look, units, asked }: Overview): Html {
  const chooser = chooserOf(units)
  const { values } = chooser.filled({ which: look.judgement, unit: look.unitId })
  const state =
    asked.errors.length > 0 ? { values: { ...values, ...asked.values }, errors: asked.errors } : { values, errors: [] }
  return html`<form method="get" action="${paths.home}" class="m-no-print" novalidate>${chooser.controls(state)}${govukButton({ text: 'Show', classes: 'govuk-button--secondary' })}</form>`
}

const worstPart = (worst: readonly RiskRow[]): Html =>
  html`${dataTable({
    caption: 'Highest risks',
    columns: [{ text: 'Risk', classes: 'm-words' }, { text: 'Held in' }, { text: 'Owner' }, { text: 'Band' }],
    rows: worst.map((row) => [
      link(paths.risk(row.id), row.title),
      row.unit,
      row.owner ?? 'Nobody',
      bandTag(row.band, row.colour, row.score),
    ]),
  })}${downloads('Download the register', paths.risks, '?sort=score&order=descending')}`

/** The risks of a cell, or those that a figure counts. */
export function cellPage({
  rows,
  title,
  query,
}: {
  readonly rows: readonly RiskRow[]
  readonly title: string
  readonly query: string
}): View {
  const table = dataTable({
    caption: title,
    captionClasses: 'govuk-visually-hidden',
    columns: [
      { text: 'Risk', classes: 'm-words' },
      { text: 'Held in' },
      { text: 'Owner' },
      { text: 'Band' },
      { text: 'Review by' },
    ],
    rows: rows.map((row) => [
      link(paths.risk(row.id), row.title),
      row.unit,
      row.owner ?? 'Nobody',
      bandTag(row.band, row.colour, row.score),
      row.reviewOn ? inWords(row.reviewOn) : '',
    ]),
  })
  return {
    title,
    back: { href: paths.home, text: 'Back to risks' },
    content: html`${heading(title)}${table}${downloads('Download this table', CELL, query)}`,
  }
}

/** Every cell of the matrix, the likeliest first, with its band and how many risks stand in it. */
export function cellsOf({ likelihoods, impacts, bands, cells }: Matrix, standing: ReadonlyMap<string, number>) {
  return likelihoods.toReversed().flatMap((likelihood) =>
    impacts.map((impact) => {
      const key = cellKey(likelihood.id, impact.id)
      return { likelihood, impact, band: bands.find(({ id }) => id === cells.get(key)), count: standing.get(key) ?? 0 }
    }),
  )
}

function mapWithTable(map: Overview['map'], look: Look) {
  const href = (likelihood: string, impact: string) =>
    `${CELL}${queryOf(look)}&likelihood=${likelihood}&impact=${impact}`
  const title = `Risks by likelihood and impact: ${JUDGEMENTS[look.judgement].toLowerCase()}`
  return pictureWithTable({
    id: 'map',
    title,
    picture: matrixPicture(map, { id: 'risk-map', title, href }),
    columns: [{ text: 'Likelihood' }, { text: 'Impact' }, { text: 'Band' }, { text: 'Risks', numeric: true }],
    rows: cellsOf(map.rows.matrix, map.rows.counts)
      .filter(({ count }) => count > 0)
      .map(({ likelihood, impact, band, count }) => [
        likelihood.name,
        impact.name,
        band?.name ?? '',
        link(href(likelihood.id, impact.id), String(count), `${count === 1 ? 'risk' : 'risks'}`),
      ]),
    below: downloads('Download every cell', `${paths.home}/map`, queryOf(look)),
  })
}
