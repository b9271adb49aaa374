import type { Day } from '#platform/calendar/index.ts'
import { cellText, EMPTY_CELL, type ReadDocument, type Table } from '#platform/reading/index.ts'
import { headersOf, rowsOf, type WrittenPlan } from '../exchange/rows.ts'
import { openingOf } from '../recognising/words/wording.ts'

/** A recommendation that a plan starts with. */
export interface Start {
  readonly ref: string | null
  readonly text: string
  readonly commentary: string | null
}

/**
 * What a plan starts with, as a document in Muniment's own layout: it is then shown, corrected and saved like any other import.
 * Keys of an earlier plan's rows are kept, so that what is carried over knows where it comes from.
 */
export function asDocument(title: string, plan: Omit<WrittenPlan, 'id' | 'title'>): ReadDocument {
  const options = { withKeys: true }
  const rows = [headersOf(options), ...rowsOf({ id: '', title, ...plan }, options)]
  const table: Table = {
    type: 'table',
    caption: null,
    headerRows: 1,
    rows: rows.map((row) =>
      row.map((text) => ({ paragraphs: text === '' ? [] : text.split('\n'), list: false, coveredBy: null })),
    ),
  }
  return { format: 'html', title, changedOn: null, warnings: [], blocks: [table] }
}

/** Recommendations without actions, as a plan's document. */
export function fromStarts(title: string, planOn: Day, starts: readonly Start[]): ReadDocument {
  return asDocument(title, {
    lastOn: planOn,
    recommendations: starts.map(({ ref, text, commentary }) => ({
      id: '',
      ref,
      text,
      updatedOn: null,
      commentary: commentary ? [commentary] : [],
      actions: [],
    })),
  })
}

/** What an earlier plan hands on: what is not finished, with its owners, and without its dates and states. */
export function handedOn(plan: WrittenPlan, openIds: ReadonlySet<string>): WrittenPlan['recommendations'] {
  return plan.recommendations
    .map((recommendation) => ({
      ...recommendation,
      updatedOn: null,
      commentary: [],
      actions: recommendation.actions
        .filter(({ id }) => openIds.has(id))
        .map((action) => ({ ...action, target: null, status: null, verdict: null, commentary: [] })),
    }))
    .filter(({ actions }) => actions.length > 0)
}

/** The headings and numbered findings of an assessment report, each a recommendation. */
export function headingsOf({ blocks }: ReadDocument): Start[] {
  const starts: Start[] = []
  for (const block of blocks) {
    if (block.type === 'table' || block.text.trim() === '') continue
    const isHeading =
      block.type === 'heading' ? block.level > 0 : block.bold || openingOf(block.text, block.number)?.isNamed
    if (isHeading) {
      const opening = openingOf(block.text, block.number)
      const text = opening?.text ?? block.text
      if (text.trim() !== '' || opening?.ref) starts.push({ ref: opening?.ref ?? block.number, text, commentary: null })
    } else {
      const last = starts.at(-1)
      if (last && (last.commentary?.length ?? 0) < 2_000)
        starts[starts.length - 1] = { ...last, commentary: [last.commentary, block.text].filter(Boolean).join('\n') }
    }
  }
  return starts.map((start) =>
    start.text.trim() === ''
      ? { ...start, text: start.commentary ?? `Recommendation ${start.ref}`, commentary: null }
      : start,
  )
}

const SCORE = /^(score|result|rating|level|answer|maturity|points|self.?score|moderated)/i
const QUESTION = /^(question|statement|criterion|indicator|principle|topic|requirement|area)/i
const REF = /^(ref|no|number|id|#)/i

/** The questions of a questionnaire's result whose score is at most `most`, each a recommendation. Null where no table holds questions and scores. */
export function lowScores({ blocks }: ReadDocument, most: number): Start[] | null {
  for (const table of blocks) {
    if (table.type !== 'table') continue
    const header = table.rows.findIndex((row) => {
      const texts = row.map((cell) => cellText(cell).trim())
      return texts.some((text) => SCORE.test(text)) && texts.some((text) => QUESTION.test(text))
    })
    if (header < 0) continue
    const texts = (table.rows[header] ?? []).map((cell) => cellText(cell).trim())
    const at = (pattern: RegExp) => texts.findIndex((text) => pattern.test(text))
    const [question, score, ref] = [at(QUESTION), texts.findLastIndex((text) => SCORE.test(text)), at(REF)]
    return table.rows.slice(header + 1).flatMap((row): Start[] => {
      const cell = (index: number) => (index < 0 ? '' : cellText(row[index] ?? EMPTY_CELL).trim())
      const value = Number.parseFloat(cell(score).replace(',', '.'))
      if (cell(question) === '' || !Number.isFinite(value) || value > most) return []
      const others = row.flatMap((_, index) =>
        [question, score, ref].includes(index) || cell(index) === ''
          ? []
          : [`${texts[index] || 'Note'}: ${cell(index)}`],
      )
      return [
        {
          ref: cell(ref) || null,
          text: cell(question),
          commentary: [`${texts[score]}: ${cell(score)}`, ...others].join('\n'),
        },
      ]
    })
  }
  return null
}
