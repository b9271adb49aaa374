import { createHash } from 'node:crypto'
import type { Answerable, ImportedPlan, Question } from '../recognising/model/model.ts'
import { rowOfPlace } from '../recognising/model/places.ts'
import { placesOf } from '../recognising/model/questions.ts'
import type { ActionEdit, Edits } from './model.ts'

/** The same for a guess as long as it is asked in the same words of the same place. */
export const guessKey = ({ where, question, guess }: Question): string =>
  createHash('sha256')
    .update(JSON.stringify([where, question, guess]))
    .digest('base64url')
    .slice(0, 22)

/**
 * The questions of a plan that nobody has answered: each is answered by itself, whatever else was said of its row. One that stands for
 * several rows stays open for those that are left.
 */
export function openQuestions(plan: ImportedPlan, edits: Edits): Question[] {
  const confirmed = new Set(edits.confirmed)
  const parts = Map.groupBy(
    plan.recommendations.flatMap(({ actions }) => actions.map(({ place }) => place)),
    rowOfPlace,
  )
  /** The actions that were made of a row, or the place itself. */
  const madeOf = (place: string) => (place.includes('.') ? [place] : (parts.get(place) ?? [place]))
  return plan.questions.flatMap((question) => {
    const { status, places } = question
    if (status !== undefined && edits.statuses[status] !== undefined) return []
    if (confirmed.has(guessKey(question))) return []
    const asked = placesOf(question)
    const left = asked.filter((one) => !madeOf(one).every((action) => isSaid(question, action, edits)))
    if (asked.length > 0 && left.length === 0) return []
    return [places && left.length < places.length ? { ...question, places: left } : question]
  })
}

/** The corrections with these guesses found right. */
export const withConfirmed = (edits: Edits, keys: readonly string[]): Edits =>
  keys.length === 0 ? edits : { ...edits, confirmed: [...new Set([...edits.confirmed, ...keys])] }

/** Whether somebody said of this place what is asked of it. What is left out is asked no more. */
function isSaid(question: Question, place: string, { actions }: Edits): boolean {
  const edit = actions[place]
  return edit !== undefined && (edit.leaveOut || fieldsOf(question).some((field) => SAID[field]?.(edit) === true))
}

/** What of an action a question is about: the words of the action itself where it names nothing. */
const fieldsOf = ({ field = 'action', orField }: Question) => [field, ...(orField ? [orField] : [])]

/** What of a correction answers a question about a field. What is asked of the row as a whole is answered by the words of its action. */
const SAID: Partial<Record<NonNullable<Question['field']>, (edit: ActionEdit) => boolean>> = {
  target: ({ target }) => target !== undefined,
  status: ({ claim }) => claim !== undefined,
  owner: ({ owners }) => owners !== undefined,
  action: ({ text }) => text !== undefined,
}

/** What a guess that is found right says of an action, by the field that it is about. */
const CONFIRMS: Partial<Record<NonNullable<Question['field']>, Answerable>> = { target: 'target', status: 'status' }

/** What of the action at a place somebody said of this version by finding a guess right. */
export function confirmedAt(plan: ImportedPlan, edits: Edits): (place: string) => readonly Answerable[] {
  const carried = new Set(edits.carried?.confirmed)
  const right = new Set(edits.confirmed.filter((key) => !carried.has(key)))
  const found = new Map<string, Answerable[]>()
  for (const question of right.size === 0 ? [] : plan.questions) {
    const says = fieldsOf(question).flatMap((field) => CONFIRMS[field] ?? [])
    if (says.length === 0 || !right.has(guessKey(question))) continue
    for (const place of placesOf(question)) found.set(place, [...(found.get(place) ?? []), ...says])
  }
  return (place) => found.get(place) ?? []
}
