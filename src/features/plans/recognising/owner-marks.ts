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
  /** Whether others are meant who are not named: `DRO et al`. */
  readonly hasOthers: boolean
}

/** Takes the marks of lists, the numbers of exports and words such as `jointly` and `etc` from a cell of owners. */
export function withoutMarks(paragraphs: readonly string[]): UnmarkedOwners {
  const lines = paragraphs.flatMap((words) => words.split('\n')).map((line) => line.trim())
  const isLookup = lines.some((line) => line.includes(LOOKUP))
  const items = isLookup
    ? lines.flatMap((line) => line.split(LOOKUP).filter((part) => !/^\d*$/.test(part.trim())))
    : lines
  const areMarked = items.length > 0 && items.every((line) => MARK.test(line))
  const named = items.map((line) => line.replace(areMarked ? MARK : '', '').replace(JOINTLY, ''))
  const hasOthers = named.some((line) => AND_OTHERS.test(line))
  const isChanged = isLookup || areMarked || hasOthers || named.some((line, index) => line !== items[index])
  return {
    lines: isChanged ? named.map((line) => line.replace(AND_OTHERS, '')) : paragraphs,
    areItems: isLookup || areMarked,
    hasOthers,
  }
}

/** Whether a cell names one owner or another, and not which. */
export const areAlternatives = (cell: string): boolean => /\b(?:or|either)\b/i.test(cell)
