import { DOCUMENT_FORMATS, writeDocument } from '#platform/documents/index.ts'
import { NotFound } from '#platform/errors.ts'
import { firstValue } from '#platform/form/index.ts'
import { isId } from '#platform/ids.ts'
import { tableOfPaper, tableRoutes, type WholeTable } from '#platform/listing/index.ts'
import type { FieldError, Html } from '#platform/page/index.ts'
import { download, type FileReply, file, get, type PersonRequest, page, type Route } from '#platform/web/index.ts'
import { countGuesses } from '../guesses/store.ts'
import { paths } from '../paths.ts'
import { mayChangePlan } from '../rights.ts'
import { PLANS_SEEN } from '../seeing.ts'
import { figuresOf, findPlan } from '../store.ts'
import { reportFrame } from '../views.ts'
import { askedDay, asOfForm, dayInQuery, readAsOf } from './as-of.ts'
import { progressReportOn, type Subject } from './report.ts'
import { allPage, reportPart } from './views.ts'

export const routes: readonly Route[] = [
  get(paths.allReport, 'plans:read', async (asked) => {
    const { content, errors, status } = await onPage(
      asked,
      { planIds: null, title: 'all action plans' },
      paths.allReport,
    )
    return page(allPage(content, errors), status)
  }),
  get(paths.report(':id'), 'plans:read', async (asked) => {
    const plan = await planOf(asked)
    const { content, errors, status } = await onPage(
      asked,
      { planIds: [plan.id], title: plan.title },
      paths.report(plan.id),
    )
    const [figures, guesses] = await Promise.all([
      figuresOf(asked.db, plan.id, asked.today),
      countGuesses(asked.db, plan.id),
    ])
    const canChange = mayChangePlan(asked.person, plan.unitId)
    return page(
      {
        ...reportFrame({ plan, figures, guesses, today: asked.today, canChange }, content),
        errors,
      },
      status,
    )
  }),
  ...tableRoutes(`${paths.allReport}/table`, 'plans:read', PLANS_SEEN, async (asked) =>
    oneTable(asked, { planIds: null, title: 'all action plans' }),
  ),
  ...tableRoutes(`${paths.report(':id')}/table`, 'plans:read', PLANS_SEEN, async (asked) => {
    const plan = await planOf(asked)
    return oneTable(asked, { planIds: [plan.id], title: plan.title })
  }),
  ...DOCUMENT_FORMATS.flatMap(({ ending, type }) => [
    download(`${paths.allReport}.${ending}`, 'plans:read', PLANS_SEEN, async (asked) =>
      handOver(asked, { planIds: null, title: 'all action plans' }, ending, type),
    ),
    download(`${paths.report(':id')}.${ending}`, 'plans:read', PLANS_SEEN, async (asked) => {
      const plan = await planOf(asked)
      return handOver(asked, { planIds: [plan.id], title: plan.title }, ending, type)
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
  const content = reportPart(paper, { path, query, chooser: asOfForm(asked.today).control('on', state) })
  return { content, errors: state.errors, status: state.errors.length > 0 ? 422 : 200 }
}

async function handOver(
  asked: PersonRequest,
  subject: Subject,
  ending: (typeof DOCUMENT_FORMATS)[number]['ending'],
  type: string,
): Promise<FileReply> {
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
