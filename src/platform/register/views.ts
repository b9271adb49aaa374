import { instantInWords } from '../calendar/index.ts'
import {
  type Content,
  type FieldError,
  govukButton,
  govukDetails,
  govukFileUpload,
  govukInsetText,
  govukSummaryList,
  type Html,
  heading,
  hidden,
  html,
  link,
  mojTimeline,
  postForm,
  type View,
} from '../page/index.ts'
import { article, capital, counted } from '../words.ts'
import { aheadNotes } from './ahead-views.ts'
import { keptInWords, shownInWords, titleOf } from './field-words.ts'
import { fileLink } from './file-views.ts'
import { type LifeShown, lifeDeeds, lifeLead } from './life/views.ts'
import { linksOf } from './link-views.ts'
import { type Item, isLeading, type Register, type RegisterField, shownFields } from './model.ts'
import type { Ahead } from './reference-target.ts'
import { ID_LABEL, takenFields, VERSION_LABEL } from './sheet.ts'
import type { Change } from './store.ts'

function valueCell(register: Register, field: RegisterField, item: Item): Content {
  if (field.kind === 'file') return fileLink(register, field, item)
  const text = shownInWords(field, item)
  return isLeading(field) ? linksOf(field, item) : text
}

export function listPage(register: Register, list: Html, canChange: boolean): View {
  const { path, singular, plural, about } = register
  const deeds = canChange
    ? html`<div class="m-actions-bar">${govukButton({ text: `Add ${article(singular)} ${singular}`, href: `${path}/add` })}<span>${link(`${path}/import`, 'Import from a file')}</span></div>`
    : ''
  return {
    title: capital(plural),
    content: html`${heading(capital(plural))}<p class="govuk-body">${about}</p>${deeds}${list}`,
  }
}

export function itemPage(
  register: Register,
  item: Item,
  {
    changes,
    lead,
    ahead,
    panels,
    canChange,
    life,
  }: {
    readonly changes: readonly Change[]
    readonly lead: Html | null
    /** What is planned for what its fields refer to, by the column. */
    readonly ahead: ReadonlyMap<string, readonly Ahead[]>
    /** What this room and others show below it; nothing where there is nothing. */
    readonly panels: readonly (Html | null | undefined)[]
    readonly canChange: boolean
    readonly life: LifeShown
  },
): View {
  const title = titleOf(register, item)
  const [filled, empty] = partedFields(register, item)
  const rows = filled
    .filter((field) => !field.isToldByRoom)
    .map((field) => ({
      key: { text: field.label },
      value: { html: html`${valueCell(register, field, item)}${aheadNotes(ahead.get(field.column) ?? [])}` },
    }))
  const change = canChange
    ? govukButton({
        text: `Change this ${register.singular}`,
        href: `${register.path}/${item.id}/change`,
        classes: 'govuk-button--secondary',
      })
    : ''
  return {
    title,
    trail: [
      { text: capital(register.plural), href: register.path },
      { text: title, href: `${register.path}/${item.id}` },
    ],
    content: html`${heading(title, capital(register.singular))}${lifeLead(register, item, life)}${lead}${rows.length > 0 ? govukSummaryList({ rows }) : null}${notFilledIn(empty)}${change}${lifeDeeds(register, item, life)}${panels.map((panel) => panel ?? null)}${history(register, changes)}`,
  }
}

/** The fields of an item that say something, and those that do not. */
function partedFields(register: Register, item: Item): [RegisterField[], RegisterField[]] {
  const isEmpty = (field: RegisterField) => shownInWords(field, item) === ''
  const fields = shownFields(register)
  return [fields.filter((field) => !isEmpty(field)), fields.filter(isEmpty)]
}

/** What is not filled in, folded away. */
function notFilledIn(fields: readonly RegisterField[]): Html | null {
  if (fields.length === 0) return null
  return govukDetails({
    summaryText: `Not filled in (${fields.length})`,
    html: html`<ul class="govuk-list govuk-list--bullet">${fields.map(({ label }) => html`<li>${label}</li>`)}</ul>`,
  })
}

/** How a field was before and is now, in words: what something was added with has no before. */
function changeInWords({
  before,
  after,
  what,
}: {
  readonly before: string
  readonly after: string
  readonly what: string
}): string {
  if (after === '') return before === '' ? 'removed' : `“${before}” removed`
  if (before !== '') return `from “${before}” to “${after}”`
  return what !== 'changed' ? `“${after}”` : `set to “${after}”`
}

