import { MOST_COLUMNS, type NumberedRow, NumberedRows } from './numbered.ts'
import { repeats } from './odf.ts'
import { OdfStyles } from './odf-styles.ts'
import type { Parts } from './package.ts'
import { damaged } from './problem.ts'
import { walkXml, type XmlEvents } from './xml.ts'

type Attributes = Readonly<Record<string, string>>

/** What stands in a cell, and is none of its words. */
const BESIDE = new Set(['office:annotation', 'table:shapes', 'svg:title', 'svg:desc', 'text:note', 'text:ruby-text'])

/** The rows of the first sheet of an OpenDocument spreadsheet that has any, each cell as it stands in the file: OASIS OpenDocument 1.3, part 3. */
export function odsRows(parts: Parts): NumberedRow[] {
  const content = parts.get('content.xml')
  if (!content) throw damaged()
  const reader = new OdsRows()
  walkXml(content, reader)
  return reader.first
}

class OdsRows implements XmlEvents {
  first: NumberedRow[] = []
  readonly #looks = new OdfStyles()
  #tables = 0
  #rows = new NumberedRows()
  #number = 0
  #rowRepeats = 1
  #cells: string[] = []
  #cell: Attributes | null = null
  #lines: string[] = []
  #text: string | null = null
  #struck: boolean[] = []
  #beside = 0

  open(name: string, attributes: Attributes): void {
    if (BESIDE.has(name)) this.#beside += 1
    if (this.#beside > 0) return
    this.#style(name, attributes)
    if (name === 'table:table') this.#startTable()
    else if (name === 'table:table-row') this.#startRow(attributes)
    else if (name === 'table:table-cell' || name === 'table:covered-table-cell') this.#startCell(attributes)
    else if (this.#cell && (name === 'text:p' || name === 'text:h')) this.#startLine(attributes)
    else if (this.#text !== null) this.#within(name, attributes)
  }

  #style(name: string, attributes: Attributes): void {
    if (name === 'style:style') this.#looks.open(attributes)
    else if (name === 'style:text-properties') this.#looks.textProperties(attributes)
  }

  #startTable(): void {
    this.#tables += 1
    if (this.#tables > 1) return
    this.#rows = new NumberedRows()
    this.#number = 0
  }

  #startRow(attributes: Attributes): void {
    this.#rowRepeats = repeats(attributes['table:number-rows-repeated'])
    this.#cells = []
  }

  #startCell(attributes: Attributes): void {
    this.#cell = attributes
    this.#lines = []
  }

  #startLine(attributes: Attributes): void {
    this.#text = ''
    this.#struck = [
      this.#looks.of('paragraph', attributes['text:style-name'] ?? '') ??
        this.#looks.of('table-cell', this.#cell?.['table:style-name']) ??
        false,
    ]
  }

  #within(name: string, attributes: Attributes): void {
    if (name === 'text:span')
      this.#struck.push(this.#looks.of('text', attributes['text:style-name'] ?? '') ?? this.#struck.at(-1) ?? false)
    if (this.#struck.at(-1)) return
    // Put in as signs that no text of XML has, so that they are not folded with what stands beside them.
    if (name === 'text:s') this.#text += SPACE.repeat(Math.min(repeats(attributes['text:c']), 10_000))
    else if (name === 'text:tab') this.#text += TAB
    else if (name === 'text:line-break') this.#text += BREAK
  }

  text(text: string): void {
    if (this.#text !== null && this.#beside === 0 && !this.#struck.at(-1)) this.#text += text
  }

  close(name: string): void {
    if (BESIDE.has(name)) this.#beside -= 1
    if (this.#beside > 0) return
    if (name === 'style:style') this.#looks.close()
    else if (name === 'text:span') this.#struck.pop()
    else if ((name === 'text:p' || name === 'text:h') && this.#text !== null) this.#endLine(this.#text)
    else if (name === 'table:table-cell' || name === 'table:covered-table-cell') this.#endCell()
    else if (name === 'table:table-row') this.#endRow()
    else if (name === 'table:table') this.#endTable()
  }

  #endLine(text: string): void {
    this.#lines.push(unfolded(text))
    this.#text = null
  }

  #endCell(): void {
    const cell = this.#cell ?? {}
    this.#cell = null
    const shown = this.#lines.join('\n')
    const text = shown.trim() === '' ? '' : (dayOf(cell) ?? shown)
    const copies = Math.min(repeats(cell['table:number-columns-repeated']), MOST_COLUMNS + 1)
    for (let copy = 0; copy < copies; copy += 1) this.#cells.push(text)
  }

  /** Rows are given as often as they repeat; blank ones only count. */
  #endRow(): void {
    if (this.#tables !== 1) return
    const isBlank = this.#cells.every((text) => text.trim() === '')
    for (let copy = 1; !isBlank && copy <= this.#rowRepeats; copy += 1) this.#rows.add(this.#number + copy, this.#cells)
    this.#number += this.#rowRepeats
  }

  #endTable(): void {
    this.#tables -= 1
    if (this.#tables === 0 && this.first.length === 0) this.first = this.#rows.all
  }
}

const [SPACE, TAB, BREAK] = ['\u0001', '\u0002', '\u0003'] as const

/** White space of the text itself counts as one space, and as none at its ends (6.1.2); what was put in stays. */
const unfolded = (text: string): string =>
  text
    .replace(/[ \t\r\n]+/g, ' ')
    .replace(/^ | $/g, '')
    .replaceAll(SPACE, ' ')
    .replaceAll(TAB, '\t')
    .replaceAll(BREAK, '\n')

/** A day or moment of a cell as it is kept, whatever it looks like: `2027-03-31`, `2027-03-31T14:05:00`. */
function dayOf(cell: Attributes): string | null {
  if (cell['office:value-type'] !== 'date') return null
  return /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?)?/.exec(cell['office:date-value'] ?? '')?.[0] ?? null
}
