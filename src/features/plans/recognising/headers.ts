import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { ROOT } from '#platform/config.ts'
import { COLUMN_FIELDS, type ColumnField } from './model.ts'

/** Words that departments put over their columns: data that anybody can read and add to. */
const EXACT = z
  .partialRecord(z.enum(COLUMN_FIELDS), z.array(z.string()))
  .parse(parse(readFileSync(join(ROOT, 'content/plan-headers.yaml'), 'utf8')))

/** Parts of a header that tell, when no whole header does. Tried in order. */
const CONTAINS: readonly [RegExp, ColumnField][] = [
  [/\b(last|date) updated?\b|\bupdated\b/, 'updated'],
  [/\b(verdict|auditor|assessor|verification|verified)\b/, 'verdict'],
  [/\b(reiterat\w+|predecessor|carried (over|forward) from)\b/, 'predecessor'],
  [/\brec(ommendation)?s? (no|number|ref\w*|id)\b/, 'recommendation-ref'],
  [/\b(owner|owners|lead|led by|responsib\w*|accountab\w*|assigned|by whom)\b/, 'owner'],
  [/\b(comment\w*|progress|update|notes?|narrative|remarks|evidence|position)\b/, 'commentary'],
  [/\b(status|rag)\b/, 'status'],
  [/\bpriority\b/, 'priority'],
  [
    /\b(target|due|deadline|timescales?|timelines?|timeframe|when|completion|delivery date|end date|finish|dates?)\b/,
    'target',
  ],
  [/\b(ref|reference|number|no)\b/, 'ref'],
  [/\b(actions?|tasks?|activit\w+|deliverables?|steps|response)\b/, 'action'],
  [/\b(recommendations?|findings?|outcomes?)\b/, 'recommendation'],
  [/\bobjectives?\b/, 'objective'],
]

const BY_HEADER = new Map(
  Object.entries(EXACT).flatMap(([field, headers]) =>
    headers.map((header): [string, ColumnField] => [header, field as ColumnField]),
  ),
)

/** A header without case, marks and double space. */
export function plainHeader(header: string): string {
  return header
    .toLowerCase()
    .replace(/\(s\)/g, 's')
    .replace(/[^\p{L}\p{N}#]+/gu, ' ')
    .trim()
}

/** What the header says its column holds, or null. Headers of more than a dozen words are taken for contents. */
export function fieldOfHeader(header: string): ColumnField | null {
  const plain = plainHeader(header)
  if (plain === '' || plain.split(' ').length > 12) return null
  return BY_HEADER.get(plain) ?? CONTAINS.find(([pattern]) => pattern.test(plain))?.[1] ?? null
}

/** Whether the header is one of the exact ones. */
export function isExactHeader(header: string): boolean {
  return BY_HEADER.has(plainHeader(header))
}

/** Among several columns for one field, which is asked first: a revised date before the one it replaces. */
export function preference(field: ColumnField, header: string): number {
  const plain = plainHeader(header)
  if (field === 'target') {
    if (/revised|new|current|latest|forecast/.test(plain)) return 0
    if (/actual|achieved|closed|completed|start|original|baseline/.test(plain)) return 3
    return /target|due|completion|end|deadline|timescale|when/.test(plain) ? 1 : 2
  }
  if (field === 'action') return /response|what|how|detail|description|summary|milestone/.test(plain) ? 1 : 0
  if (field === 'status') return /status/.test(plain) ? 0 : 1
  return isExactHeader(header) ? 0 : 1
}

/** Headers over columns that tell of a day, but not of the promise. */
export function isOtherDate(header: string): boolean {
  return /\b(start|started|actual|raised|opened|created|issued|published|received|identified|reported|date (closed|completed|added|logged|raised|opened|of (issue|report|publication))|report date|closed|completed on|review)\b/.test(
    plainHeader(header),
  )
}

/** Headers over the body or the part of it that answers for the row, where no column names an owner. */
export function isBody(header: string): boolean {
  return /^(lead |responsible |owning )?(department|directorate|division|agency|organisation|body|unit|business (area|unit)|business group)s?$/.test(
    plainHeader(header),
  )
}
