import { may } from '#platform/access/index.ts'
import { sql } from '#platform/db/index.ts'
import { DOCUMENT_FORMATS, documentOnPage, writeDocument } from '#platform/documents/index.ts'
import { NotFound } from '#platform/errors.ts'
import { firstValue } from '#platform/form/index.ts'
import { isId } from '#platform/ids.ts'
import { downloads, tableOfPaper, tableRoutes, type WholeTable } from '#platform/listing/index.ts'
import { type FieldError, govukButton, type Html, heading, html, link } from '#platform/page/index.ts'
import { file, get, type PersonRequest, page, type Reply, type Route } from '#platform/web/index.ts'
import { countGuesses } from '../guesses/store.ts'
import { paths } from '../paths.ts'
import { figuresOf, findPlan } from '../store.ts'
import { reportFrame } from '../views.ts'
import { askedDay, asOfForm, dayInQuery, readAsOf } from './as-of.ts'
import { progressReportOn, type Subject } from './report.ts'

export const routes: readonly Route[] = [
  get(paths.allReport, 'plans:read', async (asked) => {
    const { content, errors, status } = await onPage(
      asked,
      { planIds: null, title: 'all action plans' },
      paths.allReport,
    )
    return page(
      {
        title: 'Progress report',
        back: { href: paths.plans, text: 'Back to action plans' },
        errors,
        content: html`${heading('Progress report', 'All action plans')}<p class="govuk-body m-no-print">${link(paths.layouts, 'Tailored reports')}</p>${content}`,
      },
      status,
    )
  }),
  get(paths.report(':id'), 'plans:read', async (asked) => {
    const plan = await planOf(asked)
    const { content, errors, status } = await onPage(
      asked,
      { planIds: [plan.id], title: plan.title },
      paths.report(plan.id),
    )
    const [figures, guesses] = await Promise.all([
      figuresOf(asked.db, sql`a.plan_id = ${plan.id}`, asked.today),
      countGuesses(asked.db, plan.id),
    ])
    const canChange = may(asked.person, 'plans:change')
    return page(
      {
        ...reportFrame({ plan, figures, guesses, today: asked.today, canChange }, content),
        errors,
      },
      status,
    )
  }),
  ...tableRoutes(`${paths.allReport}/table`, 'plans:read', async (asked) =>
    oneTable(asked, { planIds: null, title: 'all action plans' }),
  ),
  ...tableRoutes(`${paths.report(':id')}/table`, 'plans:read', async (asked) => {
    const plan = await planOf(asked)
    return oneTable(asked, { planIds: [plan.id], title: plan.title })
  }),
  ...DOCUMENT_FORMATS.flatMap(({ ending, type }) => [
    get(`${paths.allReport}.${ending}`, 'plans:read', async (asked) =>
      download(asked, { planIds: null, title: 'all action plans' }, ending, type),
    ),
    get(`${paths.report(':id')}.${ending}`, 'plans:read', async (asked) => {
      const plan = await planOf(asked)
      return download(asked, { planIds: [plan.id], title: plan.title }, ending, type)
    }),
  ]),
]

async function planOf({ db, params }: PersonRequest) {
  const id = params.id ?? ''
  const plan = isId(id) ? await findPlan(db, id) : null
  if (!plan) throw new NotFound()
  return plan
}

interface Shown {
  readonly content: Html
  readonly errors: readonly FieldError[]
  readonly status: number
}

async function onPage(asked: PersonRequest, subject: Subject, path: string): Promise<Shown> {
  const { asOf, state } = readAsOf(asked)
  const paper = await progressReportOn(asked.db, subject, { on: asOf, today: asked.today })
  const query = dayInQuery(asOf)
  const links = DOCUMENT_FORMATS.map(
    ({ ending, name }) => html`<li><a class="govuk-link" href="${path}.${ending}${query}">${name}</a></li>`,
  )
  const chooser = html`<form method="get" action="${path}" class="m-no-print" novalidate>${asOfForm(asked.today).control('on', state)}${govukButton({ text: 'Show the report', classes: 'govuk-button--secondary' })}</form>`
  const content = html`${chooser}<h2 class="govuk-heading-m">${paper.title}</h2><p class="govuk-body m-meta">${paper.subtitle}</p><p class="govuk-body m-no-print">Download as:</p><ul class="govuk-list govuk-list--bullet m-no-print">${links}</ul>${documentOnPage(paper, (table) => downloads('Download this table', `${path}/table`, `${query}&number=${table}`))}`
  return { content, errors: state.errors, status: state.errors.length > 0 ? 422 : 200 }
}

async function download(
  asked: PersonRequest,
  subject: Subject,
  ending: (typeof DOCUMENT_FORMATS)[number]['ending'],
  type: string,
): Promise<Reply> {
  const asOf = askedDay(asked)
  const paper = await progressReportOn(asked.db, subject, { on: asOf, today: asked.today })
  return file(`progress-report-${asOf}.${ending}`, type, await writeDocument(ending, paper))
}

/** One table of a report, by its number from 1. */
async function oneTable(asked: PersonRequest, subject: Subject): Promise<WholeTable> {
  return tableOfPaper(
    await progressReportOn(asked.db, subject, { on: askedDay(asked), today: asked.today }),
    firstValue(asked.query, 'number'),
  )
}
