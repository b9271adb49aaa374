import { createHash } from 'node:crypto'
import type { ImportedPlan, Question } from '../recognising/model.ts'
import type { ActionEdit, Edits } from './edits.ts'

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
    (place) => place.split('.')[0] ?? place,
  )
  /** The actions that were made of a row, or the place itself. */
  const madeOf = (place: string) => (place.includes('.') ? [place] : (parts.get(place) ?? [place]))
  return plan.questions.flatMap((question) => {
    const { status, place, places } = question
    if (status !== undefined && edits.statuses[status] !== undefined) return []
    if (confirmed.has(guessKey(question))) return []
    const asked = places ?? (place === null ? [] : [place])
    const left = asked.filter((one) => !madeOf(one).every((action) => isSaid(question, action, edits)))
    if (asked.length > 0 && left.length === 0) return []
    return [places && left.length < places.length ? { ...question, places: left } : question]
  })
}

/** Whether somebody said of this place what is asked of it. What is left out is asked no more. */
function isSaid({ field = 'action' }: Question, place: string, { actions }: Edits): boolean {
  const edit = actions[place]
  return edit !== undefined && (edit.leaveOut || SAID[field]?.(edit) === true)
}

/** What of a correction answers a question about a field. What is asked of the row as a whole is answered by the words of its action. */
const SAID: Partial<Record<NonNullable<Question['field']>, (edit: ActionEdit) => boolean>> = {
  target: ({ target }) => target !== undefined,
  status: ({ claim }) => claim !== undefined,
  owner: ({ owners }) => owners !== undefined,
  action: ({ text }) => text !== undefined,
}
