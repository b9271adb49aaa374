import type { FormState } from '#platform/form/index.ts'
import {
  govukButton,
  govukFileUpload,
  heading,
  hidden,
  html,
  postForm,
  twoThirds,
  type View,
} from '#platform/page/index.ts'
import { paths } from '../paths.ts'
import type { Share } from '../store.ts'
import type { addForm, changeForm, loadForm } from './forms.ts'

export function addPage(own: ReturnType<typeof addForm>, state: FormState, allowed: readonly string[]): View {
  const where =
    allowed.length === 0
      ? html`<div class="govuk-inset-text">No folder is open to Muniment yet. The operator names them in <code>MUNIMENT_SHARES</code>; from the command line of the server, <code>muniment profile</code> takes any folder.</div>`
      : html`<p class="govuk-body">The operator opened ${allowed.map((folder, index) => html`${index > 0 ? ', ' : ''}<code>${folder}</code>`)} to Muniment. Files are only read, never changed.</p>`
  return {
    title: 'Profile a folder',
    back: { href: paths.shares, text: 'Back to shared drives' },
    errors: state.errors,
    content: twoThirds(
      html`${heading('Profile a folder')}${where}${postForm(paths.add, [own.controls(state), govukButton({ text: 'Add it and scan it', preventDoubleClick: true })])}`,
    ),
  }
}

export function changePage(share: Share, own: ReturnType<typeof changeForm>, state: FormState): View {
  return {
    title: `Change ${share.name}`,
    back: { href: paths.share(share.id), text: 'Back to the share' },
    errors: state.errors,
    content: twoThirds(
      html`${heading(`Change ${share.name}`)}${postForm(paths.change(share.id), [hidden('version', share.version), own.controls(state), govukButton({ text: 'Save', preventDoubleClick: true })])}`,
    ),
  }
}

export function loadPage(own: ReturnType<typeof loadForm>, state: FormState): View {
  const problem = state.errors.find(({ field }) => field === 'file')?.message
  const upload = govukFileUpload({
    id: 'file',
    name: 'file',
    label: { text: 'DROID’s CSV file' },
    hint: {
      text: 'An export of a profile, one row for each file or for each format. A larger one is loaded from the command line.',
    },
    ...(problem ? { errorMessage: { text: problem } } : {}),
  })
  return {
    title: 'Load a profile made with DROID',
    back: { href: paths.shares, text: 'Back to shared drives' },
    errors: state.errors,
    content: twoThirds(
      html`${heading('Load a profile made with DROID')}${postForm(paths.load, [upload, own.controls(state), govukButton({ text: 'Load it', preventDoubleClick: true })], { upload: true })}`,
    ),
  }
}
