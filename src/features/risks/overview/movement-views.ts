import { type Day, inWords } from '#platform/calendar/index.ts'
import { sinceDay } from '#platform/documents/index.ts'
import { downloads } from '#platform/listing/index.ts'
import {
  counts,
  dataTable,
  type FieldError,
  govukButton,
  type Html,
  heading,
  html,
  link,
  type View,
} from '#platform/page/index.ts'
import { capital } from '#platform/words.ts'
import { movedOrClosed } from '../model.ts'
import { paths } from '../paths.ts'
import type { Moved } from '../store.ts'

/** Risks as they stood at the end of a day and stand now. `only` is the movement that is shown; where it is empty, all are. */
export function movementPage({
  since,
  recordedFrom,
  moved,
  only,
  controls,
  errors,
}: {
  readonly since: Day
  /** The first day from which changes can be told. */
  readonly recordedFrom: Day
  readonly moved: readonly Moved[]
  readonly only: string
  readonly controls: readonly Html[]
  readonly errors: readonly FieldError[]
}): View {
  const shown = only === '' ? moved : moved.filter((row) => movedOrClosed(row) === only)
  return {
    title: 'What moved',
    back: { href: paths.home, text: 'Back to risks' },
    errors,
    content: html`${heading('What moved', capital(sinceDay({ from: since, recordedFrom })))}<form method="get" action="${paths.movement}" class="m-no-print" novalidate>${controls}${govukButton({ text: 'Show', classes: 'govuk-button--secondary' })}</form>${figures(moved, since)}${
      moved.length === 0
        ? html`<p class="govuk-body">There was no risk.</p>`
        : html`${movedTable(shown)}${downloads('Download this table', paths.movement, `?on=${since}`)}`
    }`,
  }
}

function figures(moved: readonly Moved[], since: Day): Html {
  const words = moved.map(movedOrClosed)
  const count = (word: string) => words.filter((one) => one === word).length
  return counts(
    (['Up', 'Down', 'New', 'Closed', 'Same'] as const).map((word) => ({
      number: count(word),
      label: word.toLowerCase(),
      href: `${paths.movement}?on=${since}&only=${word}`,
      alert: word === 'Up' && count(word) > 0,
    })),
  )
}

const movedTable = (shown: readonly Moved[]): Html =>
  dataTable({
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
      movedOrClosed(row),
    ]),
  })

const standingOf = (band: string | null, score: number | null) =>
  score === null ? '' : band ? `${band} (${score})` : String(score)
