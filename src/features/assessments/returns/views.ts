import { downloads } from '#platform/listing/index.ts'
import { counts, dataTable, govukTag, heading, html, link, noted, type View } from '#platform/page/index.ts'
import type { Participant } from '../model.ts'
import { paths } from '../paths.ts'
import type { ReturnRow } from './model.ts'

/** Frameworks that borrow answers, each with those it borrows from. */
export const returnsPage = (
  participant: Participant,
  rows: readonly {
    readonly id: string
    readonly name: string
    readonly version: string
    readonly from: readonly string[]
  }[],
): View => ({
  title: 'Returns for others',
  back: { href: paths.unit(participant.id), text: 'Back to the assessment' },
  content: html`${heading('Returns for others', participant.unit)}<p class="govuk-body">What has been answered once need not be asked again: a framework that borrows answers is filled in from what the unit last said elsewhere, with what is missing listed.</p>${
    rows.length === 0
      ? html`<p class="govuk-body">No published framework says yet which answers it borrows.</p>`
      : html`<ul class="govuk-list govuk-list--bullet">${rows.map(({ id, name, version, from }) => html`<li>${link(paths.unitReturn(participant.id, id), `${name}, ${version}`)} <span class="m-meta">from ${from.join(', ')}</span></li>`)}</ul>`
  }`,
})

/** A framework filled in from what was answered, and what is missing. */
export function returnPage({
  path,
  participant,
  name,
  rows,
}: {
  readonly path: string
  readonly participant: Participant
  readonly name: string
  readonly rows: readonly ReturnRow[]
}): View {
  const of = (state: ReturnRow['state']) => rows.filter((row) => row.state === state)
  const [filled, partly, missing] = [of('filled'), of('partly'), of('missing')]
  return {
    title: `Return: ${name}`,
    back: { href: paths.returns(participant.id), text: 'Back to returns' },
    content: html`${heading(`Return: ${name}`, participant.unit)}${counts([
      { number: filled.length, label: 'filled in' },
      { number: partly.length, label: 'filled in part' },
      { number: missing.length, label: 'missing', alert: missing.length > 0 },
    ])}${[...partly, ...missing].length > 0 ? returnTable('What is missing', [...missing, ...partly]) : null}${filled.length > 0 ? returnTable('What is filled in', filled) : null}${downloads('Download the return', `${path}/table`)}`,
  }
}

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
      row.words ? noted(row.words, row.from.join(', ')) : '',
    ]),
  })
