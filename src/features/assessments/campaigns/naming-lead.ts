import { Conflict, Forbidden } from '#platform/errors.ts'
import type { FormState } from '#platform/form/index.ts'
import { get, orAgain, type PersonRequest, page, post, type Reply, type Route, redirect } from '#platform/web/index.ts'
import { seenParticipant } from '../lookup.ts'
import { mayNameLead, type Participant } from '../model.ts'
import { hasModerated } from '../moderating/store.ts'
import { paths } from '../paths.ts'
import { leadForm } from './forms.ts'
import { nameLead } from './participants.ts'
import { possibleLeads } from './store.ts'
import { leadPage } from './views.ts'

const EMPTY: FormState = { values: {}, errors: [] }

/** Whoever visits says who leads a health check that nobody leads. */
export const leadRoutes: readonly Route[] = [
  get(paths.unitLead(':id'), 'assessments:moderate', async (asked) => showLead(asked, await leaderless(asked), EMPTY)),
  post(paths.unitLead(':id'), 'assessments:moderate', async (asked) => {
    const participant = await leaderless(asked)
    const { db, act, body, today } = asked
    const read = leadForm(await possibleLeads(db, participant.unitId, today)).read(body)
    if (!read.ok) return showLead(asked, participant, read)
    const lead = read.value.lead ?? ''
    return orAgain(
      asked,
      async () => {
        if (await hasModerated(db, participant.id, lead))
          throw new Conflict('This person has moderated the unit, and cannot lead its answers', 'Choose somebody else.')
        await nameLead(db, act, participant, lead)
        return redirect(paths.unit(participant.id), 'Saved')
      },
      (state) => showLead(asked, participant, state),
      'lead',
    )
  }),
]

/** The health check of an address, of which somebody may say who leads it. @throws NotFound, Forbidden */
async function leaderless(asked: PersonRequest): Promise<Participant> {
  const { participant, ties } = await seenParticipant(asked)
  if (!mayNameLead(participant, ties, asked.person))
    throw new Forbidden(
      'Visitors name the lead of a health check that has none. Somebody who runs the campaign can change it',
    )
  return participant
}

async function showLead({ db, today }: PersonRequest, participant: Participant, state: FormState): Promise<Reply> {
  const form = leadForm(await possibleLeads(db, participant.unitId, today))
  return page(leadPage(participant, form.controls(state), state), state.errors.length > 0 ? 422 : 200)
}
