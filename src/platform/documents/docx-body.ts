import { escapeXml } from '../xml.ts'
import { keptItems, keptRows } from './keeping.ts'
import { BLACK, CELL, GREY, INDENT, LIGHT, LOOKS, PALE } from './looks.ts'
import { asPng } from './picture.ts'
import type { ProseList, Run } from './prose.ts'
import type { SetBlock, SetPicture, SetTable, Stretch } from './set.ts'

/** Twentieths of a point, in which Word measures; and English metric units, in which it measures pictures. */
export const dxa = (points: number): number => Math.round(points * 20)
const emu = (points: number) => Math.round(points * 12_700)

const NAMES =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'

export interface DocxBody {
  /** What stands in the text of the document, for each run of stretches. */
  readonly bodies: readonly string[]
  readonly pictures: readonly { readonly relation: string; readonly file: string; readonly bytes: Uint8Array }[]
  /** Lists, in the order of their numbers from `listsFrom`. */
  readonly lists: readonly Pick<ProseList, 'isNumbered' | 'start'>[]
}

export interface DocxPages {
  /** The ids of the styles of headings; null where the document has none. */
  readonly headings: readonly [string | null, string | null]
  /** The number of the first list. */
  readonly listsFrom: number
}

/** What a paragraph looks like. Elements stand in the order of ECMA-376, part 1, 17.3.1.26. */
export interface ParagraphLook {
  readonly style?: string
  readonly keepsNext?: boolean
  readonly list?: { readonly number: number; readonly level: number }
  readonly before?: number
  readonly after?: number
  /** The height of its line where it has no words, in points. */
  readonly line?: number
  readonly isEnd?: boolean
  readonly section?: string
  /** Whether space and lines are the style's own. */
  readonly isStyled?: boolean
}

/** One paragraph of given runs. */
export function docxParagraph(content: string, look: ParagraphLook): string {
  const { style, keepsNext, list, before = 0, after = 0, line, isEnd, section = '', isStyled } = look
  const height = line === undefined ? 'w:line="240" w:lineRule="auto"' : `w:line="${dxa(line)}" w:lineRule="exact"`
  const spacing = isStyled ? '' : `<w:spacing w:before="${dxa(before)}" w:after="${dxa(after)}" ${height}/>`
  const indent = list
    ? `<w:ind w:left="${dxa(INDENT * (list.level + 1))}" w:hanging="${dxa(INDENT)}"/>`
    : isStyled
      ? ''
      : '<w:ind w:left="0" w:right="0" w:firstLine="0"/>'
  const number = list ? `<w:numPr><w:ilvl w:val="${list.level}"/><w:numId w:val="${list.number}"/></w:numPr>` : ''
  const side = isStyled ? '' : `<w:jc w:val="${isEnd ? 'right' : 'left'}"/>`
  return `<w:p><w:pPr>${style ? `<w:pStyle w:val="${style}"/>` : ''}${keepsNext ? '<w:keepNext/>' : ''}${number}${spacing}${indent}${side}${section}</w:pPr>${content}</w:p>`
}

/** How letters look. Elements stand in the order of ECMA-376, part 1, 17.3.2.28. */
interface Letters {
  readonly isBold?: boolean
  readonly colour?: string
  readonly size?: number
  readonly font?: string
}

export function docxRun(text: string, { isBold, colour, size, font }: Letters = {}): string {
  const looks = `${font ? `<w:rFonts w:ascii="${font}" w:hAnsi="${font}" w:cs="${font}"/>` : ''}${isBold ? '<w:b/>' : ''}${colour ? `<w:color w:val="${colour}"/>` : ''}${size ? `<w:sz w:val="${Math.round(size * 2)}"/><w:szCs w:val="${Math.round(size * 2)}"/>` : ''}`
  const words = text
    .split('\n')
    .map((line) => `<w:t xml:space="preserve">${escapeXml(line)}</w:t>`)
    .join('<w:br/>')
  return `<w:r>${looks ? `<w:rPr>${looks}</w:rPr>` : ''}${words}</w:r>`
}

const docxRuns = (runs: readonly Run[], letters: Letters) =>
  runs.map(({ text, isBold }) => docxRun(text, { ...letters, isBold })).join('')

/** What follows a table, and what ends a section: as good as nothing. */
const sliver = (after: number, section = '', keepsNext = false) =>
  docxParagraph('', { line: 1, after, section, keepsNext })

/** Stretches, and the section properties that end each; an empty one where what follows goes on in the same section. */
export interface DocxRun {
  readonly stretches: readonly Stretch[]
  readonly sections: readonly string[]
}

/** Runs of stretches as WordprocessingML (ECMA-376, part 1). */
export async function docxBody(many: readonly DocxRun[], pages: DocxPages): Promise<DocxBody> {
  const sheet = new Sheet(pages)
  const bodies: string[] = []
  for (const { stretches, sections } of many) {
    const body: string[] = []
    for (const [index, { blocks }] of stretches.entries()) {
      for (const block of blocks) body.push(await sheet.element(block))
      const section = sections[index] ?? ''
      if (section !== '') body.push(sliver(0, section))
    }
    bodies.push(body.join(''))
  }
  return { bodies, pictures: sheet.pictures, lists: sheet.lists }
}

/** The end of a section, in a paragraph of its own. */
export const endOf = (section: string): string => sliver(0, section)

class Sheet {
  readonly pictures: { relation: string; file: string; bytes: Uint8Array }[] = []
  readonly lists: Pick<ProseList, 'isNumbered' | 'start'>[] = []
  readonly #pages: DocxPages

