import { inWords } from '#platform/calendar/index.ts'
import { type Queries, sql } from '#platform/db/index.ts'
import { dataTable, type Html, html, link } from '#platform/page/index.ts'
import { paths } from '../paths.ts'

const CAPACITIES: Readonly<Record<string, string>> = {
  chair: 'Chair',
  deputy: 'Deputy chair',
  secretary: 'Secretary',
  member: 'Member',
  observer: 'Observer',
}

/** Who sits on a body, and when it meets. */
export async function bodyPanel(db: Queries, id: string): Promise<Html> {
  const [members, held] = await Promise.all([
    db.many<{ personId: string; person: string; capacity: string; fromOn: string; untilOn: string | null }>(sql`
      select m.person_id as "personId", p.name as person, m.capacity, m.from_on as "fromOn", m.until_on as "untilOn"
      from people.membership m join people.person p on p.id = m.person_id where m.body_id = ${id}
      order by m.until_on desc nulls first, array_position('{chair,deputy,secretary,member,observer}'::text[], m.capacity), p.name limit 200`),
    db.many<{ id: string; heldOn: string; subject: string | null }>(
      sql`select id, held_on as "heldOn", subject from people.meeting where body_id = ${id} order by held_on desc limit 24`,
    ),
  ])
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
