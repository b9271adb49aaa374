import { Conflict, NotFound } from '#platform/errors.ts'
import { clean, type FormState, firstValue } from '#platform/form/index.ts'
import { get, type PersonRequest, page, post, type Reply, type Route, redirect } from '#platform/web/index.ts'
import type { Reading } from '../dates/index.ts'
import { paths } from '../paths.ts'
import { readingsOf, readReading } from '../targets.ts'
import { changeTarget, correctReading, targetMoved } from './deeds.ts'
import { targetForm } from './forms.ts'
import { foundAction, foundToChange } from './lookup.ts'
import type { Action } from './store.ts'
import { type Checked, targetPage } from './target-views.ts'
import { readingPage } from './views.ts'

/** When an action is due: a new target date, and how the words of one are read. */
export const datingRoutes: readonly Route[] = [
  get(paths.target(':id'), 'plans:change', async (asked) => showTarget(await foundToChange(asked))),
  post(paths.target(':id'), 'plans:change', moveTarget),
  get(paths.reading(':id'), 'plans:change', async (asked) => {
    const action = await foundToChange(asked)
    return page(readingPage(action, readingsFor(action), { values: {}, errors: [] }))
  }),
  post(paths.reading(':id'), 'plans:change', correct),
]

/** Anything but the first form is one that was refused, or is to be looked at again. */
const showTarget = (action: Action, state?: FormState, checked?: Checked): Reply =>
  page(targetPage(action, state, checked), state && (state.errors.length > 0 || !checked) ? 422 : 200)

async function moveTarget(asked: PersonRequest): Promise<Reply> {
  const { db, act, person, body, today } = asked
  const action = await foundToChange(asked)
  const read = targetForm.read(body)
  const typed = read.ok ? read.value.text : ''
  const checked = { text: typed, readings: readingsOf(typed, today) }
  // Nothing is saved before its reading was looked at: that of these words, and not of others that were typed before.
  const isChecked = typed !== '' && clean(firstValue(body, 'checked')) === typed
  const moved = movedSince(action, body)
  if (moved)
    return showTarget(
      action,
      { values: body, errors: [{ field: 'text', message: moved }] },
      isChecked ? checked : undefined,
    )
  if (!read.ok) return showTarget(action, read)
  const { text, reason } = read.value
  if (text === action.targetText)
    return showTarget(action, {
      values: body,
      errors: [
        {
          field: 'text',
          message: 'These are the words that stand already. To change only how they are read, correct the reading.',
        },
      ],
    })
  if (!isChecked) return showTarget(action, { values: { ...body, reading: '0' }, errors: [] }, checked)
  const answer = readReading(checked.readings, body, person.name)
  if ('errors' in answer) return showTarget(action, { values: body, errors: answer.errors }, checked)
  const { reading } = answer
  const alternatives = checked.readings.filter((other) => other !== reading)
  try {
    const change = { ...reading, text, alternatives, on: today, reason }
    await changeTarget(db, { person, act }, action.id, change, firstValue(body, 'seen'))
  } catch (error) {
    if (!(error instanceof Conflict)) throw error
    return showTarget(
      await foundAction(asked),
      { values: body, errors: [{ field: 'text', message: told(error) }] },
      checked,
    )
  }
  return redirect(paths.action(action.id), 'The target date was changed')
}

/** What is told of a form that shows a target date which stands no more, before it shows the one that does; null of any other. */
function movedSince({ targetId }: Action, body: PersonRequest['body']): string | null {
  const seen = firstValue(body, 'seen')
  const moved = seen === '' ? null : targetMoved(targetId, seen)
  return moved && told(moved)
}

const told = ({ message, advice }: Conflict) => [`${message}.`, advice].filter(Boolean).join(' ')

function readingsFor({ targetText, planOn, kind, earliest, latest, why }: Action): Reading[] {
  if (targetText === null) throw new NotFound()
  return readingsOf(targetText, planOn, { kind, earliest, latest, why: why ?? '' })
}

async function correct(asked: PersonRequest): Promise<Reply> {
  const { db, act, person, body } = asked
  const action = await foundToChange(asked)
  const readings = readingsFor(action)
  const moved = movedSince(action, body)
  if (moved)
    return page(readingPage(action, readings, { values: body, errors: [{ field: 'reading', message: moved }] }), 422)
  const read = readReading(readings, body, person.name)
  if ('errors' in read) return page(readingPage(action, readings, { values: body, errors: read.errors }), 422)
  const corrected = { ...read.reading, alternatives: readings.filter((reading) => reading !== read.reading) }
  try {
    await correctReading(db, { person, act }, action.id, corrected, firstValue(body, 'seen'))
  } catch (error) {
    if (!(error instanceof Conflict)) throw error
    const now = await foundAction(asked)
    const errors = [{ field: 'reading', message: told(error) }]
    return page(readingPage(now, readingsFor(now), { values: body, errors }), 422)
  }
  return redirect(paths.action(action.id), 'The reading was corrected')
}
