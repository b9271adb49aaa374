import { type Drawn, dumbbells, pictureWithTable } from '#platform/charts/index.ts'
import { downloads } from '#platform/listing/index.ts'
import { govukInsetText, type Html, html, link } from '#platform/page/index.ts'
import { capital } from '#platform/words.ts'
import type { Campaign } from '../model.ts'
import { paths } from '../paths.ts'
import { changeInWords, isHandedIn, type ScoredPart } from './model.ts'
import type { MovementRow } from './store.ts'

import { chooser, scoreText } from './views.ts'

/** How a score changed, or why nothing is said of it. */
export const movedInWords = ({ before, now, notCompared }: MovementRow): string =>
  notCompared ?? capital(changeInWords(before, now))

export function movementPart(
  campaign: Campaign,
  parts: readonly ScoredPart[],
  asked: ScoredPart,
  from: Drawn<readonly MovementRow[]>,
): Html {
  const { rows } = from
  const path = paths.movement(campaign.id)
  const told = rows.filter(isHandedIn)
  const compared = told.filter(({ before, notCompared }) => before !== null || notCompared !== null)
  const isPartial = compared.some((row) => row.isPartial)
  const select = parts.length > 1 ? chooser(path, parts, asked) : null
  if (compared.length === 0)
    return html`${select}<p class="govuk-body">There is nothing to compare with yet: no unit that has handed in was scored before.</p>`
  return html`${select}${isPartial ? govukInsetText({ text: 'Some of today’s questions were not asked last time. Where that is so, last time’s score is over those that were.' }) : null}${pictureWithTable(
    {
      id: 'movement',
      title: `${asked.name}: since last time`,
      picture: dumbbells({
        from,
        id: 'movement',
        title: `${asked.name}: movement since last time`,
        description: 'A ring for last time and a disc for this time, biggest fall first.',
        least: asked.least,
        most: asked.most,
        legend: ['Last time', 'This time'],
        rows: told.slice(0, 60).map((row) => ({
          label: row.unit,
          before: row.before,
          now: row.now,
          inWords: row.notCompared === null ? changeInWords(row.before, row.now) : 'not compared',
          href: paths.unitResults(row.id),
        })),
      }),
      columns: [
        { text: 'Unit', classes: 'm-words' },
        { text: 'Last time', numeric: true },
        { text: 'This time', numeric: true },
        { text: 'Change', numeric: true },
      ],
      rows: told.map((row) => [
        link(paths.unitResults(row.id), row.unit),
        html`${scoreText(row.before)}${row.isPartial ? html` <span class="m-meta">in part</span>` : null}`,
        scoreText(row.now),
        movedInWords(row),
      ]),
      below: downloads('Download this table', `${path}/table`, `?part=${encodeURIComponent(asked.code)}`),
    },
  )}`
}
