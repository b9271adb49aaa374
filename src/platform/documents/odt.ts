import { strToU8 } from 'fflate'
import type { PaperBlock, PaperDocument } from './model.ts'
import { escapeXml, odfPackage } from './odf-package.ts'
import { asPng } from './picture.ts'

const NAMESPACES = `${[
  'office:office',
  'style:style',
  'text:text',
  'table:table',
  'draw:drawing',
  'fo:xsl-fo-compatible',
  'svg:svg-compatible',
]
  .map((pair) => {
    const [prefix, name] = pair.split(':')
    return `xmlns:${prefix}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`
  })
  .join(' ')} xmlns:xlink="http://www.w3.org/1999/xlink"`

/** Width between the margins of an A4 page. */
const PAGE_CENTIMETRES = { landscape: 25.7, portrait: 17 } as const

const words = (text: string) => text.split('\n').map(escapeXml).join('<text:line-break/>')
const paragraph = (style: string, text: string) => `<text:p text:style-name="${style}">${words(text)}</text:p>`

/** Writes a document as OpenDocument text, landscape so that tables of actions fit: OASIS OpenDocument 1.3. */
export async function writeOdt(document: PaperDocument): Promise<Buffer> {
  const pictures: Record<string, Uint8Array> = {}
  const body: string[] = [paragraph('Title', document.title), paragraph('Subtitle', document.subtitle)]
  const tableStyles: string[] = []
  const orientation = document.orientation ?? 'landscape'
  const pageWidth = PAGE_CENTIMETRES[orientation]
  for (const [index, block] of document.blocks.entries())
    body.push(await element(block, index, pictures, tableStyles, pageWidth))
  const content = `<?xml version="1.0" encoding="UTF-8"?><office:document-content ${NAMESPACES} office:version="1.3"><office:automatic-styles>${tableStyle(pageWidth)}${TABLE_STYLES}${tableStyles.join('')}</office:automatic-styles><office:body><office:text>${body.join('')}</office:text></office:body></office:document-content>`
  return odfPackage('application/vnd.oasis.opendocument.text', document.title, {
    'content.xml': strToU8(content),
    'styles.xml': strToU8(orientation === 'landscape' ? STYLES : STYLES.replace(LANDSCAPE, PORTRAIT)),
    ...pictures,
  })
}

async function element(
  block: PaperBlock,
  index: number,
  pictures: Record<string, Uint8Array>,
  styles: string[],
  pageWidth: number,
): Promise<string> {
  switch (block.type) {
    case 'heading':
      return `<text:h text:style-name="Heading_20_${block.level}" text:outline-level="${block.level}">${words(block.text)}</text:h>`
    case 'paragraph':
      return paragraph(block.quiet ? 'Quiet' : 'Text', block.text)
    case 'list':
      return `<text:list text:style-name="Bullets">${block.items.map((item) => `<text:list-item>${paragraph('Item', item)}</text:list-item>`).join('')}</text:list>`
    case 'table':
      return table(block, index, styles, pageWidth)
    case 'picture':
      return picture(block, index, pictures)
  }
}

function table(
  { caption, columns, rows }: Extract<PaperBlock, { type: 'table' }>,
  index: number,
  styles: string[],
  pageWidth: number,
): string {
  const whole = columns.reduce((sum, { share = 1 }) => sum + share, 0)
  columns.forEach(({ share = 1 }, column) => {
    styles.push(
      `<style:style style:name="t${index}c${column}" style:family="table-column"><style:table-column-properties style:column-width="${((share / whole) * pageWidth).toFixed(2)}cm"/></style:style>`,
    )
  })
  const cell = (text: string, column: number, style: string) =>
    `<table:table-cell table:style-name="${style}" office:value-type="string">${paragraph(`Cell${style === 'Head' ? 'Head' : ''}${columns[column]?.numeric ? 'Number' : ''}`, text)}</table:table-cell>`
  const head = columns.map(({ text }, column) => cell(text, column, 'Head')).join('')
  const body = rows.map(
    (row) =>
      `<table:table-row table:style-name="Row">${columns.map((_, column) => cell(row[column] ?? '', column, 'Plain')).join('')}</table:table-row>`,
  )
  const widths = columns.map((_, column) => `<table:table-column table:style-name="t${index}c${column}"/>`).join('')
  return `${paragraph('Caption', caption)}<table:table table:name="Table${index}" table:style-name="Table">${widths}<table:table-header-rows><table:table-row>${head}</table:table-row></table:table-header-rows>${body.join('')}</table:table>${paragraph('Text', '')}`
}

