import { strToU8, zipSync } from 'fflate'
import { escapeXml } from '../xml.ts'
import { type ColumnKind, clockText, columnName, serialOf, sheetName, wholeSheet } from './columns.ts'
import { neutralised, type SheetSource, type SheetValue } from './model.ts'

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'

/** What looks like an escape of a character, such as `_x0041_`, is escaped itself: ECMA-376 part 1, 22.9.2.19. */
const written = (text: string) => escapeXml(text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_'))

/** The looks of cells, by their place in `cellXfs`. */
const STYLES = { plain: 0, head: 1, day: 2, minute: 3, second: 4, words: 5 } as const
const FORMATS = {
  day: 'yyyy\\-mm\\-dd',
  minute: 'yyyy\\-mm\\-dd\\ hh:mm',
  second: 'yyyy\\-mm\\-dd\\ hh:mm:ss',
  words: 'd\\ mmmm\\ yyyy',
} as const

function cell(value: SheetValue, column: number, row: number, kind: ColumnKind | 'head'): string {
  if (value === null || value === '') return ''
  const style = STYLES[kind]
  const at = `r="${columnName(column)}${row}"${style > 0 ? ` s="${style}"` : ''}`
  if (kind !== 'plain' && kind !== 'head') return `<c ${at}><v>${serialOf(clockText(String(value), kind))}</v></c>`
  if (typeof value === 'number') return `<c ${at}><v>${value}</v></c>`
  return `<c ${at} t="inlineStr"><is><t xml:space="preserve">${written(String(neutralised(value)))}</t></is></c>`
}

function rowXml(values: readonly SheetValue[], row: number, kinds: readonly (ColumnKind | 'head')[]): string {
  return `<row r="${row}">${values.map((value, column) => cell(value, column, row, kinds[column] ?? 'plain')).join('')}</row>`
}

async function sheetXml(source: SheetSource): Promise<string> {
  const { headers, columns, rows } = await wholeSheet(source)
  const kinds = columns.map(({ kind }) => kind)
  const head = rowXml(
    headers,
    1,
    headers.map(() => 'head' as const),
  )
  const body = rows.map((values, index) => rowXml(values, index + 2, kinds))
  const widths = columns.map(
    ({ width }, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  )
  const all = `A1:${columnName(Math.max(0, headers.length - 1))}${rows.length + 1}`
  return `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths.join('') || '<col min="1" max="1" width="24" customWidth="1"/>'}</cols><sheetData>${head}${body.join('')}</sheetData>${headers.length > 0 ? `<autoFilter ref="${all}"/>` : ''}</worksheet>`
}

/** An Excel workbook, the header row of each sheet bold, frozen and with filters; days and moments as what they are: ECMA-376, transitional. */
export async function writeXlsx(...sources: readonly SheetSource[]): Promise<Buffer> {
  const sheets = await Promise.all(sources.map(sheetXml))
  const numbers = sheets.map((_, index) => index + 1)
  const overrides = numbers.map(
    (number) =>
      `<Override PartName="/xl/worksheets/sheet${number}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`,
  )
  const listed = sources.map(
    ({ title }, index) =>
      `<sheet name="${escapeXml(sheetName(title))}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  )
  const relations = numbers.map(
    (number) =>
      `<Relationship Id="rId${number}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${number}.xml"/>`,
  )
  const own = Object.values(FORMATS).map((code, index) => ({ id: 164 + index, code }))
  const numFmts = own.map(({ id, code }) => `<numFmt numFmtId="${id}" formatCode="${code}"/>`).join('')
  const dated = own
    .map(
      ({ id }) =>
        `<xf numFmtId="${id}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment horizontal="left" vertical="top"/></xf>`,
    )
    .join('')
  const parts = {
    '[Content_Types].xml': `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>${overrides.join('')}<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`,
    '_rels/.rels': `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${listed.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${relations.join('')}<Relationship Id="rId${sources.length + 1}" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="4">${numFmts}</numFmts><fonts count="2"><font><sz val="11"/><name val="Arial"/></font><font><b/><sz val="11"/><name val="Arial"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="6"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>${dated}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`,
    ...Object.fromEntries(sheets.map((xml, index) => [`xl/worksheets/sheet${index + 1}.xml`, xml])),
  }
  const files = Object.fromEntries(Object.entries(parts).map(([path, text]) => [path, strToU8(text)]))
  return Buffer.from(zipSync(files, { mtime: new Date('2000-01-01T00:00:00Z') }))
}
