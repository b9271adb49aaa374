import type { SignalColour } from './colours.ts'
import { Grid, paragraphsOf } from './grid.ts'
import type { ReadDocument, Table } from './model.ts'
import { MOST_COLUMNS, type NumberedRow, NumberedRows } from './numbered.ts'
import type { Parts } from './package.ts'
import { damaged } from './problem.ts'
import { coreProperties } from './properties.ts'
import { local, readSharedStrings, type SharedString, unescaped } from './xlsx-strings.ts'
import { type CellStyles, isOn, readCellStyles, showNumber } from './xlsx-styles.ts'
import { walkXml } from './xml.ts'

interface Sheet {
  readonly name: string
  readonly part: string
  readonly isHidden: boolean
}

/** Words that are struck out, and where: `Sheet “Plan”, row 15`. */
interface Struck {
  readonly words: string
  readonly place: string
}

/** Reads an Excel workbook: ECMA-376 part 1, SpreadsheetML. A formula gives the result that was saved with it. */
export function readXlsx(parts: Parts): ReadDocument {
  const warnings: string[] = []
  const struck: Struck[] = []
  const blocks = [...sheetsOf(parts, struck)].flatMap(({ reader, name }) => {
    const table = reader.table(name, warnings)
    return table.rows.length > 0 ? [table] : []
  })
  const told = { struck: struck.map(({ words }) => words), struckPlaces: struck.map(({ place: where }) => where) }
  return { format: 'xlsx', ...coreProperties(parts.get('docProps/core.xml')), blocks, warnings, ...told }
}

/** The rows of the first sheet that has any, each cell as it stands in the file. */
export function xlsxRows(parts: Parts): NumberedRow[] {
  for (const { reader } of sheetsOf(parts, [])) {
    const rows = reader.numbered()
    if (rows.length > 0) return rows
  }
  return []
}

function* sheetsOf(parts: Parts, struck: Struck[]): Generator<{ readonly reader: SheetReader; readonly name: string }> {
  const workbook = parts.get('xl/workbook.xml')
  if (!workbook) throw damaged()
  const strings = readSharedStrings(parts.get('xl/sharedStrings.xml'))
  const styles = readCellStyles(parts.get('xl/styles.xml'))
  for (const { name, part, isHidden } of readSheets(workbook, parts.get('xl/_rels/workbook.xml.rels'))) {
    const bytes = parts.get(part)
    if (bytes) yield { name, reader: new SheetReader(strings, styles, { name, isHidden }, struck).read(bytes) }
    // Sheets of pictures alone hold no cells and are not read; one of cells that is not there was lost.
    else if (part.startsWith('xl/worksheets/')) throw damaged()
  }
}

