import { formLink, govukDetails, type Html, html, link } from '#platform/page/index.ts'
import { counted } from '#platform/words.ts'
import { paths } from '../../paths.ts'
import type { ImportedPlan, Question } from '../../recognising/model/model.ts'
import { actionPlaceInWords } from '../../recognising/model/places.ts'
import { guessKey } from '../answered.ts'
import { ABOUT, CONFIRMED, goOn } from './going-on.ts'

/** So many rows of one question are led to; the others are changed where they stand below. */
const MOST = 50

/** Leads to where a question is answered: on this page or on one of its own, and to each of the rows that it stands for. */
export function answerLinks(question: Question, plan: ImportedPlan, id: string): Html {
  const { places = [] } = question
  const first = question.places && !question.owners ? null : answerLink(question, plan, id)
  if (places.length === 0) return html`${first}`
  const rows = places.slice(0, MOST).map((place) => {
    const name = actionPlaceInWords(place)
    return html`<li>${leadTo(addressOf(place, plan, id), `Change ${name.slice(0, 1).toLowerCase()}${name.slice(1)}`)}</li>`
  })
  const more = places.length > MOST ? html`<p class="govuk-body">The others stand in the table below.</p>` : null
  const list = html`<ul class="govuk-list">${rows}</ul>${more}`
  return html`${first}${govukDetails({ summaryText: `Change ${counted(places.length, 'row', 'rows')}`, html: list })}`
}

/** Whether a guess is answered by saying that it is right: not where one of several answers has to be chosen, or where nothing was guessed. */
export function isConfirmable({ owners, field, place, where }: Question): boolean {
  const isChosen = owners !== undefined || (place !== null && (field === 'target' || field === 'status'))
  return !isChosen && where !== 'The document' && where !== 'The tables'
}

/** Says that a guess is right as it stands, so that it is asked no more. */
export const confirmButton = (question: Question): Html =>
  formLink(
    { form: ABOUT, name: CONFIRMED, value: guessKey(question) },
    'This is right',
    `: the answer for ${question.where}`,
  )

function answerLink(question: Question, plan: ImportedPlan, id: string): Html {
  const address = answerOf(question, plan, id)
  const about = `the answer for ${question.where}`
  return leadTo(address, 'Change', about)
}

const leadTo = (address: string, text: string, about?: string): Html =>
  address.startsWith('#') ? link(address, text, about) : goOn(address, text, about)

/** Where a question is answered. */
function answerOf({ owners, place, where }: Question, plan: ImportedPlan, id: string): string {
  if (owners) return '#owners'
  if (place !== null) return addressOf(place, plan, id)
  if (where !== 'The document') return '#columns'
  return plan.isDated ? paths.importRecommendation(id, 'new') : '#asOf-day'
}

/** The page on which a row, an action or a recommendation is changed. */
export function addressOf(place: string, { otherRows, recommendations }: ImportedPlan, id: string): string {
  if (otherRows.some((row) => row.place === place)) return paths.importRowKind(id, place)
  if (recommendations.some((one) => one.place === place)) return paths.importRecommendation(id, place)
  return /^t\d+r\d+/.test(place) ? paths.importRow(id, place) : '#columns'
}
