import { strToU8, zipSync } from 'fflate'
import { escapeXml } from '../xml.ts'
import { docxBody, docxParagraph, docxRun, dxa } from './docx-body.ts'
import { addParts, LISTS_FROM, type Parts } from './docx-parts.ts'
import { layOut } from './layout.ts'
import { GREY, LOOKS } from './looks.ts'
import { linesBelowTitle, type PaperDocument } from './model.ts'
import { ownFrame, PAPER } from './set.ts'
import { leadOf } from './summary.ts'

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
const MAIN =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'

/** Writes a document as Word: ECMA-376, WordprocessingML. */
export async function writeDocx(paper: PaperDocument): Promise<Buffer> {
  const frame = ownFrame(paper.orientation, paper.isOneWay)
  const stretches = layOut(paper.blocks, frame, leadOf(paper, frame))
  const sections = stretches.map(({ isTall }, index) => (index < stretches.length - 1 ? section(isTall) : ''))
  const body = await docxBody([{ stretches, sections }], {
    headings: ['Heading1', 'Heading2'],
    listsFrom: LISTS_FROM,
  })
  const styled = (text: string, style: string) => docxParagraph(docxRun(text), { style, isStyled: true })
  const last = section(stretches.at(-1)?.isTall ?? frame.isTall)
  const title =
    styled(paper.title, 'Title') +
    linesBelowTitle(paper)
      .map((line) => styled(line, 'Subtitle'))
      .join('')
  const parts: Parts = {
    ...skeleton(paper),
    'word/document.xml': strToU8(
      `${HEAD}<w:document ${MAIN}><w:body>${title}${body.bodies.join('')}${last}</w:body></w:document>`,
    ),
  }
  addParts(parts, body)
  return Buffer.from(zipSync(parts, { mtime: new Date('2000-01-01T00:00:00Z') }))
}

const section = (isTall: boolean) => {
  const margin = dxa(PAPER.margin)
  const [wide, high] = isTall ? [PAPER.short, PAPER.long] : [PAPER.long, PAPER.short]
  return `<w:sectPr><w:footerReference w:type="default" r:id="footer"/><w:pgSz w:w="${dxa(wide)}" w:h="${dxa(high)}"${isTall ? '' : ' w:orient="landscape"'}/><w:pgMar w:top="${margin}" w:right="${margin}" w:bottom="${margin + dxa(PAPER.footer)}" w:left="${margin}" w:header="${margin}" w:footer="${margin}" w:gutter="0"/></w:sectPr>`
}

const field = (name: string) =>
  `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> ${name} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${docxRun('1')}<w:r><w:fldChar w:fldCharType="end"/></w:r>`
const footer = (mark?: string) =>
  `${HEAD}<w:ftr ${MAIN}>${docxParagraph(`${mark ? docxRun(`${mark} · `, { isBold: true }) : ''}${docxRun('Page ')}${field('PAGE')}${docxRun(' of ')}${field('NUMPAGES')}`, { style: 'Footer', isStyled: true })}</w:ftr>`

const style = (
  id: string,
  name: string,
  look: { size: number; before: number; after: number },
  extra = '',
  letters = '',
) =>
  `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/><w:pPr>${extra.includes('outlineLvl') || id === 'Title' ? '<w:keepNext/>' : ''}<w:spacing w:before="${dxa(look.before)}" w:after="${dxa(look.after)}"/>${extra}</w:pPr><w:rPr>${letters}<w:sz w:val="${look.size * 2}"/><w:szCs w:val="${look.size * 2}"/></w:rPr></w:style>`
const BOLD = '<w:b/>'
const QUIET = `<w:color w:val="${GREY}"/>`
const STYLES = `${HEAD}<w:styles ${MAIN}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/><w:sz w:val="22"/><w:szCs w:val="22"/><w:lang w:val="en-GB"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>${[
  style('Title', 'Title', LOOKS.title, '', BOLD),
  style('Subtitle', 'Subtitle', LOOKS.subtitle, '', QUIET),
  style('Heading1', 'heading 1', LOOKS.heading1, '<w:outlineLvl w:val="0"/>', BOLD),
  style('Heading2', 'heading 2', LOOKS.heading2, '<w:outlineLvl w:val="1"/>', BOLD),
  style('Footer', 'footer', { size: 9, before: 0, after: 0 }, '', QUIET),
].join('')}</w:styles>`

const relation = (id: string, type: string, target: string) =>
  `<Relationship Id="${id}" Type="${type}" Target="${target}"/>`
const override = (part: string, type: string) => `<Override PartName="/${part}" ContentType="${type}"/>`

/** The parts of a package that every document has. */
function skeleton({ title, mark }: PaperDocument): Parts {
  const parts = {
    '[Content_Types].xml': `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${override('word/document.xml', `${WORD}.document.main+xml`)}${override('word/styles.xml', `${WORD}.styles+xml`)}${override('word/settings.xml', `${WORD}.settings+xml`)}${override('word/footer1.xml', `${WORD}.footer+xml`)}${override('docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml')}</Types>`,
    '_rels/.rels': `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${relation('document', `${OFFICE}/officeDocument`, 'word/document.xml')}${relation('core', `${PACKAGE}/relationships/metadata/core-properties`, 'docProps/core.xml')}</Relationships>`,
    'word/_rels/document.xml.rels': `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${relation('styles', `${OFFICE}/styles`, 'styles.xml')}${relation('settings', `${OFFICE}/settings`, 'settings.xml')}${relation('footer', `${OFFICE}/footer`, 'footer1.xml')}</Relationships>`,
    'word/styles.xml': STYLES,
    'word/settings.xml': `${HEAD}<w:settings ${MAIN}><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>`,
    'word/footer1.xml': footer(mark),
    'docProps/core.xml': `${HEAD}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${escapeXml(title)}</dc:title><dc:creator>Muniment</dc:creator><dc:language>en-GB</dc:language></cp:coreProperties>`,
  }
  return Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)]))
}
