import { may, mayDo } from '#platform/access/index.ts'
import { NotFound } from '#platform/errors.ts'
import type { FormState } from '#platform/form/index.ts'
import { isId } from '#platform/ids.ts'
import { problemOf } from '#platform/register/index.ts'
import {
  formReply,
  get,
  type PersonRequest,
  page,
  post,
  type Reply,
  type Route,
  redirect,
} from '#platform/web/index.ts'
import { paths } from '../paths.ts'
import { reportIncident } from './deeds.ts'
import { reportFormFor } from './forms.ts'
import { handlersToday } from './handling.ts'
import { INCIDENT } from './kind.ts'
import { incidents } from './register.ts'
import { reportOf, reportsOf } from './reported.ts'
import { listPage, reportedPage, reportPage } from './reporting-views.ts'

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
    return page(reportedPage(reported, await handlersToday(db, today, id), mayDo(person, INCIDENT, 'read', reported)))
  }),
]

async function showReport(asked: PersonRequest, state: FormState): Promise<Reply> {
  const [reportForm, own] = await Promise.all([reportFormFor(asked), reportsOf(asked.db, asked.person.id, asked.today)])
  const back = may(asked.person, 'risks:read') ? paths.home : '/'
  return formReply(
    reportPage({ controls: reportForm.controls(state), errors: state.errors, hasReported: own.length > 0, back }),
  )
}
