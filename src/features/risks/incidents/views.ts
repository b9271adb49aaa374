import { instantInWords, inWords } from '#platform/calendar/index.ts'
import { type FormState, wordsOf } from '#platform/form/index.ts'
import {
  govukButton,
  govukInsetText,
  govukSummaryList,
  type Html,
  heading,
  html,
  link,
  mojTimeline,
  paragraphs,
  postForm,
  twoThirds,
  type View,
} from '#platform/page/index.ts'
import { CLOCKS, UNTOLD } from '../model.ts'
import { paths } from '../paths.ts'
import { logForm } from './forms.ts'
import type { IncidentFacts, LogEntry } from './store.ts'
import type { Breach } from './telling.ts'

/** What whoever hears of a breach has to know of it. */
export const breachPage = (breach: Breach, title: string, seesIncident: boolean): View => ({
  title,
  back: { href: '/' },
  content: twoThirds(
    html`${heading(title)}${facts(breach)}${seesIncident ? html`<p class="govuk-body">${link(paths.incident(breach.id), 'See everything about the incident')}</p>` : null}`,
  ),
})

function facts(breach: Breach): Html {
  const rows = [
    ['What happened', html`<p class="govuk-body">${breach.title}</p>${breach.what ? paragraphs(breach.what) : null}`],
    ...(breach.asset ? [['Information asset', html`${breach.asset}`] as const] : []),
    ['We became aware', html`${instantInWords(breach.awareAt)}`],
    ['Notification within 72 hours', html`${clockInWords(breach)}`],
    ['Handled by', html`${breach.handler ?? 'Nobody yet'}`],
  ] as const
  return govukSummaryList({ rows: rows.map(([text, value]) => ({ key: { text }, value: { html: value } })) })
}

function clockInWords({ clock, notifyBy, isKnown, closedOn }: Breach): string {
  const state = wordsOf(CLOCKS, clock)
  const whom = isKnown
    ? 'the Information Commissioner is to be notified'
    : 'if it is about personal data, the Information Commissioner is to be notified'
  const until =
    clock === 'running' && notifyBy && !closedOn
      ? `: ${whom} by ${instantInWords(notifyBy)}, unless it is unlikely to harm people`
      : ''
  return `${state}${until}.${closedOn ? ` Closed on ${inWords(closedOn)}.` : ''}`
}

/** What has to be done by when, and what is said where nobody handles it. */
export function leadOfIncident(facts: IncidentFacts, waiting: string | null): Html {
  const clock =
    facts.clock === 'running' && facts.notifyBy
      ? `${facts.personal === 'yes' ? 'The Information Commissioner is to be notified' : 'If it is about personal data, the Information Commissioner is to be notified'} by ${instantInWords(facts.notifyBy)}, unless it is unlikely to harm people.`
      : null
  const untold = facts.isUntold ? `${UNTOLD}.` : null
  const said = [clock, untold, waiting].filter((words) => words !== null)
  return said.length > 0
    ? govukInsetText({ html: html`${said.map((words) => html`<p class="govuk-body">${words}</p>`)}` })
    : html``
}

/** The log of what was done, and where something is added to it. */
export function logPart(id: string, entries: readonly LogEntry[], canAdd: boolean): Html {
  const add = canAdd
    ? postForm(paths.log(id), [
        logForm.controls(),
        govukButton({ text: 'Add to the log', classes: 'govuk-button--secondary', preventDoubleClick: true }),
      ])
    : null
  const log =
    entries.length === 0
      ? html`<p class="govuk-body">Nothing is in it yet.</p>`
      : mojTimeline({
          headingLevel: 3,
          items: entries.map(({ at, words, by }) => ({
            label: { text: by ?? 'Muniment' },
            datetime: { timestamp: at.toISOString(), type: 'datetime' as const },
            html: paragraphs(words),
          })),
        })
  return html`<h2 class="govuk-heading-m">Log</h2>${log}${add}`
}

export const logPage = (id: string, state: FormState): View => ({
  title: 'Add to the log',
  back: { href: paths.incident(id) },
  errors: state.errors,
  content: twoThirds(
    html`${heading('Add to the log')}${postForm(paths.log(id), [logForm.controls(state), govukButton({ text: 'Add to the log', preventDoubleClick: true })])}`,
  ),
})
