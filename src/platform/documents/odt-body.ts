import { strToU8 } from 'fflate'
import { escapeXml } from '../xml.ts'
import { keptItems, keptRows } from './keeping.ts'
import { cellStyles, ODT_COMMON, type OdtLook, odtStyle } from './odt-looks.ts'
import { asPng } from './picture.ts'
import type { ProseList, Run } from './prose.ts'
import type { SetBlock, SetPicture, SetTable, Stretch } from './set.ts'

export interface OdtBody {
  /** What stands in the text of the document, for each run of stretches. */
  readonly bodies: readonly string[]
  /** Automatic styles for its `content.xml`. */
  readonly styles: string
  /** Files of the package, by their paths in it. */
  readonly pictures: Readonly<Record<string, Uint8Array>>
}

export interface OdtPages {
  /** The names of the master pages that stand upright and across. */
  readonly tall: string
  readonly wide: string
  /** Which of them holds where the body begins. */
  readonly startsTall: boolean
  /** Whether something follows that stands as the beginning does. */
  readonly goesOn: boolean
  /** Whether the document has styles of its own for headings. */
  readonly hasHeadings: boolean
  /** Whether columns are as wide as what they stand in, whatever that is. */
  readonly isNested: boolean
}

export const odtWords = (text: string): string => text.split('\n').map(escapeXml).join('<text:line-break/>')

const odtRuns = (runs: readonly Run[]) =>
  runs
    .map(({ text, isBold }) =>
      isBold ? `<text:span text:style-name="M_Bold">${odtWords(text)}</text:span>` : odtWords(text),
    )
    .join('')

/** Runs of stretches as OpenDocument text (part 3), with the styles that they need. Each begins where pages stand as `startsTall` says. */
export async function odtBody(many: readonly (readonly Stretch[])[], pages: OdtPages): Promise<OdtBody> {
  const sheet = new Sheet(pages)
  const bodies: string[] = []
  for (const stretches of many) bodies.push(await sheet.body(stretches))
  return { bodies, styles: sheet.styles(), pictures: sheet.pictures }
}

/** A document in the making: which styles it has needed, and what the next paragraph begins. */
class Sheet {
  readonly pictures: Record<string, Uint8Array> = {}
  readonly #styles = new Map<string, string>()
  readonly #pages: OdtPages
  #master: string | null = null
  #tables = 0

  constructor(pages: OdtPages) {
    this.#pages = pages
  }

  async body(stretches: readonly Stretch[]): Promise<string> {
    const body: string[] = []
    let isTall = this.#pages.startsTall
    for (const stretch of stretches) {
      if (stretch.isTall !== isTall) this.#turn(stretch.isTall)
      isTall = stretch.isTall
      for (const block of stretch.blocks) body.push(await this.#element(block))
    }
    if (isTall !== this.#pages.startsTall && this.#pages.goesOn) {
      this.#turn(this.#pages.startsTall)
      body.push(this.#paragraph('After', ''))
    }
    return body.join('')
  }

  /** The next paragraph begins a page that stands upright, or across. */
  #turn(isTall: boolean): void {
    this.#master = isTall ? this.#pages.tall : this.#pages.wide
  }

  styles(): string {
    return ODT_COMMON + [...this.#styles.values()].join('')
  }

  async #element(block: SetBlock): Promise<string> {
    switch (block.type) {
      case 'heading':
        return this.#heading(block.level, block.text)
      case 'text':
        return this.#paragraph(block.isQuiet ? 'Quiet' : block.isLead ? 'Lead' : 'Text', odtRuns(block.runs))
      case 'list':
        return this.#list(block, { isOuter: true, isLead: block.isLead === true })
      case 'table':
        return this.#table(block)
      case 'picture':
        return this.#picture(block)
    }
  }

  #style(look: OdtLook | null, parent: string | null): string {
    const name = `M_${look ?? parent ?? ''}${this.#master === null ? '' : `_${this.#master}`}`
    if (!this.#styles.has(name)) this.#styles.set(name, odtStyle(name, look, parent, this.#master))
    this.#master = null
    return name
  }

  #paragraph(look: OdtLook, content: string): string {
    return `<text:p text:style-name="${this.#style(look, null)}">${content}</text:p>`
  }

  #heading(level: 1 | 2, text: string): string {
    const own = `Heading_20_${level}`
    const { hasHeadings } = this.#pages
    const isPlain = hasHeadings && this.#master === null
    const style = isPlain ? own : this.#style(hasHeadings ? null : `Heading${level}`, hasHeadings ? own : null)
    return `<text:h text:style-name="${style}" text:outline-level="${level}">${odtWords(text)}</text:h>`
  }

