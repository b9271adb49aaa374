import type { FormState } from '#platform/form/index.ts'
import { govukInsetText, type Html, hidden, html, type View } from '#platform/page/index.ts'
import { shortened } from '#platform/words.ts'
import type { Reading } from '../dates/index.ts'
import { effectOnLastDay, NO_TARGET } from '../model.ts'
import { paths } from '../paths.ts'
import { readingControl } from '../reading-views.ts'
import { targetInWords } from '../targets.ts'
import { targetForm } from './forms.ts'
import type { Action } from './store.ts'
import { deedPage } from './views.ts'

/** The words of a new date, and the ways to read them. */
export interface Checked {
  readonly text: string
  readonly readings: readonly Reading[]
}

/** How the new words are read and what that does, to be looked at before it is saved. */
function checkOf(action: Action, { text, readings }: Checked, { values, errors }: FormState): Html {
  const told = readings.map((reading) => ({
    ...reading,
    why: [reading.why, effectOnLastDay(action, reading)].filter(Boolean).join(' '),
  }))
  return html`${hidden('checked', text)}<h2 class="govuk-heading-m">Check how “${shortened(text, 200)}” is read</h2>${readingControl(told, values, errors)}`
}

/** The form of a new target date: once words were typed, with the ways to read them. */
export function targetPage(action: Action, state?: FormState, checked?: Checked): View {
  const before = action.targetText
    ? html`<p class="govuk-body">The target date now: <strong>${action.targetText}</strong><br><span class="m-meta">${targetInWords(action)}</span></p>`
    : null
  const seen = hidden('seen', action.targetId ?? NO_TARGET)
  const waits = action.milestone
    ? govukInsetText({
        text: `This action waits for ${action.milestone}. If you change the date it no longer waits.`,
      })
    : null
  const controls = [seen, targetForm.controls(state), checked && state ? checkOf(action, checked, state) : null]
  return deedPage({
    action,
    title: 'Change the target date',
    href: paths.target(action.id),
    button: checked ? 'Save the target date' : 'Continue',
    before: html`${before}${waits}`,
    controls,
    errors: state?.errors ?? [],
  })
}
