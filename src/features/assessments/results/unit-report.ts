import { asTheReader } from '#platform/access/index.ts'
import { type Day, dayOf, inWords } from '#platform/calendar/index.ts'
import { drawnWithin } from '#platform/charts/index.ts'
import type { Queries } from '#platform/db/index.ts'
import type { PaperBlock, PaperDocument } from '#platform/documents/index.ts'
import { type Finding, findingsOf } from '../following/store.ts'
import { type Participant, stateInWords } from '../model.ts'
import { meetingsOf } from '../responses/store.ts'
import type { Compiled } from '../scoring/compile.ts'
import { inFigures } from '../scoring/scale.ts'
import { readyFramework } from '../store.ts'
import type { QuestionScore, UnitPart } from './model.ts'
import { figures, findingsTable, h1, p } from './paper.ts'
import { questionScores, unitParts } from './unit.ts'
import { radarPicture } from './unit-views.ts'

type Meeting = Awaited<ReturnType<typeof meetingsOf>>[number]

/** The report of one unit: its scores and why, its answers, what was found and what is done about it. */
export async function unitReport(
  db: Queries,
  participant: Participant,
  today: Day,
  canCompare: boolean,
): Promise<PaperDocument> {
  const [compiled, parts, answers, found, meetings] = await Promise.all([
    readyFramework(db, participant.frameworkId),
    unitParts(db, participant, canCompare),
    questionScores(db, participant.id),
    findingsOf(db, participant.id),
    meetingsOf(db, participant.id),
  ])
  return {
    title: `${participant.unit}: ${participant.campaign}`,
    subtitle: `As things stood on ${inWords(today)}`,
    blocks: [
      h1('Summary'),
      summary(participant, compiled, parts),
      scoresTable(parts, canCompare),
      ...radar(participant, parts, canCompare),
      ...findingsPart(found),
      ...meetingsPart(meetings),
      h1('Answers'),
      ...answersTables(compiled, answers),
    ],
  }
}

function summary(participant: Participant, { framework }: Compiled, parts: readonly UnitPart[]): PaperBlock {
  const whole = parts.find(({ code }) => code === '*')
  const standing = participant.finalAt
    ? `Its scores are final since ${inWords(dayOf(participant.finalAt))}.`
    : `Its state is: ${stateInWords(participant).toLowerCase()}.`
  const scored =
    whole?.score != null ? ` The whole scored ${inFigures(whole.score)}${whole.level ? ` (${whole.level})` : ''}.` : ''
  return p(
    `${participant.unit} answered ${framework.name}, version ${framework.version}, in ${participant.campaign}. ${standing}${scored}`,
  )
}

function scoresTable(parts: readonly UnitPart[], canCompare: boolean): PaperBlock {
  return {
    type: 'table',
    caption: 'Scores',
    columns: [
      { text: 'Part', share: 3 },
      { text: 'Score', share: 1, numeric: true },
      ...(canCompare ? [{ text: 'Median', share: 1, numeric: true }] : []),
      { text: 'Last time', share: 1, numeric: true },
      { text: 'Target', share: 1, numeric: true },
      { text: 'Why', share: 5 },
    ],
    rows: parts.map((part) => [
      part.name,
      part.score === null ? (part.soFar === null ? '–' : `${inFigures(part.soFar)} so far`) : inFigures(part.score),
      ...(canCompare ? [figures(part.median)] : []),
      part.before === null ? '–' : `${inFigures(part.before)}${part.isPartial ? ' (in part)' : ''}`,
      figures(part.target),
      part.because,
    ]),
  }
}

/** The picture of the sections, where there are enough of them for one. */
function radar(participant: Participant, parts: readonly UnitPart[], canCompare: boolean): PaperBlock[] {
  const sections = parts.filter(({ code }) => code !== '*')
  if (sections.length < 3) return []
  return [
    {
      type: 'picture',
      svg: radarPicture(participant, drawnWithin(asTheReader('the report'), sections), canCompare),
      width: 760,
      height: 500,
      description: `Scores of ${participant.unit} by section`,
    },
  ]
}

const findingsPart = (found: readonly Finding[]): PaperBlock[] => [
  h1('What was found'),
  found.length === 0 ? p('Nothing has been put down as a finding yet.') : findingsTable(found, false),
]

function meetingsPart(meetings: readonly Meeting[]): PaperBlock[] {
  if (meetings.length === 0) return []
  return [
    h1('How it was answered'),
    ...meetings.map((one) =>
      p(
        `In a meeting on ${inWords(one.heldOn)}, led by ${one.facilitator}${one.moderator ? `, moderated by ${one.moderator}` : ''}. There: ${one.attendance}`,
      ),
    ),
  ]
}

/** A table for each section with questions that were answered. */
function answersTables({ sections }: Compiled, answers: readonly QuestionScore[]): PaperBlock[] {
  const byQuestion = Map.groupBy(answers, ({ question }) => question)
  return sections.flatMap(({ section, questions }): PaperBlock[] => {
    const rows = questions.flatMap(({ question }) =>
      (byQuestion.get(question.code) ?? []).map((one) => [
        `${question.code} ${question.text}${one.system ? ` (${one.system})` : ''}`,
        one.isNotApplicable ? 'n/a' : figures(one.own),
        one.isNotApplicable ? 'n/a' : figures(one.moderated),
        [one.note, one.reason ? `Moderator: ${one.reason}` : null].filter(Boolean).join('\n'),
        String(one.evidence),
      ]),
    )
    return rows.length === 0 ? [] : [{ type: 'table', caption: section.name, columns: ANSWER_COLUMNS, rows }]
  })
}

const ANSWER_COLUMNS = [
  { text: 'Question', share: 5 },
  { text: 'Self-score', share: 1, numeric: true },
  { text: 'Stands', share: 1, numeric: true },
  { text: 'Why', share: 4 },
  { text: 'Evidence', share: 1, numeric: true },
]
