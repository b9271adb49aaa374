import { Assembly } from './assembly.ts'
import type { ReadDocument } from './model.ts'
import { ListCounter, type NumberLevel, type NumberStyle } from './numbering.ts'
import { OdfStyles } from './odf-styles.ts'
import type { Parts } from './package.ts'
import { damaged } from './problem.ts'
import { coreProperties } from './properties.ts'
import { TICKED, UNTICKED, withSymbols } from './symbols.ts'
import { walkXml, type XmlEvents } from './xml.ts'

const UNSEEN = new Set([
  'text:tracked-changes',
  'office:annotation',
  'text:note',
  'table:shapes',
  'office:forms',
  'svg:title',
  'svg:desc',
])
const NUMBER_STYLES: Readonly<Record<string, NumberStyle>> = {
  '1': 'decimal',
  a: 'lower-letter',
  A: 'upper-letter',
  i: 'lower-roman',
  I: 'upper-roman',
  '': 'none',
}

type Attributes = Readonly<Record<string, string>>

/** Reads an OpenDocument text or spreadsheet: OASIS OpenDocument 1.3, part 3. */
export function readOdf(parts: Parts, format: 'odt' | 'ods'): ReadDocument {
  const content = parts.get('content.xml')
  if (!content) throw damaged()
  const reader = new OdfReader()
  const styles = parts.get('styles.xml')
  if (styles) walkXml(styles, reader.stylesOnly())
  walkXml(content, reader)
  return {
    format,
    ...coreProperties(parts.get('meta.xml')),
    blocks: reader.assembly.blocks,
    warnings: [],
    struck: reader.assembly.struck,
    struckPlaces: reader.assembly.struckPlaces,
  }
}

interface OpenText {
  text: string
  struck: string
  /** Whether each open span is struck out, and before them the paragraph itself. */
  strikes: boolean[]
  heading: number | null
  bold: boolean
  number: string | null
}

interface OpenList {
  readonly counter: ListCounter | null
  readonly level: number
  number: string | null
  isFresh: boolean
}

class OdfReader implements XmlEvents {
  readonly assembly = new Assembly()
  readonly #boldStyles = new Set<string>()
  readonly #looks = new OdfStyles()
  readonly #titleStyles = new Set(['Title'])
  readonly #listStyles = new Map<string, Map<number, NumberLevel>>()
  readonly #counters = new Map<string, ListCounter>()
  readonly #lists: OpenList[] = []
  readonly #texts: OpenText[] = []
  /** The boxes to tick of the document's forms, by their id, and whether each is ticked. */
  readonly #boxes = new Map<string, boolean>()
  #unseen = 0
  #style = ''
  #listStyle = ''
  #cell: Attributes = {}
  #rowRepeats = 1
  #columns = 0
  #inHeader = false
  #writtenNumber = false

