import { inWords } from '#platform/calendar/index.ts'
import type { FormState } from '#platform/form/index.ts'
import {
  type Content,
  dataTable,
  deedButton,
  type FieldError,
  govukButton,
  govukDetails,
  govukFileUpload,
  govukInsetText,
  govukNotificationBanner,
  govukPagination,
  govukSelect,
  govukWarningText,
  type Html,
  heading,
  html,
  lines,
  link,
  postForm,
  type View,
} from '#platform/page/index.ts'
import { LIMITS, READABLE } from '#platform/reading/index.ts'
import type { Reading } from '../dates/index.ts'
import { ACTIONS_MOST } from '../limits.ts'
import { paths } from '../paths.ts'
import { readingControl, readingInWords } from '../targets.ts'
import { pasteForm, rowForm } from './forms.ts'
import {
  COLUMN_FIELDS,
  FIELD_NAMES,
  type ImportedAction,
  type ImportedPlan,
  type ImportedRecommendation,
  type TableColumns,
} from './model.ts'

const twoThirds = (content: Html) =>
  html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">${content}</div></div>`

export interface OpenImport {
  readonly id: string
  readonly fileName: string
}

export function startPage(open: readonly OpenImport[], errors: readonly FieldError[] = [], state?: FormState): View {
  const problem = (field: string) => errors.find((error) => error.field === field)?.message
  const upload = govukFileUpload({
    id: 'file',
    name: 'file',
    label: { text: 'Upload a document', classes: 'govuk-label--m' },
    hint: {
      text: `${READABLE.map(({ name, endings }) => `${name} (${endings[0]})`).join(', ')}. At most ${LIMITS.fileBytes / 1024 / 1024} MB.`,
    },
    ...(problem('file') ? { errorMessage: { text: problem('file') ?? '' } } : {}),
  })
  const unfinished =
    open.length > 0
      ? html`<h2 class="govuk-heading-m">Imports that you have not finished</h2><ul class="govuk-list">${open.map(({ id, fileName }) => html`<li>${link(paths.import(id), fileName)}</li>`)}</ul>`
      : null
  return {
    title: 'Import an action plan',
    back: { href: paths.plans, text: 'Back to action plans' },
    errors,
    content: twoThirds(html`${heading('Import an action plan')}
<p class="govuk-body">Muniment reads the tables as people write them and shows what it understood. Nothing is saved until you have checked it.</p>
${postForm(paths.imports, [upload, govukDetails({ summaryText: 'Paste a table instead', html: pasteForm.control('table', state), open: problem('table') !== undefined }), govukButton({ text: 'Read the document', preventDoubleClick: true })], { upload: true })}${unfinished}`),
  }
}

export interface Preview {
  readonly id: string
  readonly fileName: string
  readonly plan: ImportedPlan
  readonly details: readonly Html[]
  readonly edited: ReadonlySet<string>
  /** The first action that is shown, from 0. */
  readonly from: number
  readonly errors: readonly FieldError[]
}

/** Everything that would be made, row by row, with what was guessed. */
export function previewPage({ id, fileName, plan, details, edited, from, errors }: Preview): View {
  const actions = plan.recommendations.flatMap((recommendation) => recommendation.actions)
  const dates = actions.filter(({ target }) => target !== null && target.kind !== 'unset').length
  const empty =
    actions.length === 0
      ? govukWarningText({
          text: 'No actions were found in this document. Check what its columns hold, below, or choose another file.',
          iconFallbackText: 'Warning',
        })
      : null
  const summary = html`<p class="govuk-body-l">${plural(plan.recommendations.length, 'recommendation')}, ${plural(actions.length, 'action')}, ${plural(dates, 'target date')} read, ${plural(plan.leftOver.length, 'thing')} left over.</p>`
  const button = govukButton({ text: 'Import this plan', preventDoubleClick: true })
  return {
    title: 'Check the plan before you import it',
    back: { href: paths.imports, text: 'Choose another document' },
    errors,
    content: html`${heading('Check the plan before you import it', fileName)}${summary}${empty}
${questions(plan, id)}
${postForm(paths.import(id), [twoThirds(html`<h2 class="govuk-heading-m">About the plan</h2>${details}`), actions.length > 0 ? button : null])}
${columns(plan.tables, id)}
<h2 class="govuk-heading-l">What will be made</h2>
${paging(id, from, actions.length)}
${shownFrom(plan.recommendations, from).map(({ recommendation, index }) => recommendationTable(recommendation, index, id, edited))}
${paging(id, from, actions.length)}
${leftOverTable(plan)}
${actions.length > 0 ? html`<p class="govuk-body">${link('#title', 'Back to the top to import this plan')}</p>` : null}
${deedButton(paths.importDiscard(id), 'Discard this import', { kind: 'warning' })}`,
  }
}