function history(register: Register, changes: readonly Change[]): Html {
  const shownOnes = new Map(shownFields(register).map((field) => [field.column, field]))
  const inPage = (column: string, kept: string) => keptInWords(shownOnes.get(column), kept)
  // What was kept is in no order: it is told in that of the fields, and what is no field any more after them.
  const places = new Map([...shownOnes.keys()].map((column, place) => [column, place]))
  const placeOf = ([column]: readonly [string, unknown]) => places.get(column) ?? places.size
  const items = changes.map(({ at, byName, what, fields }) => ({
    label: { text: capital(what) },
    datetime: { timestamp: at.toISOString(), type: 'datetime' as const },
    ...(byName ? { byline: { text: byName } } : {}),
    html: html`<ul class="govuk-list govuk-list--bullet">${Object.entries(fields)
      .toSorted((one, other) => placeOf(one) - placeOf(other))
      .map(
        ([column, [before, after]]) =>
          html`<li>${shownOnes.get(column)?.label ?? column}: ${changeInWords({ before: inPage(column, before), after: inPage(column, after), what })}</li>`,
      )}</ul>`,
  }))
  return html`<h2 class="govuk-heading-m">History</h2>${items.length > 0 ? mojTimeline({ headingLevel: 3, items }) : html`<p class="govuk-body">Nothing has been changed since it was loaded.</p>`}`
}

export function formPage(options: {
  readonly action: string
  readonly title: string
  readonly button: string
  readonly controls: readonly Html[]
  readonly version?: number
  readonly back: string
  readonly errors: readonly FieldError[]
  /** What is said above the fields. */
  readonly notes?: readonly string[]
  /** Whether a file may come with it. */
  readonly takesFile: boolean
}): View {
  const { notes = [] } = options
  const version = options.version === undefined ? '' : hidden('version', options.version)
  return {
    title: options.title,
    back: { href: options.back },
    errors: options.errors,
    content: html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">${heading(options.title)}${notes.map((text) => govukInsetText({ text }))}${postForm(options.action, [version, options.controls, govukButton({ text: options.button, preventDoubleClick: true })], { upload: options.takesFile })}</div></div>`,
  }
}

/** What a file may say, as its columns are called in an export. */
function takenList(register: Register): Html {
  const labels = [...takenFields(register).map(({ label }) => label), ID_LABEL, VERSION_LABEL]
  return html`<details class="govuk-details"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">Columns that can be taken in</span></summary><div class="govuk-details__text"><ul class="govuk-list govuk-list--bullet">${labels.map((label) => html`<li>${label}</li>`)}</ul><p class="govuk-body">An export gives ${ID_LABEL} and ${VERSION_LABEL}. Leave them as they are.</p></div></details>`
}

export function uploadPage(
  register: Register,
  problem: string | null,
  waiting: readonly { readonly id: string; readonly fileName: string; readonly at: Date; readonly rows: number }[],
): View {
  const errors = problem ? [{ field: 'file', message: problem }] : []
  const left =
    waiting.length > 0
      ? html`<h2 class="govuk-heading-m">Imports that wait</h2><ul class="govuk-list govuk-list--bullet">${waiting.map(({ id, fileName, at, rows }) => html`<li>${link(`${register.path}/import/${id}`, fileName)}, from ${instantInWords(at)}: ${counted(rows, 'row', 'rows')}</li>`)}</ul>`
      : null
  const upload = govukFileUpload({
    id: 'file',
    name: 'file',
    label: { text: 'Choose a file' },
    hint: {
      text: 'Excel, OpenDocument, CSV, Word or HTML, with one table whose first row names the columns. They may be called anything',
    },
    ...(problem ? { errorMessage: { text: problem } } : {}),
  })
  return {
    title: `Import ${register.plural}`,
    back: { href: register.path },
    errors,
    content: html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">${heading(`Import ${register.plural}`)}
<p class="govuk-body">You will see what would be added and updated before anything is saved, and can say what each column means.</p>${takenList(register)}
${postForm(`${register.path}/import`, [upload, govukButton({ text: 'Continue' })], { upload: true })}${left}</div></div>`,
  }
}
