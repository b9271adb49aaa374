import type { FormState } from '#platform/form/index.ts'
import { govukButton, heading, html, postForm, twoThirds, type View } from '#platform/page/index.ts'
import { CHANGES, type Change } from '../model.ts'
import { paths } from '../paths.ts'
import { checkForm } from './forms.ts'

export interface Checked {
  readonly id: string
  readonly name: string
  readonly change: Change
}

export function checkPage({ id, name, change }: Checked, state: FormState): View {
  return {
    title: `Continuity checklist: ${CHANGES[change].text}`,
    back: { href: paths.place(id), text: 'Back to the place' },
    errors: state.errors,
    content: twoThirds(
      html`${heading(`Continuity checklist: ${CHANGES[change].text}`, name)}${postForm(paths.check(id, change), [checkForm(change).controls(state), govukButton({ text: 'Save the answers', preventDoubleClick: true })])}`,
    ),
  }
}
