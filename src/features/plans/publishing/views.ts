import { instantInWords, inWords } from '#platform/calendar/index.ts'
import { checkboxes, type FormState, form, text } from '#platform/form/index.ts'
import { downloads } from '#platform/listing/index.ts'
import {
  type Content,
  dataTable,
  deedButton,
  govukButton,
  govukInsetText,
  govukWarningText,
  heading,
  html,
  lines,
  link,
  postForm,
  twoThirds,
  type View,
} from '#platform/page/index.ts'
import { STATUS_NAMES, VERDICT_NAMES } from '../model.ts'
import { paths } from '../paths.ts'
import { statusTag, verdictTag } from '../tags.ts'
import { isOfDeliverables, type SaidTarget, targetAsSaid, targetInWords } from '../targets.ts'
import { PUBLIC_FIELD_NAMES, PUBLIC_FIELDS, type PublicField } from './model.ts'
import type { PublicAction, Publication } from './store.ts'

export const publishForm = form({
  fields: checkboxes({
    label: 'What is shown beside the words of recommendations and actions?',
    options: PUBLIC_FIELDS.map((field) => ({ value: field, text: PUBLIC_FIELD_NAMES[field] })),
  }),
  introduction: text({ label: 'Introduction', hint: 'Words at the start of the page', lines: 4, most: 5_000 }),
})

/** Publishes a plan, or takes it back. */
export function publishPage(
  plan: { readonly id: string; readonly title: string },
  published: Publication | null,
  state: FormState,
): View {
  const now = published
    ? html`${govukInsetText({ html: html`<p class="govuk-body">Published ${instantInWords(published.publishedAt)}: ${link(paths.published(published.slug), 'see the public page')}</p>` })}${deedButton(`${paths.publish(plan.id)}/end`, 'Take it back', { kind: 'warning' })}`
    : html`${govukWarningText({ text: 'Whoever can reach this service will be able to read the page without signing in.', iconFallbackText: 'Warning' })}${postForm(paths.publish(plan.id), [publishForm.controls(state), govukButton({ text: 'Publish the plan', preventDoubleClick: true })])}`
  return {
    title: 'Publish the plan',
    back: { href: paths.plan(plan.id), text: 'Back to the plan' },
    errors: state.errors,
    content: twoThirds(html`${heading('Publish the plan', plan.title)}${now}`),
  }
}

const COLUMNS: Readonly<Record<PublicField, string>> = {
  owners: 'Owner',
  priority: 'Priority',
  target: 'Target date',
  status: 'Status',
  verdict: 'Verdict',
  commentary: 'Latest commentary',
}

const shown = (fields: readonly PublicField[]) => PUBLIC_FIELDS.filter((field) => fields.includes(field))

/** Whether the words of a target date are another text than what they are read as, or its days are those of deliverables. */
const isReadOtherwise = (target: SaidTarget): boolean =>
  isOfDeliverables(target) ||
  (target.kind !== 'unset' && target.targetText?.trim().toLowerCase() !== targetInWords(target).toLowerCase())

/** The words of a target date and, where they are not plain, how they are read: `30 Feb 2027 (28 February 2027)`. */
const targetWithReading = (target: SaidTarget): string | null =>
  target.targetText !== null && isReadOtherwise(target)
    ? `${target.targetText} (${targetInWords(target)})`
    : targetAsSaid(target)

/** The headers and rows of a published plan, for taking away. */
export function publicTable({ fields }: Publication, actions: readonly PublicAction[]) {
  const value: Readonly<Record<PublicField, (action: PublicAction) => string | null>> = {
    owners: ({ owners }) => owners,
    priority: ({ priority }) => priority,
    target: targetWithReading,
    status: ({ status }) => STATUS_NAMES[status],
    verdict: ({ verdict }) => (verdict ? VERDICT_NAMES[verdict] : null),
    commentary: ({ commentary }) => commentary,
  }
  return {
    headers: ['Recommendation', 'Ref', 'Action', ...shown(fields).map((field) => COLUMNS[field])],
    rows: actions.map((action) => [
      [action.recommendationRef, action.recommendation].filter(Boolean).join('. '),
      action.ref,
      action.text,
      ...shown(fields).map((field) => value[field](action)),
    ]),
  }
}

/** The words of a target date, and below them what it says where that is something else. */
function targetCell(target: SaidTarget): Content {
  if (target.targetText === null) return targetAsSaid(target) ?? ''
  const reading = isReadOtherwise(target)
    ? html`<br><span class="m-meta">Read as: ${targetInWords(target)}</span>`
    : null
  return html`${lines(target.targetText)}${reading}`
}

/** The plan as anybody may read it. */
export function publicPage(publication: Publication, actions: readonly PublicAction[]): View {
  const { title, lastOn, introduction, fields, slug } = publication
  const wanted = shown(fields)
  const groups = [...Map.groupBy(actions, ({ recommendationId }) => recommendationId).values()]
  const cell = (field: PublicField, action: PublicAction) => {
    switch (field) {
      case 'owners':
        return lines(action.owners ?? '')
      case 'priority':
        return action.priority ?? ''
      case 'target':
        return targetCell(action)
      case 'status':
        return statusTag(action.status)
      case 'verdict':
        return action.verdict ? verdictTag(action.verdict) : ''
      case 'commentary':
        return lines(action.commentary ?? '')
    }
  }
  const parts = groups.map((group) => {
    const [first] = group
    const name = first?.recommendationRef ? `Recommendation ${first.recommendationRef}` : 'Recommendation'
    return html`<section><h2 class="govuk-heading-m govuk-!-margin-top-6">${name}</h2>${first?.recommendation ? html`<p class="govuk-body">${lines(first.recommendation)}</p>` : null}${dataTable(
      {
        caption: `Actions under ${name.toLowerCase()}`,
        captionClasses: 'govuk-visually-hidden',
        columns: [
          { text: 'Ref', classes: 'm-narrow' },
          { text: 'Action', classes: 'm-words' },
          ...wanted.map((field) => ({ text: COLUMNS[field] })),
        ],
        rows: group.map((action) => [
          action.ref ?? '–',
          lines(action.text),
          ...wanted.map((field) => cell(field, action)),
        ]),
      },
    )}</section>`
  })
  return {
    title,
    content: html`${heading(title)}<p class="govuk-body m-meta">Date of the plan: ${inWords(lastOn)}</p>${introduction ? html`<p class="govuk-body-l">${lines(introduction)}</p>` : null}${parts}${downloads('Download this plan', paths.published(slug))}`,
  }
}
