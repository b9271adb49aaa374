import { instantInWords } from '#platform/calendar/index.ts'
import { type FormState, form, radios } from '#platform/form/index.ts'
import { downloads } from '#platform/listing/index.ts'
import {
  counts,
  dataTable,
  deedButton,
  govukButton,
  govukCheckboxes,
  govukFileUpload,
  type Html,
  heading,
  html,
  link,
  postForm,
  twoThirds,
  type View,
} from '#platform/page/index.ts'
import { counted } from '#platform/words.ts'
import { paths } from '../paths.ts'
import type { Comparison } from './compare.ts'
import type { Feed } from './deeds.ts'
import { type Figures, figuresOf } from './figures.ts'
import { KINDS } from './model.ts'
import { changesTable, goneTable, problemsTable } from './table-views.ts'

export const STATES = { waiting: 'Waits', applied: 'Applied', dropped: 'Dropped' } as const

export const wholeForm = form({
  whole: radios({
    label: 'Does it name everybody?',
    hint: 'If it does, whoever came from an earlier feed and is not in this one has left',
    required: 'Select whether it names everybody',
    options: [
      { value: 'yes', text: 'Yes, everybody who is here' },
      { value: 'no', text: 'No, only some' },
    ],
  }),
})

/** The form that takes a feed, and the feeds that came. */
export function feedsPage(all: readonly Feed[], state: FormState): View {
  const title = 'People and units from a directory'
  return {
    title,
    back: { href: paths.home, text: 'Back to people' },
    errors: state.errors,
    content: html`${twoThirds(
      html`${heading(title)}<p class="govuk-body">A file or another system tells us who works here, and in which unit. You see what would change before anything does. Leavers lose access the same day.</p>${postForm(paths.feeds, [fileChooser(state), wholeForm.controls(state), govukButton({ text: 'Continue', preventDoubleClick: true })], { upload: true })}`,
    )}${all.length === 0 ? null : feedsTable(all)}`,
  }
}

function fileChooser({ errors }: FormState): Html {
  const problem = errors.find(({ field }) => field === 'file')?.message
  return govukFileUpload({
    id: 'file',
    name: 'file',
    label: { text: 'Choose a file' },
    hint: {
      text: 'A table of people (name, email, number, grade, unit, active) or of units (name, number, kind, part of) in CSV, Excel or OpenDocument; or JSON as SCIM has it, with people and units together',
    },
    ...(problem ? { errorMessage: { text: problem } } : {}),
  })
}

function feedsTable(all: readonly Feed[]): Html {
  return html`${dataTable({
    caption: 'Feeds',
    columns: [{ text: 'Feed', classes: 'm-words' }, { text: 'When' }, { text: 'By' }, { text: 'State' }],
    rows: all.map((one) => [
      link(paths.feed(one.id), one.name),
      instantInWords(one.at),
      one.by ?? 'A program',
      STATES[one.state],
    ]),
  })}${downloads('Download this table', `${paths.feeds}/table`)}`
}

/** What fields are called, by their columns. */
type Labels = ReadonlyMap<string, string>

/** What a feed would change, or what it did. `asks` is whether so many would leave that somebody must say that this is right. */
export function feedPage(feed: Feed, found: Comparison, labels: Labels, asks: boolean): View {
  const title = `Changes from ${feed.name}`
  const back = { href: paths.feeds, text: 'Back to feeds' }
  return { title, back, content: feed.state === 'waiting' ? preview(feed, found, labels, asks) : outcome(feed, found) }
}

function outcome(feed: Feed, found: Comparison): Html {
  const words =
    feed.state === 'applied' ? 'It was applied. This is what it did:' : 'It was dropped. Nothing was changed.'
  return html`${heading(feed.name, instantInWords(feed.at))}<p class="govuk-body">${words}</p>${feed.figures ? figuresList(feed.figures, false) : null}${problemsTable(found)}`
}

function preview({ id, name }: Feed, found: Comparison, labels: Labels, asks: boolean): Html {
  const own = paths.feed(id)
  const figures = figuresOf(found)
  const { added, changed, left, back, units } = figures
  const apply = () =>
    postForm(`${own}/apply`, [
      asks ? leaversAccepted(left) : null,
      govukButton({ text: 'Apply these changes', preventDoubleClick: true }),
    ])
  return html`${heading(`Changes from ${name}`)}${figuresList(figures, true)}${
    added + changed + left + back + units === 0 ? html`<p class="govuk-body">Nothing would change.</p>` : apply()
  }${deedButton(`${own}/drop`, 'Drop this feed', { kind: 'secondary' })}${problemsTable(found)}${everyChange(found, labels)}${downloads('Download every change', `${own}/table`)}`
}

function everyChange(found: Comparison, labels: Labels): Html {
  const units = found.units.filter(({ kind }) => kind !== 'gone')
  return html`${changesTable('units', 'Units', units, labels)}${goneTable(found)}${(
    ['leave', 'add', 'change', 'back'] as const
  ).map((kind) =>
    changesTable(
      kind,
      `People: ${KINDS[kind].toLowerCase()}`,
      found.people.filter((one) => one.kind === kind),
      labels,
    ),
  )}`
}

function leaversAccepted(left: number): Html {
  return govukCheckboxes({
    idPrefix: 'accept',
    name: 'accept',
    fieldset: {
      legend: {
        text: `${counted(left, 'person leaves', 'people leave')} at once`,
        classes: 'govuk-fieldset__legend--s',
      },
    },
    items: [{ value: 'yes', text: 'That is right: shut them out' }],
  })
}

/** The figures of a feed. They lead to what they count where that is listed below them. */
function figuresList({ added, changed, left, back, units, problems, unchanged }: Figures, isListed: boolean): Html {
  const to = (id: string, number: number) => (isListed && number > 0 ? { href: `#${id}` } : {})
  return counts([
    { number: added, label: { one: 'new person', more: 'new people' }, ...to('add', added) },
    { number: changed, label: 'changed', ...to('change', changed) },
    { number: left, label: 'leave', ...to('leave', left) },
    { number: back, label: 'come back', ...to('back', back) },
    { number: units, label: { one: 'unit new or changed', more: 'units new or changed' }, ...to('units', units) },
    { number: problems, label: 'with problems', ...to('problems', problems), alert: problems > 0 },
    { number: unchanged, label: 'as they are' },
  ])
}
