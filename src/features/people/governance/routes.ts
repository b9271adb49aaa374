import { may } from '#platform/access/index.ts'
import { addDays, type Day, instantInWords, inWords } from '#platform/calendar/index.ts'
import { sql } from '#platform/db/index.ts'
import { NotFound } from '#platform/errors.ts'
import { day, type FormState, form, requiredText } from '#platform/form/index.ts'
import { isId } from '#platform/ids.ts'
import { listAsAsked, listRoutes } from '#platform/listing/index.ts'
import {
  type Content,
  dataTable,
  deedButton,
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
import { type PanelBeside, registerRoutes } from '#platform/register/index.ts'
import { get, type PersonRequest, page, post, type Reply, type Route, redirect } from '#platform/web/index.ts'
import { paths } from '../paths.ts'
import { acceptObstacle } from './accepting.ts'
import { aheadPart } from './ahead.ts'
import { aboutOf, accept, checkAll } from './check.ts'
import { expertListing, FINDING, FINDING_FROM, FINDINGS, type FindingRow, findingListing, stateOf } from './listing.ts'
import { governanceRegisters } from './registers.ts'
import { FINDING_KINDS } from './rules.ts'

const acceptForm = form({
  reason: requiredText({
    label: 'Why can this be accepted?',
    required: 'Enter why this can be accepted',
    lines: 3,
    most: 2_000,
  }),
  until: day({ label: 'Until when?', required: 'Enter until when' }),
})

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
    const ask = may(asked.person, 'people:change')
      ? deedButton(paths.findingsCheck, 'Check the rules now', { kind: 'secondary' })
      : null
    return page({
      title: 'Broken rules',
      back: { href: paths.home, text: 'Back to people' },
      content: html`${heading('Broken rules')}<p class="govuk-body">A role can need a grade or training. Some roles cannot be held together. Some must be filled. The rules are checked at every appointment, when a rule changes, and every night. See ${link(paths.incompatibilities, 'roles that cannot be held together')}, and what each role needs in the list of ${link(paths.roles, 'roles')}.</p>${ask}${await aheadPart(asked.db, asked.today)}${list}`,
    })
  }),
  ...listRoutes(paths.findings, 'people:read', findingListing),
  post(paths.findingsCheck, 'people:change', async ({ db, act }) => {
    const { found, gone } = await checkAll(db, act)
    return redirect(paths.findings, found + gone === 0 ? 'The rules found nothing new' : `${found} found, ${gone} gone`)
  }),
  get(paths.finding(':id'), 'people:read', async (asked) => showFinding(asked, panels, { values: {}, errors: [] })),
  post(paths.finding(':id'), 'people:change', async (asked) => {
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
    return page({
      title: 'Directory of experts',
      back: { href: paths.home, text: 'Back to people' },
      content: html`${heading('Directory of experts')}<p class="govuk-body">Whom to ask about what. What somebody knows is part of their entry in the register of ${link(paths.persons, 'people')}.</p>${list}`,
    })
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
  const found = isId(id)
    ? await db.maybe<FindingRow>(sql`select ${FINDING} from ${FINDING_FROM} where f.id = ${id}`)
    : null
  if (!found) throw new NotFound()
  return found
}

interface Accepted {
  readonly reason: string
  readonly untilOn: Day
  readonly at: Date
  readonly by: string | null
}

async function showFinding(asked: PersonRequest, panels: readonly PanelBeside[], state: FormState): Promise<Reply> {
  const { db, person, today } = asked
  const finding = await foundFinding(asked)
  const accepted = await db.many<Accepted>(sql`
    select a.reason, a.until_on as "untilOn", a.at, p.name as by from people.acceptance a left join people.person p on p.id = a.by_person_id
    where a.finding_id = ${finding.id} order by a.at desc limit 50`)
  const canAccept = may(person, 'people:change') && finding.goneOn === null
  const obstacle = canAccept ? acceptObstacle(await aboutOf(db, finding.id, person.id, today)) : null
  const beside = await Promise.all(
    panels.filter(({ of }) => of === FINDINGS).map(({ show }) => show(db, finding.id, person, today)),
  )
  const view = findingPage(finding, accepted, { canAccept, obstacle, beside, today, state })
  return page(view, state.errors.length > 0 ? 422 : 200)
}

function findingPage(
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
