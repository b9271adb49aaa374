import { Assembly } from './assembly.ts'
import { type DocxLists, type DocxStyles, isOn, readDocxNumbering, readDocxStyles } from './docx-parts.ts'
import { tidy } from './grid.ts'
import type { ReadDocument } from './model.ts'
import type { Parts } from './package.ts'
import { damaged } from './problem.ts'
import { coreProperties } from './properties.ts'
import { walkXml, type XmlEvents } from './xml.ts'

interface OpenParagraph {
  text: string
  struck: string
  style: string | null
  list: string | null
  level: number
  outline: number | null
  boldCharacters: number
}

/** What a run says of its own looks; null where it says nothing. */
interface OpenRun {
  style: string | null
  struck: boolean | null
  doublyStruck: boolean | null
}

/** Text that a reader of the printed page does not see: deletions under review, and second copies for old programs. */
const UNSEEN = new Set([
  'w:del',
  'w:moveFrom',
  'mc:Fallback',
  'w:rPrChange',
  'w:pPrChange',
  'w:tcPrChange',
  'w:trPrChange',
])

/** Reads a Word document: ECMA-376 part 1, WordprocessingML. */
export function readDocx(parts: Parts): ReadDocument {
  const main = parts.get('word/document.xml') ?? [...parts].find(([name]) => /^word\/document\d*\.xml$/.test(name))?.[1]
  if (!main) throw damaged()
  const reader = new DocxReader(
    readDocxStyles(parts.get('word/styles.xml')),
    readDocxNumbering(parts.get('word/numbering.xml')),
  )
  walkXml(main, reader)
  return {
    format: 'docx',
    ...coreProperties(parts.get('docProps/core.xml')),
    blocks: reader.assembly.blocks,
    warnings: [],
    struck: reader.assembly.struck,
  }
}

class DocxReader implements XmlEvents {
  readonly assembly = new Assembly()
  readonly #styles: DocxStyles
  readonly #lists: DocxLists
  readonly #paragraphs: OpenParagraph[] = []
  #unseen = 0
  #inText = false
  #inRun = false
  #runIsBold = false
  #run: OpenRun = { style: null, struck: null, doublyStruck: null }
  #column = 0
  #span = 1
  #continues = false

  constructor(styles: DocxStyles, lists: DocxLists) {
    this.#styles = styles
    this.#lists = lists
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (UNSEEN.has(name)) this.#unseen += 1
    if (this.#unseen > 0) return
    const value = attributes['w:val'] ?? ''
    switch (name) {
      case 'w:tbl':
        return this.assembly.startTable()
      case 'w:tr':
        if (this.assembly.inOuterTable) this.#column = 0
        return this.assembly.startRow()
      case 'w:gridBefore':
        if (this.assembly.inOuterTable) this.#column = Number(value) || 0
        return
      case 'w:tblHeader':
        return isOn(value) ? this.assembly.headerRow() : undefined
      case 'w:tc':
        if (this.assembly.inOuterTable) [this.#span, this.#continues] = [1, false]
        return this.assembly.startCell()
      case 'w:gridSpan':
        if (this.assembly.inOuterTable) this.#span = Number(value) || 1
        return
      case 'w:vMerge':
        if (this.assembly.inOuterTable) this.#continues = value !== 'restart'
        return
      case 'w:p':
        this.#paragraphs.push({
          text: '',
          struck: '',
          style: null,
          list: null,
          level: 0,
          outline: null,
          boldCharacters: 0,
        })
        return
      default:
        this.#inParagraph(name, value)
    }
  }

  #inParagraph(name: string, value: string): void {
    const paragraph = this.#paragraphs.at(-1)
    if (!paragraph) return
    if (name === 'w:r') this.#startRun()
    else if (name === 'w:t') this.#inText = true
    else if (name === 'w:b' && this.#inRun) this.#runIsBold = isOn(value)
    else if (name === 'w:strike' && this.#inRun) this.#run.struck = isOn(value)
    else if (name === 'w:dstrike' && this.#inRun) this.#run.doublyStruck = isOn(value)
    else if (name === 'w:rStyle' && this.#inRun) this.#run.style = value
    else if (name === 'w:tab' && this.#inRun) paragraph.text += ' '
    else if (name === 'w:br' || name === 'w:cr') paragraph.text += '\n'
    else if (name === 'w:noBreakHyphen') paragraph.text += '-'
    else if (name === 'w:pStyle') paragraph.style = value
    else if (name === 'w:numId') paragraph.list = value
    else if (name === 'w:ilvl') paragraph.level = Number(value) || 0
    else if (name === 'w:outlineLvl') paragraph.outline = Number(value)
  }

  #startRun(): void {
    this.#inRun = true
    this.#runIsBold = false
    this.#run = { style: null, struck: null, doublyStruck: null }
  }

  /**
   * ECMA-376 part 1, 17.7.3: what the run says itself counts, else what its styles say. A single line is a property that toggles:
   * where the paragraph's style and the run's both strike out, neither does. A style that switches it off does so.
   */
  #isStruck({ style }: OpenParagraph): boolean {
    const { struck, doublyStruck } = this.#run
    const whole = this.#styles.get(style ?? '')
    const own = this.#run.style === null ? undefined : this.#styles.get(this.#run.style)
    const isToggledOff = own?.struck === false || (own?.struck === true && whole?.struck === true)
    const single = struck ?? (isToggledOff ? false : (own?.struck ?? whole?.struck ?? false))
    return single || (doublyStruck ?? own?.doublyStruck ?? whole?.doublyStruck ?? false)
  }

  text(text: string): void {
    const paragraph = this.#paragraphs.at(-1)
    if (!this.#inText || this.#unseen > 0 || !paragraph) return
    if (this.#isStruck(paragraph)) {
      paragraph.struck += text
      return
    }
    paragraph.text += text
    if (this.#runIsBold) paragraph.boldCharacters += text.length
  }

  close(name: string): void {
    if (UNSEEN.has(name)) this.#unseen -= 1
    if (this.#unseen > 0) return
    if (name === 'w:t') this.#inText = false
    else if (name === 'w:r') this.#inRun = false
    else if (name === 'w:p') this.#endParagraph()
    else if (name === 'w:tc') this.#endCell()
    else if (name === 'w:tbl') this.assembly.endTable()
  }

  #endCell(): void {
    if (!this.assembly.inOuterTable) return
    this.assembly.endCell({ at: this.#column, columns: this.#span, continues: this.#continues })
    this.#column += this.#span
  }

  #endParagraph(): void {
    const paragraph = this.#paragraphs.pop()
    if (!paragraph) return
    this.assembly.strikeOut(paragraph.struck)
    const style = this.#styles.get(paragraph.style ?? '')
    const list = paragraph.list ?? style?.list ?? null
    const counter = list === null || list === '0' ? undefined : this.#lists.get(list)
    const level = paragraph.list === null && style?.list ? (style.level ?? paragraph.level) : paragraph.level
    const hasText = tidy(paragraph.text) !== ''
    const number = counter && (hasText || this.assembly.inCell) ? counter.next(level) : null
    const outline = paragraph.outline ?? style?.outline ?? null
    this.assembly.paragraph({
      text: paragraph.text,
      number,
      bold: hasText && (style?.bold === true || paragraph.boldCharacters >= paragraph.text.trim().length),
      heading: style?.isTitle ? 0 : outline !== null && outline < 9 ? outline + 1 : null,
      listItem: counter?.isBullet(level) ?? false,
    })
  }
}