  stylesOnly(): XmlEvents {
    return { open: (name, attributes) => this.#styleEvent(name, attributes), close: (name) => this.#styleEnd(name) }
  }

  open(name: string, attributes: Attributes): void {
    if (name === 'form:checkbox') this.#boxes.set(idOf(attributes), attributes['form:current-state'] === 'checked')
    if (UNSEEN.has(name)) this.#unseen += 1
    if (this.#unseen > 0) return
    this.#styleEvent(name, attributes)
    this.#tableEvent(name, attributes)
    this.#textEvent(name, attributes)
  }

  #styleEvent(name: string, attributes: Attributes): void {
    if (name === 'style:style') {
      this.#style = attributes['style:name'] ?? ''
      const parent = attributes['style:parent-style-name'] ?? ''
      if (this.#boldStyles.has(parent)) this.#boldStyles.add(this.#style)
      if (this.#titleStyles.has(parent)) this.#titleStyles.add(this.#style)
      this.#looks.open(attributes)
    } else if (name === 'style:text-properties') {
      this.#textProperties(attributes)
    } else if (name === 'style:table-cell-properties') {
      this.#looks.cellProperties(attributes)
    } else if (name === 'style:table-properties') {
      this.#looks.tableProperties(attributes)
    } else if (name === 'text:list-style' || name === 'text:outline-style') {
      this.#listStyle = attributes['style:name'] ?? ''
      this.#listStyles.set(this.#listStyle, new Map())
    } else if (name.startsWith('text:list-level-style-')) {
      this.#listStyles.get(this.#listStyle)?.set(Number(attributes['text:level']) - 1, listLevel(name, attributes))
    }
  }

  #styleEnd(name: string): void {
    if (name === 'style:style') this.#looks.close()
  }

  #textProperties(attributes: Attributes): void {
    const weight = attributes['fo:font-weight']
    if (weight === 'normal') this.#boldStyles.delete(this.#style)
    else if (weight) this.#boldStyles.add(this.#style)
    this.#looks.textProperties(attributes)
  }

  #tableEvent(name: string, attributes: Attributes): void {
    switch (name) {
      case 'table:table':
        return this.#startTable(attributes)
      case 'table:table-column':
        return this.#startColumn(attributes)
      case 'table:table-header-rows':
        this.#inHeader = true
        return
      case 'table:table-row':
        this.#rowRepeats = repeats(attributes['table:number-rows-repeated'])
        this.assembly.startRow()
        if (isHidden(attributes)) this.assembly.hideRow()
        if (this.#inHeader) this.assembly.headerRow()
        return
      case 'table:table-cell':
      case 'table:covered-table-cell':
        if (this.assembly.inOuterTable) this.#cell = attributes
        return this.assembly.startCell()
    }
  }

  #startTable(attributes: Attributes): void {
    this.assembly.startTable(attributes['table:name'] ?? null)
    if (this.assembly.inOuterTable) this.#columns = 0
    if (this.#looks.isHidden(attributes['table:style-name'])) this.assembly.hideTable()
  }

  #startColumn(attributes: Attributes): void {
    if (!this.assembly.inOuterTable) return
    const next = this.#columns + repeats(attributes['table:number-columns-repeated'])
    if (isHidden(attributes)) this.assembly.hideColumns(this.#columns, next - 1)
    this.#columns = next
  }

  #textEvent(name: string, attributes: Attributes): void {
    const text = this.#texts.at(-1)
    if (name === 'text:p' || name === 'text:h') this.#startText(name, attributes)
    else if (name === 'text:list') this.#startList(attributes)
    else if (name === 'text:list-item' || name === 'text:list-header') this.#startItem(name)
    else if (name === 'text:number') this.#writtenNumber = true
    else if (!text) return
    else if (name === 'draw:control') this.#tick(text, this.#boxes.get(attributes['draw:control'] ?? ''))
    else if (name === 'field:param' && attributes['field:name'] === 'Checkbox_Checked')
      this.#tick(text, attributes['field:value'] === 'true')
    else if (name === 'text:s') text.text += ' '.repeat(Math.min(repeats(attributes['text:c']), 100))
    else if (name === 'text:tab') text.text += ' '
    else if (name === 'text:line-break') text.text += '\n'
    else if (name === 'text:span') this.#startSpan(text, attributes['text:style-name'] ?? '')
  }

