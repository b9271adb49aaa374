import { may, type Person } from '#platform/access/index.ts'
import { type Day, instantInWords } from '#platform/calendar/index.ts'
import { type Queries, sql } from '#platform/db/index.ts'
import { form, requiredText } from '#platform/form/index.ts'
import {
  govukButton,
  govukInsetText,
  type Html,
  html,
  mojTimeline,
  paragraphs,
  postForm,
} from '#platform/page/index.ts'
import { paths } from '../paths.ts'
import { isHandled, whoCanHandle } from './handling.ts'
import { peopleNotTold, UNTOLD } from './telling.ts'

export const logForm = form({
  words: requiredText({
    label: 'Add to the log',
    hint: 'What was done, found or decided. It cannot be changed afterwards',
    required: 'Enter what was done, found or decided',
    lines: 3,
    most: 5_000,
  }),
})

/** What has to be done by when, and who can do it where nobody does. */
export async function incidentLead(db: Queries, id: string, viewer: Person, today: Day): Promise<Html> {
  const facts = await db.one<{
    clock: string
    notifyBy: Date | null
    personal: string | null
    isWaiting: boolean
    isUntold: boolean
  }>(sql`
    select clock, notify_by as "notifyBy", personal, closed_on is null and not ${isHandled(sql`incident`, today)} as "isWaiting", ${peopleNotTold(sql`incident`)} as "isUntold"
    from risks.incident where id = ${id}`)
  const clock =
    facts.clock === 'running' && facts.notifyBy
      ? `${facts.personal === 'yes' ? 'The Information Commissioner is to be notified' : 'If it is about personal data, the Information Commissioner is to be notified'} by ${instantInWords(facts.notifyBy)}, unless it is unlikely to harm people.`
      : null
  const waiting = facts.isWaiting ? await whoHandles(db, viewer, today) : null
  const untold = facts.isUntold ? UNTOLD : null
  const said = [clock, untold, waiting].filter((words) => words !== null)
  return said.length > 0
    ? govukInsetText({ html: html`${said.map((words) => html`<p class="govuk-body">${words}</p>`)}` })
    : html``
}

/** What is said of an open incident that nobody handles: to whoever may, how; to others, who may. */
const whoHandles = async (db: Queries, viewer: Person, today: Day): Promise<string> =>
  may(viewer, 'incidents:change')
    ? 'Nobody handles it yet. Choose “Change this incident” to say who does.'
    : whoCanHandle(db, today)

/** The log of what was done. */
export async function incidentPanel(db: Queries, id: string, viewer: Person): Promise<Html> {
  const [facts, entries] = await Promise.all([
    db.one<{ isOpen: boolean }>(sql`select closed_on is null as "isOpen" from risks.incident where id = ${id}`),
    db.many<{ at: Date; words: string; by: string | null }>(sql`
      select e.at, e.words, p.name as by from risks.incident_entry e left join people.person p on p.id = e.by_person_id
      where e.incident_id = ${id} order by e.at desc, e.id desc limit 500`),
  ])
  const add =
    may(viewer, 'incidents:change') && facts.isOpen
      ? postForm(paths.log(id), [
          logForm.controls(),
          govukButton({ text: 'Add to the log', classes: 'govuk-button--secondary', preventDoubleClick: true }),
        ])
      : null
  const log =
    entries.length === 0
      ? html`<p class="govuk-body">Nothing is in it yet.</p>`
      : mojTimeline({
          headingLevel: 3,
          items: entries.map(({ at, words, by }) => ({
            label: { text: by ?? 'Muniment' },
            datetime: { timestamp: at.toISOString(), type: 'datetime' as const },
            html: paragraphs(words),
          })),
        })
  return html`<h2 class="govuk-heading-m">Log</h2>${log}${add}`
}
