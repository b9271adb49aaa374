import { inWords } from '#platform/calendar/index.ts'
import type { Choice, FormState } from '#platform/form/index.ts'
import {
  deedButton,
  govukButton,
  govukCheckboxes,
  govukInsetText,
  type Html,
  heading,
  hidden,
  html,
  lines,
  link,
  postForm,
  twoThirds,
  type View,
} from '#platform/page/index.ts'
import { shortened } from '#platform/words.ts'
import type { Reading } from '../../dates/index.ts'
import { paths } from '../../paths.ts'
import { readingControl } from '../../reading-views.ts'
import type {
  ImportedAction,
  ImportedPlan,
  ImportedRecommendation,
  LeftOver,
  Question,
} from '../../recognising/model/model.ts'
import { actionPlaceInWords, rowOfPlace } from '../../recognising/model/places.ts'
import { leftOverForm, recommendationForm, rowForm } from '../forms.ts'
import { questionsOfRow, rightHere } from './questions.ts'

const save = (text: string) => govukButton({ text, preventDoubleClick: true })

/** What a recommendation is called where people choose one. */
function nameOfRecommendation({ ref, text, place }: ImportedRecommendation): string {
  const name = [ref, text?.replaceAll('\n', ' ')].filter(Boolean).join('. ')
  if (name === '') return `No words (${place.replaceAll('-', ' ')})`
  return shortened(name, 90)
}

export const homesOf = ({ recommendations }: ImportedPlan): Choice[] =>
  recommendations.map((recommendation) => ({
    value: recommendation.place,
    text: nameOfRecommendation(recommendation),
  }))

export interface RowPage {
  readonly id: string
  readonly action: ImportedAction
  readonly homes: readonly Choice[]
  readonly readings: readonly Reading[]
  /** Whether somebody has to say how the date is read. */
  readonly isAsked: boolean
  /** Words of a date that were typed, with whose readings the page is shown. */
  readonly typed?: string
  readonly state: FormState
  readonly asOf: string
  /** What is asked of it and not answered. */
  readonly questions: readonly Question[]
}

/** Corrects one action, or adds one. */
export function rowPage({ id, action, homes, readings, isAsked, typed, state, asOf, questions }: RowPage): View {
  const isNew = action.place === 'new'
  const title = isNew ? 'Add an action' : `Correct ${action.ref ? `action ${action.ref}` : 'the action'}`
  const caption = isNew ? undefined : actionPlaceInWords(action.place)
  const form = rowForm(homes)
  const field = (key: keyof typeof form.fields) => form.control(key, state)
  return {
    title,
    back: { href: paths.import(id), text: 'Back to the plan' },
    errors: state.errors,
    content: twoThirds(
      html`${heading(title, caption)}${questionsOfRow(questions)}${parts(id, action)}${notAnAction(id, action)}${postForm(
        paths.importRow(id, action.place),
        [
          field('ref'),
          field('text'),
          field('recommendation'),
          field('owners'),
          isNew ? null : ownersEverywhere(action),
          field('priority'),
          field('target'),
          html`<p class="govuk-hint">If you change the words of the target date, they are read again, counted from ${inWords(asOf)}.</p>`,
          typed === undefined ? null : hidden('checked', typed),
          readingControl(readings, state.values, state.errors, isAsked),
          statusAsWritten(action),
          field('claim'),
          statusEverywhere(action),
          field('commentary'),
          rightHere(questions, state.values),
          field('leaveOut'),
          save(isNew ? 'Add the action' : 'Save the correction'),
        ],
      )}`,
    ),
  }
}

/** The cell as it was written, and whether what is said of it holds wherever it stands. */
function ownersEverywhere({ owners, ownersCell }: ImportedAction): Html {
  const cell = ownersCell ?? owners.join('\n')
  if (cell === '') return html``
  return html`${ownersCell ? html`<p class="govuk-body m-meta">The cell as written: ${lines(ownersCell)}</p>` : null}${govukCheckboxes(
    {
      idPrefix: 'everywhere',
      name: 'everywhere',
      classes: 'govuk-checkboxes--small',
      items: [{ value: 'yes', text: 'Read the owners so wherever the same words stand' }],
    },
  )}`
}

/** The status as the document has it: its words stay, whatever they are read as. */
const statusAsWritten = ({ status }: ImportedAction): Html | null =>
  status === null ? null : html`<p class="govuk-body m-meta">The status as written: ${lines(status)}</p>`

const statusEverywhere = ({ status }: ImportedAction): Html | null =>
  status === null
    ? null
    : html`${govukCheckboxes({
        idPrefix: 'statusEverywhere',
        name: 'statusEverywhere',
        classes: 'govuk-checkboxes--small',
        items: [{ value: 'yes', text: 'Read the status so wherever the same words stand under the same header' }],
      })}`

/** A row that was taken for an action and is a heading, or headers. */
function notAnAction(id: string, { place }: ImportedAction): Html | null {
  const row = rowOfPlace(place)
  if (!/^t\d+r\d+$/.test(row)) return null
  return html`<p class="govuk-body">${link(paths.importRowKind(id, row), 'This row is not an action')}</p>`
}

/** A row that was taken for several actions can be made one, and one with several paragraphs can be made several. */
function parts(id: string, { place, text }: ImportedAction): Html | null {
  const [row = place, part] = place.split('.')
  if (place.startsWith('new')) return null
  if (part !== undefined)
    return govukInsetText({
      html: html`<p class="govuk-body">This is one of several actions that were read from one row.</p>${deedButton(paths.importRowParts(id, row), 'Make the row one action', { kind: 'secondary', values: { parts: 'one' } })}`,
    })
  if (!text.includes('\n')) return null
  return govukInsetText({
    html: html`<p class="govuk-body">The row holds several paragraphs and was read as one action.</p>${deedButton(paths.importRowParts(id, row), 'Make each paragraph an action', { kind: 'secondary', values: { parts: 'each' } })}`,
  })
}

/** Corrects one recommendation, or adds one. */
export function recommendationPage(id: string, found: ImportedRecommendation, state: FormState): View {
  const isNew = found.place === 'new'
  const title = isNew ? 'Add a recommendation' : 'Correct the recommendation'
  return {
    title,
    back: { href: paths.import(id), text: 'Back to the plan' },
    errors: state.errors,
    content: twoThirds(
      html`${heading(title, isNew ? undefined : nameOfRecommendation(found))}${postForm(
        paths.importRecommendation(id, found.place),
        [recommendationForm.controls(state), save(isNew ? 'Add the recommendation' : 'Save the correction')],
      )}`,
    ),
  }
}

/** Asks where something that was left over belongs. */
export function leftOverPage(
  id: string,
  number: number,
  { where, text, why }: LeftOver,
  homes: readonly Choice[],
  state: FormState,
): View {
  return {
    title: 'Place what was left over',
    back: { href: paths.import(id), text: 'Back to the plan' },
    errors: state.errors,
    content: twoThirds(
      html`${heading('Place what was left over', where)}${govukInsetText({ html: lines(text) })}<p class="govuk-body">${why}</p>${postForm(
        paths.importLeftOver(id, number),
        [leftOverForm(homes).controls(state), save('Place it')],
      )}`,
    ),
  }
}
