import type { ColumnField } from '../model/model.ts'

/** When a column speaks, as its header says: how things were, how they were at first, how they shall be, or how they are. */
export type HeaderTime = 'previous' | 'original' | 'target' | 'current'

const TIMES: readonly [RegExp, HeaderTime][] = [
  [/\b(?:prev(?:ious(?:ly)?)?|prior|superseded|old|former(?:ly)?)\b.*\b(?:revised|revision|forecast)\b/, 'previous'],
  [/\b(?:b f|b fwd|bfwd|brought forward)\b/, 'previous'],
  [
    /\b(current\w*|remaining|outstanding|c f|c fwd|cfwd|carried forward(?! from)|this|now|latest|today|present|revised|new|actual)\b/,
    'current',
  ],
  [
    /\b(prev(?:ious(?:ly)?)?|prior|yesterday|former(?:ly)?|earlier|preceding|outgoing|old|last(?! (?:updated?|amended|modified|changed|reviewed|edited)\b))\b/,
    'previous',
  ],
  [/\b(original(?:ly)?|initial(?:ly)?|baselined?|opening|start(?:ing)?)\b|\b(?:status|b?rag) before\b/, 'original'],
  [
    /\b(target(?:ed)?|planned|expected|forecast|proposed|intended|desired|anticipated|projected|predicted|next|year end|end of year|full year|outturn)\b/,
    'target',
  ],
]

/** What a column is measured by is not what it says: `Status against target`, `Movement since last review`. */
const MEASURED_BY = /\b(?:against|versus|vs?|compared (?:to|with)|since)\b.*$/

export const withoutMeasure = (plain: string): string => plain.replace(MEASURED_BY, '').trim() || plain

/** The time that a header without case and marks names, or null. What is current now was not previous: `Current RAG (last: March)`. */
export function timeOf(plain: string): HeaderTime | null {
  const said = withoutMeasure(plain)
  return TIMES.find(([pattern]) => pattern.test(said))?.[1] ?? null
}

/** What a column holds that speaks of another time than now: how things were or shall be claims nothing of how they are. */
const ELSEWHEN: Partial<Record<ColumnField, Partial<Record<HeaderTime, ColumnField>>>> = {
  status: { previous: 'commentary', original: 'commentary', target: 'commentary' },
  verdict: { previous: 'commentary', original: 'commentary', target: 'commentary' },
  owner: { previous: 'commentary', original: 'commentary' },
  priority: { previous: 'commentary', original: 'commentary', target: 'commentary' },
  ref: { previous: 'predecessor', original: 'predecessor' },
}

/** The field of a column, by the time of which its header speaks. */
export function inTime(field: ColumnField | null, plain: string): ColumnField | null {
  const time = timeOf(plain)
  return (field && time && ELSEWHEN[field]?.[time]) ?? field
}

const FIRST = { current: 0, none: 1, target: 1, original: 3, previous: 3 } as const
const rankOfTime = (plain: string) => FIRST[timeOf(plain) ?? 'none']

/** Among several columns for one field, which is asked first: a revised date before the one it replaces. */
export function preferenceOf(field: ColumnField, plain: string, isExact: boolean): number {
  if (field === 'target') return preferenceOfDate(plain, isExact)
  if (field === 'status') return preferenceOfStatus(plain)
  // Owners are all kept, in the order of their columns.
  if (field === 'owner') return /^(?:sponsor|support|contact)|\bsupport$/.test(plain) ? 2 : isExact ? 0 : 1
  // In a list of tasks the number of its breakdown tells more than that of its line.
  if (field === 'ref' && /^(?:wbs|outline)\b/.test(plain)) return -1
  if (field === 'action')
    return 2 * rankOfTime(plain) + (/response|what|how|detail|description|summary|milestone/.test(plain) ? 1 : 0)
  return 2 * rankOfTime(plain) + (isExact ? 0 : 1)
}

const REVISED =
  /\b(?:revised|revisions?|rev|new|current|latest|forecast|re ?forecast|now|amended|extended|extension|rescheduled|further|(?:second|third|fourth|fifth|[2-9](?:nd|rd|th)?) (?:target|due|completion|deadline)|(?:target|due|completion|deadline)(?: date)? [2-9])\b/

/** Whether a header names a date that replaces the one first promised. */
export const isRevision = (plain: string): boolean => REVISED.test(plain) && rankOfTime(plain) !== 3

function preferenceOfDate(plain: string, isExact: boolean): number {
  if (isRevision(plain)) return 0
  if (/actual|achieved|closed|completed|\bstart/.test(plain) || rankOfTime(plain) === 3) return 3
  if (isExact) return /^(?:date|completion date)$/.test(plain) ? 1.2 : 1
  return /target|due|completion|end|deadline|timescale|when/.test(plain) ? 1.5 : 2
}

function preferenceOfStatus(plain: string): number {
  if (/\boverall\b/.test(plain)) return -1
  if (plain === 'status' || timeOf(plain) === 'current') return 0
  return /status/.test(plain) ? 1 : /\bb?rag\b/.test(plain) ? 2 : 3
}

/** Whether the header names a date that was replaced, and not only the one first set: it counts no more unless somebody says so. */
export const isReplaced = (plain: string): boolean => timeOf(plain) === 'previous'

const WORDS =
  'rationale|reasons?|reasoning|explanations?|justifications?|comments?|commentary|notes?|narrative|details|remarks|definitions?|key|trend|direction|travel|movement|history|evidence|feedback'
const OF_DAYS = /^(?:date|when|day)\b|\bdates?$|\b(?:changed|updated|amended|modified)(?: on)?$/
const OF_DEEDS = /\b(?:set|agreed|approved|changed|updated|assessed|signed off|confirmed|reviewed) by\b/
const OWNERS =
  '(?:owners?|owned|leads?|led by|responsib\\w*|accountab\\w*|assigned|assignee|allocated|by whom|officers?|officials?|managers?)'
const OF_PEOPLE = new RegExp(
  String.raw`\b${OWNERS}\b.*\b(?:scores?|ratings?|e ?mails?|phone|telephone|extension|grade|time|sign ?off|signature|initials|approval|id|ref|update|progress|${WORDS})$`,
)
const SAID_BY_OWNER = new RegExp(String.raw`^(?:${WORDS}|updates?)\b.*\b(?:by|from|of)\b.*\b${OWNERS}`)
/** A header of two things: `Status/reason`, `RAG and comments`. */
const OF_TWO = /[/&]|\b(?:and|with|or)\b/i

/**
 * What stands beside a status or an owner and is neither, by the header's other word: `Date RAG changed`, `RAG rationale`, `Owner
 * comments`. `undefined` where the header says nothing of the kind.
 */
export function besideOf(header: string, plain: string): ColumnField | undefined {
  if (/\b(?:status|b?rag)\b/.test(plain)) {
    const isWords = new RegExp(String.raw`\b(?:${WORDS})\b`).test(plain) && !OF_TWO.test(header)
    if (isWords || OF_DAYS.test(plain) || OF_DEEDS.test(plain))
      return /last updated/.test(plain) ? 'updated' : 'commentary'
    return new RegExp(String.raw`\b${OWNERS}\b.*\b(?:status|b?rag)\b`).test(plain) ? 'status' : undefined
  }
  if (!new RegExp(String.raw`\b${OWNERS}\b`).test(plain) || OF_TWO.test(header)) return undefined
  if (OF_PEOPLE.test(plain) || SAID_BY_OWNER.test(plain)) return 'commentary'
  return /\bdates?\b/.test(plain) && !/\bby whom\b/.test(plain) ? 'target' : undefined
}
