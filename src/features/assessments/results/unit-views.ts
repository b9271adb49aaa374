import { type Drawn, type OneDrawing, radarChart } from '#platform/charts/index.ts'
import { documentOnPage, type PaperDocument } from '#platform/documents/index.ts'
import { downloads } from '#platform/listing/index.ts'
import {
  type Content,
  dataTable,
  govukInsetText,
  type Html,
  heading,
  html,
  link,
  type View,
} from '#platform/page/index.ts'
import { documentLinks } from '../campaigns/views.ts'
import type { Participant } from '../model.ts'
import { paths } from '../paths.ts'
import { inFigures } from '../scoring/scale.ts'
import { stateTag } from '../tags.ts'
import type { UnitPart } from './model.ts'
import { changeInWords, type QuestionScore, shareOf } from './model.ts'

const scoreText = (score: number | null | undefined) => (score === null || score === undefined ? '–' : inFigures(score))

export interface UnitResults {
  readonly participant: Participant
  readonly parts: Drawn<readonly UnitPart[]>
  readonly canSeeAnswers: boolean
  readonly canCompare: boolean
  readonly questions: readonly (readonly Content[])[]
  readonly following: Html | null
}

/** What the rings of a radar are called: values, where all parts are told on one scale, else shares of the way. */
function ringsOf(parts: readonly UnitPart[]): string[] {
  const [{ least, most } = { least: 0, most: 100 }] = parts
  const isOne = parts.every((part) => part.least === least && part.most === most)
  const [from, to] = isOne ? [least, most] : [0, 100]
  const steps = Number.isInteger(to - from) && to - from >= 2 && to - from <= 6 ? to - from : 4
  return Array.from(
    { length: steps + 1 },
    (_, step) => `${inFigures(from + ((to - from) * step) / steps)}${isOne ? '' : '%'}`,
  )
}

/** One unit against the median of the campaign and against itself last time. */
export function radarPicture(
  { unit }: Pick<Participant, 'unit'>,
  from: Drawn<readonly UnitPart[]>,
  canCompare: boolean,
): OneDrawing {
  const parts = from.rows
  const hasBefore = parts.some(({ before }) => before !== null)
  return radarChart({
    from,
    id: 'radar',
    title: `${unit} by section`,
    description: `${unit} by section${canCompare ? ', beside the median of all units' : ''}${hasBefore ? ' and last time' : ''}.`,
    axes: parts.map(({ name }) => name),
    rings: ringsOf(parts),
    series: [
      { name: unit, shares: parts.map((part) => shareOf(part, part.score ?? part.soFar)), colour: 'blue' },
      ...(canCompare
        ? [
            {
              name: 'Median',
              shares: parts.map((part) => shareOf(part, part.median)),
              colour: 'black' as const,
              dashes: '2 4',
            },
          ]
        : []),
      ...(hasBefore
        ? [
            {
              name: 'Last time',
              shares: parts.map((part) => shareOf(part, part.before)),
              colour: 'grey' as const,
              dashes: '8 5',
            },
          ]
        : []),
    ],
  })
}

