import { BLACK, CELL, GREY, INDENT, LIGHT, LOOKS, PALE } from './looks.ts'

const FONT =
  'style:font-name="Arial" fo:font-family="Arial" style:font-family-generic="swiss" fo:language="en" fo:country="GB"'

/** Where a document's own default would have its say in measures that the layout goes by. */
const PLAIN =
  'fo:margin-left="0pt" fo:margin-right="0pt" fo:text-indent="0pt" fo:line-height="100%" fo:orphans="2" fo:widows="2"'

/** A paragraph that is as good as nothing. */
const SLIVER = PLAIN.replace('fo:line-height="100%"', 'fo:line-height="1pt"')

const space = ({ before, after }: { readonly before: number; readonly after: number }) =>
  `fo:margin-top="${before}pt" fo:margin-bottom="${after}pt"`

interface Look {
  readonly paragraph: string
  readonly text: string
  /** The style of the document itself from which it takes the rest. */
  readonly parent: string
}

const of = (name: keyof typeof LOOKS, paragraph = '', text = ''): Look => ({
  parent: 'Standard',
  paragraph: `${PLAIN} ${space(LOOKS[name])} ${paragraph}`,
  text: `fo:font-size="${LOOKS[name].size}pt" ${text}`,
})

const KEEP = 'fo:keep-with-next="always"'
const BOLD = 'fo:font-weight="bold"'

/** How paragraphs look: those of headings are for documents that have none. */
export const ODT_LOOKS = {
  Heading1: of('heading1', KEEP, BOLD),
  Heading2: of('heading2', KEEP, BOLD),
  Text: of('text'),
  Picture: of('text'),
  Quiet: of('quiet', '', `fo:color="#${GREY}"`),
  /** Text that stays with the table which it is about. */
  Lead: of('text', KEEP),
  // How far items stand in is said by their list.
  Item: { ...of('item'), paragraph: `fo:line-height="100%" ${space(LOOKS.item)}` },
  LastItem: { ...of('item'), paragraph: `fo:line-height="100%" ${space(LOOKS.text)}` },
  /** Items that stay with what follows. */
  LeadItem: { ...of('item'), paragraph: `fo:line-height="100%" ${space(LOOKS.item)} ${KEEP}` },
  LastLeadItem: { ...of('item'), paragraph: `fo:line-height="100%" ${space(LOOKS.text)} ${KEEP}` },
  Caption: of('caption', KEEP, BOLD),
  /** What stands between a table and what follows. */
  After: { parent: 'Standard', paragraph: `${SLIVER} ${space(LOOKS.quiet)}`, text: 'fo:font-size="2pt"' },
  LeadAfter: { parent: 'Standard', paragraph: `${SLIVER} ${space(LOOKS.quiet)} ${KEEP}`, text: 'fo:font-size="2pt"' },
} as const satisfies Record<string, Look>

export type OdtLook = keyof typeof ODT_LOOKS

const style = (name: string, parent: string, paragraph: string, text: string, extra = '') =>
  `<style:style style:name="${name}" style:family="paragraph" style:parent-style-name="${parent}"${extra}><style:paragraph-properties ${paragraph}/><style:text-properties ${text}/></style:style>`

/** The automatic style of a look, or of a heading of the document itself; with a master page, it begins a page of that kind. */
export function odtStyle(name: string, look: OdtLook | null, parent: string | null, master: string | null): string {
  const { paragraph, text, parent: usual } = look ? ODT_LOOKS[look] : { paragraph: '', text: '', parent: '' }
  const begins = master === null ? '' : ` style:master-page-name="${master}"`
  return style(name, parent ?? usual, paragraph, text, begins)
}

