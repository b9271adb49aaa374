import { strToU8 } from 'fflate'
import { odfPackage } from '../odf-package.ts'
import { escapeXml } from '../xml.ts'
import { type ColumnKind, clockText, columnName, sheetName, type WholeSheet, wholeSheet } from './columns.ts'
import { neutralised, type SheetSource, type SheetValue } from './model.ts'

const NAMESPACES = `${['office', 'table', 'text', 'style', 'config']
  .map((prefix) => `xmlns:${prefix}="urn:oasis:names:tc:opendocument:xmlns:${prefix}:1.0"`)
  .join(
    ' ',
  )} xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" office:version="1.3"`

function cell(value: SheetValue, kind: ColumnKind): string {
  if (value === null || value === '') return '<table:table-cell/>'
  if (typeof value === 'number')
    return `<table:table-cell office:value-type="float" office:value="${value}"><text:p>${value}</text:p></table:table-cell>`
  if (kind !== 'plain') {
    const clock = clockText(value, kind)
    const exact = kind === 'minute' ? `${clock}:00` : clock
    return `<table:table-cell table:style-name="${kind}" office:value-type="date" office:date-value="${exact.replace(' ', 'T')}"><text:p>${kind === 'words' ? value : clock}</text:p></table:table-cell>`
  }
  const paragraphs = String(neutralised(value))
    .split('\n')
    .map((text) => `<text:p>${spaced(text)}</text:p>`)
  return `<table:table-cell office:value-type="string">${paragraphs.join('')}</table:table-cell>`
}

/** Spaces and tabs that readers would fold are written as what they are: part 3, 6.1.2. */
const spaced = (text: string): string =>
  escapeXml(text)
    .replace(/^ +|(?<= ) +| +$/g, ({ length }) => `<text:s text:c="${length}"/>`)
    .replaceAll('\t', '<text:tab/>')

const DAY =
  '<number:year number:style="long"/><number:text>-</number:text><number:month number:style="long"/><number:text>-</number:text><number:day number:style="long"/>'
const WORDS =
  '<number:day/><number:text> </number:text><number:month number:textual="true" number:style="long"/><number:text> </number:text><number:year number:style="long"/>'
const TIME =
  '<number:text> </number:text><number:hours number:style="long"/><number:text>:</number:text><number:minutes number:style="long"/>'
const SECONDS = '<number:text>:</number:text><number:seconds number:style="long"/>'

const DATE_STYLES = Object.entries({ words: WORDS, day: DAY, minute: DAY + TIME, second: DAY + TIME + SECONDS })
  .map(
    ([name, parts]) =>
      `<number:date-style style:name="${name}-format">${parts}</number:date-style><style:style style:name="${name}" style:family="table-cell" style:data-style-name="${name}-format"><style:paragraph-properties fo:text-align="start"/></style:style>`,
  )
  .join('')

/** A character of the usual size, in centimetres. */
const CHARACTER = 0.2

/** An OpenDocument spreadsheet: its header row bold, frozen and with filters, days and moments as what they are. OASIS OpenDocument 1.3. */
export async function writeOds(source: SheetSource): Promise<Buffer> {
  const whole = await wholeSheet(source)
  const name = escapeXml(sheetName(source.title))
  const { headers, columns, rows } = whole
  const head = headers
    .map(
      (text) =>
        `<table:table-cell table:style-name="head" office:value-type="string"><text:p>${escapeXml(String(neutralised(text)))}</text:p></table:table-cell>`,
    )
    .join('')
  const body = rows.map(
    (values) =>
      `<table:table-row>${values.map((value, index) => cell(value, columns[index]?.kind ?? 'plain')).join('')}</table:table-row>`,
  )
  const widths = columns.map(({ width }, index) => columnStyle(index, width)).join('')
  const placed = columns.map((_, index) => `<table:table-column table:style-name="c${index}"/>`).join('')
  const content = `<?xml version="1.0" encoding="UTF-8"?>
<office:document-content ${NAMESPACES}><office:automatic-styles><style:style style:name="head" style:family="table-cell"><style:text-properties fo:font-weight="bold"/></style:style>${DATE_STYLES}${widths}</office:automatic-styles><office:body><office:spreadsheet><table:table table:name="${name}">${placed}<table:table-header-rows><table:table-row>${head}</table:table-row></table:table-header-rows>${body.join('')}</table:table>${filters(name, whole)}</office:spreadsheet></office:body></office:document-content>`
  return odfPackage('application/vnd.oasis.opendocument.spreadsheet', source.title, {
    'content.xml': strToU8(content),
    'settings.xml': strToU8(frozenHead(name)),
  })
}

const columnStyle = (index: number, width: number) =>
  `<style:style style:name="c${index}" style:family="table-column"><style:table-column-properties style:column-width="${(width * CHARACTER).toFixed(2)}cm"/></style:style>`

/** Buttons of a filter above the table (part 3, 9.4.14). */
function filters(name: string, { headers, rows }: WholeSheet): string {
  if (headers.length === 0) return ''
  const sheet = `'${name.replaceAll("'", "''")}'`
  const last = `${columnName(headers.length - 1)}${rows.length + 1}`
  return `<table:database-ranges><table:database-range table:name="__Anonymous_Sheet_DB__0" table:target-range-address="${sheet}.A1:${sheet}.${last}" table:display-filter-buttons="true"/></table:database-ranges>`
}

/** The header row stays where it is while one scrolls. */
function frozenHead(name: string): string {
  const item = (key: string, type: string, value: string | number) =>
    `<config:config-item config:name="${key}" config:type="${type}">${value}</config:config-item>`
  return `<?xml version="1.0" encoding="UTF-8"?><office:document-settings ${NAMESPACES}><office:settings><config:config-item-set config:name="ooo:view-settings"><config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>${item('ViewId', 'string', 'view1')}<config:config-item-map-named config:name="Tables"><config:config-item-map-entry config:name="${name}">${item('VerticalSplitMode', 'short', 2)}${item('VerticalSplitPosition', 'int', 1)}${item('PositionBottom', 'int', 1)}</config:config-item-map-entry></config:config-item-map-named>${item('ActiveTable', 'string', name)}</config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set></office:settings></office:document-settings>`
}
