import { strToU8, zipSync } from 'fflate'

/** Small documents for tests, made part by part so that a test can put anything into them. */
export type CellOf =
  | string
  | { readonly paragraphs: readonly string[]; readonly across?: number; readonly down?: 'starts' | 'goes on' }
export type BlockOf =
  | { readonly title: string }
  | { readonly heading: string }
  | { readonly text: string }
  | { readonly rows: readonly (readonly CellOf[])[] }

const xml = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;')
const paragraphsOf = (cell: CellOf) => (typeof cell === 'string' ? [cell] : cell.paragraphs)

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
const wordParagraph = (text: string, style = '') =>
  `<w:p>${style ? `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>` : ''}<w:r><w:t xml:space="preserve">${xml(text)}</w:t></w:r></w:p>`

function wordCell(cell: CellOf): string {
  const across = typeof cell === 'object' && cell.across ? `<w:gridSpan w:val="${cell.across}"/>` : ''
  const down =
    typeof cell === 'object' && cell.down ? `<w:vMerge${cell.down === 'starts' ? ' w:val="restart"' : ''}/>` : ''
  return `<w:tc><w:tcPr>${across}${down}</w:tcPr>${paragraphsOf(cell)
    .map((text) => wordParagraph(text))
    .join('')}</w:tc>`
}

export function makeDocx(blocks: readonly BlockOf[], parts: Readonly<Record<string, string>> = {}): Uint8Array {
  const body = blocks.map((block) => {
    if ('title' in block) return wordParagraph(block.title, 'Title')
    if ('heading' in block) return wordParagraph(block.heading, 'Heading1')
    if ('text' in block) return wordParagraph(block.text)
    return `<w:tbl>${block.rows.map((row) => `<w:tr>${row.map(wordCell).join('')}</w:tr>`).join('')}</w:tbl>`
  })
  const styles = `<w:styles ${W}><w:style w:styleId="Title"><w:name w:val="Title"/></w:style><w:style w:styleId="Heading1"><w:name w:val="heading 1"/></w:style></w:styles>`
  return zip({
    '[Content_Types].xml': '<Types/>',
    'word/document.xml': `<?xml version="1.0"?><w:document ${W}><w:body>${body.join('')}</w:body></w:document>`,
    'word/styles.xml': styles,
    ...parts,
  })
}

const ODF =
  'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'

export function makeOdf(
  kind: 'text' | 'spreadsheet',
  blocks: readonly BlockOf[],
  parts: Readonly<Record<string, string>> = {},
): Uint8Array {
  const body = blocks.map((block) => {
    if ('title' in block) return `<text:p text:style-name="Title">${xml(block.title)}</text:p>`
    if ('heading' in block) return `<text:h text:outline-level="1">${xml(block.heading)}</text:h>`
    if ('text' in block) return `<text:p>${xml(block.text)}</text:p>`
    const cell = (one: CellOf) =>
      `<table:table-cell${typeof one === 'object' && one.across ? ` table:number-columns-spanned="${one.across}"` : ''}>${paragraphsOf(
        one,
      )
        .map((text) => `<text:p>${xml(text)}</text:p>`)
        .join('')}</table:table-cell>`
    const rows = block.rows.map(
      (row) =>
        `<table:table-row>${row.map(cell).join('')}<table:table-cell table:number-columns-repeated="16000"/></table:table-row>`,
    )
    return `<table:table table:name="Sheet">${rows.join('')}<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row></table:table>`
  })
  return zip({
    mimetype: `application/vnd.oasis.opendocument.${kind}`,
    'content.xml': `<?xml version="1.0"?><office:document-content ${ODF}><office:body><office:${kind}>${body.join('')}</office:${kind}></office:body></office:document-content>`,
    ...parts,
  })
}

export interface SheetCell {
  readonly value: string | number
  /** Index of a cell style: 1 shows a day, 2 a month, 3 two decimals. */
  readonly style?: number
  readonly formula?: string
  readonly unsolved?: boolean
}

const STYLES =
  '<styleSheet><numFmts><numFmt numFmtId="170" formatCode="mmm\\-yy"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="2"/></cellXfs></styleSheet>'

export function makeXlsx(
  rows: readonly (readonly (SheetCell | string | null)[])[],
  merges: readonly string[] = [],
  parts: Readonly<Record<string, string>> = {},
): Uint8Array {
  const cell = (one: SheetCell | string | null, row: number, column: number): string => {
    if (one === null) return ''
    const at = `${String.fromCharCode(65 + column)}${row + 1}`
    if (typeof one === 'string')
      return `<c r="${at}" t="inlineStr"><is><t xml:space="preserve">${xml(one)}</t></is></c>`
    const formula = one.formula ? `<f>${xml(one.formula)}</f>` : ''
    const value = one.unsolved ? '' : `<v>${xml(String(one.value))}</v>`
    return `<c r="${at}"${one.style ? ` s="${one.style}"` : ''}${typeof one.value === 'string' ? ' t="str"' : ''}>${formula}${value}</c>`
  }
  const data = rows.map(
    (row, index) => `<row r="${index + 1}">${row.map((one, column) => cell(one, index, column)).join('')}</row>`,
  )
  return zip({
    '[Content_Types].xml': '<Types/>',
    'xl/workbook.xml': '<workbook xmlns:r="r"><sheets><sheet name="Plan" sheetId="1" r:id="rId1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
    'xl/styles.xml': STYLES,
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${data.join('')}</sheetData><mergeCells>${merges.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells></worksheet>`,
    ...parts,
  })
}

export function zip(parts: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  return zipSync(
    Object.fromEntries(
      Object.entries(parts).map(([name, part]) => [name, typeof part === 'string' ? strToU8(part) : part]),
    ),
  )
}