/** The picture as SVG, and as PNG for programs that do not read that. */
async function picture(
  { svg, width, height, description }: Extract<PaperBlock, { type: 'picture' }>,
  index: number,
  pictures: Record<string, Uint8Array>,
): Promise<string> {
  const [vector, pixels] = [`Pictures/picture${index}.svg`, `Pictures/picture${index}.png`]
  pictures[vector] = strToU8(`<?xml version="1.0" encoding="UTF-8"?>${svg.markup}`)
  pictures[pixels] = await asPng(svg)
  const wide = Math.min(15, width / 38)
  const image = (file: string, type: string) =>
    `<draw:image xlink:href="${file}" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad" draw:mime-type="${type}"/>`
  return `<text:p text:style-name="Text"><draw:frame draw:name="Picture${index}" text:anchor-type="as-char" svg:width="${wide.toFixed(2)}cm" svg:height="${((wide * height) / width).toFixed(2)}cm">${image(vector, 'image/svg+xml')}${image(pixels, 'image/png')}<svg:title>Chart</svg:title><svg:desc>${escapeXml(description)}</svg:desc></draw:frame></text:p>`
}

/** Programs take the looks of tables from a document's own automatic styles only. */
const tableStyle = (width: number) =>
  `<style:style style:name="Table" style:family="table"><style:table-properties style:width="${width}cm" table:align="left"/></style:style>`
const TABLE_STYLES = `<style:style style:name="Row" style:family="table-row"><style:table-row-properties fo:keep-together="always"/></style:style>
<style:style style:name="Head" style:family="table-cell"><style:table-cell-properties fo:padding="0.12cm" fo:background-color="#f3f3f3" fo:border-bottom="0.05cm solid #0b0c0c"/></style:style>
<style:style style:name="Plain" style:family="table-cell"><style:table-cell-properties fo:padding="0.12cm" fo:border-bottom="0.02cm solid #b1b4b6"/></style:style>`

const LANDSCAPE = 'fo:page-width="29.7cm" fo:page-height="21cm" style:print-orientation="landscape"'
const PORTRAIT = 'fo:page-width="21cm" fo:page-height="29.7cm" style:print-orientation="portrait"'

const FONT =
  'style:font-name="Arial" fo:font-family="Arial" style:font-family-generic="swiss" fo:language="en" fo:country="GB"'
export const named = (name: string, properties: string, text: string, extra = '') =>
  `<style:style style:name="${name}" style:family="paragraph"${extra}><style:paragraph-properties ${properties}/><style:text-properties ${FONT} ${text}/></style:style>`

