import type { Match } from '#features/people/index.ts'
import { type Choice, type FormState, form, select, text } from '#platform/form/index.ts'
import {
  type Content,
  dataTable,
  type FieldError,
  govukButton,
  govukInsetText,
  type Html,
  heading,
  hidden,
  html,
  lines,
  link,
  noted,
  postForm,
  twoThirds,
  type View,
} from '#platform/page/index.ts'
import { counted, shortened } from '#platform/words.ts'
import { dateCell, statusCell } from '../actions/cell-views.ts'
import type { ActionRow } from '../actions/model.ts'
import type { Reading } from '../dates/index.ts'
import { STATUS_NAMES, STATUSES } from '../model.ts'
import { paths } from '../paths.ts'
import { readingInWords } from '../targets.ts'

/** Rows on one page of either table. */
export const ROWS_MOST = 100

export const ownerValue = ({ kind, id }: Match) => `${kind} ${id}`

export const manyForm = (owners: readonly Match[], units: readonly Choice[]) =>
  form({
    owner: select({
      label: 'New owner',
      options: owners.map((owner) => ({
        value: ownerValue(owner),
        text: `${owner.name}${owner.kind === 'role' ? ' – role' : ''}`,
      })),
      blank: 'Leave as it is',
    }),
    unit: select({
      label: 'New unit',
      options: units,
      blank: 'Leave as it is',
    }),
    target: text({ label: 'New target date', hint: 'In words. Leave empty to leave the dates as they are', most: 500 }),
    reason: text({
      label: 'Why do the dates change?',
      hint: 'Only if you give a new target date',
      lines: 2,
      most: 2_000,
    }),
  })

const nameOf = ({ ref, text: words }: Pick<ActionRow, 'ref' | 'text'>) =>
  [ref, words.replaceAll('\n', ' ')].filter(Boolean).join('. ').slice(0, 100)

/** A new date of many actions before it is saved: how it is read, and how many of them lose their last day by it. */
export interface DateCheck {
  readonly text: string
  readonly reading: Reading
  readonly losing: number
}

function checkInWords({ text, reading, losing }: DateCheck): Html {
  const lost =
    losing > 0
      ? html`<p class="govuk-body"><strong>It takes away the last day of ${counted(losing, 'action', 'actions')}, which can no longer be overdue.</strong></p>`
      : null
  return html`${hidden('checked', text)}${govukInsetText({
    html: html`<p class="govuk-body">“${shortened(text, 200)}” is read as: <strong>${readingInWords(reading)}</strong>. <span class="m-meta">${reading.why}</span></p>${lost}<p class="govuk-body">Nothing is saved yet. If this is right, change the chosen actions.</p>`,
  })}`
}

export interface ManyPage {
  readonly rows: readonly ActionRow[]
  readonly isCut: boolean
  readonly chosen: ReadonlySet<string>
  readonly controls: readonly Html[]
  readonly others: NotTheirs
  /** How a new date is read, where it is still to be looked at. */
  readonly check: DateCheck | null
  readonly errors: readonly FieldError[]
  /** The filters of the list, as they stand in its address. */
  readonly query: string
  readonly today: string
}

/** Actions that the filters let through and that somebody may not change. */
export interface NotTheirs {
  readonly count: number
  /** Whether there are more. */
  readonly isMore: boolean
}

/** What is not offered, why, and who can do it. */
function othersInWords({ count, isMore }: NotTheirs, isSomeTheirs: boolean): Html | null {
  if (count === 0) return null
  const many = `${isMore ? 'more than ' : ''}${isSomeTheirs ? counted(count, 'other action', 'other actions') : counted(count, 'action', 'actions')}`
  return govukInsetText({
    text: `You cannot change the ${many} that your filters let through: your right to change actions does not hold in their units. Ask somebody whose right does.`,
  })
}

