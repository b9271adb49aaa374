import { type Day, instantInWords, inWords } from '#platform/calendar/index.ts'
import type { FormState } from '#platform/form/index.ts'
import {
  type Content,
  dataTable,
  deedButton,
  type FieldError,
  govukButton,
  govukInsetText,
  govukSummaryList,
  type Html,
  heading,
  html,
  link,
  postForm,
  twoThirds,
  type View,
} from '#platform/page/index.ts'
import { paths } from '../paths.ts'
import { acceptForm } from './forms.ts'
import type { FindingRow } from './listing.ts'
import { type Breach, FINDING_KINDS, stateOf } from './model.ts'
import type { Accepted } from './store.ts'
/** What stands on a role today, and the form by which it is retired. */
export const retirePage = (
  role: { readonly id: string; readonly name: string },
  says: readonly string[],
  controls: Content,
  errors: readonly FieldError[],
): View => ({
  title: `Retire ${role.name}`,
  back: { href: paths.role(role.id) },
  errors,
  content: twoThirds(
    html`${heading(`Retire ${role.name}`)}<p class="govuk-body">What stands on this role today:</p><ul class="govuk-list govuk-list--bullet">${says.map((one) => html`<li>${one}</li>`)}</ul><p class="govuk-body">Everything moves to the new role on the last day, for the same people. Who held what stays on record.</p>${postForm(paths.retire(role.id), [controls, govukButton({ text: 'Retire this role', classes: 'govuk-button--warning', preventDoubleClick: true })])}`,
  ),
})

/** Broken rules: those that will be broken, and the list. */
export const findingsPage = (list: Html, ahead: Html, canChange: boolean): View => ({
  title: 'Broken rules',
  back: { href: paths.home, text: 'Back to people' },
  content: html`${heading('Broken rules')}<p class="govuk-body">A role can need a grade or training. Some roles cannot be held together. Some must be filled. The rules are checked at every appointment, when a rule changes, and every night. See ${link(paths.incompatibilities, 'roles that cannot be held together')}, and what each role needs in the list of ${link(paths.roles, 'roles')}.</p>${canChange ? deedButton(paths.findingsCheck, 'Check the rules now', { kind: 'secondary' }) : null}${ahead}${list}`,
})

export const expertsPage = (list: Html): View => ({
  title: 'Directory of experts',
  back: { href: paths.home, text: 'Back to people' },
  content: html`${heading('Directory of experts')}<p class="govuk-body">Whom to ask about what. What somebody knows is part of their entry in the register of ${link(paths.persons, 'people')}.</p>${list}`,
})

/** A broken rule, and for whoever may, the form that accepts it. */
export function findingPage(
  finding: FindingRow,
  accepted: readonly Accepted[],
  {
    canAccept,
    obstacle,
    beside,
    today,
    state,
  }: {
    readonly canAccept: boolean
    readonly obstacle: string | null
    /** What other rooms know of what it is about. */
    readonly beside: readonly (Html | null)[]
    readonly today: Day
    readonly state: FormState
  },
): View {
  const rows: readonly (readonly [string, Content])[] = [
    ['What', finding.explanation],
    ['State', stateOf(finding, today)],
    ['Found', inWords(finding.foundOn)],
    ...(finding.personId && finding.person
      ? [['Person', link(paths.person(finding.personId), finding.person)] as const]
      : []),
    ...(finding.unit ? [['Unit', finding.unit] as const] : []),
  ]
  const history =
    accepted.length === 0
      ? null
      : dataTable({
          caption: 'Accepted',
          columns: [{ text: 'Until' }, { text: 'Why', classes: 'm-words' }, { text: 'By' }, { text: 'When' }],
          rows: accepted.map((one) => [inWords(one.untilOn), one.reason, one.by ?? '', instantInWords(one.at)]),
        })
  const deed = obstacle
    ? govukInsetText({ text: obstacle })
    : canAccept
      ? html`<h2 class="govuk-heading-m">Accept this finding</h2><p class="govuk-body">It stays on record. It reopens after the date you choose.</p>${postForm(paths.finding(finding.id), [acceptForm.controls(state), govukButton({ text: 'Accept it', classes: 'govuk-button--secondary', preventDoubleClick: true })])}`
      : null
  return {
    title: FINDING_KINDS[finding.kind],
    back: { href: paths.findings, text: 'Back to findings' },
    errors: state.errors,
    content: twoThirds(
      html`${heading(FINDING_KINDS[finding.kind], finding.role)}${govukSummaryList({ rows: rows.map(([key, value]) => ({ key: { text: key }, value: typeof value === 'string' ? { text: value } : { html: html`${value}` } })) })}${beside}${history}${deed}`,
    ),
  }
}

/** Rules that are broken, or will be, by what a page is about. */
export function againstPart(found: readonly Breach[], today: Day): Html {
  if (found.length === 0) return html``
  const lines = found
    .toSorted((a, b) => (a.from < b.from ? -1 : 1))
    .map(({ kind, explanation, findingId, from }) => {
      const rule = findingId ? link(paths.finding(findingId), FINDING_KINDS[kind]) : FINDING_KINDS[kind]
      return html`<li>${rule}${from > today ? `, from ${inWords(from)}` : ''}: ${explanation}</li>`
    })
  return html`<div class="govuk-inset-text"><h2 class="govuk-heading-s">Broken rules</h2><ul class="govuk-list govuk-list--bullet">${lines}</ul></div>`
}

/** Rules that will be broken by what begins later, by day. `found` are the first of so many as `all` says. */
export function aheadOf(found: readonly (Breach & { readonly all: number })[]): Html {
  const all = found[0]?.all ?? 0
  const days = [...Map.groupBy(found, ({ from }) => from)].map(
    ([from, own]) =>
      html`<p class="govuk-body">${own.length} will be broken from ${inWords(from)}:</p><ul class="govuk-list govuk-list--bullet">${own.map(({ kind, explanation }) => html`<li>${FINDING_KINDS[kind]}: ${explanation}</li>`)}</ul>`,
  )
  const cut = all > found.length ? html`<p class="govuk-body">And ${all - found.length} more later.</p>` : null
  return found.length === 0 ? html`` : html`<div class="govuk-inset-text">${days}${cut}</div>`
}
