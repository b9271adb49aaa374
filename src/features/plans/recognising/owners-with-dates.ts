import { cellLine, type Table } from '#platform/reading/index.ts'
import { isDayAlone } from './date-lines.ts'
import type { Column, ColumnField } from './model.ts'
import { kindOf } from './owner-words.ts'
import type { Value } from './row-values.ts'
import { valuesOf } from './table-values.ts'

/** The words of one line that name somebody and those that say when; either may be empty. */
export interface OwnerWithDate {
  readonly owner: string
  readonly date: string
}

const LEAD =
  /^(?:(?:due|target|deadline|date)\s*:?\s+)?(?:(?:by|before|no later than|not later than|w\/c|w\/e)\s+)?(?:the\s+)?/i
const PART_OF_PERIOD = /^(?:end|start|beginning|early|mid|middle|late)\b[\s-]*(?:of\s+)?(?:the\s+)?/i
/** Times without a day, as they are written where a date would stand. */
const NO_DAY =
  /^(?:on-?going|immediate(?:ly)?|asap|a\.s\.a\.p\.?|as soon as possible|continuous(?:ly)?|continuing|monthly|quarterly|weekly|annual(?:ly)?|yearly|tb[cad]|to be (?:confirmed|agreed|advised|set)|(?:short|medium|long)[ -]term|(?:within )?\d+ (?:day|week|month|year)s?)$/i
/** Somebody is in a post from or until such a day. */
const TENURE = /\b(?:until|till|from|since|to|up to|left|joined|started|retired)\s*:?$/i

/** What stands between an owner and a date; a space parts them only before a date with figures. */
const CUT = /\s*[/|;,:([]\s*|\s+[-\u2013\u2014]\s*|\s*[\u2013\u2014]\s+|\s+/g

const bare = (words: string): string => words.replace(/^[\s([]+|[\s)\].,;:/|\u2013\u2014-]+$/g, '').trim()

/** Whether the words say when and nothing else. */
function saysWhen(words: string): boolean {
  const plain = words.replace(LEAD, '')
  if (plain === '') return false
  return isDayAlone(plain) || NO_DAY.test(plain) || isDayAlone(plain.replace(PART_OF_PERIOD, ''))
}

/** Parts an owner from the date before or behind: `DRO / June 2018`, `HR (by Dec 2018)`, `30/6/18 - CE`. Null where it cannot be told. */
export function ownerWithDate(line: string): OwnerWithDate | null {
  const whole = bare(line)
  if (whole === '') return null
  if (saysWhen(whole)) return { owner: '', date: whole }
  const cuts = [...whole.matchAll(CUT)].map(({ index, 0: mark }) => ({
    before: whole.slice(0, index),
    behind: whole.slice(index + mark.length),
    isSpace: mark.trim() === '',
  }))
  const isDated = (words: string, isSpace: boolean) => saysWhen(bare(words)) && (!isSpace || /\d/.test(words))
  const behind = cuts.find((cut) => isDated(cut.behind, cut.isSpace))
  if (behind) return TENURE.test(behind.before) ? null : named(behind.before, behind.behind)
  const before = cuts.findLast((cut) => isDated(cut.before, cut.isSpace))
  return before ? named(before.behind, before.before) : null
}

/** Nobody is named by words in which another date stands. */
function named(owner: string, date: string): OwnerWithDate | null {
  const who = bare(owner)
  return who === '' || tellsTime(who) ? null : { owner: who, date: bare(date) }
}

const tellsTime = (words: string): boolean =>
  words.split(/[\s,;/()]+/).some((word) => /\d{4}/.test(word)) || /\d[./-]\d/.test(words)

/** Whether a line of a cell names somebody and no time. */
const namesOnly = (line: string): boolean => !/\d/.test(line) || kindOf(line) !== 'none'

/** The owners and the dates of a cell, line by line, or null where a line cannot be told. */
function partsOf(paragraphs: readonly string[]): { owners: string[]; dates: string[] } | null {
  const lines = paragraphs.flatMap((paragraph) => paragraph.split('\n'))
  const parts = lines.map((line) => ownerWithDate(line) ?? (namesOnly(line) ? { owner: line, date: '' } : null))
  if (parts.some((part) => part === null)) return null
  const filled = (words: readonly (string | undefined)[]) => words.filter((word): word is string => Boolean(word))
  return { owners: filled(parts.map((part) => part?.owner)), dates: filled(parts.map((part) => part?.date)) }
}

/** Puts the owners and the target dates of one cell where those of two columns stand. What cannot be parted is commentary. */
export function placeOwnersWithDates(values: Map<ColumnField, Value[]>): void {
  const both = values.get('owner-and-target') ?? []
  values.delete('owner-and-target')
  for (const value of both) {
    const parts = partsOf(value.paragraphs)
    const isTaken =
      parts !== null &&
      ((parts.owners.length > 0 && values.has('owner')) || (parts.dates.length > 0 && values.has('target')))
    if (parts === null || isTaken) values.set('commentary', [...(values.get('commentary') ?? []), value])
    if (parts === null) continue
    if (parts.owners.length > 0 && !values.has('owner')) values.set('owner', [{ ...value, paragraphs: parts.owners }])
    if (parts.dates.length > 0 && !values.has('target'))
      values.set('target', [{ ...value, paragraphs: parts.dates, list: false }])
  }
}

/** Where no column holds target dates, one of owners beside whom dates stand in most cells holds both, and is asked about. */
export function withOwnersAndDates(table: Table, columns: readonly Column[], firstRow: number): readonly Column[] {
  const holds = (field: ColumnField) => columns.filter((column) => column.field === field)
  if (
    holds('owner').length !== 1 ||
    holds('target').length + holds('target-period').length + holds('owner-and-target').length > 0
  )
    return columns
  return columns.map((column, index): Column => {
    if (column.field !== 'owner') return column
    const texts = valuesOf(table, index, firstRow)
    const dated = texts.filter((text) => !text.includes('\n') && isPair(text))
    return dated.length > 1 && dated.length >= texts.length / 2
      ? { ...column, field: 'owner-and-target', guessed: true }
      : column
  })
}

/** Whether a line names somebody and a day in figures. */
export function isPair(line: string): boolean {
  const parts = ownerWithDate(cellLine({ paragraphs: [line] }))
  return parts !== null && parts.owner !== '' && /\d/.test(parts.date)
}
