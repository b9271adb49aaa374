import { Assembly } from './assembly.ts'
import { type SignalColour, signalColour } from './colours.ts'
import { type DocxLists, type DocxStyles, isOn, readDocxNumbering, readDocxStyles } from './docx-parts.ts'
import { tidy } from './grid.ts'
import type { ReadDocument } from './model.ts'
import type { Parts } from './package.ts'
import { damaged } from './problem.ts'
import { coreProperties } from './properties.ts'
import { symbol, TICKED, UNTICKED, withSymbols } from './symbols.ts'
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
  hidden: boolean | null
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
    struckPlaces: reader.assembly.struckPlaces,
  }
}

const NO_RUN: OpenRun = { style: null, struck: null, doublyStruck: null, hidden: null }

class DocxReader implements XmlEvents {
  readonly assembly = new Assembly()
  readonly #styles: DocxStyles
  readonly #lists: DocxLists
  readonly #paragraphs: OpenParagraph[] = []
  #unseen = 0
  #inText = false
  #inRun = false
  #runIsBold = false
  #run: OpenRun = NO_RUN
  /** The sign of each open content control that is a box to tick; null for other controls. */
  readonly #controls: (string | null)[] = []
  /** The sign of the form field that is being read. */
  #field: string | null = null
  readonly #tables: string[] = []
  #column = 0
  #span = 1
  #continues = false
  #colour: SignalColour | null = null

  constructor(styles: DocxStyles, lists: DocxLists) {
    this.#styles = styles
    this.#lists = lists
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (UNSEEN.has(name)) this.#unseen += 1
    if (this.#unseen > 0) return
    const value = attributes['w:val'] ?? ''
    this.#inBox(name, attributes)
    switch (name) {
      case 'w:tblStyle':
        if (this.#tables.length > 0) this.#tables[this.#tables.length - 1] = value
        return
      case 'w:tbl':
        this.#tables.push('')
        return this.assembly.startTable()
      case 'w:tr':
        if (this.assembly.inOuterTable) this.#column = 0
        return this.assembly.startRow()
      case 'w:gridBefore':
        if (this.assembly.inOuterTable) this.#column = Number(value) || 0
        return
      case 'w:hidden':
        return isOn(value) ? this.assembly.hideRow() : undefined
      case 'w:tblHeader':
        return isOn(value) ? this.assembly.headerRow() : undefined
      case 'w:tc':
        if (this.assembly.inOuterTable) [this.#span, this.#continues, this.#colour] = [1, false, null]
        return this.assembly.startCell()
      case 'w:gridSpan':
        if (this.assembly.inOuterTable) this.#span = Number(value) || 1
        return
      case 'w:shd':
        // Within a paragraph it is the shading of words.
        if (this.assembly.inOuterTable && this.#paragraphs.length === 0)
          this.#colour = signalColour(value === 'solid' ? attributes['w:color'] : attributes['w:fill'])
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

  /** Boxes to tick: content controls, and the older form fields, whose `checked` counts before their `default`. */
  #inBox(name: string, attributes: Readonly<Record<string, string>>): void {
    const sign = (value: string | undefined) => (isOn(value ?? '') ? TICKED : UNTICKED)
    if (name === 'w:sdt') this.#controls.push(null)
    else if (name === 'w14:checkbox') this.#controls.splice(-1, 1, UNTICKED)
    else if (name === 'w14:checked') this.#controls.splice(-1, 1, sign(attributes['w14:val']))
    else if (name === 'w:checkBox') this.#field = UNTICKED
    else if (this.#field !== null && (name === 'w:default' || name === 'w:checked'))
      this.#field = sign(attributes['w:val'])
    else if (name === 'w:sym' && this.#inRun) this.#say(symbol(attributes['w:char'] ?? ''))
  }

  #inParagraph(name: string, value: string): void {
    const paragraph = this.#paragraphs.at(-1)
    if (!paragraph) return
    if (name === 'w:r') this.#startRun()
    else if (name === 'w:t') this.#inText = true
    else if (name === 'w:b' && this.#inRun) this.#runIsBold = isOn(value)
    else if (name === 'w:strike' && this.#inRun) this.#run.struck = isOn(value)
    else if (name === 'w:dstrike' && this.#inRun) this.#run.doublyStruck = isOn(value)
    else if (name === 'w:vanish' && this.#inRun) this.#run.hidden = isOn(value)
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
    this.#run = { ...NO_RUN }
  }

  /**
   * ECMA-376 part 1, 17.7.3: what the run says itself counts, else what its styles say. A single line is a property that toggles:
   * where the paragraph's style and the run's both strike out, neither does. A style that switches it off does so. Hidden words are
   * no more current than those that are struck out.
   */
  #isStruck({ style }: OpenParagraph): boolean {
    const { struck, doublyStruck } = this.#run
    const whole = this.#styles.get(style ?? '')
    const table = this.#styles.get(this.#tables.at(-1) ?? '-')
    const own = this.#run.style === null ? undefined : this.#styles.get(this.#run.style)
    const isToggledOff = own?.struck === false || (own?.struck === true && whole?.struck === true)
    const single = struck ?? (isToggledOff ? false : (own?.struck ?? whole?.struck ?? table?.struck ?? false))
    const isHidden = this.#run.hidden ?? own?.hidden ?? whole?.hidden ?? false
    return (
      single || isHidden || (doublyStruck ?? own?.doublyStruck ?? whole?.doublyStruck ?? table?.doublyStruck ?? false)
    )
  }

  text(text: string): void {
    if (this.#inText && this.#unseen === 0) this.#say(withSymbols(text))
  }

  /** Words or a sign of the open run; within a box to tick, its sign stands for what it shows. */
  #say(shown: string): void {
    const paragraph = this.#paragraphs.at(-1)
    if (!paragraph) return
    const box = this.#controls.at(-1) ?? null
    const text = box !== null && shown.trim() !== '' ? box : shown
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
    else if (name === 'w:sdt') this.#controls.pop()
    else if (name === 'w:checkBox') this.#endField()
    else if (name === 'w:p') this.#endParagraph()
    else if (name === 'w:tc') this.#endCell()
    else if (name === 'w:tbl') {
      this.#tables.pop()
      this.assembly.endTable()
    }
  }

  #endField(): void {
    this.#say(`${this.#field ?? UNTICKED} `)
    this.#field = null
  }

  #endCell(): void {
    if (!this.assembly.inOuterTable) return
    this.assembly.endCell({ at: this.#column, columns: this.#span, continues: this.#continues, colour: this.#colour })
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
