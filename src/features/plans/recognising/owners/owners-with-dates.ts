import { cellLine, type Table } from '#platform/reading/index.ts'
import type { Column, ColumnField } from '../model/model.ts'
import { valuesOf } from '../words/table-values.ts'
import { type KnownNames, NO_NAMES } from './known-names.ts'
import { kindOf } from './owner-words.ts'
import { isAllTime, isSomebody, saysWhen, whoOrWhen } from './who-or-when.ts'

/** The words of one line that name somebody and those that say when; either may be empty. */
export interface OwnerWithDate {
  readonly owner: string
  readonly date: string
}

/** Somebody is in a post from or until such a day. */
const TENURE = /\b(?:until|till|from|since|to|up to|left|joined|started|retired)\s*:?$/i
const TENURE_OPENS = /^\(?\s*(?:until|till|from|since|up to)\b/i

/** What stands between an owner and a date; a space parts them only where both are told for certain. */
const CUT = /\s*[/|;,:([]\s*|\s+[-\u2013\u2014]\s*|\s*[\u2013\u2014]\s+|\s+/g

/** Words without the marks around them. A bracket stays where its partner does: `Head of Audit (Risk)`. */
function bare(words: string): string {
  const plain = words.replace(/^\s+|[\s.,;:/|\u2013\u2014-]+$/g, '')
  const depth = depthOf(plain)
  const isOpened = OPENING.test(plain)
  const isClosed = CLOSING.test(plain.slice(-1))
  if (isOpened && (depth > 0 || (isClosed && !/[()[\]]/.test(plain.slice(1, -1)))))
    return bare(depth > 0 ? plain.slice(1) : plain.slice(1, -1))
  return isClosed && depth < 0 ? bare(plain.slice(0, -1)) : plain
}

/** How many brackets are opened in the words and not closed; less than none where more are closed. */
const depthOf = (words: string): number =>
  words.split('').reduce((sum, sign) => sum + (OPENING.test(sign) ? 1 : CLOSING.test(sign) ? -1 : 0), 0)

const OPENING = /^[([]/
const CLOSING = /^[)\]]/

/** Longer lines are not parted: each place at which that may be done is weighed. */
const LONGEST = 160

interface Cut {
  readonly before: string
  readonly behind: string
  readonly mark: string
}

/** Parts an owner from the date before or behind: `DRO / June 2018`, `HR (by Dec 2018)`, `30/6/18 - CE`. Null where it cannot be told. */
export function ownerWithDate(line: string, known: KnownNames = NO_NAMES): OwnerWithDate | null {
  const whole = bare(line)
  if (whole === '' || whole.length > LONGEST) return null
  const cuts = [...whole.matchAll(CUT)].map(({ index, 0: mark }) => ({
    before: bare(whole.slice(0, index)),
    behind: bare(whole.slice(index + mark.length)),
    mark: mark.trim(),
  }))
  const isWhen = (words: string) => saysWhen(words, known)
  const isWho = (words: string) => isSomebody(words, known)
  const areTimes = cuts.some((cut) => isHard(cut) && isWhen(cut.before) && isWhen(cut.behind))
  const partsOff = cuts.some(({ mark, before, behind }) => mark !== '' && (isWho(behind) || isWho(before)))
  if (areTimes || (!partsOff && whoOrWhen(whole, known) === 'when')) return { owner: '', date: whole }
  const behind = cuts.find((cut) => isDated(cut, isWho) && isWhen(cut.behind) && !isWhen(cut.before))
  if (behind) return isTenure(behind) ? null : named(behind.before, behind.behind)
  const before = cuts.findLast((cut) => isWhen(cut.before) && isOwnerBehind(cut) && !isWhen(cut.behind))
  return before ? named(before.behind, before.before) : null
}

/** A space parts somebody from a time only where nobody can take either for anything else; nothing does so in the midst of brackets. */
function isDated({ mark, before, behind }: Cut, isWho: (words: string) => boolean): boolean {
  if (depthOf(before) !== 0) return false
  const isOne = !/[/|;:,]|\s[-\u2013\u2014]\s/.test(before) && !/\b(?:of|for|and|the)$/i.test(before)
  return mark !== '' || (isOne && isWho(before) && isAllTime(behind))
}

const isOwnerBehind = (cut: Cut): boolean =>
  (isHard(cut) && /\d/.test(cut.before)) || (/[/|;:,([\u2013\u2014-]/.test(cut.mark) && kindOf(cut.behind) !== 'none')

/** What parts two things that are said, and no part of one. */
const isHard = ({ mark }: Cut): boolean => /^[/|;:\u2013\u2014-]$/.test(mark)

/** `Jane Smith (until June 2018)` says how long somebody is in a post; `CIO / from April 2018` when it is to be done. */
const isTenure = (cut: Cut): boolean => TENURE.test(cut.before) || (!isHard(cut) && TENURE_OPENS.test(cut.behind))

/** Nobody is named by words in which another date stands. */
function named(owner: string, date: string): OwnerWithDate | null {
  return !/\p{L}/u.test(owner) || tellsTime(owner) ? null : { owner, date }
}

const tellsTime = (words: string): boolean =>
  words.split(/[\s,;/()]+/).some((word) => /\d{4}/.test(word)) || /\d[./-]\d/.test(words)

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
