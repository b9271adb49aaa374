import { instantInWords, inWords } from '#platform/calendar/index.ts'
import {
  type Content,
  dataTable,
  type FieldError,
  govukButton,
  govukPanel,
  govukSummaryList,
  heading,
  html,
  link,
  postForm,
  twoThirds,
  type View,
} from '#platform/page/index.ts'
import { paths } from '../paths.ts'
import type { Reported } from './reported.ts'

/** How far an incident is, for whoever reported it. */
function stateOf({ handler, closedOn }: Reported): string {
  if (closedOn) return `Closed on ${inWords(closedOn)}`
  return handler ? `${handler} is handling it` : 'Nobody has taken it up yet'
}

export function reportedPage(reported: Reported, handlers: readonly string[], canSee: boolean): View {
  const { id, number, title, at } = reported
  const rows = [
    ['Incident', title],
    ['Reported', instantInWords(at)],
    ['State', stateOf(reported)],
  ] as const
  const next =
    reported.handler || reported.closedOn
      ? null
      : html`<h2 class="govuk-heading-m">What happens next</h2><p class="govuk-body">${
          handlers.length > 0
            ? html`One of those who handle incidents will handle it: ${handlers.join(', ')}. They may ask you for more.`
            : html`Nobody holds a role that handles incidents today. Tell whoever looks after this installation.`
        }</p><p class="govuk-body">If it turns out to be worse than you thought, tell them at once and give the number. A breach of personal data has to be notified within 72 hours.</p>`
  const ways = html`<p class="govuk-body">${link(paths.reportedOnes, 'See what you have reported')}</p>${canSee ? html`<p class="govuk-body">${link(paths.incident(id), 'See everything about the incident')}</p>` : null}<p class="govuk-body">${link(paths.report, 'Report another incident')}</p>`
  return {
    title: 'Incident reported',
    back: { href: '/', text: 'Back to home' },
    content: twoThirds(
      html`${govukPanel({ titleText: 'Incident reported', html: html`Its number is<br><strong>${number}</strong>` })}${govukSummaryList({ rows: rows.map(([key, text]) => ({ key: { text: key }, value: { text } })) })}${next}${ways}`,
    ),
  }
}

export function listPage(own: readonly Reported[]): View {
  const title = 'What you have reported'
  return {
    title,
    back: { href: paths.report, text: 'Back to reporting an incident' },
    content: html`${heading(title)}${
      own.length === 0
        ? html`<p class="govuk-body">You have not reported an incident.</p>`
        : dataTable({
            caption: 'Incidents that you reported',
            columns: [
              { text: 'Number', numeric: true },
              { text: 'Incident', classes: 'm-words' },
              { text: 'Reported' },
              { text: 'State' },
            ],
            rows: own.map((one) => [
              one.number,
              link(paths.reported(one.id), one.title),
              instantInWords(one.at),
              stateOf(one),
            ]),
          })
    }`,
  }
}

export function reportPage({
  controls,
  errors,
  hasReported,
  back,
}: {
  readonly controls: Content
  readonly errors: readonly FieldError[]
  readonly hasReported: boolean
  readonly back: string
}): View {
  const seen = hasReported
    ? html`<p class="govuk-body">${link(paths.reportedOnes, 'See what you have reported')}</p>`
    : null
  return {
    title: 'Report an incident',
    back: { href: back },
    errors,
    content: twoThirds(
      html`${heading('Report an incident')}<p class="govuk-body">Something was lost, sent to the wrong person, seen by somebody who should not have, or this nearly happened. Tell it now, even if you are not sure: a breach of personal data has to be notified within 72 hours.</p>${seen}${postForm(paths.report, [controls, govukButton({ text: 'Report it', preventDoubleClick: true })])}`,
    ),
  }
}