export function unitResultsPage(one: UnitResults): View {
  const { participant, canSeeAnswers, canCompare } = one
  const parts = one.parts.rows
  const sections = parts.filter(({ code }) => code !== '*')
  const whole = parts.find(({ code }) => code === '*')
  const columns = [
    { text: 'Part', classes: 'm-words' },
    { text: 'Score', numeric: true },
    ...(canCompare ? [{ text: 'Median', numeric: true }] : []),
    { text: 'Last time', numeric: true },
    { text: 'Target', numeric: true },
    { text: 'Why', classes: 'm-words' },
  ]
  const rows = parts.map((part): Content[] => [
    part.name,
    html`${part.score === null ? (part.soFar === null ? '–' : html`${inFigures(part.soFar)} <span class="m-meta">so far</span>`) : html`<strong>${inFigures(part.score)}</strong>${part.own !== null && part.own !== part.score ? html`<br><span class="m-meta">Self-score ${inFigures(part.own)}</span>` : null}`}`,
    ...(canCompare ? [scoreText(part.median)] : []),
    part.before === null
      ? '–'
      : html`${inFigures(part.before)}${part.isPartial ? html` <span class="m-meta">in part</span>` : null}<br><span class="m-meta">${changeInWords(part.before, part.score)}</span>`,
    scoreText(part.target),
    part.because,
  ])
  const table = dataTable({ caption: 'Scores', columns, rows })
  const picture =
    sections.length >= 3
      ? html`<section class="m-section"><h2 class="govuk-heading-m" id="radar-heading">By section</h2><div class="m-wide" tabindex="0" role="region" aria-labelledby="radar-heading"><figure class="m-figure">${radarPicture(
          participant,
          one.parts.as(() => sections),
          canCompare,
        )}</figure></div></section>`
      : null
  const ways = [
    canSeeAnswers ? link(paths.unit(participant.id), 'The answers') : null,
    canSeeAnswers ? link(paths.findings(participant.id), 'Findings, and what is done about them') : null,
    canSeeAnswers ? link(paths.unitReport(participant.id), 'Report') : null,
  ].filter((way) => way !== null)
  return {
    title: `Results: ${participant.unit}`,
    back: { href: paths.campaign(participant.campaignId), text: 'Back to the campaign' },
    content: html`${heading(`Results: ${participant.unit}`, participant.campaign)}<p class="govuk-body">${stateTag(participant)}${whole && whole.score !== null ? html` <strong>${inFigures(whole.score)}</strong>${whole.level ? ` ${whole.level}` : ''}` : null}</p>${participant.state === 'submitted' ? govukInsetText({ text: 'These scores are not final yet.' }) : null}${participant.notCompared ? govukInsetText({ text: participant.notCompared }) : null}${ways.length > 0 ? html`<ul class="govuk-list m-no-print">${ways.map((way) => html`<li>${way}</li>`)}</ul>` : null}${one.following}${picture}${table}${downloads('Download this table', `${paths.unitResults(participant.id)}/table`)}${
      one.questions.length > 0
        ? html`${dataTable({
            caption: 'Questions',
            columns: [
              { text: 'Question', classes: 'm-words' },
              { text: 'Score', numeric: true },
              { text: 'Why', classes: 'm-words' },
            ],
            rows: one.questions,
          })}${downloads('Download every answer', `${paths.unitResults(participant.id)}/answers`)}`
        : null
    }`,
  }
}

/** A report on a page: its files, and its tables to download. */
export const paperPart = (path: string, paper: PaperDocument): Html =>
  html`${documentLinks(path)}<p class="govuk-body m-meta">${paper.subtitle}</p>${documentOnPage(paper, (table) => downloads('Download this table', `${path}/table`, `?number=${table}`))}`

export const unitReportPage = (participant: Participant, paper: PaperDocument): View => ({
  title: `Report: ${participant.unit}`,
  back: { href: paths.unitResults(participant.id), text: 'Back to the results' },
  content: html`${heading('Report', paper.title)}${paperPart(paths.unitReport(participant.id), paper)}`,
})

/** A question with its scores and what was said of it. */
export const answerRow = (one: QuestionScore, text: string): Content[] => [
  `${one.question} ${text}${one.system ? ` (${one.system})` : ''}`,
  one.isNotApplicable
    ? 'n/a'
    : one.moderated === null
      ? '–'
      : html`${inFigures(one.moderated)}${one.own !== null && one.own !== one.moderated ? html`<br><span class="m-meta">Self-score ${inFigures(one.own)}</span>` : null}`,
  html`${one.note ?? ''}${one.reason ? html`<br><span class="m-meta">Moderator: ${one.reason}</span>` : null}`,
]
