import { dayOf, inWords } from '#platform/calendar/index.ts'
import type { FormState } from '#platform/form/index.ts'
import { downloads } from '#platform/listing/index.ts'
import {
  dataTable,
  deedButton,
  govukButton,
  govukFileUpload,
  heading,
  html,
  link,
  postForm,
  twoThirds,
  type View,
} from '#platform/page/index.ts'
import { LEVELS } from '../model.ts'
import { paths } from '../paths.ts'
import { policyForm } from './forms.ts'
import type { PolicyFacts, PolicyRule } from './policies.ts'

export const policyPage = (policy: PolicyFacts, rules: readonly PolicyRule[]): View => ({
  title: policy.name,
  back: { href: paths.policies, text: 'Back to policies for formats' },
  content: html`${heading(policy.name)}<p class="govuk-body">Loaded on ${inWords(dayOf(policy.loadedAt))}${policy.isInUse ? ', and in use' : ''}.</p>${dataTable(
    {
      caption: 'What it says of formats',
      columns: [
        { text: 'PUID' },
        { text: 'Risk' },
        { text: 'What to do', classes: 'm-words' },
        { text: 'Why', classes: 'm-words' },
      ],
      rows: rules
        .slice(0, 1000)
        .map(({ puid, level, action, reason }) => [puid, LEVELS[level], action ?? '–', reason ?? '–']),
    },
  )}${downloads('Download this table', `${paths.policy(policy.id)}/table`)}`,
})

/** The policies that were loaded, and the form that loads another. */
export function policiesPage(all: readonly PolicyFacts[], canManage: boolean, state: FormState): View {
  const problem = state.errors.find(({ field }) => field === 'file')?.message
  const upload = govukFileUpload({
    id: 'file',
    name: 'file',
    label: { text: 'The policy as a CSV file' },
    hint: { text: 'With a column of PUIDs or PRONOM addresses and one of risk levels: low, moderate, high' },
    ...(problem ? { errorMessage: { text: problem } } : {}),
  })
  const table = dataTable({
    caption: 'Policies that were loaded',
    columns: [
      { text: 'Policy', classes: 'm-words' },
      { text: 'Formats', numeric: true },
      { text: 'Loaded', classes: 'm-date' },
      { text: 'In use' },
    ],
    rows: all.map(({ id, name, rules, loadedAt, isInUse }) => [
      link(paths.policy(id), name),
      rules,
      inWords(dayOf(loadedAt)),
      isInUse
        ? 'Yes'
        : canManage
          ? deedButton(`${paths.policy(id)}/use`, 'Use it', { kind: 'secondary', hiddenText: name })
          : 'No',
    ]),
  })
  const add = canManage
    ? twoThirds(
        html`<h2 class="govuk-heading-m">Load a policy</h2>${postForm(paths.policies, [policyForm.controls(state), upload, govukButton({ text: 'Load it and use it', preventDoubleClick: true })], { upload: true })}`,
      )
    : ''
  return {
    title: 'Policies for formats',
    back: { href: paths.shares, text: 'Back to shared drives' },
    errors: state.errors,
    content: html`${heading('Policies for formats')}<p class="govuk-body">Whether a format is at risk is a matter of policy. PRONOM says what formats are, and not how long they will be readable.</p>${table}${downloads('Download this table', `${paths.policies}/table`)}${add}`,
  }
}
