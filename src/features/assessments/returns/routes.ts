import { rowsOf } from '#platform/access/index.ts'
import { NotFound } from '#platform/errors.ts'
import { tableRoutes } from '#platform/listing/index.ts'
import { get, type PersonRequest, page, type Route } from '#platform/web/index.ts'
import { publishedFrameworks } from '../frameworks/store.ts'
import { seenParticipant } from '../lookup.ts'
import type { Participant } from '../model.ts'
import { paths } from '../paths.ts'
import { type StartingPoint, startingPoints } from '../responses/starting.ts'
import type { Compiled } from '../scoring/compile.ts'
import { UNIT_ANSWERS } from '../seeing.ts'
import { readyFramework } from '../store.ts'
import { type ReturnRow, returnRows } from './model.ts'
import { returnPage, returnsPage } from './views.ts'

export const routes: readonly Route[] = [
  get(paths.returns(':id'), 'assessments:read', async (asked) => {
    const { participant } = await seenParticipant(asked)
    const all = await publishedFrameworks(asked.db)
    const rows = []
    for (const { id, name, version } of all) {
      const framework = await readyFramework(asked.db, id)
      if (framework.framework.borrows.length > 0)
        rows.push({ id, name, version, from: framework.framework.borrows.map(({ from }) => from) })
    }
    return page(returnsPage(participant, rows))
  }),
  get(paths.unitReturn(':id', ':framework'), 'assessments:read', async (asked) => {
    const { participant, framework, rows } = await returned(asked)
    const path = paths.unitReturn(participant.id, asked.params.framework ?? '')
    return page(returnPage({ path, participant, name: framework.framework.name, rows }))
  }),
  ...tableRoutes(
    `${paths.unitReturn(':id', ':framework')}/table`,
    'assessments:read',
    rowsOf(UNIT_ANSWERS),
    async (asked) => {
      const { participant, framework, rows } = await returned(asked)
      return {
        title: `${framework.framework.name} ${participant.unit}`,
        headers: ['Section', 'Code', 'Question', 'System', 'Answer', 'State', 'Missing', 'Taken from', 'Note'],
        rows: rows.map((row) => [
          row.question.section.name,
          row.question.question.code,
          row.question.question.text,
          row.system,
          row.answer,
          row.state,
          row.missing.join(', '),
          row.words ? `${row.words}: ${row.from.join(', ')}` : null,
          row.note,
        ]),
      }
    },
  ),
]

async function returned(
  asked: PersonRequest,
): Promise<{ participant: Participant; framework: Compiled; points: StartingPoint[]; rows: ReturnRow[] }> {
  const { participant } = await seenParticipant(asked)
  const published = await publishedFrameworks(asked.db)
  const known = published.find(({ id }) => id === asked.params.framework)
  if (!known) throw new NotFound()
  const framework = await readyFramework(asked.db, known.id)
  const points = await startingPoints(asked.db, participant.unitId, framework, null)
  const rows = returnRows(framework, { name: participant.unit, kind: participant.unitKind }, points)
  return { participant, framework, points, rows }
}
