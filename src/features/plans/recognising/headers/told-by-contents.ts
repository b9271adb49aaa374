import { cellLine, type Table } from '#platform/reading/index.ts'
import { isDateLine } from '../words/date-lines.ts'
import { isStatusWord } from '../words/wording.ts'
import { BESIDE_KINDS, type BesideKinds } from './beside-kinds.ts'
import { plainHeader } from './headers.ts'

/** What a table beside a plan holds that has no headers, by its labels or keys; null where it may hold actions. */
export function toldByContents(table: Table, kinds: BesideKinds = BESIDE_KINDS): { readonly what: string } | null {
  const rows = table.rows.map((cells) => cells.map(cellLine)).filter((texts) => texts.some((text) => text !== ''))
  const what = ofDocument(rows, kinds) ?? ofKey(rows, kinds)
  return what === null ? null : { what }
}

type Texts = readonly string[]
const countOf = (texts: Texts): number => texts.filter((text) => text !== '').length

/** Labels and what stands beside them, in two columns. */
function ofDocument(rows: readonly Texts[], kinds: BesideKinds): string | null {
  const isPaired = rows.length > 1 && rows.every((texts) => countOf(texts) <= 2 && (texts[0] ?? '') !== '')
  const labels = rows.map(([label = '']) => plainHeader(label))
  const found = isPaired ? kinds.ofLabels(labels) : null
  const isDated = rows.some((texts) => isDateLine(texts[1] ?? ''))
  return found && (found.isSure || (found.isAll && isDated)) ? found.what : null
}

/** A few colours or statuses, each once, with what they mean. */
function ofKey(rows: readonly Texts[], kinds: BesideKinds): string | null {
  const keys = rows.map(([key = '']) => plainHeader(key))
  const isPaired = rows.length > 1 && rows.every((texts) => countOf(texts) === 2)
  const found = isPaired && new Set(keys).size === keys.length ? kinds.ofKeys(keys) : null
  return found?.others.every(isStatusWord) ? found.what : null
}
