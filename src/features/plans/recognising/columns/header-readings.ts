import { isOtherAnswer, withoutOffered } from '../../statuses/answers.ts'
import { timeOf } from '../headers/header-times.ts'
import {
  asksWhetherDone,
  exactFieldOf,
  fieldOfHeaders,
  fieldWithin,
  isExactHeader,
  isOtherDate,
  plainHeader,
} from '../headers/headers.ts'
import { asksOfAction, asksWhether, isClosedForm, isSureKind } from '../headers/sure-headers.ts'
import type { ColumnField } from '../model/model.ts'
import { WHO_WHEN_HOW } from '../model/promise-fields.ts'
import { isDayOfDeed } from '../statuses/completion.ts'

/** What joined headers say of their column, and whether they surely say it. */
export interface HeaderReading {
  readonly field: ColumnField | null
  readonly isSure: boolean
  /** Whether it names several kinds of columns at once: `Owner and date`. */
  readonly isOfSeveral: boolean
}

/** Headers of more words are whole questions of a form, which ask for one thing. */
const MOST_SURE = 12
/** Words over a band of columns may make another date of these: `Escalation` over `Date`. */
const BARE_DATE = /^(?:dates?|when|time|end date|finish date)$/

/** Reads joined headers: as one kind for certain, as one likely, or as several. What is not certain is to be asked about. */
export function readHeaders(parts: readonly string[]): HeaderReading {
  const header = parts.join(' ')
  const last = parts.at(-1) ?? ''
  const kinds = parts.length > 1 && isExactHeader(last) ? [] : kindsIn(header)
  // No exact header gives who, when or how it stands together with another kind.
  if (kinds.length > 1 && (!isExactHeader(header) || kinds.some((kind) => WHO_WHEN_HOW.has(kind))))
    return { field: ofSeveral(header, kinds), isSure: false, isOfSeveral: true }
  const field = fieldOfHeaders(parts)
  if (isDay(field) && isDayOfDeed(plainHeader(header))) return { field: 'commentary', isSure: true, isOfSeveral: false }
  if (isAside(header, field))
    return { field: field === 'target' ? field : 'commentary', isSure: field !== 'target', isOfSeveral: false }
  return { field, isSure: isSureHeader(parts, field), isOfSeveral: false }
}

/** Days that tell of something else than the promise are none; how an action stands is told beside such words too: `Actual status`. */
const isAside = (header: string, field: ColumnField | null): boolean =>
  isOtherDate(header) && field !== 'status' && field !== 'verdict' && !asksWhetherDone(header)

const isDay = (field: ColumnField | null): boolean => field === 'target' || field === null

function isSureHeader(parts: readonly string[], field: ColumnField | null): boolean {
  const header = parts.join(' ')
  const plain = plainHeader(header)
  if (!isSureKind(field) || exactFieldOf(plain) !== undefined || plain.split(' ').length > MOST_SURE) return true
  const last = plainHeader(parts.at(-1) ?? '')
  if (field === 'status') return isSureStatus(header, plain)
  if (asksWhether(header)) return false
  const rest = withoutOffered(plain)
  return isClosedForm(field, rest) || (exactFieldOf(last) === field && !BARE_DATE.test(last))
}

function isSureStatus(header: string, plain: string): boolean {
  const rest = withoutOffered(plain)
  const asks = rest !== plain || asksWhether(header) || asksWhetherDone(header, plain)
  return asksOfAction(rest) || (!asks && isClosedForm('status', plain)) || exactFieldOf(rest) === 'status'
}

const PARTS = /[/&,;+:()[\]|\u2013\u2014\n]|\s-\s|\b(?:and|with|plus|or)\b/i
/** Parts that only go on with another, or say how it is counted. */
const NO_KIND = /^(?:of|for|to)\b|^percent$/
const YES_OR_NO = /\byes\b.{1,5}\bno\b/gi
/** What one kind of column may be called beside another: a reference is a reference, and what was last said is commentary. */
const SAME_KIND: Partial<Record<ColumnField, ColumnField>> = {
  'recommendation-ref': 'ref',
  updated: 'commentary',
  objective: 'recommendation',
}

/** Whether a header offers answers such as Yes and No. */
const offers = (plain: string): boolean => withoutOffered(plain) !== plain

const partsIn = (header: string): string[] =>
  header
    .replace(/\(s\)/gi, 's')
    .replace(YES_OR_NO, '')
    .split(PARTS)
    .map(plainHeader)
    .filter((part) => part.length > 1 && !NO_KIND.test(part) && !(offers(plainHeader(header)) && isOtherAnswer(part)))

/** The kinds of columns that the parts of a header name. */
function kindsIn(header: string): ColumnField[] {
  const kinds = partsIn(header).flatMap((part) => exactFieldOf(part) ?? fieldWithin(part) ?? [])
  return [...new Set(kinds.map((kind) => SAME_KIND[kind] ?? kind))]
}

/** What a column of several kinds is read as until somebody says it: its words are an action, or nothing is known of them. */
function ofSeveral(header: string, kinds: readonly ColumnField[]): ColumnField | null {
  const worded = (['action', 'response', 'recommendation'] as const).find((kind) => kinds.includes(kind))
  return worded ?? (isOwnerAndTarget(header, kinds) ? 'owner-and-target' : null)
}

/** Whether a header names who does something and when it is due, and nothing else: `Responsible officer / Timescale`. */
function isOwnerAndTarget(header: string, kinds: readonly ColumnField[]): boolean {
  const parts = partsIn(header)
  const isPast = ['previous', 'original'].includes(timeOf(plainHeader(header)) ?? '')
  return (
    kinds.length === 2 &&
    kinds.includes('owner') &&
    kinds.includes('target') &&
    !isPast &&
    !parts.some((part) => isOtherDate(part) || isDayOfDeed(part))
  )
}

/** Whether a part of a header names who does something, when, or how it stands. */
export const namesWhoOrWhen = (header: string): boolean => kindsIn(header).some((kind) => WHO_WHEN_HOW.has(kind))