function plural(count: number, noun: string): string {
  return `${count.toLocaleString('en-GB')} ${noun}${count === 1 ? '' : 's'}`
}

interface Shown {
  readonly recommendation: ImportedRecommendation
  readonly index: number
}

/** The recommendations with the actions of one page; those whose actions are all on other pages are left to them. */
function shownFrom(recommendations: readonly ImportedRecommendation[], from: number): Shown[] {
  let at = 0
  return recommendations.flatMap((recommendation, index) => {
    const [start, end] = [at, at + recommendation.actions.length]
    at = end
    const actions = recommendation.actions.slice(Math.max(0, from - start), Math.max(0, from + ACTIONS_MOST - start))
    const isHere =
      actions.length > 0 || (recommendation.actions.length === 0 && start >= from && start < from + ACTIONS_MOST)
    return isHere ? [{ recommendation: { ...recommendation, actions }, index }] : []
  })
}

function paging(id: string, from: number, count: number): Html | null {
  if (count <= ACTIONS_MOST) return null
  const at = (place: number) => `${paths.import(id)}?from=${place}`
  const last = Math.min(count, from + ACTIONS_MOST)
  return html`<p class="govuk-body">Actions ${from + 1} to ${last} of ${count}.</p>${govukPagination({
    ...(from > 0 ? { previous: { href: at(Math.max(0, from - ACTIONS_MOST)) } } : {}),
    ...(last < count ? { next: { href: at(last) } } : {}),
  })}`
}

function questions({ questions: asked }: ImportedPlan, id: string): Html | null {
  if (asked.length === 0) return null
  const items = asked
    .slice(0, 100)
    .map(
      ({ where, question, guess, place }) =>
        html`<li><strong>${where}.</strong> ${question} <span class="m-meta">${guess}</span> ${place ? link(paths.importRow(id, place), 'Change', `the answer for ${where}`) : link('#columns', 'Change', `the answer for ${where}`)}</li>`,
    )
  return govukNotificationBanner({
    titleText: 'Please check',
    titleHeadingLevel: '2',
    html: html`<p class="govuk-notification-banner__heading">${plural(asked.length, 'guess').replace('guesss', 'guesses')} to check</p><ul class="govuk-list govuk-list--bullet">${items}</ul>`,
  })
}

/** Tables with the same columns are asked about together. */
function columns(tables: readonly TableColumns[], id: string): Html | null {
  if (tables.length === 0) return null
  const alike = Map.groupBy(
    tables.map((table, number) => ({ table, number })),
    ({ table }) => columnsKey(table),
  )
  const groups = [...alike.values()].map((members) => columnSelects(members))
  const isGuessed = tables.some((table) => table.columns.some(({ guessed }) => guessed))
  return html`<div id="columns">${govukDetails({
    summaryText: 'What the columns hold',
    open: isGuessed,
    html: postForm(paths.importColumns(id), [
      groups,
      govukButton({ text: 'Read again with these columns', classes: 'govuk-button--secondary' }),
    ]),
  })}</div>`
}

/** Tables whose headers and fields are the same share one set of answers. */
export function columnsKey({ columns: own }: TableColumns): string {
  return JSON.stringify(own.map(({ header, field }) => [header, field]))
}

