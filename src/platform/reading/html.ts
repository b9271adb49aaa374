import { type DefaultTreeAdapterMap, parse } from 'parse5'
import { Assembly } from './assembly.ts'
import { type SignalColour, signalColour } from './colours.ts'
import { tidy } from './grid.ts'
import type { ReadDocument } from './model.ts'
import { LIMITS, tooMuch } from './problem.ts'
import { decodeText } from './text.ts'

type Node = DefaultTreeAdapterMap['node']
type Element = DefaultTreeAdapterMap['element']

const UNSEEN = new Set([
  'script',
  'style',
  'template',
  'noscript',
  'svg',
  'math',
  'head',
  'nav',
  'select',
  'textarea',
  'button',
  'iframe',
])
const BLOCKS = new Set([
  'p',
  'div',
  'section',
  'article',
  'main',
  'header',
  'footer',
  'ul',
  'ol',
  'dl',
  'dt',
  'dd',
  'blockquote',
  'pre',
  'address',
  'figure',
  'figcaption',
  'body',
  'html',
  'form',
  'fieldset',
  'details',
  'summary',
  'aside',
  'hr',
])

/** Reads a web page: the HTML standard's own parsing, of which headings, paragraphs, lists and tables are kept. */
export function readHtml(bytes: Uint8Array): ReadDocument {
  const document = parse(decodeText(bytes))
  const reader = new HtmlReader()
  reader.read(document)
  const title = tidy(textOf(find(document, 'title')))
  return {
    format: 'html',
    title: title || null,
    changedOn: null,
    blocks: reader.assembly.blocks,
    warnings: [],
    struck: reader.assembly.struck,
    struckPlaces: reader.assembly.struckPlaces,
  }
}

class HtmlReader {
  readonly assembly = new Assembly()
  #text = ''
  #struck = ''
  #isStruck = false
  #bold = 0
  #plain = 0
  #inBold = false
  /** So many columns of the open table were told before its rows. */
  #columns = 0

  read(document: Node): void {
    this.#children(document, 0)
    this.#flush()
  }

