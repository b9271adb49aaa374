import type { PaperBlock } from './model.ts'
import { escapeXml } from './odf-package.ts'
import { asPng } from './picture.ts'

export interface DocxPieces {
  readonly body: string
  readonly pictures: readonly { readonly relation: string; readonly file: string; readonly bytes: Uint8Array }[]
}

/** Pixels of the screen to English metric units, in which Word measures pictures. */
const EMU = 9_525
const NAMES =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'

const runs = (text: string, looks = '') =>
  text
    .split('\n')
    .map(
      (line, index) =>
        `<w:r>${looks ? `<w:rPr>${looks}</w:rPr>` : ''}${index > 0 ? '<w:br/>' : ''}<w:t xml:space="preserve">${escapeXml(line)}</w:t></w:r>`,
    )
    .join('')
const paragraph = (content: string, looks = '') => `<w:p>${looks ? `<w:pPr>${looks}</w:pPr>` : ''}${content}</w:p>`

/** Blocks for the inside of somebody else's Word document: headings take that document's styles. ECMA-376, WordprocessingML. */
export async function docxPieces(blocks: readonly PaperBlock[], width: number): Promise<DocxPieces> {
  const pictures: { relation: string; file: string; bytes: Uint8Array }[] = []
  const body: string[] = []
  for (const block of blocks) {
    switch (block.type) {
      case 'heading':
        body.push(paragraph(runs(block.text), `<w:pStyle w:val="Heading${block.level}"/><w:keepNext/>`))
        break
      case 'paragraph':
        body.push(
          paragraph(
            runs(block.text, block.quiet ? '<w:color w:val="505A5F"/><w:sz w:val="20"/>' : ''),
            '<w:spacing w:after="140"/>',
          ),
        )
        break
      case 'list':
        for (const item of block.items)
          body.push(paragraph(runs(`•\u00a0${item}`), '<w:spacing w:after="40"/><w:ind w:left="284" w:hanging="284"/>'))
        break
      case 'table':
        body.push(
          paragraph(runs(block.caption, '<w:b/>'), '<w:keepNext/><w:spacing w:before="160" w:after="60"/>'),
          table(block, width),
          paragraph(''),
        )
        break
      case 'picture': {
        const number = pictures.length + 1
        const picture = {
          relation: `munimentPicture${number}`,
          file: `muniment-${number}.png`,
          bytes: await asPng(block.svg),
        }
        pictures.push(picture)
        body.push(paragraph(drawing(block, picture.relation, number, width)))
      }
    }
  }
  return { body: body.join(''), pictures }
}

function table({ columns, rows }: Extract<PaperBlock, { type: 'table' }>, width: number): string {
  const whole = columns.reduce((sum, { share = 1 }) => sum + share, 0)
  const widths = columns.map(({ share = 1 }) => Math.round((share / whole) * width))
  const cell = (text: string, column: number, isHead: boolean) =>
    `<w:tc><w:tcPr><w:tcW w:w="${widths[column] ?? 0}" w:type="dxa"/><w:tcBorders><w:bottom w:val="single" w:sz="${isHead ? 10 : 4}" w:space="0" w:color="${isHead ? '0B0C0C' : 'B1B4B6'}"/></w:tcBorders>${isHead ? '<w:shd w:val="clear" w:color="auto" w:fill="F3F3F3"/>' : ''}</w:tcPr>${paragraph(runs(text, `${isHead ? '<w:b/>' : ''}<w:sz w:val="19"/>`), columns[column]?.numeric ? '<w:jc w:val="right"/>' : '')}</w:tc>`
  const row = (cells: readonly string[], isHead: boolean) =>
    `<w:tr><w:trPr><w:cantSplit/>${isHead ? '<w:tblHeader/>' : ''}</w:trPr>${columns.map((_, column) => cell(cells[column] ?? '', column, isHead)).join('')}</w:tr>`
  const head = row(
    columns.map(({ text }) => text),
    true,
  )
  return `<w:tbl><w:tblPr><w:tblW w:w="${width}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="60" w:type="dxa"/><w:left w:w="60" w:type="dxa"/><w:bottom w:w="60" w:type="dxa"/><w:right w:w="100" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>${widths.map((one) => `<w:gridCol w:w="${one}"/>`).join('')}</w:tblGrid>${head}${rows.map((cells) => row(cells, false)).join('')}</w:tbl>`
}

function drawing(
  { width, height, description }: Extract<PaperBlock, { type: 'picture' }>,
  relation: string,
  number: number,
  pageWidth: number,
): string {
  // A page's width is in twentieths of a point; a pixel is 15 of those.
  const scale = Math.min(1, pageWidth / 15 / width)
  const [wide, high] = [Math.round(width * scale * EMU), Math.round(height * scale * EMU)]
  const about = `id="${900 + number}" name="Chart ${number}" descr="${escapeXml(description)}"`
  return `<w:r><w:drawing ${NAMES}><wp:inline><wp:extent cx="${wide}" cy="${high}"/><wp:docPr ${about}/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr ${about}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="${relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="${wide}" cy="${high}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`
}