const STYLES = `<?xml version="1.0" encoding="UTF-8"?><office:document-styles ${NAMESPACES} office:version="1.3"><office:styles>
${named('Standard', '', 'fo:font-size="11pt"', ' style:class="text"')}
${named('Title', 'fo:margin-bottom="0.1cm"', 'fo:font-size="24pt" fo:font-weight="bold"', ' style:parent-style-name="Standard" style:class="chapter"')}
${named('Subtitle', 'fo:margin-bottom="0.6cm"', 'fo:font-size="13pt" fo:color="#505a5f"', ' style:parent-style-name="Standard" style:class="chapter"')}
${named('Heading_20_1', 'fo:margin-top="0.6cm" fo:margin-bottom="0.2cm" fo:keep-with-next="always"', 'fo:font-size="16pt" fo:font-weight="bold"', ' style:display-name="Heading 1" style:parent-style-name="Standard" style:default-outline-level="1"')}
${named('Heading_20_2', 'fo:margin-top="0.4cm" fo:margin-bottom="0.1cm" fo:keep-with-next="always"', 'fo:font-size="13pt" fo:font-weight="bold"', ' style:display-name="Heading 2" style:parent-style-name="Standard" style:default-outline-level="2"')}
${named('Text', 'fo:margin-bottom="0.25cm"', 'fo:font-size="11pt"', ' style:parent-style-name="Standard"')}
${named('Item', 'fo:margin-bottom="0.05cm"', 'fo:font-size="11pt"', ' style:parent-style-name="Standard"')}
${named('Quiet', 'fo:margin-bottom="0.25cm"', 'fo:font-size="10pt" fo:color="#505a5f"', ' style:parent-style-name="Standard"')}
${named('Caption', 'fo:margin-top="0.3cm" fo:margin-bottom="0.1cm" fo:keep-with-next="always"', 'fo:font-size="11pt" fo:font-weight="bold"', ' style:parent-style-name="Standard"')}
${named('Cell', '', 'fo:font-size="9.5pt"', ' style:parent-style-name="Standard"')}
${named('CellNumber', 'fo:text-align="end"', 'fo:font-size="9.5pt"', ' style:parent-style-name="Standard"')}
${named('CellHeadNumber', 'fo:text-align="end"', 'fo:font-size="9.5pt" fo:font-weight="bold"', ' style:parent-style-name="Standard"')}
${named('CellHeadNumber', 'fo:text-align="end"', 'fo:font-size="9.5pt" fo:font-weight="bold"', ' style:parent-style-name="Standard"')}
${named('CellHead', '', 'fo:font-size="9.5pt" fo:font-weight="bold"', ' style:parent-style-name="Standard"')}
<text:list-style style:name="Bullets"><text:list-level-style-bullet text:level="1" text:bullet-char="•"><style:list-level-properties text:space-before="0.5cm" text:min-label-width="0.5cm"/></text:list-level-style-bullet></text:list-style>
</office:styles><office:automatic-styles><style:page-layout style:name="Landscape"><style:page-layout-properties ${LANDSCAPE} fo:margin="2cm"/></style:page-layout></office:automatic-styles><office:master-styles><style:master-page style:name="Standard" style:page-layout-name="Landscape"><style:footer><text:p text:style-name="Quiet">Page <text:page-number text:select-page="current"/> of <text:page-count/></text:p></style:footer></style:master-page></office:master-styles></office:document-styles>`

/** Paragraph styles of our own, for a document whose styles are another's. */
const OWN_STYLES = [
  named('M_Text', 'fo:margin-bottom="0.25cm"', 'fo:font-size="11pt"'),
  named('M_Item', 'fo:margin-bottom="0.05cm" fo:margin-left="0.5cm"', 'fo:font-size="11pt"'),
  named('M_Quiet', 'fo:margin-bottom="0.25cm"', 'fo:font-size="10pt" fo:color="#505a5f"'),
  named(
    'M_Caption',
    'fo:margin-top="0.3cm" fo:margin-bottom="0.1cm" fo:keep-with-next="always"',
    'fo:font-size="11pt" fo:font-weight="bold"',
  ),
  named('M_Cell', '', 'fo:font-size="9.5pt"'),
  named('M_CellNumber', 'fo:text-align="end"', 'fo:font-size="9.5pt"'),
  named('M_CellHeadNumber', 'fo:text-align="end"', 'fo:font-size="9.5pt" fo:font-weight="bold"'),
  named('M_CellHead', '', 'fo:font-size="9.5pt" fo:font-weight="bold"'),
].join('')

export interface OdtPieces {
  readonly body: string
  readonly styles: string
  readonly pictures: Readonly<Record<string, Uint8Array>>
}

/** Blocks for the inside of somebody else's document: headings take that document's styles, the rest brings its own. */
export async function odtPieces(blocks: readonly PaperBlock[], pageWidth: number): Promise<OdtPieces> {
  const pictures: Record<string, Uint8Array> = {}
  const tableStyles: string[] = []
  const body: string[] = []
  for (const [index, block] of blocks.entries())
    body.push(await element(block, index, pictures, tableStyles, pageWidth))
  const own = body
    .join('')
    .replace(
      /text:style-name="(Text|Item|Quiet|Caption|Cell|CellNumber|CellHead|CellHeadNumber)"/g,
      'text:style-name="M_$1"',
    )
    .replace(/ text:style-name="Bullets"/g, '')
    .replace(/table:style-name="(Table|Row|Head|Plain)"/g, 'table:style-name="M_$1"')
    .replace(/table:style-name="(t\d+c\d+)"/g, 'table:style-name="M_$1"')
  const styles = [tableStyle(pageWidth), TABLE_STYLES, ...tableStyles]
    .join('')
    .replace(/style:name="(\w+)"/g, 'style:name="M_$1"')
  return { body: own, styles: OWN_STYLES + styles, pictures }
}
