import { addDays, type Day, inWords } from '#platform/calendar/index.ts'
import { firstRecorded } from '#platform/documents/index.ts'
import { day, firstValue, form, notLater, select, valueOrRefusal } from '#platform/form/index.ts'
import { tableRoutes } from '#platform/listing/index.ts'
import { get, type PersonRequest, page, type Route } from '#platform/web/index.ts'
import { movedOrClosed } from '../model.ts'
import { paths } from '../paths.ts'
import { RISKS_SEEN } from '../seeing.ts'
import { boardMeetings, movedSince } from '../store.ts'
import { movementPage } from './movement-views.ts'

/** What moved since a board met, or any day. */
export const movementRoutes: readonly Route[] = [
  get(paths.movement, 'risks:read', async (asked) => {
    const { since, recordedFrom, meetings, moved, read } = await movement(asked)
    const sinceForm = sinceFormOf(meetings, asked.today)
    const view = movementPage({
      since,
      recordedFrom,
      moved,
      only: firstValue(asked.query, 'only'),
      controls: sinceForm.controls(read.ok ? sinceForm.filled({ on: since }) : read),
      errors: read.ok ? [] : read.errors,
    })
    return page(view, read.ok ? 200 : 422)
  }),
  ...tableRoutes(paths.movement, 'risks:read', RISKS_SEEN, async (asked) => {
    const { recordedFrom, moved, read } = await movement(asked)
    valueOrRefusal(read)
    return {
      title: `Movement of risks since ${recordedFrom}`,
      headers: ['Risk', 'Held in', 'Score then', 'Band then', 'Score now', 'Band now', 'Closed on', 'Movement'],
      rows: moved.map((row) => [
        row.title,
        row.unit,
        row.before,
        row.beforeBand,
        row.now,
        row.nowBand,
        row.closedOn,
        movedOrClosed(row),
      ]),
    }
  }),
]

const sinceFormOf = (meetings: Awaited<ReturnType<typeof boardMeetings>>, today: Day) =>
  form({
    meeting: select({
      label: 'Since which meeting of a board?',
      options: meetings.map(({ id, name, heldOn }) => ({ value: id, text: `${name}, ${inWords(heldOn)}` })),
      blank: 'Another day',
    }),
    on: day({ label: 'Or since which day?', check: notLater(today) }),
  })

/** Risks as they stood at the end of a day: that of a meeting, one that was given, the last board, or three months ago. */
async function movement({ db, query, today }: PersonRequest) {
  const meetings = await boardMeetings(db, today)
  const read = sinceFormOf(meetings, today).read(query)
  const given = read.ok ? (meetings.find(({ id }) => id === read.value.meeting)?.heldOn ?? read.value.on) : null
  const since: Day = given ?? meetings[0]?.heldOn ?? addDays(today, -91)
  const recordedFrom = await firstRecorded(db, since)
  return { since, recordedFrom, meetings, moved: await movedSince(db, recordedFrom), read }
}
