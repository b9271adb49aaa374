import { cellLine, type Table } from '#platform/reading/index.ts'
import { isDateLine } from './date-lines.ts'
import { plainHeader } from './headers.ts'
import { isStatusWord } from './wording.ts'

/** Labels down the side of a table that tells of the document. */
const OF_DOCUMENT =
  /^(?:title|document title|document name|document|plan title|name of plan|subject|version|version no|version number|document version|status|document status|date|date of (?:issue|plan|document|publication)|issue date|date issued|publication date|published|last updated|date updated|review date|next review(?: date)?|date of next review|author|document author|owner|document owner|plan owner|prepared by|approved by|date approved|approval date|date of approval|agreed by|sponsor|sro|senior responsible owner|classification|protective marking|security classification|file reference|file ref|reference|document reference|document ref|location|file location|distribution|circulation|organisation|department|directorate|contact|contact details|audience|purpose|supersedes|replaces)s?$/
const SURELY_OF_DOCUMENT =
  /\b(?:document|version|author|classification|marking|approved by|prepared by|distribution|circulation|(?:next )?review|supersedes|file|issue date|title)\b/

const COLOUR =
  /^(?:red|amber|green|blue|grey|gray|black|white|purple|yellow|orange|[rabg]|amber\/(?:green|red)|(?:amber|red|green)[- ]+(?:green|red|amber))$/i

/** What a table beside a plan holds that has no headers, by its labels or keys; null where it may hold actions. */
export function toldByContents(table: Table): { readonly what: string } | null {
  const rows = table.rows.map((cells) => cells.map(cellLine)).filter((texts) => texts.some((text) => text !== ''))
  if (tellsOfDocument(rows)) return { what: 'facts about the document' }
  return isKey(rows) ? { what: 'words and their meanings' } : null
}

/** Labels and what stands beside them, in two columns. */
function tellsOfDocument(rows: readonly (readonly string[])[]): boolean {
  const labels = rows.map(([label = '']) => plainHeader(label))
  const isPaired = rows.every((texts) => texts.filter((text) => text !== '').length <= 2 && (texts[0] ?? '') !== '')
  const known = labels.filter((label) => OF_DOCUMENT.test(label))
  return (
    isPaired &&
    rows.length >= 2 &&
    known.length >= rows.length * 0.7 &&
    (labels.some((label) => SURELY_OF_DOCUMENT.test(label)) ||
      (known.length === rows.length && rows.some((texts) => isDateLine(texts[1] ?? ''))))
  )
}

const MOST_KEYS = 8

/** A few colours or statuses, each once, with what they mean. */
function isKey(rows: readonly (readonly string[])[]): boolean {
  const keys = rows.map(([key = '']) => key)
  return (
    rows.length >= 2 &&
    rows.length <= MOST_KEYS &&
    rows.every((texts) => texts.filter((text) => text !== '').length === 2) &&
    new Set(keys.map((key) => key.toLowerCase())).size === keys.length &&
    keys.every((key) => COLOUR.test(key) || isStatusWord(key)) &&
    keys.some((key) => COLOUR.test(key))
  )
}
