import { checkEverywhere, mayEverywhere } from '#platform/access/index.ts'
import { addDays, type Day } from '#platform/calendar/index.ts'
import { NotFound } from '#platform/errors.ts'
import type { FormState } from '#platform/form/index.ts'
import { isId } from '#platform/ids.ts'
import { listAsAsked, listRoutes } from '#platform/listing/index.ts'
import { type PanelBeside, registerRoutes } from '#platform/register/index.ts'
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
import { acceptObstacle } from './accepting.ts'
import { aheadPart } from './ahead.ts'
import { aboutOf, accept, checkAll } from './check.ts'
import { acceptForm } from './forms.ts'
import { expertListing, FINDINGS, type FindingRow, findingListing } from './listing.ts'
import { governanceRegisters } from './registers.ts'
import { acceptancesOf, findingOf } from './store.ts'
import { expertsPage, findingPage, findingsPage } from './views.ts'

/** Nobody bears a breach for longer than this without looking at it again. */
const ACCEPT_DAYS = 366

/** Broken rules, experts, and the registers of governance. Other rooms show what a finding is about on its page. */
export const governanceRoutes = (panels: readonly PanelBeside[]): readonly Route[] => [
  get(paths.findings, 'people:read', async (asked) => {
    const list = await listAsAsked(asked, findingListing(asked.today), {
      path: paths.findings,
      caption: 'Findings',
      empty: 'No rules are broken.',
      usual: { state: 'open' },
    })
    return page(
      findingsPage(list, await aheadPart(asked.db, asked.today), mayEverywhere(asked.person, 'people:change')),
    )
  }),
  ...listRoutes(paths.findings, 'people:read', findingListing),
  post(paths.findingsCheck, 'people:change', async ({ db, act, person }) => {
    checkEverywhere(person, 'people:change')
    const { found, gone } = await checkAll(db, act)
    return redirect(paths.findings, found + gone === 0 ? 'The rules found nothing new' : `${found} found, ${gone} gone`)
  }),
  get(paths.finding(':id'), 'people:read', async (asked) => showFinding(asked, panels, { values: {}, errors: [] })),
  post(paths.finding(':id'), 'people:change', async (asked) => {
    checkEverywhere(asked.person, 'people:change')
    const { db, act, body, today } = asked
    const { id } = await foundFinding(asked)
    const read = acceptForm.read(body)
    if (!read.ok) return showFinding(asked, panels, read)
    const { reason, until } = read.value
    const problem = untilProblem(until, today)
    if (problem || !until)
      return showFinding(asked, panels, {
        values: body,
        errors: [{ field: 'until', message: problem ?? '', control: 'until-day' }],
      })
    await accept(db, act, id, { reason, untilOn: until })
    return redirect(paths.finding(id), 'The finding was accepted')
  }),
  get(paths.experts, 'people:read', async (asked) => {
    const list = await listAsAsked(asked, expertListing(asked.today), {
      path: paths.experts,
      caption: 'Experts',
      empty: 'Nobody has listed expertise in this yet.',
    })
    return page(expertsPage(list))
  }),
  ...listRoutes(paths.experts, 'people:read', expertListing),
  ...governanceRegisters.flatMap((register) => registerRoutes(register)),
]

function untilProblem(until: Day | null, today: Day): string | null {
  if (!until || until <= today) return 'The day must be after today'
  return until > addDays(today, ACCEPT_DAYS) ? 'It can be accepted for a year at most' : null
}

async function foundFinding({ db, params }: PersonRequest): Promise<FindingRow> {
  const id = params.id ?? ''
  const found = isId(id) ? await findingOf(db, id) : null
  if (!found) throw new NotFound()
  return found
}

async function showFinding(asked: PersonRequest, panels: readonly PanelBeside[], state: FormState): Promise<Reply> {
  const { db, person, today } = asked
  const finding = await foundFinding(asked)
  const accepted = await acceptancesOf(db, finding.id)
  const canAccept = mayEverywhere(person, 'people:change') && finding.goneOn === null
  const obstacle = canAccept ? acceptObstacle(await aboutOf(db, finding.id, person.id, today)) : null
  const beside = await Promise.all(
    panels.filter(({ of }) => of === FINDINGS).map(({ show }) => show(db, finding.id, person, today)),
  )
  const view = findingPage(finding, accepted, { canAccept, obstacle, beside, today, state })
  return formReply(view)
}
