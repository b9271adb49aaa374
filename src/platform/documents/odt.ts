import { strToU8 } from 'fflate'
import { odfPackage } from '../odf-package.ts'
import { layOut } from './layout.ts'
import { LOOKS } from './looks.ts'
import { linesBelowTitle, type PaperDocument } from './model.ts'
import { odtBody, odtWords } from './odt-body.ts'
import { ODT_NAMED } from './odt-looks.ts'
import { ownFrame, PAPER } from './set.ts'
import { leadOf } from './summary.ts'

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

/** Writes a document as OpenDocument text: OASIS OpenDocument 1.3. */
export async function writeOdt(paper: PaperDocument): Promise<Buffer> {
  const frame = ownFrame(paper.orientation, paper.isOneWay)
  const stretches = layOut(paper.blocks, frame, leadOf(paper, frame))
  const startsTall = stretches[0]?.isTall ?? frame.isTall
  const [tall, wide] = startsTall ? ['Standard', 'Turned'] : ['Turned', 'Standard']
  const pages = { tall, wide, startsTall, goesOn: false, hasHeadings: true, isNested: false }
  const { bodies, styles, pictures } = await odtBody([stretches], pages)
  const title = `<text:p text:style-name="Title">${odtWords(paper.title)}</text:p>${linesBelowTitle(paper)
    .map((line) => `<text:p text:style-name="Subtitle">${odtWords(line)}</text:p>`)
    .join('')}`
  const content = `<?xml version="1.0" encoding="UTF-8"?><office:document-content ${NAMESPACES} office:version="1.3"><office:automatic-styles>${styles}</office:automatic-styles><office:body><office:text>${title}${bodies.join('')}</office:text></office:body></office:document-content>`
  return odfPackage('application/vnd.oasis.opendocument.text', paper.title, {
    'content.xml': strToU8(content),
    'styles.xml': strToU8(stylesOf(tall, wide, paper.mark)),
    ...pictures,
  })
}

/** What stands between the text and the footer: it is added to the footer's height. */
const FOOTER_GAP = 8
const layout = (name: string, width: number, height: number, orientation: string) =>
  `<style:page-layout style:name="${name}"><style:page-layout-properties fo:page-width="${width}pt" fo:page-height="${height}pt" style:print-orientation="${orientation}" fo:margin="${PAPER.margin}pt"/><style:footer-style><style:header-footer-properties fo:min-height="${PAPER.footer - FOOTER_GAP}pt" fo:margin-top="${FOOTER_GAP}pt"/></style:footer-style></style:page-layout>`
const footer = (mark?: string) =>
  `<style:footer><text:p text:style-name="Footer">${mark ? `<text:span text:style-name="M_Mark">${odtWords(`${mark} · `)}</text:span>` : ''}Page <text:page-number text:select-page="current"/> of <text:page-count/></text:p></style:footer>`
const master = (name: string, page: string, mark?: string) =>
  `<style:master-page style:name="${name}" style:page-layout-name="${page}">${footer(mark)}</style:master-page>`

const stylesOf = (tall: string, wide: string, mark?: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><office:document-styles ${NAMESPACES} office:version="1.3"><office:styles><style:default-style style:family="paragraph"><style:text-properties fo:font-size="${LOOKS.text.size}pt" fo:language="en" fo:country="GB"/></style:default-style>${ODT_NAMED}</office:styles><office:automatic-styles><style:style style:name="M_Mark" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>${layout('Tall', PAPER.short, PAPER.long, 'portrait')}${layout('Wide', PAPER.long, PAPER.short, 'landscape')}</office:automatic-styles><office:master-styles>${master(tall, 'Tall', mark)}${master(wide, 'Wide', mark)}</office:master-styles></office:document-styles>`