function columnSelects(members: readonly { readonly table: TableColumns; readonly number: number }[]): Html | null {
  const [first] = members
  if (!first) return null
  const selects = first.table.columns.map((column, index) =>
    govukSelect({
      id: `t${first.number}c${index}`,
      name: `t${first.number}c${index}`,
      label: { text: `Column ${index + 1}: ${(column.header ?? 'no header').slice(0, 80)}` },
      value: column.field,
      items: COLUMN_FIELDS.map((field) => ({ value: field, text: FIELD_NAMES[field] })),
    }),
  )
  const numbers = members.map(({ number }) => number + 1)
  const name =
    numbers.length === 1 ? `Table ${numbers[0]}` : `Tables ${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1)}`
  const caption = numbers.length === 1 && first.table.caption ? `: ${first.table.caption}` : ''
  return html`<fieldset class="govuk-fieldset"><legend class="govuk-fieldset__legend govuk-fieldset__legend--s">${name}${caption}</legend><div class="m-columns">${selects}</div></fieldset>`
}

function recommendationTable(
  { ref, text, commentary, updated, actions }: ImportedRecommendation,
  index: number,
  id: string,
  edited: ReadonlySet<string>,
): Html {
  const name = ref ? `Recommendation ${ref}` : `Recommendation ${index + 1} (no reference)`
  const said = commentary ? govukInsetText({ html: html`${lines(commentary)}` }) : null
  const upTo = updated ? html`<p class="govuk-body m-meta">Up to date on ${inWords(updated)}</p>` : null
  const table = dataTable({
    caption: `Actions of ${name.slice(0, 1).toLowerCase()}${name.slice(1)}`,
    captionClasses: 'govuk-visually-hidden',
    columns: [
      { text: 'Ref', classes: 'm-narrow' },
      { text: 'Action', classes: 'm-words' },
      { text: 'Owners' },
      { text: 'Priority' },
      { text: 'Target date', classes: 'm-date' },
      { text: 'Status' },
      { text: 'Commentary' },
      { text: 'Correct' },
    ],
    rows: actions.map((action) => actionRow(action, id, edited.has(action.place))),
  })
  return html`<h3 class="govuk-heading-m">${name}</h3>${text ? html`<p class="govuk-body">${lines(text)}</p>` : null}${upTo}${said}${actions.length > 0 ? table : html`<p class="govuk-body">No actions stand under this recommendation.</p>`}`
}

function actionRow(action: ImportedAction, id: string, isEdited: boolean): Content[] {
  const { target, commentary } = action
  const date = target ? html`${target.text}<br><span class="m-meta">${readingInWords(target)}</span>` : ''
  const shortened = commentary && commentary.length > 200 ? `${commentary.slice(0, 200)} …` : commentary
  return [
    action.ref ?? '–',
    lines(action.text),
    lines(action.owners.join('\n')),
    action.priority,
    date,
    action.status ? lines(action.status) : '',
    shortened ? lines(shortened) : '',
    html`${link(paths.importRow(id, action.place), 'Change', `action ${action.ref ?? action.place}`)}${isEdited ? html`<br><strong class="govuk-tag govuk-tag--blue">Changed</strong>` : null}`,
  ]
}

function leftOverTable({ leftOver }: ImportedPlan): Html {
  if (leftOver.length === 0)
    return html`<h2 class="govuk-heading-m">Left over</h2><p class="govuk-body">Nothing: everything in the document found its place.</p>`
  return dataTable({
    caption: 'Left over',
    columns: [{ text: 'Where' }, { text: 'Text', classes: 'm-words' }, { text: 'Why' }],
    rows: leftOver.slice(0, 500).map(({ where, text, why }) => [where, lines(text), why]),
  })
}

export function rowPage(
  id: string,
  action: ImportedAction,
  readings: readonly Reading[],
  state: FormState,
  asOf: string,
): View {
  const name = action.ref ? `action ${action.ref}` : `row ${action.place}`
  const field = (key: keyof typeof rowForm.fields) => rowForm.control(key, state)
  return {
    title: `Correct ${name}`,
    back: { href: paths.import(id), text: 'Back to the plan' },
    errors: state.errors,
    content: twoThirds(
      html`${heading(`Correct ${name}`)}${postForm(paths.importRow(id, action.place), [
        field('ref'),
        field('text'),
        field('owners'),
        field('priority'),
        field('target'),
        html`<p class="govuk-hint">If you change the words of the target date, they are read again, counted from ${inWords(asOf)}.</p>`,
        readingControl(readings, state.values, state.errors),
        field('status'),
        field('commentary'),
        field('leaveOut'),
        govukButton({ text: 'Save the correction', preventDoubleClick: true }),
      ])}`,
    ),
  }
}
