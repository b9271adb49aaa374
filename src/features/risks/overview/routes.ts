import { unitChoices } from '#features/people/index.ts'
import { may } from '#platform/access/index.ts'
import { toDraw } from '#platform/charts/index.ts'
import type { Db } from '#platform/db/index.ts'
import { NotFound } from '#platform/errors.ts'
import { firstValue } from '#platform/form/index.ts'
import { isId } from '#platform/ids.ts'
import { tableRoutes } from '#platform/listing/index.ts'
import { get, type PersonRequest, page, type Route } from '#platform/web/index.ts'
import { COUNTED, isCounted, isJudgement, JUDGEMENTS } from '../model.ts'
import { paths } from '../paths.ts'
import { RISKS_SEEN } from '../seeing.ts'
import { countsIn, gravest, incidentTotals, matrixOf, risksCounted, risksIn, totals } from '../store.ts'
import { movementRoutes } from './movement.ts'
import { CELL, cellPage, cellsOf, chooserOf, type Look, overviewPage, queryOf } from './views.ts'

function lookOf(query: PersonRequest['query']): Look {
  const [which, unit] = [firstValue(query, 'which'), firstValue(query, 'unit')]
  return { judgement: isJudgement(which) ? which : 'now', unitId: isId(unit) ? unit : null }
}

async function mapOf(db: Db, { judgement, unitId }: Look) {
  const [matrix, counts] = await Promise.all([matrixOf(db), countsIn(db, judgement, unitId)])
  return { matrix, counts }
}

export const routes: readonly Route[] = [
  get(paths.home, 'risks:read', async (asked) => {
    const { db, today, person, query } = asked
    const units = await unitChoices(db, today, person)
    const read = chooserOf(units).read(query)
    const unitId = read.ok ? read.value.unit : null
    const look = { ...lookOf(query), unitId }
    const [figures, ofIncidents, map, worst] = await Promise.all([
      totals(db, today, look.unitId),
      incidentTotals(db, person),
      toDraw(asked, { key: 'the map of risks', seenBy: RISKS_SEEN }, (told) => mapOf(told.db, look)),
      gravest(db, 10, look.unitId),
    ])
    const canSeeIncidents = may(person, 'incidents:read')
    return page(
      overviewPage({ look, figures: { ...figures, ...ofIncidents }, map, worst, units, asked: read, canSeeIncidents }),
    )
  }),
  ...tableRoutes(`${paths.home}/map`, 'risks:read', RISKS_SEEN, async ({ db, query }) => {
    const look = lookOf(query)
    const { matrix, counts } = await mapOf(db, look)
    return {
      title: `Risks by likelihood and impact: ${JUDGEMENTS[look.judgement].toLowerCase()}`,
      headers: ['Likelihood', 'Impact', 'Band', 'Risks'],
      rows: cellsOf(matrix, counts).map(({ likelihood, impact, band, count }) => [
        likelihood.name,
        impact.name,
        band?.name ?? '',
        count,
      ]),
    }
  }),
  get(CELL, 'risks:read', async (asked) => page(cellPage(await cell(asked)))),
  ...tableRoutes(CELL, 'risks:read', RISKS_SEEN, async (asked) => {
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
