import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  HeadingLevel,
  ImageRun,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'
import { legalText } from './legal.ts'
import type { PaperBlock, PaperDocument } from './model.ts'
import { asPng } from './picture.ts'

/** Width between the margins of an A4 page, in twentieths of a point. */
const PAGE_WIDTHS = { landscape: 14_570, portrait: 9_638 } as const

const runs = (text: string, options: { bold?: boolean; size?: number; color?: string } = {}) =>
  legalText(text)
    .split('\n')
    .map((line, index) => new TextRun({ text: line, ...(index > 0 ? { break: 1 } : {}), ...options }))

/** Writes a document as Word, landscape so that tables of actions fit: ECMA-376. */
export async function writeDocx(paper: PaperDocument): Promise<Buffer> {
  const children: (Paragraph | Table)[] = [
    new Paragraph({ heading: HeadingLevel.TITLE, children: runs(paper.title) }),
    new Paragraph({ spacing: { after: 300 }, children: runs(paper.subtitle, { color: '505a5f', size: 26 }) }),
  ]
  const orientation = paper.orientation ?? 'landscape'
  for (const block of paper.blocks) children.push(...(await elements(block, PAGE_WIDTHS[orientation])))
  const footer = new Footer({
    children: [
      new Paragraph({
        children: [
          new TextRun({
            children: ['Page ', PageNumber.CURRENT, ' of ', PageNumber.TOTAL_PAGES],
            size: 18,
            color: '505a5f',
          }),
        ],
      }),
    ],
  })
  const heading = (size: number) => ({
    run: { size, bold: true, color: '0b0c0c', font: 'Arial' },
    paragraph: { spacing: { before: 300, after: 120 }, keepNext: true },
  })
  const document = new Document({
    title: legalText(paper.title),
    creator: 'Muniment',
    styles: {
      default: {
        document: { run: { font: 'Arial', size: 22, language: { value: 'en-GB' } } },
        title: { run: { size: 48, bold: true, font: 'Arial' }, paragraph: { spacing: { after: 60 } } },
        heading1: heading(32),
        heading2: heading(26),
      },
    },
    sections: [
      {
        properties: {
          page: {
            size: {
              width: 11_906,
              height: 16_838,
              orientation: orientation === 'landscape' ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
            },
            margin: { top: 1134, right: 1134, bottom: 1134, left: 1134 },
          },
        },
        footers: { default: footer },
        children,
      },
    ],
  })
  return Packer.toBuffer(document)
}

async function elements(block: PaperBlock, pageWidth: number): Promise<(Paragraph | Table)[]> {
  switch (block.type) {
    case 'heading':
      return [
        new Paragraph({
          heading: block.level === 1 ? HeadingLevel.HEADING_1 : HeadingLevel.HEADING_2,
          children: runs(block.text),
        }),
      ]
    case 'paragraph':
      return [
        new Paragraph({
          spacing: { after: 140 },
          children: runs(block.text, block.quiet ? { color: '505a5f', size: 20 } : {}),
        }),
      ]
    case 'list':
      return block.items.map((item) => new Paragraph({ bullet: { level: 0 }, children: runs(item) }))
    case 'table':
      return [
        new Paragraph({
          keepNext: true,
          spacing: { before: 160, after: 60 },
          children: runs(block.caption, { bold: true }),
        }),
        table(block, pageWidth),
        new Paragraph({}),
      ]
    case 'picture':
      return [await picture(block)]
  }
}

function table({ columns, rows }: Extract<PaperBlock, { type: 'table' }>, pageWidth: number): Table {
  const whole = columns.reduce((sum, { share = 1 }) => sum + share, 0)
  const widths = columns.map(({ share = 1 }) => Math.round((share / whole) * pageWidth))
  const none = { style: BorderStyle.NONE, size: 0, color: 'auto' }
  const under = (size: number, color: string) => ({
    top: none,
    left: none,
    right: none,
    bottom: { style: BorderStyle.SINGLE, size, color },
  })
  const cell = (text: string, column: number, isHead: boolean) =>
    new TableCell({
      width: { size: widths[column] ?? 0, type: WidthType.DXA },
      borders: isHead ? under(10, '0b0c0c') : under(4, 'b1b4b6'),
      ...(isHead ? { shading: { type: ShadingType.CLEAR, fill: 'f3f3f3' } } : {}),
      margins: { top: 60, bottom: 60, left: 60, right: 100 },
      children: [
        new Paragraph({
          alignment: columns[column]?.numeric ? AlignmentType.END : AlignmentType.START,
          children: runs(text, { size: 19, bold: isHead }),
        }),
      ],
    })
  return new Table({
    width: { size: pageWidth, type: WidthType.DXA },
    columnWidths: widths,
    rows: [
      new TableRow({ tableHeader: true, children: columns.map(({ text }, column) => cell(text, column, true)) }),
      ...rows.map(
        (row) =>
          new TableRow({
            cantSplit: true,
            children: columns.map((_, column) => cell(row[column] ?? '', column, false)),
          }),
      ),
    ],
  })
}

async function picture({
  svg,
  width,
  height,
  description,
}: Extract<PaperBlock, { type: 'picture' }>): Promise<Paragraph> {
  const image = new ImageRun({
    type: 'png',
    data: await asPng(svg),
    transformation: { width, height },
    altText: { name: 'Chart', title: 'Chart', description: legalText(description) },
  })
  return new Paragraph({ children: [image] })
}
