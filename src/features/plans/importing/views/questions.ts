import { type Values, valuesOf } from '#platform/form/index.ts'
import { govukCheckboxes, govukInsetText, govukNotificationBanner, type Html, html } from '#platform/page/index.ts'
import { counted } from '#platform/words.ts'
import type { ImportedPlan, Question } from '../../recognising/model/model.ts'
import { actionPlaceInWords } from '../../recognising/model/places.ts'
import { placesOf } from '../../recognising/model/questions.ts'
import { guessKey } from '../answered.ts'
import { isFoundRight, RIGHT } from '../right-here.ts'
import { addressOf, answerLinks, confirmButton, isConfirmable } from './answers.ts'
import { goOn } from './going-on.ts'

/** So many guesses are shown at once. */
const MOST = 100

/** The guesses of a document that nobody has answered; those about one row are asked together, and answered on its page. */
export function questionsToCheck(plan: ImportedPlan, id: string): Html | null {
  const asked = plan.questions
  if (asked.length === 0) return null
  const groups = Map.groupBy(asked.slice(0, MOST), (question) => rowAsked(question) ?? question)
  const items = [...groups.values()].map((together) => group(together, plan, id))
  return govukNotificationBanner({
    titleText: 'Please check',
    titleHeadingLevel: '2',
    html: html`<p class="govuk-notification-banner__heading">${counted(asked.length, 'guess', 'guesses')} to check</p><ul class="govuk-list govuk-list--bullet">${items}</ul>`,
  })
}

/** The row or action that a question is about; null where it is about none, or about several. */
function rowAsked(question: Question): string | null {
  const [place, ...others] = placesOf(question)
  return place !== undefined && others.length === 0 && /^t\d+r\d+/.test(place) ? place : null
}

function group(together: readonly Question[], plan: ImportedPlan, id: string): Html | null {
  const [first] = together
  if (!first) return null
  const place = rowAsked(first)
  const shared = place === null ? 0 : plan.questions.filter((one) => isShared(one, place)).length
  const count = together.length + shared
  if (place === null || count < 2)
    return html`<li><strong>${first.where}.</strong> ${asked(first)} ${answerLinks(first, plan, id)} ${confirmed(first)}</li>`
  const label = actionPlaceInWords(place)
  const told = `${counted(count, 'question', 'questions')} about this row`
  const others =
    shared > 0
      ? html`<li>${counted(shared, 'question that is asked of other rows too', 'questions that are asked of other rows too')}</li>`
      : null
  const items = together.map(
    (one) =>
      html`<li>${one.where === label ? null : html`${one.where}. `}${asked(one)} ${answerLinks(one, plan, id)} ${confirmed(one)}</li>`,
  )
  return html`<li><strong>${label}.</strong> ${told}. ${goOn(addressOf(place, plan, id), 'Answer them on one page', `: ${label}`)}<ul class="govuk-list govuk-list--bullet">${items}${others}</ul></li>`
}

const isShared = (question: Question, place: string): boolean => {
  const places = placesOf(question)
  return places.length > 1 && places.includes(place)
}

const asked = ({ question, guess }: Question): Html => html`${question} <span class="m-meta">${guess}</span>`

const confirmed = (question: Question): Html | null => (isConfirmable(question) ? confirmButton(question) : null)

/** What is asked of one row, on the page where it is answered. */
export function questionsOfRow(questions: readonly Question[]): Html | null {
  if (questions.length === 0) return null
  const items = questions.map((question) => html`<li>${asked(question)}</li>`)
  return govukInsetText({
    html: html`<p class="govuk-body"><strong>${counted(questions.length, 'question', 'questions')} about this row</strong></p><ul class="govuk-list govuk-list--bullet">${items}</ul>`,
  })
}

/** Part of the form of a row: which of the guesses that nothing else in it answers are right as they stand. */
export function rightHere(questions: readonly Question[], values: Values): Html | null {
  const found = questions.filter(isFoundRight)
  if (found.length === 0) return null
  return html`${govukCheckboxes({
    idPrefix: RIGHT,
    name: RIGHT,
    classes: 'govuk-checkboxes--small',
    fieldset: { legend: { text: 'Which guesses are right?', classes: 'govuk-fieldset__legend--s' } },
    hint: { text: 'Change what is not right in the boxes of this page' },
    values: valuesOf(values, RIGHT),
    items: found.map((question) => ({
      value: guessKey(question),
      text: question.question,
      hint: { text: question.guess },
    })),
  })}`
}
