import type { Day } from '#platform/calendar/index.ts'
import { type Choice, checkboxes, day, type FormState, form, requiredText, select } from '#platform/form/index.ts'
import { formReply, get, type PersonRequest, post, type Reply, type Route, redirect } from '#platform/web/index.ts'
import { spelt } from '#platform/words.ts'
import { foundForm } from '../forms/routes.ts'
import { OWNERS, type StatementForm } from '../model.ts'
import { paths } from '../paths.ts'
import { issue } from './deeds.ts'
import { ownersOf, rolesToAsk } from './store.ts'
import { issuePage } from './views.ts'

/** The pages on which a form is issued to those who hold some roles. */
export const issuingRoutes: readonly Route[] = [
  get(paths.issue(':key'), 'statements:run', async (asked) => {
    const { issueForm, start } = await forIssue(asked)
    return showIssue(asked, issueForm.filled(start))
  }),
  post(paths.issue(':key'), 'statements:run', async (asked) => {
    const { issueForm, newest } = await forIssue(asked)
    const read = issueForm.read(asked.body)
    if (!read.ok) return showIssue(asked, read)
    const { name, due, roles, counter } = read.value
    const id = await issue(asked.db, asked.act, {
      formId: newest.id,
      name,
      dueOn: due ?? asked.today,
      roleIds: roles.filter((one) => one !== OF_OWNERS),
      asksOwners: roles.includes(OF_OWNERS),
      counterRoleId: counter,
    })
    return redirect(paths.round(id), 'It was issued')
  }),
]

/** The answer that stands for whoever owns an information asset, among the ids of roles. */
const OF_OWNERS = 'owners'

/** That owners of information assets can be asked what they answer for, and how many there are; nothing where no role is theirs. */
async function ownersChoice({ db, today }: PersonRequest, { of }: StatementForm) {
  if (of !== 'person') return []
  const found = await ownersOf(db, today)
  if (!found) return []
  const many = spelt(found.owners, 'One owner', 'owners')
  return [{ value: OF_OWNERS, text: OWNERS, hint: `${many}, also without an appointment as ${found.role}` }]
}

/** What is asked when a form is issued: to whom of these, by when, and who of these countersigns. */
const issueFormOf = (whom: readonly Choice[], counters: readonly Choice[], asksOwners: boolean, today: Day) =>
  form({
    name: requiredText({
      label: 'Name of the round',
      hint: 'Such as Assurance statements 2026-27',
      required: 'Enter the name of the round',
      most: 200,
    }),
    due: day({
      label: 'Last day to submit',
      required: 'Enter the last day to submit',
      check: (on) => (on < today ? 'The last day must be today or later' : null),
    }),
    roles: checkboxes({
      label: asksOwners ? 'Issued to' : 'Issued to everybody who holds one of these roles',
      required: 'Select at least one role',
      options: whom,
    }),
    counter: select({ label: 'Countersigned by', options: counters, blank: 'Nobody' }),
  })

async function forIssue(asked: PersonRequest) {
  const [newest] = await foundForm(asked)
  const all = await rolesToAsk(asked.db, asked.today)
  const owners = await ownersChoice(asked, newest.body)
  const roles = all.map(({ value, text, holders }) => ({
    value,
    text,
    hint: spelt(holders, 'One holder', 'holders'),
  }))
  const issueForm = issueFormOf([...owners, ...roles], all, owners.length > 0, asked.today)
  const idOf = (name: string | undefined) => all.find(({ text }) => text === name)?.value
  const start = {
    name: '',
    due: null as Day | null,
    roles: [
      ...(newest.body.asked_of_owners ? owners.map(({ value }) => value) : []),
      ...newest.body.asked_of.flatMap((name) => idOf(name) ?? []),
    ],
    counter: idOf(newest.body.countersigned_by) ?? null,
  }
  return { newest, issueForm, start }
}

async function showIssue(asked: PersonRequest, state: FormState): Promise<Reply> {
  const { newest, issueForm } = await forIssue(asked)
  return formReply(issuePage(newest, issueForm.controls(state), state.errors))
}