  #tick(text: OpenText, isTicked: boolean | undefined): void {
    if (isTicked !== undefined) text.text += `${isTicked ? TICKED : UNTICKED} `
  }

  #startSpan(text: OpenText, style: string): void {
    text.bold = text.bold && this.#boldStyles.has(style)
    text.strikes.push(this.#looks.of('text', style) ?? text.strikes.at(-1) ?? false)
  }

  #startText(name: string, attributes: Attributes): void {
    const style = attributes['text:style-name'] ?? ''
    const level = name === 'text:h' ? Number(attributes['text:outline-level'] ?? 1) : null
    const list = this.#lists.at(-1)
    const number = list?.isFresh ? list.number : null
    if (list) list.isFresh = false
    const isStruck =
      this.#looks.of('paragraph', style) ?? this.#looks.of('table-cell', this.#cell['table:style-name']) ?? false
    this.#texts.push({
      text: '',
      struck: '',
      strikes: [isStruck],
      heading: this.#titleStyles.has(style) ? 0 : level,
      bold: this.#boldStyles.has(style),
      number,
    })
  }

  #startList(attributes: Attributes): void {
    const parent = this.#lists.at(-1)
    const style = attributes['text:style-name'] ?? ''
    const levels = this.#listStyles.get(style)
    const level = this.#lists.length
    let counter = parent?.counter ?? null
    if (levels) {
      const goesOn = attributes['text:continue-numbering'] === 'true' || attributes['text:continue-list'] !== undefined
      counter = (goesOn ? this.#counters.get(style) : undefined) ?? new ListCounter(levels)
      this.#counters.set(style, counter)
    }
    this.#lists.push({ counter, level, number: null, isFresh: false })
  }

  #startItem(name: string): void {
    const list = this.#lists.at(-1)
    if (!list) return
    list.number = name === 'text:list-item' ? (list.counter?.next(list.level) ?? null) : null
    list.isFresh = true
  }

  text(text: string): void {
    const open = this.#texts.at(-1)
    if (this.#unseen > 0 || this.#writtenNumber || !open) return
    if (open.strikes.at(-1)) open.struck += withSymbols(text)
    else open.text += withSymbols(text)
  }

  close(name: string): void {
    if (UNSEEN.has(name)) this.#unseen -= 1
    if (this.#unseen > 0) return
    this.#styleEnd(name)
    if (name === 'text:p' || name === 'text:h') this.#endText()
    else if (name === 'text:span') this.#texts.at(-1)?.strikes.pop()
    else if (name === 'text:list') this.#lists.pop()
    else if (name === 'text:number') this.#writtenNumber = false
    else if (name === 'table:table-cell' || name === 'table:covered-table-cell') this.#endCell(name)
    else if (name === 'table:table-header-rows') this.#inHeader = false
    else if (name === 'table:table-row') this.assembly.repeatRow(this.#rowRepeats - 1)
    else if (name === 'table:table') this.assembly.endTable()
  }

  #endText(): void {
    const text = this.#texts.pop()
    if (!text) return
    this.assembly.strikeOut(text.struck)
    this.assembly.paragraph({ ...text, listItem: this.#lists.length > 0 })
  }

  #endCell(name: string): void {
    if (!this.assembly.inOuterTable) return
    const cell = this.#cell
    this.#cell = {}
    if (name === 'table:covered-table-cell') return this.assembly.dropCell()
    this.assembly.endCell({
      columns: repeats(cell['table:number-columns-spanned']),
      rows: repeats(cell['table:number-rows-spanned']),
      repeat: repeats(cell['table:number-columns-repeated']),
      colour: this.#looks.colourOf(cell['table:style-name']),
    })
  }
}

/** Whether a row or a column is not shown: by itself, or by a filter. */
const isHidden = (attributes: Attributes): boolean =>
  ['collapse', 'filter'].includes(attributes['table:visibility'] ?? '')

const idOf = (attributes: Attributes): string => attributes['xml:id'] ?? attributes['form:id'] ?? ''

function listLevel(name: string, attributes: Attributes): NumberLevel {
  const level = Number(attributes['text:level'])
  const shown = Number(attributes['text:display-levels'] ?? 1)
  const pattern = Array.from({ length: shown }, (_, index) => `%${level - shown + index + 1}`).join('.')
  const style = name.endsWith('number') ? (NUMBER_STYLES[attributes['style:num-format'] ?? ''] ?? 'decimal') : 'bullet'
  return { style, pattern, start: Number(attributes['text:start-value'] ?? 1) }
}

/** How often something stands there, or how many cells it covers, by an attribute that may be left out: once at least. */
export function repeats(value: string | undefined): number {
  const count = Number(value ?? 1)
  return Number.isInteger(count) && count > 0 ? count : 1
}
