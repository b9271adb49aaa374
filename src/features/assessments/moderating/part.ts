import { may, type Person } from '#platform/access/index.ts'
import { type Day, dayOf, inWords } from '#platform/calendar/index.ts'
import type { Queries } from '#platform/db/index.ts'
import { dataTable, type Html, html, link } from '#platform/page/index.ts'
import { paths } from '../paths.ts'
import { waitingParts } from './store.ts'

/** Where the list begins on the page that it is on. */
export const TO_MODERATE = 'to-moderate'

/** What waits for moderators, for the room's front page; nothing for anybody else. */
export async function moderationPart(db: Queries, person: Person, today: Day): Promise<Html | null> {
  if (!may(person, 'assessments:moderate')) return null
  const waiting = await waitingParts(db, person, today)
  if (waiting.length === 0) return null
  return html`<div id="${TO_MODERATE}">${dataTable({
    caption: 'Waiting to be moderated',
    columns: [
      { text: 'Unit', classes: 'm-words' },
      { text: 'Handed in', classes: 'm-date' },
      { text: 'Judged', numeric: true },
      { text: 'Taken up by' },
    ],
    rows: waiting.map((one) => [
      html`${link(paths.moderate(one.id), one.unit)}<br><span class="m-meta">${one.campaign}</span>`,
      inWords(dayOf(one.submittedAt)),
      `${one.judged} of ${one.wanted}`,
      one.moderator ?? 'Nobody yet',
    ]),
  })}</div>`
}
