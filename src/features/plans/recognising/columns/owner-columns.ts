import { fieldOfHeader, isExactHeader, isNow, plainHeader } from '../headers/headers.ts'
import { mayStandBeside } from '../headers/sure-headers.ts'
import type { Column, ColumnField, Value } from '../model/model.ts'

/** Who helps, pays or answers questions, where another column says who does it. */
const BESIDE =
  /^(?:(?:executive |project |programme |exec )?sponsors?|team|role|support|supported by|supporting|contacts?|contact (?:name|person|officer))$/
/** Owners of something else, and people above or beside whoever does the action. */
const OF_OTHER =
  /\b(?:risks?|findings?|issues?|data|systems?|assets?|contracts?|suppliers?|budgets?|cost|process|documents?|records?|line|reporting|audit|auditor|assurance|(?:owner|lead)\W?s) |\b(?:owner|lead) s manager\b/
const WHILE = /\b(?:until|till|up to|from|since|before|after)\b/

/**
 * Which columns of owners name who does the action. Beside one called `Owner` or `Lead`, those of a risk, a system or a line manager, and
 * of who helps, are commentary. They are asked about, and so are several of which none says that it is the action's.
 */
export function withOwnersOfAction(columns: readonly Column[]): readonly Column[] {
  const owners = columns.filter(({ field }) => field === 'owner')
  if (owners.length < 2) return columns
  const doubts = new Map(owners.map((column) => [column, doubtOf(column.header)]))
  const hasOwner = [...doubts.values()].includes(null)
  return columns.map((column): Column => {
    const doubt = doubts.get(column) ?? null
    if (doubt === null) return column
    // In a matrix the headers are the owners themselves.
    const isNamed = fieldOfHeader(column.header ?? '') !== 'owner'
    return { ...column, field: hasOwner && !isNamed ? 'commentary' : 'owner', guessed: true }
  })
}

/** Whether a column of owners may be that of something else, or of who only helps; null where it is the action's. */
function doubtOf(header: string | null): 'other' | 'beside' | null {
  const plain = plainHeader(header ?? '')
  if (header === null || (isExactHeader(header) && !BESIDE.test(plain))) return null
  if (OF_OTHER.test(plain)) return 'other'
  const isOfAction = mayStandBeside('owner', plain)
  return BESIDE.test(plain) || WHILE.test(plain) || !isOfAction ? 'beside' : null
}

/** A new owner stands in the place of those in the other columns of the row, who are kept as commentary. */
export function placeNewOwners(values: Map<ColumnField, Value[]>): void {
  const owners = values.get('owner') ?? []
  const now = owners.filter(({ header }) => header !== null && isNow(header))
  if (now.length === 0 || now.length === owners.length) return
  values.set('owner', now)
  values.set('commentary', [...(values.get('commentary') ?? []), ...owners.filter((value) => !now.includes(value))])
}
