import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { canonical } from '#platform/audit/index.ts'
import { type Day, financialYear, financialYearOf, inWords } from '#platform/calendar/index.ts'
import { ROOT } from '#platform/config.ts'
import { canonicalBlocks, type PaperBlock, type PaperDocument, writtenBlocks } from '#platform/documents/index.ts'

const Definitions = z.array(
  z.object({
    key: z.string(),
    title: z.string(),
    about: z.string(),
    /** What it is of unless somebody says otherwise: the last whole financial year, or the time since the last board. */
    period: z.enum(['year', 'board']),
    parts: z.array(z.object({ heading: z.string(), section: z.string().optional(), hint: z.string().optional() })),
  }),
)
export type Definition = z.infer<typeof Definitions>[number]

/** The reports that can be begun. */
export const definitions: readonly Definition[] = Definitions.parse(
  parse(readFileSync(join(ROOT, 'content/reports.yaml'), 'utf8')),
)

/** The time that a report is of unless somebody says otherwise. */
export function usualSpan(period: Definition['period'], today: Day, lastBoard: Day | null): { from: Day; to: Day } {
  if (period === 'board' && lastBoard) return { from: lastBoard, to: today }
  const { from, to } = financialYear(financialYearOf(today))
  return { from, to: to < today ? to : today }
}

export interface Part {
  readonly id: string
  readonly position: number
  readonly section: string | null
  readonly heading: string
  readonly hint: string | null
  readonly words: string | null
  readonly isIn: boolean
  /** As compiled; null for words alone, and where whoever compiled it may not see it. */
  readonly blocks: readonly PaperBlock[] | null
}

export interface Report {
  readonly id: string
  readonly kind: string
  readonly title: string
  readonly fromOn: Day
  readonly toOn: Day
  readonly version: number
  readonly compiledAt: Date
  readonly issuedAt: Date | null
  readonly issuedBy: string | null
  readonly digest: Buffer | null
}

/** A part that says nothing is left out. */
export const says = ({ isIn, words, blocks }: Part): boolean => isIn && (words !== null || (blocks?.length ?? 0) > 0)

/** The report as a document: each part under its heading, what was written first, then what was compiled. */
export function paperOf(report: Pick<Report, 'title' | 'fromOn' | 'toOn'>, parts: readonly Part[]): PaperDocument {
  return {
    title: report.title,
    subtitle: `From ${inWords(report.fromOn)} to ${inWords(report.toOn)}`,
    orientation: 'portrait',
    blocks: parts
      .filter(says)
      .flatMap(({ heading, words, blocks }): PaperBlock[] => [
        { type: 'heading', level: 1, text: heading },
        ...writtenBlocks(words ?? ''),
        ...(blocks ?? []),
      ]),
  }
}

/** SHA-256 of what a document says, as canonical JSON (RFC 8785). Two that say the same have the same digest, in any format. */
export const digestOf = ({ title, subtitle, blocks }: PaperDocument): Buffer =>
  createHash('sha256')
    .update(canonical({ title, subtitle, blocks: JSON.parse(JSON.stringify(canonicalBlocks(blocks))) }))
    .digest()