  #children(node: Node, depth: number): void {
    if (depth > LIMITS.depth * 3) throw tooMuch('levels of nesting', LIMITS.depth * 3)
    if (!('childNodes' in node)) return
    let item = 0
    for (const child of node.childNodes) {
      if (child.nodeName === 'li') item += 1
      this.#node(child, depth + 1, item)
    }
  }

  #node(node: Node, depth: number, item: number): void {
    if (node.nodeName === '#text' && 'value' in node) return this.#addText(node.value.replace(/\s+/g, ' '))
    if (!('tagName' in node) || UNSEEN.has(node.tagName)) return
    const { tagName } = node
    if (isStruckOut(node) && !this.#isStruck) this.#strike(node, depth, item)
    else if (tagName === 'br') this.#addText('\n')
    else if (/^h[1-6]$/.test(tagName)) this.#heading(node, Number(tagName[1]))
    else if (tagName === 'li') this.#item(node, depth, item)
    else if (tagName === 'table') this.#table(node, depth)
    else if (tagName === 'b' || tagName === 'strong') this.#strong(node, depth)
    else if (BLOCKS.has(tagName)) this.#block(node, depth)
    else this.#children(node, depth)
  }

  #strike(node: Element, depth: number, item: number): void {
    this.#isStruck = true
    this.#node(node, depth, item)
    this.#isStruck = false
  }

  #addText(text: string): void {
    if (this.#isStruck) {
      this.#struck += text
      return
    }
    this.#text += text
    if (this.#inBold) this.#bold += text.trim().length
    else this.#plain += text.trim().length
  }

  #flush(number: string | null = null, listItem = false): void {
    const text = this.#text
    this.assembly.strikeOut(this.#struck)
    this.#struck = ''
    const bold = this.#bold > 0 && this.#plain === 0
    this.#text = ''
    this.#bold = 0
    this.#plain = 0
    this.assembly.paragraph({ text, bold, number, listItem })
  }

  #block(node: Element, depth: number): void {
    this.#flush()
    this.#children(node, depth)
    this.#flush()
  }

  #strong(node: Element, depth: number): void {
    const before = this.#inBold
    this.#inBold = true
    this.#children(node, depth)
    this.#inBold = before
  }

  #heading(node: Element, level: number): void {
    this.#flush()
    this.assembly.paragraph({ text: tidy(textOf(node)), heading: level })
  }

  #item(node: Element, depth: number, item: number): void {
    this.#flush()
    this.#children(node, depth)
    const ordered = node.parentNode?.nodeName === 'ol'
    this.#flush(ordered && this.#text.trim() ? String(item) : null, true)
  }

  #table(node: Element, depth: number): void {
    this.#flush()
    this.assembly.startTable()
    if (this.assembly.inOuterTable) this.#columns = 0
    if (isHidden(node)) this.assembly.hideTable()
    this.#rows(node, depth)
    this.assembly.endTable()
  }

  #rows(node: Element, depth: number): void {
    for (const child of node.childNodes) {
      if (!('tagName' in child)) continue
      if (child.tagName === 'tr') this.#row(child, depth)
      else if (child.tagName === 'col') this.#column(child)
      else if (child.tagName === 'caption') this.assembly.caption(tidy(textOf(child)))
      else if (['thead', 'tbody', 'tfoot', 'colgroup'].includes(child.tagName)) this.#rows(child, depth)
    }
  }

  #column(column: Element): void {
    const next = this.#columns + span(column, 'span', 1000)
    if (isHidden(column)) this.assembly.hideColumns(this.#columns, next - 1)
    this.#columns = next
  }

  #row(row: Element, depth: number): void {
    this.assembly.startRow()
    if (isHidden(row)) this.assembly.hideRow()
    const cells = row.childNodes.filter((child): child is Element => child.nodeName === 'td' || child.nodeName === 'th')
    if (cells.length > 0 && (row.parentNode?.nodeName === 'thead' || cells.every((cell) => cell.tagName === 'th')))
      this.assembly.headerRow()
    for (const cell of cells) {
      this.assembly.startCell()
      const before = this.#isStruck
      this.#isStruck ||= isStruckOut(row) || isStruckOut(cell)
      this.#children(cell, depth + 3)
      this.#isStruck = before
      this.#flush()
      this.assembly.endCell({
        columns: span(cell, 'colspan', 1000),
        rows: span(cell, 'rowspan', 65_534),
        colour: colourOf(cell) ?? colourOf(row),
      })
    }
  }
}

const STRUCK_TAGS = new Set(['s', 'del', 'strike'])

/** The signal colour behind a cell, by its own style or the older attribute. */
function colourOf({ attrs }: Element): SignalColour | null {
  const attribute = (wanted: string) => attrs.find(({ name }) => name === wanted)?.value ?? ''
  const own = /(?:^|;)\s*background(?:-color)?\s*:\s*(#?\w{3,8})/i.exec(attribute('style').slice(0, 2000))?.[1]
  return signalColour(own ?? attribute('bgcolor'))
}

/** Whether a table, a row or a column is not shown, by the element or by its own style. */
function isHidden({ attrs }: Element): boolean {
  const style = attrs.find(({ name }) => name === 'style')?.value ?? ''
  return attrs.some(({ name }) => name === 'hidden') || /(?:^|[;\s])display\s*:\s*none/i.test(style.slice(0, 2000))
}

/** Whether the words within are struck out, by the element or by its own style. */
function isStruckOut({ tagName, attrs }: Element): boolean {
  const style = attrs.find(({ name }) => name === 'style')?.value ?? ''
  return STRUCK_TAGS.has(tagName) || /text-decoration[^;]*line-through/i.test(style.slice(0, 2000))
}

/** The spans of the HTML standard, which bounds them. */
function span(cell: Element, name: string, most: number): number {
  const value = Number(cell.attrs.find((attribute) => attribute.name === name)?.value ?? 1)
  return Number.isInteger(value) && value >= 1 ? Math.min(value, most) : 1
}

function find(node: Node, name: string): Node | null {
  if (node.nodeName === name) return node
  if (!('childNodes' in node)) return null
  for (const child of node.childNodes) {
    if (child.nodeName === 'body') continue
    const found = find(child, name)
    if (found) return found
  }
  return null
}

function textOf(node: Node | null): string {
  if (!node) return ''
  if (node.nodeName === '#text' && 'value' in node) return node.value
  if ('tagName' in node && node.tagName === 'br') return ' '
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : ''
}