  #list(
    { isNumbered, start, items }: ProseList,
    { isOuter, isLead }: { readonly isOuter: boolean; readonly isLead: boolean },
  ): string {
    const kept = keptItems(items.length)
    const drawn = items.map(({ runs, inner }, index) => {
      const isLast = isOuter && index === items.length - 1 && inner === null
      const words = this.#paragraph(
        `${isLast ? 'Last' : ''}${isLead || (isOuter && kept(index)) ? 'LeadItem' : 'Item'}`,
        odtRuns(runs),
      )
      const from = isNumbered && index === 0 && start !== 1 ? ` text:start-value="${start}"` : ''
      return `<text:list-item${from}>${words}${inner ? this.#list(inner, { isOuter: false, isLead }) : ''}</text:list-item>`
    })
    const style = ` text:style-name="M_${isNumbered ? 'Numbers' : 'Bullets'}"`
    return `<text:list${style}>${drawn.join('')}</text:list>`
  }

  #table({ caption, size, columns, head, isHeadRepeated, isTogether, isLead, rows }: SetTable): string {
    const kept = keptRows({ isTogether, isLead, rows })
    const title = this.#paragraph('Caption', odtWords(caption))
    const number = this.#tables
    this.#tables += 1
    const key = size * 4
    this.#styles.set(`cells${key}`, cellStyles(size))
    const whole = columns.reduce((sum, { width }) => sum + width, 0)
    const isWide = this.#pages.isNested
      ? 'style:rel-width="100%" table:align="margins"'
      : `style:width="${whole.toFixed(2)}pt" table:align="left"`
    this.#styles.set(
      `table${number}`,
      `<style:style style:name="M_Table${number}" style:family="table"><style:table-properties ${isWide} fo:margin-left="0pt" style:may-break-between-rows="${!isTogether}"${isLead ? ' fo:keep-with-next="always"' : ''}/></style:style>${columns.map(({ width }, column) => `<style:style style:name="M_t${number}c${column}" style:family="table-column"><style:table-column-properties ${this.#pages.isNested ? `style:rel-column-width="${Math.round(width * 20)}*"` : `style:column-width="${width.toFixed(2)}pt"`}/></style:style>`).join('')}`,
    )
    const cell = (text: string, column: number, isHead: boolean, isKept: boolean) =>
      `<table:table-cell table:style-name="M_${isHead ? 'Head' : 'Plain'}" office:value-type="string"><text:p text:style-name="M_${isKept ? 'Lead' : ''}Cell${isHead ? 'Head' : ''}${columns[column]?.isNumeric ? 'Number' : ''}${key}">${odtWords(text)}</text:p></table:table-cell>`
    const heads = `<table:table-row table:style-name="${isHeadRepeated ? 'M_Row' : 'M_LongRow'}">${head.map((text, column) => cell(text, column, true, isHeadRepeated)).join('')}</table:table-row>`
    const body = rows.map(
      ({ cells, isWhole }, index) =>
        `<table:table-row table:style-name="${isWhole ? 'M_Row' : 'M_LongRow'}">${cells.map((text, column) => cell(text, column, false, kept(index))).join('')}</table:table-row>`,
    )
    const widths = columns.map((_, column) => `<table:table-column table:style-name="M_t${number}c${column}"/>`)
    const top = isHeadRepeated ? `<table:table-header-rows>${heads}</table:table-header-rows>` : heads
    return `${title}<table:table table:name="Muniment${number + 1}" table:style-name="M_Table${number}">${widths.join('')}${top}${body.join('')}</table:table>${this.#paragraph(isLead ? 'LeadAfter' : 'After', '')}`
  }

  /** The picture as SVG, and as PNG for programs that do not read that. */
  async #picture({ svg, width, height, description }: SetPicture): Promise<string> {
    const number = Object.keys(this.pictures).length / 2 + 1
    const [vector, pixels] = [`Pictures/muniment-${number}.svg`, `Pictures/muniment-${number}.png`]
    this.pictures[vector] = strToU8(`<?xml version="1.0" encoding="UTF-8"?>${svg.markup}`)
    this.pictures[pixels] = await asPng(svg)
    const image = (file: string, type: string) =>
      `<draw:image xlink:href="${file}" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad" draw:mime-type="${type}"/>`
    return this.#paragraph(
      'Picture',
      `<draw:frame draw:name="Muniment picture ${number}" text:anchor-type="as-char" svg:width="${width.toFixed(2)}pt" svg:height="${height.toFixed(2)}pt">${image(vector, 'image/svg+xml')}${image(pixels, 'image/png')}<svg:title>Chart</svg:title><svg:desc>${escapeXml(description)}</svg:desc></draw:frame>`,
    )
  }
}
