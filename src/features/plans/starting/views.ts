import type { FormState } from '#platform/form/index.ts'
import { govukButton, govukFileUpload, heading, html, postForm, twoThirds, type View } from '#platform/page/index.ts'
import { paths } from '../paths.ts'
import type { startForm } from './forms.ts'

/** The form by which a plan is started. */
export function startPage(shown: ReturnType<typeof startForm>, state: FormState): View {
  const problem = state.errors.find(({ field }) => field === 'file')?.message
  const upload = govukFileUpload({
    id: 'file',
    name: 'file',
    label: { text: 'The report or the questionnaire’s result' },
    hint: {
      text: 'Not needed for an earlier plan. A questionnaire’s result is a table with a column of questions and one of scores.',
    },
    ...(problem ? { errorMessage: { text: problem } } : {}),
  })
  const control = (name: 'title' | 'planOn' | 'way' | 'plan' | 'most') => shown.control(name, state)
  return {
    title: 'Start a plan',
    back: { href: paths.plans, text: 'Back to action plans' },
    errors: state.errors,
    content: twoThirds(
      html`${heading('Start a plan')}<p class="govuk-body">You will see the new plan, and can correct it, before it is saved.</p>${postForm(paths.start, [control('title'), control('planOn'), control('way'), control('plan'), upload, control('most'), govukButton({ text: 'Go on', preventDoubleClick: true })], { upload: true })}`,
    ),
  }
}
