import type { PaperBlock } from '#platform/documents/index.ts'
import type { Finding } from '../following/store.ts'
import { inFigures } from '../scoring/scale.ts'

/** What the reports of a unit and of a campaign are both made of. */
export const h1 = (text: string): PaperBlock => ({ type: 'heading', level: 1, text })
export const p = (text: string): PaperBlock => ({ type: 'paragraph', text })
export const figures = (score: number | null | undefined): string =>
  score === null || score === undefined ? '–' : inFigures(score)

const HORIZONS = { 'quick-win': 'Quick win', 'longer-term': 'Longer term' } as const

/** Findings: of one unit with the plans that they are in, of many units with whose each is. */
export function findingsTable(found: readonly Finding[], isOfMany: boolean): PaperBlock {
  const done = ({ recommendationId, finished, actions }: Finding) =>
    recommendationId ? `${finished} of ${actions}` : isOfMany ? 'Not in a plan yet' : '–'
  return {
    type: 'table',
    caption: 'Findings',
    columns: [
      ...(isOfMany ? [{ text: 'Unit', share: 2.5 }] : []),
      { text: 'Finding', share: 5 },
      { text: 'Kind', share: 1.4 },
      ...(isOfMany ? [] : [{ text: 'Action plan', share: 3 }]),
      { text: 'Actions finished', share: 1.4 },
    ],
    rows: found.map((one) => [
      ...(isOfMany ? [one.unit] : []),
      one.text,
      HORIZONS[one.horizon],
      ...(isOfMany ? [] : [one.plan ?? 'Not in a plan yet']),
      done(one),
    ]),
  }
}
