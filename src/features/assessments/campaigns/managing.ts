import { unitsAhead } from '#features/people/index.ts'
import { checkMayIn, mayIn } from '#platform/access/index.ts'
import { Conflict } from '#platform/errors.ts'
import { type FormState, versionIn } from '#platform/form/index.ts'
import { chosenAhead } from '#platform/register/index.ts'
import { get, orAgain, type PersonRequest, page, post, type Reply, type Route, redirect } from '#platform/web/index.ts'
import type { Participant } from '../model.ts'
import { hasModerated } from '../moderating/store.ts'
import { paths } from '../paths.ts'
import { foundParticipant } from '../store.ts'
import { endForm, handOverForm, manageForm } from './forms.ts'
import { endParticipant, handOver, manageParticipant } from './participants.ts'
import { possibleLeads, unitChoices } from './store.ts'
import { managePage } from './views.ts'

const EMPTY: FormState = { values: {}, errors: [] }

/** What whoever runs a campaign does about one unit: who leads it and until when, who goes on in its place, and its end. */
export const managingRoutes: readonly Route[] = [
  get(paths.unitManage(':id'), 'assessments:run', async (asked) => showManage(asked, await toManage(asked), {})),
  post(paths.unitManage(':id'), 'assessments:run', saveManaged),
  post(`${paths.unitManage(':id')}/hand-over`, 'assessments:run', saveHandOver),
  post(`${paths.unitManage(':id')}/withdraw`, 'assessments:run', async (asked) => {
    const participant = await toManage(asked)
    const read = endForm.read(asked.body)
    if (!read.ok) return showManage(asked, participant, { endState: read })
    return orAgain(
      asked,
      async () => {
        await endParticipant(asked.db, asked.act, participant, 'withdrawn', read.value.why)
        return redirect(paths.campaign(participant.campaignId), `${participant.unit} takes no part any more`)
      },
      (state) => showManage(asked, participant, { endState: state }),
    )
  }),
]

/** The participant of an address, for somebody who runs assessments in its unit. @throws NotFound, Forbidden */
async function toManage({ db, params, person }: PersonRequest): Promise<Participant> {
  const participant = await foundParticipant(db, params.id)
  checkMayIn(person, 'assessments:run', participant.unitId)
  return participant
}

interface ManageStates {
  readonly state?: FormState
  readonly handOverState?: FormState
  readonly endState?: FormState
}

async function manageForms({ db, today, person }: PersonRequest, participant: Participant) {
  const [people, units, ahead] = await Promise.all([
    possibleLeads(db, participant.unitId, today),
    unitChoices(db, participant.campaignId, today),
    unitsAhead(db, null, today, person),
  ])
  const free = units
    .filter(({ id, chosen }) => id !== participant.unitId && chosen === null && mayIn(person, 'assessments:run', id))
    .map(({ id, name }) => ({ value: id, text: name }))
  return { manage: manageForm(people), handOver: handOverForm(chosenAhead(free, ahead)) }
}

async function showManage(asked: PersonRequest, participant: Participant, states: ManageStates): Promise<Reply> {
  const { manage, handOver: handOverTo } = await manageForms(asked, participant)
  const { leadId, dueOn, obligation } = participant
  const state = states.state ?? manage.filled({ lead: leadId, due: dueOn, obligation })
  const view = managePage(participant, {
    manage,
    handOver: handOverTo,
    state,
    handOverState: states.handOverState ?? EMPTY,
    endState: states.endState ?? EMPTY,
  })
  return page(view, view.errors && view.errors.length > 0 ? 422 : 200)
}

async function saveManaged(asked: PersonRequest): Promise<Reply> {
  const { db, act, body, today } = asked
  const participant = await toManage(asked)
  const { manage } = await manageForms(asked, participant)
  const read = manage.read(body)
  if (!read.ok) return showManage(asked, participant, { state: read })
  const { lead, due, obligation } = read.value
  // Whoever runs the campaign may not lead what they have moderated.
  return orAgain(
    asked,
    async () => {
      if (lead && (await hasModerated(db, participant.id, lead)))
        throw new Conflict('This person has moderated the unit, and cannot lead its answers', 'Choose somebody else.')
      await manageParticipant(db, act, participant, versionIn(body), {
        leadId: lead,
        dueOn: due ?? today,
        obligation: obligation === 'mandatory' ? 'mandatory' : 'invited',
      })
      return redirect(paths.unit(participant.id), 'Saved')
    },
    (state) => showManage(asked, participant, { state }),
    'lead',
  )
}

async function saveHandOver(asked: PersonRequest): Promise<Reply> {
  const participant = await toManage(asked)
  const { handOver: form } = await manageForms(asked, participant)
  const read = form.read(asked.body)
  if (!read.ok) return showManage(asked, participant, { handOverState: read })
  return orAgain(
    asked,
    async () => {
      await handOver(asked.db, asked.act, participant, read.value.to ?? '', read.value.why)
      return redirect(paths.unit(participant.id), 'It was handed over')
    },
    (state) => showManage(asked, participant, { handOverState: state }),
  )
}
