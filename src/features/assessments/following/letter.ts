import { type Day, inWords } from '#platform/calendar/index.ts'
import type { PaperBlock, PaperDocument } from '#platform/documents/index.ts'
import type { UnitPart } from '../results/views.ts'
import { inFigures } from '../scoring/scale.ts'
import type { Consequence, Finding } from './store.ts'

/** The letter with which a unit that was below the line twice is brought to a role: drafted, for a person to read and sign. */
export function letterOf(
  one: Consequence,
  parts: readonly UnitPart[],
  found: readonly Finding[],
  today: Day,
  from: string,
): PaperDocument {
  const paragraph = (text: string): PaperBlock => ({ type: 'paragraph', text })
  const score = (value: number | null) => (value === null ? '–' : inFigures(value))
  return {
    title: `${one.unit}: ${one.campaign}`,
    subtitle: inWords(today),
    orientation: 'portrait',
    blocks: [
      paragraph(`To: ${one.holders ? `${one.holders}, ${one.role}` : `${one.role} (nobody holds this role today)`}`),
      paragraph(`From: ${from}`),
      paragraph(
        `${one.unit} has been assessed in ${one.campaign}, and has come to the point at which our rules bring it to you. ${one.why}`,
      ),
      {
        type: 'table',
        caption: 'Scores, last time and now',
        columns: [
          { text: 'Part', share: 4 },
          { text: 'Last time', share: 1, numeric: true },
          { text: 'Now', share: 1, numeric: true },
          { text: 'Target', share: 1, numeric: true },
        ],
        rows: parts.map((part) => [part.name, score(part.before), score(part.score), score(part.target)]),
      },
      ...(found.length > 0
        ? [
            paragraph('What was found, and what is being done about it:'),
            {
              type: 'list' as const,
              items: found.map(
                ({ text, plan, actions, finished }) =>
                  `${text} (${plan ? `${finished} of ${actions} actions finished in ${plan}` : 'not in an action plan yet'})`,
              ),
            },
          ]
        : []),
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
    ],
  }
}
