import { dataTable, type Html, html, link } from '#platform/page/index.ts'
import { paths } from '../paths.ts'
import type { Comparison } from './compare.ts'
import type { Fields } from './units.ts'

/** Rows of each table that are shown; the download has them all. */
const MOST = 200

export function problemsTable({ problems }: Comparison): Html | null {
  if (problems.length === 0) return null
  return html`<div id="problems">${dataTable({
    caption: 'Rows with problems, which are left out',
    columns: [{ text: 'Row', classes: 'm-narrow' }, { text: 'Name' }, { text: 'What is wrong', classes: 'm-words' }],
    rows: problems.slice(0, MOST).map(({ row, name, message }) => [String(row), name, message]),
  })}${cut(problems.length)}</div><p class="govuk-body">Put them right where the feed comes from, or here: ${link(`${paths.units}/add`, 'add a unit')}, ${link(paths.persons, 'change a person')}.</p>`
}

export function goneTable({ units: trees }: Comparison): Html | null {
  const gone = trees.filter(({ kind }) => kind === 'gone')
  if (gone.length === 0) return null
  return html`${dataTable({
    caption: 'Units that the feed does not name any more',
    columns: [{ text: 'Unit' }, { text: 'Now' }],
    rows: gone
      .slice(0, MOST)
      .map(({ id, name }) => [
        link(paths.unit(id ?? ''), name),
        link(paths.reorganise, 'Merge, move or transfer it', name),
      ]),
  })}<p class="govuk-body">A feed closes no unit: what it owns has to go somewhere first.</p>`
}

export function changesTable(
  id: string,
  caption: string,
  changes: readonly { readonly name: string; readonly fields: Fields }[],
  labels: ReadonlyMap<string, string>,
): Html | null {
  if (changes.length === 0) return null
  return html`<div id="${id}">${dataTable({
    caption,
    columns: [{ text: 'Name' }, { text: 'What changes', classes: 'm-words' }],
    rows: changes
      .slice(0, MOST)
      .map(({ name, fields }) => [
        name,
        html`<ul class="govuk-list govuk-!-margin-bottom-0">${Object.entries(fields).map(
          ([column, [before, now]]) =>
            html`<li>${labels.get(column) ?? column}: ${before ? html`from “${before}” ` : ''}${now ? html`to “${now}”` : 'removed'}</li>`,
        )}</ul>`,
      ]),
  })}${cut(changes.length)}</div>`
}

const cut = (count: number) =>
  count > MOST ? html`<p class="govuk-body">The first ${MOST} of ${count} are shown.</p>` : null
