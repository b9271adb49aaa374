import { unitTree } from '#features/people/index.ts'
import { may } from '#platform/access/index.ts'
import { inWords } from '#platform/calendar/index.ts'
import { pictureWithTable } from '#platform/charts/index.ts'
import { NotFound } from '#platform/errors.ts'
import { firstValue, form, select } from '#platform/form/index.ts'
import { isId } from '#platform/ids.ts'
import { downloads, tableRoutes } from '#platform/listing/index.ts'
import { counts, dataTable, govukButton, heading, html, link } from '#platform/page/index.ts'
import { get, type PersonRequest, page, type Route } from '#platform/web/index.ts'
import { isJudgement, JUDGEMENTS, type Judgement } from '../model.ts'
import { bandTag } from '../panels.ts'
import { paths } from '../paths.ts'
import {
  COUNTED,
  type Counted,
  cellKey,
  countsIn,
  gravest,
  isCounted,
  type Matrix,
  matrixOf,
  risksCounted,
  risksIn,
  totals,
} from '../store.ts'
import { movementRoutes } from './movement.ts'
import { matrixPicture } from './picture.ts'

interface Look {
  readonly judgement: Judgement
  readonly unitId: string | null
}

function lookOf(query: PersonRequest['query']): Look {
  const [which, unit] = [firstValue(query, 'which'), firstValue(query, 'unit')]
  return { judgement: isJudgement(which) ? which : 'now', unitId: isId(unit) ? unit : null }
}

const queryOf = ({ judgement, unitId }: Look) => `?which=${judgement}${unitId ? `&unit=${unitId}` : ''}`
const CELL = `${paths.home}/cell`

export const routes: readonly Route[] = [
  get(paths.home, 'risks:read', async ({ db, today, person, query }) => {
    const look = lookOf(query)
    const [figures, matrix, standing, worst, units] = await Promise.all([
      totals(db, today, look.unitId),
      matrixOf(db),
      countsIn(db, look.judgement, look.unitId),
      gravest(db, 10, look.unitId),
      unitTree(db, today),
    ])
    const chooser = form({
      which: select({
        label: 'Which judgement?',
        options: Object.entries(JUDGEMENTS).map(([value, text]) => ({ value, text })),
      }),
      unit: select({
        label: 'Of which unit, and what is below it?',
        options: units.map(({ id, name }) => ({ value: id, text: name })),
        blank: 'All units',
      }),
    })
    const canSeeIncidents = may(person, 'incidents:read')
    const counted = (what: Counted) => `${CELL}${queryOf(look)}&only=${what}`
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
    return page({
      title: 'Risks',
      content: html`${heading('Risks')}${counts([
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
        ...(look.unitId === null
          ? [
              {
                number: figures.escalated,
                label: { one: 'escalation without an answer', more: 'escalations without an answer' },
                href: `${paths.escalations}?outcome=waits`,
              },
            ]
          : []),
        ...(canSeeIncidents && look.unitId === null
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
      ])}<ul class="govuk-list">${ways
        .filter(([, , , isOpen]) => isOpen)
        .map(([href, text, about]) => html`<li>${link(href, text)} – ${about}</li>`)}</ul>
<form method="get" action="${paths.home}" class="m-no-print" novalidate>${chooser.controls(chooser.filled({ which: look.judgement, unit: look.unitId }))}${govukButton({ text: 'Show', classes: 'govuk-button--secondary' })}</form>${mapWithTable(matrix, standing, look)}${
        worst.length === 0
          ? null
          : html`${dataTable({
              caption: 'Highest risks',
              columns: [{ text: 'Risk', classes: 'm-words' }, { text: 'Held in' }, { text: 'Owner' }, { text: 'Band' }],
              rows: worst.map((row) => [
                link(paths.risk(row.id), row.title),
                row.unit,
                row.owner ?? 'Nobody',
                bandTag(row.band, row.colour, row.score),
              ]),
            })}${downloads('Download the register', paths.risks, '?sort=score&order=descending')}`
      }`,
    })
  }),
  ...tableRoutes(`${paths.home}/map`, 'risks:read', async ({ db, query }) => {
    const look = lookOf(query)
    const [matrix, standing] = await Promise.all([matrixOf(db), countsIn(db, look.judgement, look.unitId)])
    return {
      title: `Risks by likelihood and impact: ${JUDGEMENTS[look.judgement].toLowerCase()}`,
      headers: ['Likelihood', 'Impact', 'Band', 'Risks'],
      rows: cellsOf(matrix, standing).map(({ likelihood, impact, band, count }) => [
        likelihood.name,
        impact.name,
        band?.name ?? '',
        count,
      ]),
    }
  }),
  get(CELL, 'risks:read', async (asked) => {
    const { rows, title, query } = await cell(asked)
    return page({
      title,
      back: { href: paths.home, text: 'Back to risks' },
      content: html`${heading(title)}${dataTable({
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
      })}${downloads('Download this table', CELL, query)}`,
    })
  }),
  ...tableRoutes(CELL, 'risks:read', async (asked) => {
    const { rows, title } = await cell(asked)
    return {
      title,
      headers: ['Number', 'Risk', 'Held in', 'Owner', 'Score now', 'Band now', 'Review by'],
      rows: rows.map((row) => [row.number, row.title, row.unit, row.owner, row.score, row.band, row.reviewOn]),
    }
  }),
  ...movementRoutes,
]

async function cell({ db, query, today }: PersonRequest) {
  const look = lookOf(query)
  const only = firstValue(query, 'only')
  if (isCounted(only))
    return {
      rows: await risksCounted(db, only, today, look.unitId),
      title: COUNTED[only],
      query: `${queryOf(look)}&only=${only}`,
    }
  const matrix = await matrixOf(db)
  const likelihood = matrix.likelihoods.find(({ id }) => id === firstValue(query, 'likelihood'))
  const impact = matrix.impacts.find(({ id }) => id === firstValue(query, 'impact'))
  if (!likelihood || !impact) throw new NotFound()
  return {
    rows: await risksIn(db, look.judgement, likelihood.id, impact.id, look.unitId),
    title: `${likelihood.name} and ${impact.name.toLowerCase()}: ${JUDGEMENTS[look.judgement].toLowerCase()}`,
    query: `${queryOf(look)}&likelihood=${likelihood.id}&impact=${impact.id}`,
  }
}

function cellsOf({ likelihoods, impacts, bands, cells }: Matrix, standing: ReadonlyMap<string, number>) {
  return likelihoods.toReversed().flatMap((likelihood) =>
    impacts.map((impact) => {
      const key = cellKey(likelihood.id, impact.id)
      return { likelihood, impact, band: bands.find(({ id }) => id === cells.get(key)), count: standing.get(key) ?? 0 }
    }),
  )
}

function mapWithTable(matrix: Matrix, standing: ReadonlyMap<string, number>, look: Look) {
  const href = (likelihood: string, impact: string) =>
    `${CELL}${queryOf(look)}&likelihood=${likelihood}&impact=${impact}`
  const title = `Risks by likelihood and impact: ${JUDGEMENTS[look.judgement].toLowerCase()}`
  return pictureWithTable({
    id: 'map',
    title,
    picture: matrixPicture(matrix, { id: 'risk-map', title, counts: standing, href }),
    columns: [{ text: 'Likelihood' }, { text: 'Impact' }, { text: 'Band' }, { text: 'Risks', numeric: true }],
    rows: cellsOf(matrix, standing)
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
