import { type Day, dayOf, inWords } from '#platform/calendar/index.ts'
import { letterEnd, type PaperBlock, type PaperDocument } from '#platform/documents/index.ts'
import { counted } from '#platform/words.ts'
import type { UnitPart } from '../results/model.ts'
import { inFigures } from '../scoring/scale.ts'
import type { Facts } from './consequences.ts'
import type { LineThen } from './lines.ts'
import { below, type LineScale, onLine, reaches, type Stood, stoodInWords } from './model.ts'
import type { Consequence, Finding } from './store.ts'

const paragraph = (text: string): PaperBlock => ({ type: 'paragraph', text })
const score = (value: number | null) => (value === null ? '–' : inFigures(value))

/** The lines that were set when the scores of this time and of last time became final; null where none was. */
export interface LinesThen {
  readonly lineNow: LineThen | null
  readonly lineBefore: LineThen | null
}

/** The letter with which a unit that was below the line twice is brought to a role: drafted, for a person to read and sign. */
export function letterOf(
  one: Consequence,
  facts: Facts & LinesThen,
  parts: readonly UnitPart[],
  found: readonly Finding[],
  today: Day,
  from: string,
): PaperDocument {
  return {
    title: `${one.unit}: “${one.campaign}”`,
    subtitle: inWords(today),
    orientation: 'portrait',
    blocks: [
      paragraph(`To: ${one.holders ? `${one.holders}, ${one.role}` : `${one.role} (nobody holds this role today)`}`),
      paragraph(`From: ${from}`),
      paragraph(
        `${one.unit} has been assessed in “${one.campaign}”. Its scores have been escalated to you, as our rules say. ${one.why}`,
      ),
      ...happened(one, facts),
      scoresTable(parts),
      ...findingsPart(found),
      paragraph('You are asked to meet the head of the unit, and to agree with them:'),
      {
        type: 'list',
        items: [
          'why the scores have not risen;',
          'what they will do, by when, and what help they need;',
          'when they will be assessed again.',
        ],
      },
      paragraph('We will put what you agree on record.'),
      ...letterEnd(today, from),
    ],
  }
}

const scoresTable = (parts: readonly UnitPart[]): PaperBlock => ({
  type: 'table',
  caption: 'Scores, last time by today’s questions and now',
  columns: [
    { text: 'Part', share: 4 },
    { text: 'Last time', share: 1, numeric: true },
    { text: 'Now', share: 1, numeric: true },
    { text: 'Target', share: 1, numeric: true },
  ],
  rows: parts.map((part) => [part.name, score(part.before), score(part.score), score(part.target)]),
})

/**
 * What happened, in its order: both scores on one scale, with the days on which they became final and the lines that were set then. No line is
 * told of a day on which it was not set.
 */
function happened(one: Consequence, facts: Facts & LinesThen): PaperBlock[] {
  const { now, before, scale, lineBefore } = facts
  const { line } = one
  if (!now || !before || !scale || line === null) return []
  const on = (day: Day | null) => (day ? `On ${inWords(day)}` : 'Before')
  const what = (section: string | null) => (section ? `the score of its lowest section, ${section},` : 'its score')
  const [first, again] = [onLine(before, scale), onLine(now, scale)]
  const how = Math.abs(first - again) < 0.005 ? 'It has not risen.' : 'It has fallen.'
  return [
    paragraph('What happened:'),
    {
      type: 'list',
      items: [
        `${on(before.finalOn)} ${what(before.section)} in “${before.campaign}” became final: ${stoodInWords(before, scale)}${besideThen(before, scale, lineBefore)}`,
        `${on(now.finalOn)} ${what(now.section)} in “${now.campaign}” became final: ${below(again, line)}, below the line of ${inFigures(line)}${setWhen(one, line, facts)}. ${how}`,
      ],
    },
  ]
}

/** How a score stood beside the line of its own time. */
function besideThen(stood: Stood, scale: LineScale, then: LineThen | null): string {
  if (then === null) return '. No line was set then.'
  const isSame = then.scale.least === scale.least && then.scale.most === scale.most
  const line = `${inFigures(then.line)}${isSame ? '' : ` on the scale from ${inFigures(then.scale.least)} to ${inFigures(then.scale.most)}`}`
  return isBelow(stood, then) ? `, below the line of ${line}.` : `, not below the line of ${line} that was set then.`
}

const isBelow = (stood: Stood, { line, scale }: LineThen) => !reaches(onLine(stood, scale), line)

/** Since when the line is set by which something followed, where it was not set when the score became final. */
function setWhen(
  { raisedAt }: Consequence,
  line: number,
  { before, line: today, lineNow, lineBefore }: Facts & LinesThen,
): string {
  if (lineNow?.line === line) return before && lineBefore && isBelow(before, lineBefore) ? ' again' : ''
  return today === line ? ' that is set now' : ` that was set on ${inWords(dayOf(raisedAt))}`
}

function findingsPart(found: readonly Finding[]): PaperBlock[] {
  if (found.length === 0) return [paragraph('No finding has been put down for this unit yet.')]
  return [
    paragraph('What was found, and what is being done about it:'),
    {
      type: 'list',
      items: found.map(
        ({ question, text, plan, actions, finished }) =>
          `${question ? `${question}: ` : ''}${text} (${plan ? `${finished} of ${counted(actions, 'action', 'actions')} finished in ${plan}` : 'not in an action plan yet'})`,
      ),
    },
  ]
}
