import { may, type Person } from '#platform/access/index.ts'
import { dayOf, inWords } from '#platform/calendar/index.ts'
import type { Queries } from '#platform/db/index.ts'
import { dataTable, type Html, html, link } from '#platform/page/index.ts'
import { paths } from '../paths.ts'
import { waitingParts } from './store.ts'

/** What waits for moderators, for the room's front page; nothing for anybody else. */
export async function moderationPart(db: Queries, person: Person): Promise<Html | null> {
  if (!may(person, 'assessments:moderate')) return null
  const waiting = await waitingParts(db)
  if (waiting.length === 0) return null
  return dataTable({
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
  })
}
