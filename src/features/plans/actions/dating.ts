import { Conflict, NotFound } from '#platform/errors.ts'
import { clean, type FormState, firstValue } from '#platform/form/index.ts'
import { govukInsetText, type Html, html } from '#platform/page/index.ts'
import { get, type PersonRequest, page, post, type Reply, type Route, redirect } from '#platform/web/index.ts'
import { shortened } from '#platform/words.ts'
import type { Reading } from '../dates/index.ts'
import { effectOnLastDay, NO_TARGET } from '../model.ts'
import { paths } from '../paths.ts'
import { readingControl, readingInWords, readingsOf, readReading } from '../targets.ts'
import { changeTarget, correctReading } from './deeds.ts'
import { targetForm } from './forms.ts'
import { found } from './lookup.ts'
import type { Action } from './store.ts'
import { deedPage, readingPage } from './views.ts'

/** When an action is due: a new target date, and how the words of one are read. */
export const datingRoutes: readonly Route[] = [
  get(paths.target(':id'), 'plans:change', async (asked) => targetPage(await found(asked))),
  post(paths.target(':id'), 'plans:change', moveTarget),
  get(paths.reading(':id'), 'plans:change', async (asked) => {
    const action = await found(asked)
    return page(readingPage(action, readingsFor(action), { values: {}, errors: [] }))
  }),
  post(paths.reading(':id'), 'plans:change', correct),
]

/** The words of a new date, and the ways to read them. */
interface Checked {
  readonly text: string
  readonly readings: readonly Reading[]
}

/** How the new words are read and what that does, to be looked at before it is saved. */
function checkOf(action: Action, { text, readings }: Checked, { values, errors }: FormState): Html {
  const told = readings.map((reading) => ({
    ...reading,
    why: [reading.why, effectOnLastDay(action, reading)].filter(Boolean).join(' '),
  }))
  return html`<input type="hidden" name="checked" value="${text}"><h2 class="govuk-heading-m">Check how “${shortened(text, 200)}” is read</h2>${readingControl(told, values, errors)}`
}

function targetPage(action: Action, state?: FormState, checked?: Checked): Reply {
  const before = action.targetText
    ? html`<p class="govuk-body">The target date now: <strong>${action.targetText}</strong><br><span class="m-meta">${readingInWords(action)}</span></p>`
    : null
  const seen = html`<input type="hidden" name="seen" value="${action.targetId ?? NO_TARGET}">`
  const waits = action.milestone
    ? govukInsetText({
        text: `This action waits for ${action.milestone}. If you change the date it no longer waits.`,
      })
    : null
  const controls = [seen, targetForm.controls(state), checked && state ? checkOf(action, checked, state) : null]
  return page(
    deedPage({
      action,
      title: 'Change the target date',
      href: paths.target(action.id),
      button: checked ? 'Save the target date' : 'Continue',
      before: html`${before}${waits}`,
      controls,
      errors: state?.errors ?? [],
    }),
    state && (state.errors.length > 0 || !checked) ? 422 : 200,
  )
}

async function moveTarget(asked: PersonRequest): Promise<Reply> {
  const { db, act, person, body, today } = asked
  const action = await found(asked)
  const read = targetForm.read(body)
  if (!read.ok) return targetPage(action, read)
  const { text, reason } = read.value
  if (text === action.targetText)
    return targetPage(action, {
      values: body,
      errors: [
        {
          field: 'text',
          message: 'These are the words that stand already. To change only how they are read, correct the reading.',
        },
      ],
    })
  const checked = { text, readings: readingsOf(text, today) }
  // Nothing is saved before its reading was looked at: that of these words, and not of others that were typed before.
  if (clean(firstValue(body, 'checked')) !== text)
    return targetPage(action, { values: { ...body, reading: '0' }, errors: [] }, checked)
  const answer = readReading(checked.readings, body, person.name)
  if ('errors' in answer) return targetPage(action, { values: body, errors: answer.errors }, checked)
  const { reading } = answer
  const alternatives = checked.readings.filter((other) => other !== reading)
  try {
    const change = { ...reading, text, alternatives, on: today, reason }
    await changeTarget(db, { person, act }, action.id, change, firstValue(body, 'seen'))
  } catch (error) {
    if (!(error instanceof Conflict)) throw error
    return targetPage(await found(asked), { values: body, errors: [{ field: 'text', message: told(error) }] }, checked)
  }
  return redirect(paths.action(action.id), 'The target date was changed')
}

const told = ({ message, advice }: Conflict) => [`${message}.`, advice].filter(Boolean).join(' ')

function readingsFor({ targetText, planOn, kind, earliest, latest, why }: Action): Reading[] {
  if (targetText === null) throw new NotFound()
  return readingsOf(targetText, planOn, { kind, earliest, latest, why: why ?? '' })
}

async function correct(asked: PersonRequest): Promise<Reply> {
  const { db, act, person, body } = asked
  const action = await found(asked)
  const readings = readingsFor(action)
  const read = readReading(readings, body, person.name)
  if ('errors' in read) return page(readingPage(action, readings, { values: body, errors: read.errors }), 422)
  const corrected = { ...read.reading, alternatives: readings.filter((reading) => reading !== read.reading) }
  try {
    await correctReading(db, { person, act }, action.id, corrected, firstValue(body, 'seen'))
  } catch (error) {
    if (!(error instanceof Conflict)) throw error
    const now = await found(asked)
    const errors = [{ field: 'reading', message: told(error) }]
    return page(readingPage(now, readingsFor(now), { values: body, errors }), 422)
  }
  return redirect(paths.action(action.id), 'The reading was corrected')
}
