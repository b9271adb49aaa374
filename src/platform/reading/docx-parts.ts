import { ListCounter, type NumberLevel, type NumberStyle } from './numbering.ts'
import { walkXml } from './xml.ts'

export interface DocxStyle {
  isTitle: boolean
  /** 0 for the first heading level. */
  outline: number | null
  list: string | null
  level: number | null
  bold: boolean
  /** Whether one line, or two, strike its words out; null where neither it nor a style that it is based on says so. */
  struck: boolean | null
  doublyStruck: boolean | null
  /** Whether its words are hidden. */
  hidden: boolean | null
}

export type DocxStyles = ReadonlyMap<string, DocxStyle>
export type DocxLists = ReadonlyMap<string, ListCounter>

interface RawStyle extends DocxStyle {
  basedOn: string | null
}

/** What a style says of some rows of a table only, or said before a change. */
const PASSED_OVER = new Set(['w:tblStylePr', 'w:rPrChange', 'w:pPrChange'])

/** The styles of paragraphs and of characters, each with what it takes over from the styles it is based on. */
export function readDocxStyles(bytes: Uint8Array | undefined): DocxStyles {
  const raw = new Map<string, RawStyle>()
  if (!bytes) return raw
  let current: RawStyle | null = null
  let passed = 0
  walkXml(bytes, {
    open(name, attributes) {
      if (PASSED_OVER.has(name)) passed += 1
      if (passed > 0) return
      const value = attributes['w:val'] ?? ''
      if (name === 'w:style') {
        current = {
          isTitle: false,
          outline: null,
          list: null,
          level: null,
          bold: false,
          struck: null,
          doublyStruck: null,
          hidden: null,
          basedOn: null,
        }
        raw.set(attributes['w:styleId'] ?? '', current)
        if (isOn(attributes['w:default'] ?? '0') && attributes['w:type'] === 'paragraph') raw.set('', current)
      } else if (current) note(current, name, value)
    },
    close(name) {
      if (PASSED_OVER.has(name)) passed -= 1
      else if (name === 'w:style') current = null
    },
  })
  return new Map([...raw.keys()].map((id) => [id, resolve(raw, id)]))
}

/** Whether a property that can be switched is on: without a value it is. */
export const isOn = (value: string): boolean => !['0', 'false', 'off'].includes(value)

function note(style: RawStyle, name: string, value: string): void {
  if (name === 'w:basedOn') style.basedOn = value
  else if (name === 'w:outlineLvl') style.outline = Number(value)
  else if (name === 'w:numId') style.list = value
  else if (name === 'w:ilvl') style.level = Number(value)
  else if (name === 'w:b') style.bold = isOn(value)
  else if (name === 'w:strike') style.struck = isOn(value)
  else if (name === 'w:dstrike') style.doublyStruck = isOn(value)
  else if (name === 'w:vanish') style.hidden = isOn(value)
  else if (name === 'w:name') {
    const level = /^heading (\d)$/i.exec(value)?.[1]
    if (level) style.outline ??= Number(level) - 1
    if (/^title$/i.test(value)) style.isTitle = true
  }
}

function resolve(raw: ReadonlyMap<string, RawStyle>, id: string): DocxStyle {
  const chain: RawStyle[] = []
  for (let at: string | null = id; at !== null && chain.length < 20; ) {
    const style: RawStyle | undefined = raw.get(at)
    if (!style || chain.includes(style)) break
    chain.push(style)
    at = style.basedOn
  }
  return {
    isTitle: chain.some((style) => style.isTitle),
    outline: chain.find((style) => style.outline !== null)?.outline ?? null,
    list: chain.find((style) => style.list !== null)?.list ?? null,
    level: chain.find((style) => style.level !== null)?.level ?? null,
    bold: chain.some((style) => style.bold),
    struck: chain.find((style) => style.struck !== null)?.struck ?? null,
    doublyStruck: chain.find((style) => style.doublyStruck !== null)?.doublyStruck ?? null,
    hidden: chain.find((style) => style.hidden !== null)?.hidden ?? null,
  }
}

const NUMBER_STYLES: Readonly<Record<string, NumberStyle>> = {
  decimal: 'decimal',
  decimalZero: 'decimal',
  lowerLetter: 'lower-letter',
  upperLetter: 'upper-letter',
  lowerRoman: 'lower-roman',
  upperRoman: 'upper-roman',
  bullet: 'bullet',
  none: 'none',
}

/** The numbered lists by their number id; lists of one definition count on together, unless they start afresh. */
export function readDocxNumbering(bytes: Uint8Array | undefined): DocxLists {
  const definitions = new Map<string, Map<number, NumberLevel>>()
  const lists = new Map<string, ListCounter>()
  if (!bytes) return lists
  const shared = new Map<string, ListCounter>()
  let definition = new Map<number, NumberLevel>()
  let level = 0
  let listId: string | null = null
  let restarts = false
  let definitionId = ''
  const change = (part: Partial<NumberLevel>) =>
    definition.set(level, { style: 'decimal', pattern: `%${level + 1}`, start: 1, ...definition.get(level), ...part })
  walkXml(bytes, {
    open(name, attributes) {
      const value = attributes['w:val'] ?? ''
      if (name === 'w:abstractNum') {
        definition = new Map()
        definitions.set(attributes['w:abstractNumId'] ?? '', definition)
      } else if (name === 'w:num') [listId, restarts] = [attributes['w:numId'] ?? '', false]
      else if (name === 'w:abstractNumId') definitionId = value
      else if (name === 'w:startOverride') restarts = true
      else if (name === 'w:lvl') level = Number(attributes['w:ilvl']) || 0
      else if (listId === null && name === 'w:start') change({ start: Number(value) || 0 })
      else if (listId === null && name === 'w:numFmt') change({ style: NUMBER_STYLES[value] ?? 'decimal' })
      else if (listId === null && name === 'w:lvlText') change({ pattern: value })
    },
    close(name) {
      if (name !== 'w:num' || listId === null) return
      const levels = definitions.get(definitionId) ?? new Map<number, NumberLevel>()
      const counter = restarts ? new ListCounter(levels) : (shared.get(definitionId) ?? new ListCounter(levels))
      if (!restarts) shared.set(definitionId, counter)
      lists.set(listId, counter)
      listId = null
    },
  })
  return lists
}
