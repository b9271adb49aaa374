import { withoutOffered } from '../../statuses/answers.ts'
import type { ColumnField } from '../model/model.ts'
import { DONE } from '../words/deed-words.ts'
import { besideOf, inTime, preferenceOf, timeOf } from './header-times.ts'
import { EXACT } from './headers.content.ts'

/** Parts of a header that tell, when no whole header does. Tried in order. */
const CONTAINS: readonly [RegExp, ColumnField][] = [
  // Who judged it, and when, is no judgement.
  [/\b(?:verified|validated|assessed|audited|checked) (?:by|on|date)$/, 'commentary'],
  // Who gave the action to its owner.
  [/^(?:task |action )?(?:assigned|allocated|delegated|nominated|appointed) by$/, 'commentary'],
  [
    /\bactions?\b.*\b(dates?|owners?|leads?|timescales?|by whom)\b.*\b(and|with)\b.*\b(dates?|owners?|leads?|timescales?)\b/,
    'action',
  ],
  [
    /^(?!.*\bdates?\b).*\btarget (outcomes?|audiences?|groups?|populations?|users?|states?|scores?|ratings?|levels?|maturity|grades?)\b/,
    'commentary',
  ],
  // The last words of joined headers say what stands below them: `Management response` over `Agreed action`.
  [
    /^(?!.*\b(?:to|on|against|for|of|from)\b).*\b(?:response|reply|comments?)\b.*\b(?:agreed|proposed|planned|management|required) actions?$/,
    'action',
  ],
  // What was found later judges what was done, and is no finding of its own.
  [
    /\b(?:follow ?up|re ?audit|re ?test)\b.*\b(?:findings?|observations?|results?|outcomes?|conclusions?)\b|\b(?:findings?|observations?|results?|outcomes?|conclusions?)\b.*\b(?:follow ?up|re ?audit)\b/,
    'commentary',
  ],
  [
    /^(?:recommendations?|findings?) (?:(?:is |was )?(?:agreed|accepted|supported|rejected)\b ?)+(?:or not)?$/,
    'response',
  ],
  [/\brisk (rating|level|score)\b/, 'priority'],
  [/^issues? identified\b/, 'recommendation'],
  [/\b(last|date) updated?\b|\bupdated\b/, 'updated'],
  // What an auditor recommends, found or remarked is no verdict of theirs on what the owner claims.
  [
    /^(?!.*\b(recommend\w*|findings?|observations?|comment\w*|ref\w*|responses?|actions?|risks?|names?|by|dates?|on)\b).*\b(verdict|auditor|assessor|verification|verified)\b/,
    'verdict',
  ],
  [/\b(reiterat\w+|predecessor|carried (over|forward) from)\b/, 'predecessor'],
  [/\brec(ommendation)?s? (no|number|ref\w*|id)\b/, 'recommendation-ref'],
  [
    /\b(owner|owners|lead|led by|responsib\w*|accountab\w*|assigned|by whom)\b|\b(officers?|officials?|managers?|persons?)$/,
    'owner',
  ],
  [/\b(comment\w*|progress|update|notes?|narrative|remarks|evidence|position)\b/, 'commentary'],
  [/\b(status|b?rag)\b/, 'status'],
  [/\bpriority\b/, 'priority'],
  [
    /\b(target|due|deadline|timescales?|timelines?|timeframe|when|completion|delivery date|end date|finish|dates?)\b/,
    'target',
  ],
  [/^ref\b|\b(ref|reference|number|nr|no|id)s?$/, 'ref'],
  [
    /\b(response|reply|replies)\b|^(agreed|accepted|agree|accept|accepted or rejected|agreed or (not|rejected))$/,
    'response',
  ],
  [/\b(actions?|tasks?|activit\w+|deliverables?|steps|mitigations?|treatment)\b/, 'action'],
  [/\b(recommendations?|findings?|outcomes?|observations?|weakness\w*|gaps?|risks?)\b/, 'recommendation'],
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
    .replaceAll('%', ' percent ')
    .replace(/[^\p{L}\p{N}#]+/gu, ' ')
    .trim()
}

const ASKS_WHETHER_DONE = new RegExp(String.raw`\b(?:${DONE}|complete|started|on track|open|in place)\b`)
const ASKS_WHETHER_AGREED = /\b(agreed?|accept(?:ed)?|rejected|supported)\b/

const MOST_WORDS = 30

/**
 * What the header says its column holds, or null. Headers of more than thirty words are taken for contents; those of more than a
 * dozen must ask for one thing.
 */
export function fieldOfHeader(header: string): ColumnField | null {
  const plain = plainHeader(header)
  const count = plain.split(' ').length
  if (plain === '' || count > MOST_WORDS) return null
  const rest = withoutOffered(plain)
  if (rest !== plain) return ofAnswers(rest)
  if (count > 12) return longHeader(plain)
  if (asksWhetherDone(header, plain)) return 'status'
  return inTime(saidBy(header, plain), plain)
}

/** What joined headers say: the last one tells of what, if it is one by itself, and all of them together when. */
export function fieldOfHeaders(parts: readonly string[]): ColumnField | null {
  const joined = parts.join(' ')
  const last = parts.length > 1 ? BY_HEADER.get(plainHeader(parts.at(-1) ?? '')) : undefined
  return last === undefined ? fieldOfHeader(joined) : inTime(last, plainHeader(joined))
}

/** What a header says exactly. `plain` is without case and marks. */
export const exactFieldOf = (plain: string): ColumnField | undefined => BY_HEADER.get(plain)

/** What some words of a header say. */
export const fieldWithin = (plain: string): ColumnField | null =>
  CONTAINS.find(([pattern]) => pattern.test(plain))?.[1] ?? null

/** What the header says, whatever the time of which it speaks. */
const saidBy = (header: string, plain: string): ColumnField | null =>
  BY_HEADER.get(plain) ?? besideOf(header, plain) ?? fieldWithin(plain)

/** `Closed?` asks how an action stands; `When completed?` asks for the day. */
export const asksWhetherDone = (header: string, plain: string = plainHeader(header)): boolean =>
  /\?\s*$/.test(header) &&
  ASKS_WHETHER_DONE.test(plain) &&
  !/\b(who|whom|when|what|how|why|which|where|by|date|evidence|will|to be)\b/.test(plain)

/** A column of yes and no tells a status or a response, or nothing that is known; never a reference, an action or a day. */
function ofAnswers(rest: string): ColumnField | null {
  if (rest === '') return null
  if (ASKS_WHETHER_DONE.test(rest)) return 'status'
  if (ASKS_WHETHER_AGREED.test(rest)) return 'response'
  const field = BY_HEADER.get(rest) ?? fieldWithin(rest)
  return field === 'status' || field === 'verdict' || field === 'priority' || field === 'response' ? field : null
}

/** Forms of regulators ask in whole sentences: `Please describe the action that you will take to meet the regulation`. */
const SENTENCES: readonly [RegExp, ColumnField][] = [
  [/\b(who|responsible|accountable|by whom)\b/, 'owner'],
  [/\b(when|date|deadline|by what)\b.*\b(complet\w+|achiev\w+|implement\w+|met|done|in place|be)\b/, 'target'],
  [/\b(describe|what|which|set out|detail)\b.*\b(actions?|steps|do to|taken?|taking)\b/, 'action'],
  [/\bhow\b.*\b(was|were|is|are) not\b.*\bmet\b/, 'recommendation'],
]

const longHeader = (plain: string): ColumnField | null =>
  /^(please|how|who|what|when|which|describe|by)\b/.test(plain)
    ? (SENTENCES.find(([pattern]) => pattern.test(plain))?.[1] ?? null)
    : null

/** Whether the header is one of the exact ones. */
export function isExactHeader(header: string): boolean {
  return BY_HEADER.has(plainHeader(header))
}

/** Among several columns for one field, which is asked first. */
export const preference = (field: ColumnField, header: string): number =>
  preferenceOf(field, plainHeader(header), isExactHeader(header))

/** The field that a column would have if it spoke of how things are now, where it does not: `Previous owner`, `Target status`. */
export function fieldElsewhen(header: string): ColumnField | null {
  const plain = plainHeader(header)
  const field = saidBy(header, plain)
  return field !== inTime(field, plain) ? field : null
}

/** Whether the header speaks of how things were or shall be. */
export const isElsewhen = (header: string): boolean => !['current', null].includes(timeOf(plainHeader(header)))

/** Whether the header speaks of how things are now. */
export const isNow = (header: string): boolean => timeOf(plainHeader(header)) === 'current'

const OTHER_DATE = new RegExp(
  String.raw`\b(?:start|started|actual|raised|opened|created|issued|published|received|identified|reported|(?:assigned|allocated|appointed)(?: on)? date|(?:assigned|allocated|appointed) on|date (?:${DONE}|added|logged|raised|opened|assigned|allocated|appointed|of (?:issue|report|publication))|report date|closed|(?:${DONE}) on|review|date agreed|agreed on|date accepted|date of response|response date|date of (?:the )?(?:meeting|decision|audit|visit)|meeting date|audit date|inspection date|visit date)\b`,
)
/** Headers over columns that tell of a day, but not of the promise. */
export const isOtherDate = (header: string): boolean => OTHER_DATE.test(plainHeader(header))

/** Headers over the body or the part of it that answers for the row, where no column names an owner. */
export function isBody(header: string): boolean {
  return /^(lead |responsible |owning )?(department|directorate|division|agency|organisation|body|unit|business (area|unit)|business group)s?$/.test(
    plainHeader(header),
  )
}

/** Headers over how an action was closed, beside its status: `Resolution` of a tracker, `Reason for closure`. */
export const isClosure = (header: string): boolean =>
  /^(resolution|disposition|(reason|basis) for (closure|closing)|clos(ure|ed|ing) (reason|basis|type|outcome)|closed as)$/.test(
    plainHeader(header),
  )

/** Headers over what an action is called, where no column is called action: exports of lists. */
export const isTitleOfAction = (header: string): boolean => /^(?:title|name|subject|topic)$/.test(plainHeader(header))

/** Headers over what will be reached by an action that another column names. */
export const isOutcome = (header: string): boolean =>
  /^(?:desired|intended|expected|target|planned) outcomes?$/.test(plainHeader(header))

/** Headers over which either sentences or statuses stand. */
export const isProgress = (header: string): boolean =>
  /^(?:current |latest )?(progress|position|update|stage|standing|delivery|task state|bucket|list)$/.test(
    plainHeader(header),
  )

/** Headers over the list of a board in which a card stands. */
export const isListOfBoard = (header: string): boolean =>
  /^(?:(?:trello|board|planner|kanban|card|task) )?(?:list|bucket|lane|swim ?lane|column)(?: name)?$/.test(
    plainHeader(header),
  )