/** Chooses actions of a filtered list and changes them together. */
export function manyPage({ rows, isCut, others, chosen, controls, check, errors, query, today }: ManyPage): View {
  const table = dataTable({
    caption: 'Which actions?',
    columns: [
      { text: 'Change' },
      { text: 'Action', classes: 'm-words' },
      { text: 'Owners' },
      { text: 'Unit' },
      { text: 'Target date', classes: 'm-date' },
    ],
    rows: rows.map((row) => [
      checkbox(row, chosen.has(row.id)),
      noted(link(paths.action(row.id), nameOf(row)), row.plan),
      row.owners ? lines(row.owners) : html`<span class="m-meta">None</span>`,
      row.unit ?? '–',
      dateCell(row, today),
    ]),
  })
  return {
    title: 'Change many actions',
    back: { href: `${paths.actions}${query}`, text: 'Back to the list' },
    errors,
    content: html`${heading('Change many actions')}<p class="govuk-body">The actions that your filters let through. Choose some of them, say what changes, and it is done for all of them together.</p>${isCut ? html`<p class="govuk-body">The first ${rows.length} are shown. Filter the list to see others.</p>` : null}${othersInWords(others, rows.length > 0)}${rows.length === 0 ? (others.count > 0 ? null : html`<p class="govuk-body">No actions match.</p>`) : postForm(`${paths.many}${query}`, [table, twoThirds(html`<h2 class="govuk-heading-m">What changes?</h2>${controls}${check ? checkInWords(check) : null}${govukButton({ text: 'Change the chosen actions', preventDoubleClick: true })}`)])}`,
  }
}

function checkbox(row: ActionRow, isChosen: boolean): Html {
  const id = `action-${row.id}`
  return html`${hidden(`version ${row.id}`, row.version)}<div class="govuk-checkboxes govuk-checkboxes--small"><div class="govuk-checkboxes__item"><input class="govuk-checkboxes__input" id="${id}" type="checkbox" name="action" value="${row.id}"${isChosen ? html` checked` : ''}><label class="govuk-label govuk-checkboxes__label" for="${id}"><span class="govuk-visually-hidden">Change ${nameOf(row)}</span></label></div></div>`
}

export interface UpdatePage {
  readonly rows: readonly (ActionRow & { readonly obstacle: string | null })[]
  readonly isCut: boolean
  readonly state: FormState
  readonly query: string
  readonly today: string
}

/** One row for each action, with its status and a box for commentary: written down the table and saved once. */
export function updatePage({ rows, isCut, state, query, today }: UpdatePage): View {
  const value = (name: string) => {
    const sent = state.values[name]
    return typeof sent === 'string' ? sent : undefined
  }
  const table = dataTable({
    caption: 'How do they stand?',
    columns: [
      { text: 'Action', classes: 'm-words' },
      { text: 'Target date', classes: 'm-date' },
      { text: 'Status' },
      { text: 'Your claim' },
      { text: 'What supports it' },
    ],
    rows: rows.map((row): Content[] => [
      noted(link(paths.action(row.id), nameOf(row)), row.plan),
      dateCell(row, today),
      statusCell(row, today),
      row.obstacle
        ? html`<span class="m-meta">${row.obstacle}</span>`
        : statusBox(row, value(`status ${row.id}`) ?? '', state.errors),
      row.obstacle ? '' : noteBox(row, value(`note ${row.id}`) ?? ''),
    ]),
  })
  return {
    title: 'Update actions',
    back: { href: `${paths.actions}${query}`, text: 'Back to the list' },
    errors: state.errors,
    content: html`${heading('Update actions')}<p class="govuk-body">Leave what has not changed. A note without a claim becomes commentary.</p>${isCut ? html`<p class="govuk-body">The first ${rows.length} are shown. Filter the list to see others.</p>` : null}${rows.length === 0 ? html`<p class="govuk-body">No actions match.</p>` : postForm(`${paths.update}${query}`, [table, govukButton({ text: 'Save all changes', preventDoubleClick: true })])}`,
  }
}

function statusBox(row: ActionRow, chosen: string, errors: readonly FieldError[]): Html {
  const id = `status-${row.id}`
  const problem = errors.find(({ field }) => field === id)?.message
  const options = STATUSES.map(
    (status) =>
      html`<option value="${status}"${status === chosen ? html` selected` : ''}>${STATUS_NAMES[status]}</option>`,
  )
  return html`${hidden(`version ${row.id}`, row.version)}${problem ? html`<p class="govuk-error-message" id="${id}-error">${problem}</p>` : null}<label class="govuk-visually-hidden" for="${id}">Your claim on ${nameOf(row)}</label><select class="govuk-select m-cell-select" id="${id}" name="status ${row.id}"${problem ? html` aria-describedby="${id}-error"` : ''}><option value="">No change</option>${options}</select>`
}

function noteBox(row: ActionRow, note: string): Html {
  const id = `note-${row.id}`
  return html`<label class="govuk-visually-hidden" for="${id}">What supports your claim on ${nameOf(row)}</label><textarea class="govuk-textarea m-cell-text" id="${id}" name="note ${row.id}" rows="2">${note}</textarea>`
}
