import { inWords } from '#platform/calendar/index.ts'
import { NotFound } from '#platform/errors.ts'
import { day, type FormState, form, select } from '#platform/form/index.ts'
import { isId } from '#platform/ids.ts'
import type { RoleBelonging } from '#platform/room/index.ts'
import { formReply, get, type PersonRequest, post, type Reply, type Route, redirect } from '#platform/web/index.ts'
import { counted } from '#platform/words.ts'
import { NobodyAdministers } from '../administering.ts'
import { paths } from '../paths.ts'
import { retire } from './retire.ts'
import { openRole, otherRoles, standingOf } from './retiring.ts'
import { retirePage } from './views.ts'

/** The pages on which a role is retired and another takes over what it held. */
export function retiringRoutes(others: readonly RoleBelonging[]): Route[] {
  return [
    get(paths.retire(':id'), 'accounts:administer', (asked) => show(asked, others)),
    post(paths.retire(':id'), 'accounts:administer', async (asked) => {
      const { role, retireForm } = await found(asked)
      const read = retireForm.read(asked.body)
      if (!read.ok) return show(asked, others, read)
      const { heir: heirId, on } = read.value
      try {
        await retire(asked.db, asked.act, { roleId: role.id, heirId, on: on ?? asked.today, others })
      } catch (error) {
        if (!(error instanceof NobodyAdministers)) throw error
        return show(asked, others, { values: asked.body, errors: [{ field: 'heir', message: error.message }] })
      }
      return redirect(paths.role(role.id), 'The role was retired')
    }),
  ]
}

async function found({ db, params, today }: PersonRequest) {
  const id = params.id ?? ''
  const role = isId(id) ? await openRole(db, id) : null
  if (!role) throw new NotFound()
  const options = await otherRoles(db, id)
  const retireForm = form({
    heir: select({ label: 'Which role takes over?', options, blank: 'None: everything ends' }),
    on: day({
      label: 'Its last day',
      hint: `Leave empty for today, ${inWords(today)}`,
      check: (last) => (last > today ? 'The last day must be today or before. Come back on that day' : null),
    }),
  })
  return { role, retireForm }
}

async function show(
  asked: PersonRequest,
  others: readonly RoleBelonging[],
  state: FormState = { values: {}, errors: [] },
): Promise<Reply> {
  const { role, retireForm } = await found(asked)
  const { people, things, thing } = await standingOf(asked.db, role.id, asked.today)
  const held = await Promise.all(
    others.map(async (other) => {
      const number = await other.count(asked.db, role.id, asked.today)
      return { number, text: number === 1 ? other.one : other.more }
    }),
  )
  const says = [
    `${counted(people, 'person is', 'people are')} appointed to it.`,
    ...(things > 0 ? [`It is held for “${thing}”${things > 1 ? ` and ${things - 1} more` : ''}.`] : []),
    ...held.filter(({ number }) => number > 0).map(({ number, text }) => `${number} ${text}.`),
  ]
  return formReply(retirePage(role, says, retireForm.controls(state), state.errors))
}