function readSheets(workbook: Uint8Array, relations: Uint8Array | undefined): Sheet[] {
  const targets = new Map<string, string>()
  if (relations) {
    walkXml(relations, {
      open: (_, { Id, Target }) => Id && Target && targets.set(Id, Target.replace(/^\/xl\/|^\.\//, '')),
      close: () => undefined,
    })
  }
  const sheets: Sheet[] = []
  walkXml(workbook, {
    open(name, attributes) {
      if (local(name) !== 'sheet') return
      const target = targets.get(attributes['r:id'] ?? '') ?? `worksheets/sheet${sheets.length + 1}.xml`
      sheets.push({
        name: attributes.name ?? `Sheet ${sheets.length + 1}`,
        part: `xl/${target}`,
        isHidden: /^(?:very)?hidden$/i.test(attributes.state ?? ''),
      })
    },
    close: () => undefined,
  })
  return sheets
}

interface OpenCell {
  readonly column: number
  readonly kind: string
  readonly style: number
  value: string
  /** Words of an inline string that are struck out. */
  struck: string
  hasFormula: boolean
}

interface ShownCell {
  readonly column: number
  readonly text: string
  readonly colour: SignalColour | null
  readonly isStruck: boolean
}

/** Whether an attribute is there and says yes. */
const isSaid = (value: string | undefined): boolean => value !== undefined && isOn(value)

class SheetReader {
  readonly #strings: readonly SharedString[]
  readonly #name: string
  readonly #isHidden: boolean
  readonly #hiddenRows = new Set<number>()
  readonly #hiddenColumns: { readonly from: number; readonly to: number }[] = []
  /** Cells whose words are all struck out, by row. */
  readonly #struckCells = new Map<number, number[]>()
  readonly #struck: Struck[]
  readonly #styles: CellStyles
  readonly #rows = new Map<number, Map<number, string>>()
  /** The signals that cells without words show, by row and column. */
  readonly #colours = new Map<number, Map<number, SignalColour>>()
  readonly #merges: { row: number; column: number; rows: number; columns: number }[] = []
  #row = -1
  /** The last column with words in it: what is coloured behind it shades the sheet. */
  #lastColumn = -1
  #cell: OpenCell | null = null
  #into: 'value' | null = null
  #unsolved = 0
  #runIsStruck = false

  constructor(
    strings: readonly SharedString[],
    styles: CellStyles,
    { name, isHidden }: Pick<Sheet, 'name' | 'isHidden'>,
    struck: Struck[],
  ) {
    this.#strings = strings
    this.#name = name
    this.#isHidden = isHidden
    this.#struck = struck
    this.#styles = styles
  }

  read(bytes: Uint8Array): this {
    walkXml(bytes, {
      open: (tag, attributes) => this.#open(local(tag), attributes),
      close: (tag) => this.#close(local(tag)),
      text: (text) => {
        if (this.#into && this.#cell && this.#runIsStruck) this.#cell.struck += text
        else if (this.#into && this.#cell) this.#cell.value += text
      },
    })
    return this
  }

  table(name: string, warnings: string[]): Table {
    if (this.#unsolved > 0) {
      warnings.push(
        `${this.#unsolved} formula ${this.#unsolved === 1 ? 'cell' : 'cells'} on the sheet “${name}” had no saved result and could not be read. Open the workbook in Excel, save it and import it again.`,
      )
    }
    return this.#grid().table(name, 0)
  }

  /** Every row that has something in it. */
  numbered(): NumberedRow[] {
    const rows = new NumberedRows()
    for (const row of [...this.#rows.keys()].sort((a, b) => a - b)) {
      const cells: string[] = []
      for (const [column, text] of this.#rows.get(row) ?? []) if (column < MOST_COLUMNS) cells[column] = text
      rows.add(
        row + 1,
        Array.from(cells, (text) => text ?? ''),
      )
    }
    return rows.all
  }

  #open(tag: string, attributes: Readonly<Record<string, string>>): void {
    if (tag === 'row') this.#startRow(attributes)
    else if (tag === 'col' && isSaid(attributes.hidden)) this.#hideColumns(attributes)
    else if (tag === 'c') this.#startCell(attributes)
    else if (tag === 'v' || tag === 't') this.#into = 'value'
    else if (tag === 'rPh') this.#into = null
    else if (tag === 'r') this.#runIsStruck = false
    else if (tag === 'strike') this.#runIsStruck = isOn(attributes.val)
    else if (tag === 'f' && this.#cell) this.#cell.hasFormula = true
    else if (tag === 'mergeCell') this.#merge(attributes.ref ?? '')
  }

  #startRow(attributes: Readonly<Record<string, string>>): void {
    this.#row = attributes.r ? Number(attributes.r) - 1 : this.#row + 1
    if (isSaid(attributes.hidden)) this.#hiddenRows.add(this.#row)
  }

  #hideColumns({ min, max }: Readonly<Record<string, string>>): void {
    this.#hiddenColumns.push({ from: Number(min) - 1, to: Number(max ?? min) - 1 })
  }

  #startCell(attributes: Readonly<Record<string, string>>): void {
    const column = attributes.r ? place(attributes.r).column : this.#nextColumn()
    this.#cell = {
      column,
      kind: attributes.t ?? 'n',
      style: Number(attributes.s ?? 0),
      value: '',
      struck: '',
      hasFormula: false,
    }
    this.#runIsStruck = false
  }

  #nextColumn(): number {
    return Math.max(-1, ...(this.#rows.get(this.#row)?.keys() ?? [])) + 1
  }

  #close(tag: string): void {
    if (tag === 'v' || tag === 't') this.#into = null
    if (tag !== 'c' || !this.#cell) return
    const text = this.#standing(this.#cell)
    if (paragraphsOf(text).length > 0) {
      const row = this.#rows.get(this.#row) ?? new Map<number, string>()
      row.set(this.#cell.column, text)
      this.#lastColumn = Math.max(this.#lastColumn, this.#cell.column)
      this.#rows.set(this.#row, row)
    } else if (this.#cell.hasFormula && this.#cell.value === '' && this.#cell.kind !== 'str') this.#unsolved += 1
    else this.#noteColour(this.#cell)
    this.#cell = null
  }

  #noteColour({ column, style }: OpenCell): void {
    const colour = this.#styles.colours[style]
    if (!colour) return
    const row = this.#colours.get(this.#row) ?? new Map<number, SignalColour>()
    row.set(column, colour)
    this.#colours.set(this.#row, row)
  }

  /** The words of a cell that are not struck out, by its font or within it; the others are kept apart. */
  #standing(cell: OpenCell): string {
    const shown = this.#show(cell)
    const isStruck = this.#styles.struck[cell.style] ?? false
    const within = cell.kind === 's' ? (this.#strings[Number(cell.value)]?.struck ?? '') : cell.struck
    const words = [...paragraphsOf(within), ...(isStruck ? paragraphsOf(shown) : [])].join(' ')
    if (words !== '' && (isStruck || paragraphsOf(shown).length === 0))
      this.#struckCells.set(this.#row, [...(this.#struckCells.get(this.#row) ?? []), cell.column])
    if (words !== '') this.#struck.push({ words, place: `Sheet “${this.#name}”, row ${this.#row + 1}` })
    return isStruck ? '' : shown
  }

  #show({ kind, value, style }: OpenCell): string {
    if (kind === 's') return this.#strings[Number(value)]?.text ?? ''
    if (kind === 'b') return value === '1' ? 'TRUE' : 'FALSE'
    if (kind === 'd') return value.slice(0, 10)
    if (kind === 'inlineStr') return unescaped(value)
    return kind === 'n' && value !== '' ? showNumber(Number(value), this.#styles, style) : value
  }

  #merge(reference: string): void {
    const [from = '', to = ''] = reference.split(':')
    const start = place(from)
    const end = place(to || from)
    const columns = end.column - start.column + 1
    if (columns >= 1 && end.row >= start.row) this.#merges.push({ ...start, columns, rows: end.row - start.row + 1 })
  }

  /** Blank rows between the filled ones are left out: spreadsheets are full of them and they say nothing. */
  #grid(): Grid {
    const grid = new Grid()
    if (this.#isHidden) grid.hide()
    for (const { from, to } of this.#hiddenColumns) grid.hideColumns(from, to)
    const merges = new Map(this.#merges.map((merge) => [`${merge.row},${merge.column}`, merge]))
    const filled = [...this.#rows.keys()].sort((a, b) => a - b)
    filled.forEach((row, index) => {
      grid.startRow()
      if (this.#hiddenRows.has(row)) grid.hideRow()
      const cells = this.#cellsOf(row).sort((one, other) => one.column - other.column)
      for (const { column, text, colour, isStruck } of cells) {
        const paragraphs = paragraphsOf(text)
        const merge = merges.get(`${row},${column}`)
        const rows = merge ? filled.slice(index).filter((other) => other < row + merge.rows).length : 1
        if (grid.isFree(column)) grid.add({ paragraphs, rows, columns: merge?.columns ?? 1, colour, isStruck }, column)
      }
    })
    return grid
  }

  #cellsOf(row: number): ShownCell[] {
    const colours = [...(this.#colours.get(row) ?? [])].filter(([column]) => column <= this.#lastColumn)
    const struck = (this.#struckCells.get(row) ?? []).filter((column) => column <= this.#lastColumn)
    return [
      ...[...(this.#rows.get(row) ?? [])].map(([column, text]) => ({ column, text, colour: null, isStruck: false })),
      ...colours
        .filter(([column]) => !struck.includes(column))
        .map(([column, colour]) => ({ column, text: '', colour, isStruck: false })),
      ...struck.map((column) => ({ column, text: '', colour: null, isStruck: true })),
    ]
  }
}

/** `B3` as row 2 and column 1. */
function place(reference: string): { row: number; column: number } {
  const match = /^([A-Z]+)(\d+)$/.exec(reference.replaceAll('$', ''))
  const letters = match?.[1] ?? 'A'
  const column = letters.split('').reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
  return { row: Number(match?.[2] ?? 1) - 1, column }
}