/** The paragraphs of cells, by the size of their type in quarters of a point. */
export function cellStyles(size: number): string {
  const key = size * 4
  const cell = (name: string, paragraph: string, text: string) =>
    [
      ['', ''],
      ['Lead', KEEP],
    ]
      .map(([lead, keep]) =>
        style(
          `M_${lead}${name}${key}`,
          'Standard',
          `${PLAIN} fo:margin-top="0pt" fo:margin-bottom="0pt" ${paragraph} ${keep}`,
          `${FONT} fo:font-size="${size}pt" ${text}`,
        ),
      )
      .join('')
  const end = 'fo:text-align="end"'
  const start = 'fo:text-align="start"'
  return [
    cell('Cell', start, ''),
    cell('CellNumber', end, ''),
    cell('CellHead', start, BOLD),
    cell('CellHeadNumber', end, BOLD),
  ].join('')
}

const pad = `fo:padding-top="${CELL.high}pt" fo:padding-bottom="${CELL.high}pt" fo:padding-left="${CELL.wide}pt" fo:padding-right="${CELL.wide}pt" fo:border-top="none" fo:border-left="none" fo:border-right="none"`

const level = (number: number, open: string, close: string) =>
  `${open}<style:list-level-properties text:list-level-position-and-space-mode="label-alignment"><style:list-level-label-alignment text:label-followed-by="listtab" text:list-tab-stop-position="${number * INDENT}pt" fo:text-indent="-${INDENT}pt" fo:margin-left="${number * INDENT}pt"/></style:list-level-properties>${close}`
const bullets = (number: number, sign: string) =>
  level(
    number,
    `<text:list-level-style-bullet text:level="${number}" text:bullet-char="${sign}">`,
    '</text:list-level-style-bullet>',
  )
const numbers = (number: number) =>
  level(
    number,
    `<text:list-level-style-number text:level="${number}" style:num-suffix="." style:num-format="1">`,
    '</text:list-level-style-number>',
  )

/** Looks that every document takes: programs read those of tables and lists from a document's own automatic styles. */
export const ODT_COMMON = `<style:style style:name="M_Bold" style:family="text"><style:text-properties ${BOLD}/></style:style>
<style:style style:name="M_Row" style:family="table-row"><style:table-row-properties fo:keep-together="always"/></style:style>
<style:style style:name="M_LongRow" style:family="table-row"><style:table-row-properties fo:keep-together="auto"/></style:style>
<style:style style:name="M_Head" style:family="table-cell"><style:table-cell-properties ${pad} fo:background-color="#${PALE}" fo:border-bottom="1.4pt solid #${BLACK}"/></style:style>
<style:style style:name="M_Plain" style:family="table-cell"><style:table-cell-properties ${pad} fo:border-bottom="0.6pt solid #${LIGHT}"/></style:style>
<text:list-style style:name="M_Bullets">${bullets(1, '•')}${bullets(2, '–')}</text:list-style>
<text:list-style style:name="M_Numbers">${numbers(1)}${numbers(2)}</text:list-style>`

const named = (name: keyof typeof LOOKS, id: string, paragraph: string, text: string, extra: string) =>
  style(id, 'Standard', `${space(LOOKS[name])} ${paragraph}`, `fo:font-size="${LOOKS[name].size}pt" ${text}`, extra)

/** The named styles of documents that bring no template. */
export const ODT_NAMED = [
  `<style:style style:name="Standard" style:family="paragraph" style:class="text"><style:text-properties ${FONT} fo:font-size="11pt"/></style:style>`,
  named('title', 'Title', KEEP, BOLD, ' style:class="chapter"'),
  named('subtitle', 'Subtitle', '', `fo:color="#${GREY}"`, ' style:class="chapter"'),
  named('heading1', 'Heading_20_1', KEEP, BOLD, ' style:display-name="Heading 1" style:default-outline-level="1"'),
  named('heading2', 'Heading_20_2', KEEP, BOLD, ' style:display-name="Heading 2" style:default-outline-level="2"'),
  style('Footer', 'Standard', 'fo:margin-top="6pt"', `fo:font-size="9pt" fo:color="#${GREY}"`, ' style:class="extra"'),
].join('')
