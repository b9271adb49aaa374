import { peoplePaths } from '#features/people/index.ts'
import { may, type Person } from '#platform/access/index.ts'
import { instantInWords, inWords } from '#platform/calendar/index.ts'
import { type Queries, sql } from '#platform/db/index.ts'
import { type Choice, wordsOf } from '#platform/form/index.ts'
import { type Content, dataTable, deedButton, govukTag, type Html, html, link } from '#platform/page/index.ts'
import { checksOf } from './changing/store.ts'
import { CHANGES, completeness, DIRECTIONS, STATES, USES } from './model.ts'
import { paths } from './paths.ts'
import { assetsIn, dutiesOn, entries, needsOf, placesOf, sharedUnder, sharingOf, type Tie, usersOf } from './store.ts'

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
  readonly canChange: boolean
}): Html {
  const { caption, rows, columns, path, register, start, how = [], more = (text) => text ?? '', canChange } = options
  const heads = columns.filter((one) => one !== undefined)
  const add = canChange
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

/** What an asset is tied to, how complete its entry is, and the way to its picture. */
export async function assetPanel(db: Queries, id: string, viewer: Person): Promise<Html> {
  const canChange = may(viewer, 'assets:change')
  const [[entry], places, users, sharing, needs, duties] = await Promise.all([
    entries(db, sql`a.id = ${id}`, 1),
    placesOf(db, id),
    usersOf(db, id),
    sharingOf(db, id),
    needsOf(db, id),
    dutiesOn(db, id),
  ])
  if (!entry) return html``
  const { percent, missing } = completeness(entry)
  const confirmed = entry.confirmedOn
    ? `Confirmed on ${inWords(entry.confirmedOn)}${entry.confirmedBy ? ` by ${entry.confirmedBy}` : ''}.`
    : 'Its owner has not confirmed it yet.'
  const own =
    entry.ownerId === viewer.id
      ? deedButton(paths.confirm(id), 'Confirm that this is right', { values: { version: String(entry.version) } })
      : null
  return html`<h2 class="govuk-heading-m">How complete it is</h2><p class="govuk-body"><strong>${percent}%</strong> ${confirmed}</p>${missing.length > 0 ? html`<p class="govuk-body govuk-!-margin-bottom-1">It does not say:</p><ul class="govuk-list govuk-list--bullet">${missing.map((one) => html`<li>${one}</li>`)}</ul>` : null}${own}
<p class="govuk-body">${link(paths.flow(id), 'See where it lives and flows')}</p>
${ties({ caption: 'Where it lives', rows: places, columns: ['Place', 'As', 'State'], path: paths.place, register: paths.kept, start: `asset_id=${id}`, how: USES, more: (state) => wordsOf(STATES, state), canChange })}
${ties({ caption: 'Units that use it', rows: users, columns: ['Unit', 'For what'], path: (unit) => `/people/units/${unit}`, register: paths.used, start: `asset_id=${id}`, canChange })}
${ties({ caption: 'Who else answers for it', rows: duties, columns: ['Person', 'As', 'Until'], path: peoplePaths.person, register: paths.duties, start: `asset_id=${id}`, canChange })}
${ties({ caption: 'With whom it is shared', rows: sharing, columns: ['Agreement', 'Which way', 'How'], path: paths.agreement, register: paths.shared, start: `asset_id=${id}`, how: DIRECTIONS, canChange })}
${ties({ caption: 'What depends on what', rows: needs, columns: ['Asset', 'How', 'For what'], path: paths.asset, register: paths.dependencies, start: `asset_id=${id}`, canChange })}`
}

/** What lives in a place, and what was answered before it changed. */
export async function placePanel(db: Queries, id: string, viewer: Person): Promise<Html> {
  const canChange = may(viewer, 'assets:change')
  const [assets, checks] = await Promise.all([assetsIn(db, id), checksOf(db, id)])
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
  return html`${ties({ caption: 'What lives here', rows: assets, columns: ['Asset', 'As', 'Where in it'], path: paths.asset, register: paths.kept, start: `place_id=${id}`, how: USES, canChange })}<h2 class="govuk-heading-m">Continuity checks</h2>${ask}${
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

export async function agreementPanel(db: Queries, id: string, viewer: Person): Promise<Html> {
  return ties({
    caption: 'What is shared under it',
    rows: await sharedUnder(db, id),
    columns: ['Asset', 'Which way', 'How'],
    path: paths.asset,
    register: paths.shared,
    start: `agreement_id=${id}`,
    how: DIRECTIONS,
    canChange: may(viewer, 'assets:change'),
  })
}
