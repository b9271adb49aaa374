import { peoplePaths } from '#features/people/index.ts'
import { instantInWords, inWords } from '#platform/calendar/index.ts'
import { type Choice, wordsOf } from '#platform/form/index.ts'
import { type Content, dataTable, deedButton, govukTag, type Html, html, link } from '#platform/page/index.ts'
import type { ChangeCheck } from './changing/store.ts'
import { CHANGES, completeness, DIRECTIONS, STATES, USES } from './model.ts'
import { paths } from './paths.ts'
import type { AssetRow, Tie } from './store.ts'

function ties(options: {
  readonly caption: string
  readonly rows: readonly Tie[]
  /** What the target is called, how it is tied, and more about the tie where there is more. */
  readonly columns: readonly [string, string, string?]
  readonly path: (id: string) => string
  /** Where an entry is on record. */
  readonly register: string
  /** What an entry that is added starts with. */
  readonly start: string
  readonly how?: readonly Choice[]
  readonly more?: (more: string | null) => Content
  /** Whether whoever looks may add an entry: nothing new leads to what has ended. */
  readonly canAdd: boolean
}): Html {
  const { caption, rows, columns, path, register, start, how = [], more = (text) => text ?? '', canAdd } = options
  const heads = columns.filter((one) => one !== undefined)
  const add = canAdd
    ? html`<p class="govuk-body m-no-print">${link(`${register}/add?${start}`, 'Add', `to ${caption.toLowerCase()}`)}</p>`
    : null
  if (rows.length === 0)
    return html`<h2 class="govuk-heading-m">${caption}</h2><p class="govuk-body">Nothing on record.</p>${add}`
  return html`${dataTable({
    caption,
    columns: [...heads.map((text) => ({ text })), { text: 'Entry' }],
    rows: rows.map((row) => [
      link(path(row.targetId), row.name),
      wordsOf(how, row.how),
      ...(heads.length > 2 ? [more(row.more)] : []),
      link(`${register}/${row.id}`, 'See', `the entry for ${row.name}`),
    ]),
  })}${add}`
}

/** What an asset is tied to, how complete its entry is, and the way to its picture. `isOwn` is whether whoever looks owns it. */
export function assetParts(
  entry: AssetRow | undefined,
  {
    places,
    users,
    sharing,
    needs,
    duties,
  }: Readonly<Record<'places' | 'users' | 'sharing' | 'needs' | 'duties', readonly Tie[]>>,
  { canAdd, isOwn }: { readonly canAdd: boolean; readonly isOwn: boolean },
): Html {
  if (!entry) return html``
  const { id } = entry
  const { percent, missing } = completeness(entry)
  const confirmed = entry.confirmedOn
    ? `Confirmed on ${inWords(entry.confirmedOn)}${entry.confirmedBy ? ` by ${entry.confirmedBy}` : ''}.`
    : 'Its owner has not confirmed it yet.'
  const own = isOwn
    ? deedButton(paths.confirm(id), 'Confirm that this is right', { values: { version: String(entry.version) } })
    : null
  return html`<h2 class="govuk-heading-m">How complete it is</h2><p class="govuk-body"><strong>${percent}%</strong> ${confirmed}</p>${missing.length > 0 ? html`<p class="govuk-body govuk-!-margin-bottom-1">It does not say:</p><ul class="govuk-list govuk-list--bullet">${missing.map((one) => html`<li>${one}</li>`)}</ul>` : null}${own}
<p class="govuk-body">${link(paths.flow(id), 'See where it lives and flows')}</p>
${ties({ caption: 'Where it lives', rows: places, columns: ['Place', 'As', 'State'], path: paths.place, register: paths.locations, start: `asset_id=${id}`, how: USES, more: (state) => wordsOf(STATES, state), canAdd })}
${ties({ caption: 'Units that use it', rows: users, columns: ['Unit', 'For what'], path: (unit) => `/people/units/${unit}`, register: paths.uses, start: `asset_id=${id}`, canAdd })}
${ties({ caption: 'Who else answers for it', rows: duties, columns: ['Person', 'As', 'Until'], path: peoplePaths.person, register: paths.duties, start: `asset_id=${id}`, canAdd })}
${ties({ caption: 'With whom it is shared', rows: sharing, columns: ['Agreement', 'Which way', 'How'], path: paths.agreement, register: paths.sharing, start: `asset_id=${id}`, how: DIRECTIONS, canAdd })}
${ties({ caption: 'What depends on what', rows: needs, columns: ['Asset', 'How', 'For what'], path: paths.asset, register: paths.dependencies, start: `asset_id=${id}`, canAdd })}`
}

/** What lives in a place, and what was answered before it changed. */
export function placeParts(
  id: string,
  assets: readonly Tie[],
  checks: readonly ChangeCheck[],
  { canAdd, canChange }: { readonly canAdd: boolean; readonly canChange: boolean },
): Html {
  const rows = checks.map((one) => [
    CHANGES[one.change].text,
    one.isPassed
      ? govukTag({ text: 'Good', classes: 'govuk-tag--green' })
      : govukTag({ text: 'Not yet', classes: 'govuk-tag--red' }),
    instantInWords(one.at),
    one.by ?? '',
    one.note ?? '',
  ])
  const ask = canChange
    ? html`<p class="govuk-body m-no-print">Answer the checklist before it changes: ${Object.entries(CHANGES).map(([change, { text }], index) => html`${index > 0 ? ', ' : ''}${link(paths.check(id, change), text)}`)}</p>`
    : null
  return html`${ties({ caption: 'What lives here', rows: assets, columns: ['Asset', 'As', 'Where in it'], path: paths.asset, register: paths.locations, start: `place_id=${id}`, how: USES, canAdd })}<h2 class="govuk-heading-m">Continuity checks</h2>${ask}${
    rows.length === 0
      ? html`<p class="govuk-body">None has been answered yet.</p>`
      : dataTable({
          caption: 'Checks that were answered',
          captionClasses: 'govuk-visually-hidden',
          columns: [
            { text: 'Change' },
            { text: 'Result' },
            { text: 'When' },
            { text: 'By' },
            { text: 'Note', classes: 'm-words' },
          ],
          rows,
        })
  }`
}

/** What is shared under an agreement. */
export const agreementParts = (id: string, rows: readonly Tie[], canAdd: boolean): Html =>
  ties({
    caption: 'What is shared under it',
    rows,
    columns: ['Asset', 'Which way', 'How'],
    path: paths.asset,
    register: paths.sharing,
    start: `agreement_id=${id}`,
    how: DIRECTIONS,
    canAdd,
  })
