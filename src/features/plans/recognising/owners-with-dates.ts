import { cellLine, type Table } from '#platform/reading/index.ts'
import type { Column, ColumnField } from './model.ts'
import { isDay, isTime, saysWhen } from './owner-times.ts'
import { kindOf } from './owner-words.ts'
import type { Value } from './row-values.ts'
import { valuesOf } from './table-values.ts'

/** The words of one line that name somebody and those that say when; either may be empty. */
export interface OwnerWithDate {
  readonly owner: string
  readonly date: string
}

/** Somebody is in a post from or until such a day. */
const TENURE = /\b(?:until|till|from|since|to|up to|left|joined|started|retired)\s*:?$/i

const TENURE_OPENS = /^\(?\s*(?:until|till|from|since|up to)\b/i
/** A line that ends so goes on in the next. */
const LEFT_OPEN = /\b(?:by|before|after|from|until|within|when|once|following|of|the|each|every|end)$/i

/** What stands between an owner and a date; a space parts them only before a date with figures. */
const CUT = /\s*[/|;,:([]\s*|\s+[-\u2013\u2014]\s*|\s*[\u2013\u2014]\s+|\s+/g

const bare = (words: string): string => words.replace(/^[\s([]+|[\s)\].,;:/|\u2013\u2014-]+$/g, '').trim()

interface Cut {
  readonly before: string
  readonly behind: string
  readonly mark: string
}

/** Parts an owner from the date before or behind: `DRO / June 2018`, `HR (by Dec 2018)`, `30/6/18 - CE`. Null where it cannot be told. */
export function ownerWithDate(line: string): OwnerWithDate | null {
  const whole = bare(line)
  if (whole === '') return null
  if (isDay(whole)) return { owner: '', date: whole }
  const cuts = [...whole.matchAll(CUT)].map(({ index, 0: mark }) => ({
    before: whole.slice(0, index),
    behind: whole.slice(index + mark.length),
    mark: mark.trim(),
  }))
  if (areTimes(cuts) || (isTime(whole) && !cuts.some(partsOff))) return { owner: '', date: whole }
  const behind = cuts.find((cut) => isDated(cut.behind, cut.mark) || isTimeOf(cut.before, cut))
  if (behind) return isTenure(behind) ? null : named(behind.before, behind.behind)
  const before = cuts.findLast((cut) => isDated(cut.before, cut.mark) || isTimeBefore(cut))
  return before ? named(before.behind, before.before) : null
}

/** A space parts somebody from a day only where it has figures. */
const isDated = (words: string, mark: string): boolean => isDay(bare(words)) && (mark !== '' || /\d/.test(words))

/** Whether a time that is no day stands behind somebody; behind a space alone, only behind words that surely name somebody. */
function isTimeOf(who: string, { before, behind, mark }: Cut): boolean {
  if (!isTime(bare(behind)) || saysWhen(bare(before))) return false
  return mark === '' ? kindOf(bare(who)) !== 'none' && !/\b(?:of|for|and|the)$/i.test(who) : true
}

const isTimeBefore = (cut: Cut): boolean =>
  partsOff(cut) && isTime(bare(cut.before)) && !saysWhen(bare(cut.behind)) && kindOf(bare(cut.behind)) !== 'none'

/** What parts two things that are said, and no part of one. */
const isHard = ({ mark }: Cut): boolean => /^[/|;:\u2013\u2014-]$/.test(mark)
const partsOff = (cut: Cut): boolean => isHard(cut) || (/[,([]/.test(cut.mark) && kindOf(bare(cut.behind)) !== 'none')

/** Times on both sides of what parts them are one date: `Quarterly; from July 2018`. */
const areTimes = (cuts: readonly Cut[]): boolean =>
  cuts.filter(isHard).some(({ before, behind }) => saysWhen(bare(before)) && saysWhen(bare(behind)))

/** `Jane Smith (until June 2018)` says how long somebody is in a post; `CIO / from April 2018` when it is to be done. */
const isTenure = (cut: Cut): boolean => TENURE.test(cut.before) || (!isHard(cut) && TENURE_OPENS.test(cut.behind))

/** Nobody is named by words in which another date stands. */
function named(owner: string, date: string): OwnerWithDate | null {
  const who = bare(owner)
  return who === '' || tellsTime(who) ? null : { owner: who, date: bare(date) }
}

const tellsTime = (words: string): boolean =>
  words.split(/[\s,;/()]+/).some((word) => /\d{4}/.test(word)) || /\d[./-]\d/.test(words)

/** Whether a line of a cell names somebody and no time. */
const namesOnly = (line: string): boolean => (!/\d/.test(line) || kindOf(line) !== 'none') && !hidesTime(line)

const hidesTime = (line: string): boolean =>
  isTime(line) || [...line.matchAll(CUT)].some(({ index, 0: mark }) => isTime(bare(line.slice(index + mark.length))))

/** Lines of a cell; those that a time goes on in are one: `Within` above `six months`, `When SharePoint` above `is live`. */
function linesOf(paragraphs: readonly string[]): string[] {
  const lines: string[] = []
  for (const line of paragraphs.flatMap((paragraph) => paragraph.split('\n'))) {
    const before = lines.at(-1)
    const isRest = /^\p{Ll}/u.test(line.trim()) && !saysWhen(bare(line))
    const both = `${before} ${line}`
    const goesOn = before !== undefined && (isRest || LEFT_OPEN.test(before)) && saysWhen(bare(both))
    if (goesOn) lines[lines.length - 1] = both
    else lines.push(line)
  }
  return lines
}

/** The owners and the dates of a cell, line by line, or null where a line cannot be told. */
function partsOf(paragraphs: readonly string[]): { owners: string[]; dates: string[] } | null {
  const parts = linesOf(paragraphs).map(
    (line) => ownerWithDate(line) ?? (namesOnly(line) ? { owner: line, date: '' } : null),
  )
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
