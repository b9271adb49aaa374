import { isRevision } from '../headers/header-times.ts'
import { fieldElsewhen, plainHeader, preference } from '../headers/headers.ts'
import { asksWhether, isSureKind } from '../headers/sure-headers.ts'
import type { ColumnField } from '../model/model.ts'
import type { HeaderReading } from './header-readings.ts'

/** A column with what its headers are likeliest to say. */
export interface LikelyColumn {
  readonly header: string | null
  readonly reading: HeaderReading
}

/** What a column is read as until somebody says it, and whether it is asked. */
export interface SafeColumn {
  readonly field: ColumnField | null
  readonly isAsked: boolean
}

/** What is claimed, promised or urgent is not read under a header that only may say so. */
const NOT_UNLESS_SURE: ReadonlySet<ColumnField> = new Set(['target', 'status', 'priority'])
/** A day that is not agreed yet is the likeliest one where no other is written. */
const PROPOSED = /^proposed dates?$/
/** Parts of an action, which may have dates and statuses of their own beside those of the whole. */
const PART_OF_ACTION = /\b(milestone|task|activit|deliverable|step|stage)(?:s|y|ies)?\b/
const OF_ACTIONS: ReadonlySet<ColumnField> = new Set(['action', 'target', 'status', 'owner', 'priority', 'ref'])

/** Reads columns beside one another: what is not sure gives way to a column that surely is it, and is asked about otherwise. */
export function readSafely(columns: readonly LikelyColumn[]): SafeColumn[] {
  const parts = partsOfAction(columns)
  const told = columns.map((column, index) =>
    parts.has(index) ? { ...column, reading: { ...column.reading, isSure: false } } : column,
  )
  return told.map((column, index) => {
    const { header, reading } = column
    if (reading.isSure) return { field: reading.field, isAsked: isOnlyElsewhen(header, told) }
    const isSaid = (field: ColumnField | null) =>
      told.some(({ reading: other }) => other.isSure && other.field === field)
    const isTold = reading.field === 'owner-and-target' ? isSaid('owner') || isSaid('target') : isSaid(reading.field)
    return safely(column, isTold, parts.has(index))
  })
}

function safely(
  { header, reading: { field, isOfSeveral } }: LikelyColumn,
  isTold: boolean,
  isPart: boolean,
): SafeColumn {
  if (isOfSeveral) return { field: isTold ? 'commentary' : field, isAsked: true }
  if (!isSureKind(field)) return { field, isAsked: true }
  if (isPart) return { field: 'commentary', isAsked: true }
  if (field === 'action') return { field: isTold ? 'commentary' : field, isAsked: true }
  if (field === 'target' && !isTold && PROPOSED.test(plainHeader(header ?? ''))) return { field, isAsked: true }
  if (NOT_UNLESS_SURE.has(field))
    return { field: 'commentary', isAsked: !isTold || (field === 'target' && isRevision(plainHeader(header ?? ''))) }
  if (field === 'owner') return { field: isTold || asksWhether(header ?? '') ? 'commentary' : field, isAsked: true }
  return { field: field === 'ref' && isTold ? 'commentary' : field, isAsked: !isTold }
}

/** Whether a column speaks of another time than now, and none of now. */
function isOnlyElsewhen(header: string | null, columns: readonly LikelyColumn[]): boolean {
  const now = header === null ? null : fieldElsewhen(header)
  return now !== null && !columns.some(({ reading }) => reading.isSure && reading.field === now)
}

/** The columns that tell of parts of an action, where another column holds the action itself: `Milestone due` beside `Action`. */
function partsOfAction(columns: readonly LikelyColumn[]): ReadonlySet<number> {
  const partOf = (header: string | null) => PART_OF_ACTION.exec(plainHeader(header ?? ''))?.[1]
  const actions = columns.filter(({ reading }) => reading.field === 'action' && reading.isSure)
  const [main] = actions.toSorted((a, b) => rankOf(a) - rankOf(b))
  if (!main) return new Set()
  const own = partOf(main.header)
  return new Set(
    columns.flatMap(({ header, reading }, index) => {
      const part = partOf(header)
      const isOfPart = part !== undefined && part !== own && reading.field !== null && OF_ACTIONS.has(reading.field)
      return isOfPart && header !== main.header ? [index] : []
    }),
  )
}

const rankOf = ({ header }: LikelyColumn): number =>
  (PART_OF_ACTION.test(plainHeader(header ?? '')) ? 1 : 0) + preference('action', header ?? '')
