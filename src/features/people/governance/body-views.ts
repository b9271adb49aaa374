import { inWords } from '#platform/calendar/index.ts'
import { dataTable, type Html, html, link } from '#platform/page/index.ts'
import { paths } from '../paths.ts'
import type { Meeting, Member } from './body-store.ts'

const CAPACITIES: Readonly<Record<string, string>> = {
  chair: 'Chair',
  deputy: 'Deputy chair',
  secretary: 'Secretary',
  member: 'Member',
  observer: 'Observer',
}

/** Who sits on a body, and when it meets. */
export function bodyParts(members: readonly Member[], held: readonly Meeting[]): Html {
  const memberTable =
    members.length === 0
      ? html`<h2 class="govuk-heading-m">Members</h2><p class="govuk-body">None yet.</p>`
      : dataTable({
          caption: 'Members',
          columns: [{ text: 'Person' }, { text: 'As' }, { text: 'From' }, { text: 'Until' }],
          rows: members.map((one) => [
            link(paths.person(one.personId), one.person),
            CAPACITIES[one.capacity] ?? one.capacity,
            inWords(one.fromOn),
            one.untilOn ? inWords(one.untilOn) : 'No end known',
          ]),
        })
  const meetingTable =
    held.length === 0
      ? html`<h2 class="govuk-heading-m">Meetings</h2><p class="govuk-body">None yet.</p>`
      : dataTable({
          caption: 'Meetings',
          columns: [{ text: 'Day' }, { text: 'What it was about', classes: 'm-words' }],
          rows: held.map((one) => [link(`${paths.meetings}/${one.id}`, inWords(one.heldOn)), one.subject ?? '']),
        })
  return html`${memberTable}<p class="govuk-body m-no-print">${link(paths.memberships, 'All memberships')}</p>${meetingTable}`
}
