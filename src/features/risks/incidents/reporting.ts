import { unitChoices } from '#features/people/index.ts'
import { may } from '#platform/access/index.ts'
import { instantInWords, inWords } from '#platform/calendar/index.ts'
import { NotFound } from '#platform/errors.ts'
import { type FormState, form, moment, radios, requiredText, select } from '#platform/form/index.ts'
import { isId } from '#platform/ids.ts'
import {
  dataTable,
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
import { problemOf } from '#platform/register/index.ts'
import { get, type PersonRequest, page, post, type Reply, type Route, redirect } from '#platform/web/index.ts'
import { PERSONAL } from '../model.ts'
import { paths } from '../paths.ts'
import { reportIncident } from './deeds.ts'
import { handlersToday } from './handling.ts'
import { incidents } from './register.ts'
import { type Reported, reportOf, reportsOf } from './reported.ts'

/** Anybody reports an incident, and sees afterwards that it was received: only what they reported themselves. */
export const routes: readonly Route[] = [
  get(paths.report, 'signed-in', async (asked) => showReport(asked, { values: {}, errors: [] })),
  post(paths.report, 'signed-in', async (asked) => {
    const reportForm = await reportFormFor(asked)
    const read = reportForm.read(asked.body)
    if (!read.ok) return showReport(asked, read)
    const { title, what, aware, personal, unit } = read.value
    const report = { title, what, awareAt: aware ?? '', personal: personal ?? 'unknown', unitId: unit }
    try {
      return redirect(paths.reported(await reportIncident(asked.db, asked.act, asked.config, report)))
    } catch (error) {
      const problem = problemOf(incidents, error)
      if (!problem) throw error
      const errors = [
        { ...problem, field: problem.field === 'aware_at' ? 'aware' : problem.field, control: 'aware-day' },
      ]
      return showReport(asked, { values: asked.body, errors })
    }
  }),
  get(paths.reportedOnes, 'signed-in', async ({ db, person, today }) =>
    page(listPage(await reportsOf(db, person.id, today))),
  ),
  get(paths.reported(':id'), 'signed-in', async ({ db, params, person, today }) => {
    const id = params.id ?? ''
    const reported = isId(id) ? await reportOf(db, id, person.id, today) : null
    if (!reported) throw new NotFound()
    return page(reportedPage(reported, await handlersToday(db, today), may(person, 'incidents:read')))
  }),
]

async function reportFormFor({ db, today, person }: PersonRequest) {
  const units = await unitChoices(db, today, person)
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

async function showReport(asked: PersonRequest, state: FormState): Promise<Reply> {
  const [reportForm, own] = await Promise.all([reportFormFor(asked), reportsOf(asked.db, asked.person.id, asked.today)])
  const seen =
    own.length > 0 ? html`<p class="govuk-body">${link(paths.reportedOnes, 'See what you have reported')}</p>` : null
  const view = {
    title: 'Report an incident',
    back: { href: may(asked.person, 'risks:read') ? paths.home : '/' },
    errors: state.errors,
    content: twoThirds(
      html`${heading('Report an incident')}<p class="govuk-body">Something was lost, sent to the wrong person, seen by somebody who should not have, or this nearly happened. Tell it now, even if you are not sure: a breach of personal data has to be notified within 72 hours.</p>${seen}${postForm(paths.report, [reportForm.controls(state), govukButton({ text: 'Report it', preventDoubleClick: true })])}`,
    ),
  }
  return page(view, state.errors.length > 0 ? 422 : 200)
}

/** How far an incident is, for whoever reported it. */
function stateOf({ handler, closedOn }: Reported): string {
  if (closedOn) return `Closed on ${inWords(closedOn)}`
  return handler ? `${handler} is handling it` : 'Nobody has taken it up yet'
}

function reportedPage(reported: Reported, handlers: readonly string[], canSee: boolean): View {
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

function listPage(own: readonly Reported[]): View {
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
