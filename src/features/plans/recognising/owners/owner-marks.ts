/** Marks and numbers that open the items of a list. Capitals are initials: `A. Smith`. */
const MARK = /^(?:[-*+\u2013\u2014\u00b7\u2022\u25aa\u25cf\u25e6]|\(?(?:[ivx]{1,4}|\d{1,2})[.)]|\(?[a-h]\))\s+(?=\S)/
/** What an export of a list puts between names, with the number of each: `Jane Smith;#12;#Ali Patel;#15`. */
const LOOKUP = ';#'
const JOINTLY = /^(?:jointly|both|joint\s*:|either)\s*:?\s+(?:(?:by|between)\s+)?(?=.*(?:\b(?:and|or)\b|[&,;/]))/i
const AND_OTHERS = /[\s,;&]+(?:and\s+)?(?:et\.?\s?al\.?|etc\.?)\s*$/i

/** The words of a cell of owners without what is no part of any name. */
export interface UnmarkedOwners {
  readonly lines: readonly string[]
  /** Whether each line is an item of a list. */
  readonly areItems: boolean
  /** Whether each line is one entry of a list that a program wrote, whatever commas stand in it: `Brown, Sue;#12`. */
  readonly areEntries: boolean
  /** Whether others are meant who are not named: `DRO et al`. */
  readonly hasOthers: boolean
}

/** The mark of a footnote behind a name: `DRO*`, `DRO ¹`, `DRO [1]`. */
const FOOTNOTE = /(?<=[\p{L})])\s?(?:[*\u2020\u2021\u00b9\u00b2\u00b3\u2070-\u2079]{1,3}|\[\d{1,2}\])$/u
const FIRST_OF_LIST = /^\(?(?:(i)|(1)|(a))[.)]\s/
const NEXT_OF_LIST = [/\s+(?=\(?[ivx]{2,4}[.)]\s)/, /\s+(?=\(?[2-9][.)]\s)/, /\s+(?=\(?[b-h]\)\s)/]

/** The items of a list that stands in one line: `i. DRO ii. SIRO`. */
function itemsWithin(line: string): string[] {
  const kind =
    FIRST_OF_LIST.exec(line.trim())
      ?.slice(1)
      .findIndex((mark) => mark !== undefined) ?? -1
  return kind < 0 ? [line] : line.trim().split(NEXT_OF_LIST[kind] ?? /$/)
}

/** Takes the marks of lists, the numbers of exports and words such as `jointly` and `etc` from a cell of owners. */
export function withoutMarks(paragraphs: readonly string[]): UnmarkedOwners {
  const lines = paragraphs
    .flatMap((words) => words.split('\n'))
    .flatMap(itemsWithin)
    .map((line) => line.trim().replace(FOOTNOTE, ''))
  const isLookup = lines.some((line) => line.includes(LOOKUP))
  const items = isLookup
    ? lines.flatMap((line) => line.split(LOOKUP).filter((part) => !/^\d*$/.test(part.trim())))
    : lines
  const areMarked = items.length > 0 && items.every((line) => MARK.test(line))
  const named = items.map((line) => line.replace(areMarked ? MARK : '', '').replace(JOINTLY, ''))
  const hasOthers = named.some((line) => AND_OTHERS.test(line))
  const isWritten = lines.join('\n') === paragraphs.map((words) => words.trim()).join('\n')
  const isChanged = !isWritten || isLookup || areMarked || hasOthers || named.some((line, at) => line !== items[at])
  return {
    lines: isChanged ? named.map((line) => line.replace(AND_OTHERS, '')) : paragraphs,
    areItems: isLookup || areMarked,
    areEntries: isLookup,
    hasOthers,
  }
}

/** Whether a cell names one owner or another, and not which. */
export const areAlternatives = (cell: string): boolean => /\b(?:or|either)\b/i.test(cell)
