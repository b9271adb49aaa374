import { strToU8 } from 'fflate'
import { escapeXml, odfPackage } from '../documents/odf-package.ts'
import { neutralised, type SheetSource, type SheetValue } from './model.ts'

function cell(value: SheetValue): string {
  if (value === null || value === '') return '<table:table-cell/>'
  if (typeof value === 'number')
    return `<table:table-cell office:value-type="float" office:value="${value}"><text:p>${value}</text:p></table:table-cell>`
  const paragraphs = String(neutralised(value))
    .split('\n')
    .map((text) => `<text:p>${escapeXml(text)}</text:p>`)
  return `<table:table-cell office:value-type="string">${paragraphs.join('')}</table:table-cell>`
}

const row = (values: readonly SheetValue[], style = '') =>
  `<table:table-row${style}>${values.map(cell).join('')}</table:table-row>`

/** An OpenDocument spreadsheet with its header row marked as one: OASIS OpenDocument 1.3. */
export async function writeOds({ title, headers, batches }: SheetSource): Promise<Buffer> {
  const rows: string[] = []
  for await (const batch of batches) for (const values of batch) rows.push(row(values))
  const content = `<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.3"><office:automatic-styles><style:style style:name="head" style:family="table-cell"><style:text-properties fo:font-weight="bold"/></style:style><style:style style:name="wide" style:family="table-column"><style:table-column-properties style:column-width="4.5cm"/></style:style></office:automatic-styles><office:body><office:spreadsheet><table:table table:name="${escapeXml(title.slice(0, 31))}"><table:table-column table:style-name="wide" table:number-columns-repeated="${headers.length}"/><table:table-header-rows>${row(headers).replaceAll('<table:table-cell ', '<table:table-cell table:style-name="head" ')}</table:table-header-rows>${rows.join('')}</table:table></office:spreadsheet></office:body></office:document-content>`
  return odfPackage('application/vnd.oasis.opendocument.spreadsheet', title, { 'content.xml': strToU8(content) })
}
