import { addDays, type Day, inWords } from '#platform/calendar/index.ts'
import { day, firstValue, form, notLater, select, valueOrRefusal } from '#platform/form/index.ts'
import { downloads, tableRoutes } from '#platform/listing/index.ts'
import { counts, dataTable, govukButton, heading, html, link } from '#platform/page/index.ts'
import { get, type PersonRequest, page, type Route } from '#platform/web/index.ts'
import { movementOf } from '../model.ts'
import { paths } from '../paths.ts'
import { boardMeetings, movedSince } from '../store.ts'

/** What moved since a board met, or any day. */
export const movementRoutes: readonly Route[] = [
  get(paths.movement, 'risks:read', async (asked) => {
    const { since, meetings, moved, read } = await movement(asked)
    const wrong = read.ok ? null : read
    const words = moved.map(wordOf)
    const count = (word: string) => words.filter((one) => one === word).length
    const sinceForm = sinceFormOf(meetings, asked.today)
    const only = firstValue(asked.query, 'only')
    const shown = only === '' ? moved : moved.filter((row) => wordOf(row) === only)
    return page(
      {
        title: 'What moved',
        back: { href: paths.home, text: 'Back to risks' },
        errors: wrong?.errors ?? [],
        content: html`${heading('What moved', `Since ${inWords(since)}`)}<form method="get" action="${paths.movement}" class="m-no-print" novalidate>${sinceForm.controls(wrong ?? sinceForm.filled({ on: since }))}${govukButton({ text: 'Show', classes: 'govuk-button--secondary' })}</form>${counts(
          (['Up', 'Down', 'New', 'Closed', 'Same'] as const).map((word) => ({
            number: count(word),
            label: word.toLowerCase(),
            href: `${paths.movement}?on=${since}&only=${word}`,
            alert: word === 'Up' && count(word) > 0,
          })),
        )}${
          moved.length === 0
            ? html`<p class="govuk-body">There was no risk.</p>`
            : html`${dataTable({
                caption: 'Every risk, the furthest moved first',
                columns: [
                  { text: 'Risk', classes: 'm-words' },
                  { text: 'Held in' },
                  { text: 'Then' },
                  { text: 'Now' },
                  { text: 'Movement' },
                ],
                rows: shown.map((row) => [
                  link(paths.risk(row.id), row.title),
                  row.unit,
                  standingOf(row.beforeBand, row.before),
                  row.closedOn ? `Closed on ${inWords(row.closedOn)}` : standingOf(row.nowBand, row.now),
                  wordOf(row),
                ]),
              })}${downloads('Download this table', paths.movement, `?on=${since}`)}`
        }`,
      },
      wrong ? 422 : 200,
    )
  }),
  ...tableRoutes(paths.movement, 'risks:read', async (asked) => {
    const { since, moved, read } = await movement(asked)
    valueOrRefusal(read)
    return {
      title: `Movement of risks since ${since}`,
      headers: ['Risk', 'Held in', 'Score then', 'Band then', 'Score now', 'Band now', 'Closed on', 'Movement'],
      rows: moved.map((row) => [
        row.title,
        row.unit,
        row.before,
        row.beforeBand,
        row.now,
        row.nowBand,
        row.closedOn,
        wordOf(row),
      ]),
    }
  }),
]

const standingOf = (band: string | null, score: number | null) =>
  score === null ? '' : band ? `${band} (${score})` : String(score)

type Moved = Awaited<ReturnType<typeof movedSince>>[number]
const wordOf = ({ before, now, closedOn }: Moved) => (closedOn ? 'Closed' : movementOf(before, now))

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
  return { since, meetings, moved: await movedSince(db, since), read }
}
