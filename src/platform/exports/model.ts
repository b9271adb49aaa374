export type SheetValue = string | number | null

/** A table to be written as a file: its rows come in batches, so that its length does not matter. */
export interface SheetSource {
  readonly title: string
  readonly headers: readonly string[]
  readonly batches: AsyncIterable<readonly (readonly SheetValue[])[]>
}

/**
 * Text that a spreadsheet would run as a formula gets an apostrophe, which spreadsheets show as text; what already
 * begins with apostrophes gets one more, so that reading the file back can take exactly one away.
 * Source: OWASP, CSV injection.
 */
export function neutralised(value: SheetValue): SheetValue {
  return typeof value === 'string' && /^'*[=+\-@\t\r]/.test(value) ? `'${value}` : value
}

/** The text that `neutralised` was given. */
export function restored(text: string): string {
  return /^'+[=+\-@\t\r]/.test(text) ? text.slice(1) : text
}

/** Rows that are all there already, as the one batch of a table. */
export async function* inOneBatch<Row>(rows: readonly Row[]): AsyncIterable<readonly Row[]> {
  yield rows
}

/** Rows that are worked on without giving others a turn. */
const AT_ONCE = 250

/** The rows of a table, so few at once that nobody waits for long. */
export async function* fewAtOnce({ batches }: SheetSource): SheetSource['batches'] {
  for await (const batch of batches)
    for (let from = 0; from < batch.length; from += AT_ONCE) yield batch.slice(from, from + AT_ONCE)
}
