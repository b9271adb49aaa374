import { unitChoices } from '#features/people/index.ts'
import { may } from '#platform/access/index.ts'
import { NotFound } from '#platform/errors.ts'
import { type FormState, form, moment, radios, requiredText, select } from '#platform/form/index.ts'
import { isId } from '#platform/ids.ts'
import { govukButton, heading, html, postForm, twoThirds } from '#platform/page/index.ts'
import { problemOf, seenItem } from '#platform/register/index.ts'
import { type Answer, type AskedBy, get, page, post, type Route, redirect } from '#platform/web/index.ts'
import { PERSONAL } from '../model.ts'
import { paths } from '../paths.ts'
import { addToLog, reportIncident } from './deeds.ts'
import { logForm } from './panel.ts'
import { incidents } from './register.ts'

export const routes: readonly Route[] = [
  get(paths.report, 'signed-in', async (asked) => showReport(asked, { values: {}, errors: [] })),
  post(paths.report, 'signed-in', async (asked) => {
    const reportForm = await reportFormFor(asked)
    const read = reportForm.read(asked.body)
    if (!read.ok) return showReport(asked, read)
    const { title, what, aware, personal, unit } = read.value
    const report = { title, what, awareAt: aware ?? '', personal: personal ?? 'unknown', unitId: unit }
    try {
      await reportIncident(asked.db, asked.act, asked.config, report)
    } catch (error) {
      const problem = problemOf(incidents, error)
      if (!problem) throw error
      const errors = [
        { ...problem, field: problem.field === 'aware_at' ? 'aware' : problem.field, control: 'aware-day' },
      ]
      return showReport(asked, { values: asked.body, errors })
    }
    return redirect(
      may(asked.person, 'risks:read') ? paths.home : '/',
      'Thank you. Those who handle incidents have been told',
    )
  }),
  post(paths.log(':id'), 'incidents:change', async ({ db, act, params, body, person }) => {
    const id = params.id ?? ''
    if (!isId(id) || !(await seenItem(db, incidents, id, person))) throw new NotFound()
    const read = logForm.read(body)
    if (!read.ok) {
      const view = {
        title: 'Add to the log',
        back: { href: paths.incident(id) },
        errors: read.errors,
        content: twoThirds(
          html`${heading('Add to the log')}${postForm(paths.log(id), [logForm.controls(read), govukButton({ text: 'Add to the log', preventDoubleClick: true })])}`,
        ),
      }
      return page(view, 422)
    }
    await addToLog(db, act, id, read.value.words)
    return redirect(paths.incident(id), 'It was added to the log')
  }),
]

async function reportFormFor({ db, today }: AskedBy) {
  const units = await unitChoices(db, today)
  return form({
    title: requiredText({
      label: 'What is it, in few words?',
      hint: 'Without names of people, such as: a letter went to the wrong address',
      required: 'Enter what it is in few words',
      most: 200,
    }),
    what: requiredText({
      label: 'What happened?',
      hint: 'Also what you have done about it already',
      required: 'Enter what happened',
      lines: 5,
      most: 10_000,
    }),
    aware: moment({ label: 'When did we become aware of it?', required: 'Enter when we became aware of it' }),
    personal: radios({
      label: 'Is it about information on people?',
      required: 'Select whether it is about information on people',
      options: PERSONAL,
    }),
    unit: select({
      label: 'Where did it happen?',
      options: units,
      blank: 'I do not know',
    }),
  })
}

async function showReport(asked: AskedBy, state: FormState): Promise<Answer> {
  const reportForm = await reportFormFor(asked)
  const view = {
    title: 'Report an incident',
    back: { href: may(asked.person, 'risks:read') ? paths.home : '/' },
    errors: state.errors,
    content: twoThirds(
      html`${heading('Report an incident')}<p class="govuk-body">Something was lost, sent to the wrong person, seen by somebody who may not, or nearly so. Tell it now, even if you are not sure: a breach of personal data has to be notified within 72 hours.</p>${postForm(paths.report, [reportForm.controls(state), govukButton({ text: 'Report it', preventDoubleClick: true })])}`,
    ),
  }
  return page(view, state.errors.length > 0 ? 422 : 200)
}
