import { may, type Person } from '#platform/access/index.ts'
import { instantInWords, inWords } from '#platform/calendar/index.ts'
import { NotFound } from '#platform/errors.ts'
import { wordsOf } from '#platform/form/index.ts'
import { isId } from '#platform/ids.ts'
import { govukSummaryList, type Html, heading, html, link, paragraphs, twoThirds } from '#platform/page/index.ts'
import { get, page, type Route } from '#platform/web/index.ts'
import { CLOCKS } from '../model.ts'
import { paths } from '../paths.ts'
import { type Breach, breachFor, nameOf } from './telling.ts'

/** What whoever hears of a breach has to know of it, and nothing else of the incident. It is not there for anybody else. */
export const breachRoutes: readonly Route[] = [
  get(paths.breach(':id'), 'signed-in', async ({ db, person, params, today }) => {
    const id = params.id ?? ''
    const breach = isId(id) && person ? await breachFor(db, person.id, id, today) : null
    if (!breach) throw new NotFound()
    const title = nameOf(breach)
    return page({
      title,
      back: { href: '/' },
      content: twoThirds(html`${heading(title)}${facts(breach)}${toIncident(breach, person)}`),
    })
  }),
]

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

const toIncident = ({ id }: Breach, person: Person): Html | null =>
  may(person, 'incidents:read')
    ? html`<p class="govuk-body">${link(paths.incident(id), 'See everything about the incident')}</p>`
    : null