  constructor(pages: DocxPages) {
    this.#pages = pages
  }

  async element(block: SetBlock): Promise<string> {
    switch (block.type) {
      case 'heading':
        return this.#heading(block.level, block.text)
      case 'text': {
        const look = block.isQuiet ? LOOKS.quiet : LOOKS.text
        return docxParagraph(docxRuns(block.runs, { size: look.size, ...(block.isQuiet ? { colour: GREY } : {}) }), {
          ...look,
          keepsNext: block.isLead === true,
        })
      }
      case 'list':
        return this.#list(block, 0, block.isLead === true)
      case 'table':
        return this.#caption(block) + table(block) + sliver(LOOKS.quiet.after, '', block.isLead)
      case 'picture':
        return this.#picture(block)
    }
  }

  #heading(level: 1 | 2, text: string): string {
    const style = this.#pages.headings[level - 1]
    if (style) return docxParagraph(docxRun(text), { style, keepsNext: true, isStyled: true })
    const look = LOOKS[`heading${level}`]
    return docxParagraph(docxRun(text, { isBold: true, size: look.size }), { ...look, keepsNext: true })
  }

  #caption({ caption }: SetTable): string {
    const { size, before, after } = LOOKS.caption
    return docxParagraph(docxRun(caption, { isBold: true, size }), { before, after, keepsNext: true })
  }

  #list({ isNumbered, start, items }: ProseList, level: number, isLead: boolean): string {
    const kept = keptItems(items.length)
    this.lists.push({ isNumbered, start })
    const number = this.#pages.listsFrom + this.lists.length - 1
    return items
      .map(({ runs, inner }, index) => {
        const isLast = level === 0 && index === items.length - 1 && inner === null
        const after = isLast ? LOOKS.text.after : LOOKS.item.after
        const item = docxParagraph(docxRuns(runs, { size: LOOKS.item.size }), {
          list: { number, level },
          after,
          keepsNext: isLead || (level === 0 && kept(index)),
        })
        return item + (inner ? this.#list(inner, level + 1, isLead) : '')
      })
      .join('')
  }

  async #picture(picture: SetPicture): Promise<string> {
    const number = this.pictures.length + 1
    const relation = `munimentPicture${number}`
    this.pictures.push({ relation, file: `muniment-${number}.png`, bytes: await asPng(picture.svg) })
    return docxParagraph(drawing(picture, relation, number), LOOKS.text)
  }
}

/** Borders of a cell: a line below it. */
const below = (isHead: boolean) =>
  `<w:tcBorders><w:top w:val="nil"/><w:left w:val="nil"/><w:bottom w:val="single" w:sz="${isHead ? 11 : 5}" w:space="0" w:color="${isHead ? BLACK : LIGHT}"/><w:right w:val="nil"/></w:tcBorders>`

function table({ columns, head, rows, size, isHeadRepeated, isTogether, isLead }: SetTable): string {
  const kept = keptRows({ isTogether, isLead, rows })
  // Older programs put the words of a table, and not its edge, where text begins: within the margins it is in both. The widest column
  // gives the room for it: others may be as wide as their longest word.
  const widest = Math.max(...columns.map(({ width }) => width))
  const giving = columns.findIndex(({ width }) => width === widest)
  const widths = columns.map(({ width }, column) => dxa(width) - (column === giving ? dxa(CELL.wide) : 0))
  const whole = widths.reduce((sum, width) => sum + width, 0)
  const cell = (text: string, column: number, isHead: boolean, keepsNext: boolean) =>
    `<w:tc><w:tcPr><w:tcW w:w="${widths[column] ?? 0}" w:type="dxa"/>${below(isHead)}${isHead ? `<w:shd w:val="clear" w:color="auto" w:fill="${PALE}"/>` : ''}</w:tcPr>${docxParagraph(docxRun(text, { isBold: isHead, size, font: 'Arial' }), { keepsNext, isEnd: columns[column]?.isNumeric === true })}</w:tc>`
  const row = (cells: readonly string[], isHead: boolean, isWhole: boolean, keepsNext: boolean) =>
    `<w:tr><w:trPr>${isWhole ? '<w:cantSplit/>' : ''}${isHead && isHeadRepeated ? '<w:tblHeader/>' : ''}</w:trPr>${cells.map((text, column) => cell(text, column, isHead, keepsNext)).join('')}</w:tr>`
  const side = (name: string, points: number) => `<w:${name} w:w="${dxa(points)}" w:type="dxa"/>`
  const margins = `${side('top', CELL.high)}${side('left', CELL.wide)}${side('bottom', CELL.high)}${side('right', CELL.wide)}`
  return `<w:tbl><w:tblPr><w:tblW w:w="${whole}" w:type="dxa"/><w:tblInd w:w="${dxa(CELL.wide)}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar>${margins}</w:tblCellMar></w:tblPr><w:tblGrid>${widths.map((one) => `<w:gridCol w:w="${one}"/>`).join('')}</w:tblGrid>${row(head, true, isHeadRepeated, isHeadRepeated)}${rows.map(({ cells, isWhole }, index) => row(cells, false, isWhole, kept(index))).join('')}</w:tbl>`
}

function drawing({ width, height, description }: SetPicture, relation: string, number: number): string {
  const [wide, high] = [emu(width), emu(height)]
  const about = `id="${9000 + number}" name="Chart ${number}" descr="${escapeXml(description)}"`
  return `<w:r><w:drawing ${NAMES}><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="${wide}" cy="${high}"/><wp:docPr ${about}/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr ${about}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="${relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="${wide}" cy="${high}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`
}
