import { NotFound } from '#platform/errors.ts'
import { downloads, tableRoutes } from '#platform/listing/index.ts'
import { counts, dataTable, govukTag, heading, html, link } from '#platform/page/index.ts'
import { get, type PersonRequest, page, type Route } from '#platform/web/index.ts'
import { publishedFrameworks } from '../frameworks/store.ts'
import { seenParticipant } from '../lookup.ts'
import type { Participant } from '../model.ts'
import { paths } from '../paths.ts'
import { type StartingPoint, startingPoints } from '../responses/starting.ts'
import type { Compiled } from '../scoring/compile.ts'
import { readyFramework } from '../store.ts'
import { type ReturnRow, returnRows } from './model.ts'

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
    return page({
      title: 'Returns for others',
      back: { href: paths.unit(participant.id), text: 'Back to the assessment' },
      content: html`${heading('Returns for others', participant.unit)}<p class="govuk-body">What has been answered once need not be asked again: a framework that borrows answers is filled in from what the unit last said elsewhere, with what is missing listed.</p>${
        rows.length === 0
          ? html`<p class="govuk-body">No published framework says yet which answers it borrows.</p>`
          : html`<ul class="govuk-list govuk-list--bullet">${rows.map(({ id, name, version, from }) => html`<li>${link(paths.unitReturn(participant.id, id), `${name}, ${version}`)} <span class="m-meta">from ${from.join(', ')}</span></li>`)}</ul>`
      }`,
    })
  }),
  get(paths.unitReturn(':id', ':framework'), 'assessments:read', async (asked) => {
    const { participant, framework, rows } = await returned(asked)
    const of = (state: ReturnRow['state']) => rows.filter((row) => row.state === state)
    const [filled, partly, missing] = [of('filled'), of('partly'), of('missing')]
    const path = paths.unitReturn(participant.id, asked.params.framework ?? '')
    return page({
      title: `Return: ${framework.framework.name}`,
      back: { href: paths.returns(participant.id), text: 'Back to returns' },
      content: html`${heading(`Return: ${framework.framework.name}`, participant.unit)}${counts([
        { number: filled.length, label: 'filled in' },
        { number: partly.length, label: 'filled in part' },
        { number: missing.length, label: 'missing', alert: missing.length > 0 },
      ])}${[...partly, ...missing].length > 0 ? returnTable('What is missing', [...missing, ...partly]) : null}${filled.length > 0 ? returnTable('What is filled in', filled) : null}${downloads('Download the return', `${path}/table`)}`,
    })
  }),
  ...tableRoutes(`${paths.unitReturn(':id', ':framework')}/table`, 'assessments:read', async (asked) => {
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
  }),
]

const STATES = { filled: 'Filled in', partly: 'In part', missing: 'Missing' } as const
const COLOURS = { filled: 'govuk-tag--green', partly: 'govuk-tag--yellow', missing: 'govuk-tag--red' } as const

const returnTable = (caption: string, rows: readonly ReturnRow[]) =>
  dataTable({
    caption,
    columns: [
      { text: 'Question', classes: 'm-words' },
      { text: 'Answer', classes: 'm-words' },
      { text: 'State' },
      { text: 'Taken from' },
    ],
    rows: rows.map((row) => [
      html`${row.question.question.code} ${row.question.question.text}${row.system ? html`<br><span class="m-meta">${row.system}</span>` : null}`,
      html`${row.answer}${row.missing.length > 0 && row.state === 'partly' ? html`<br><span class="m-meta">Missing: ${row.missing.join(', ')}</span>` : null}`,
      govukTag({ text: STATES[row.state], classes: COLOURS[row.state] }),
      row.words ? html`${row.words}<br><span class="m-meta">${row.from.join(', ')}</span>` : '',
    ]),
  })

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
