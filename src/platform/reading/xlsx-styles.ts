import { addDays, inWords, monthInWords } from '../calendar/day.ts'
import { indexedSignal, type SignalColour, signalColour } from './colours.ts'
import { walkXml } from './xml.ts'

/** What the cell styles of a workbook say, by the number of the style: a format code for numbers, and what follows. */
export interface CellStyles {
  readonly codes: readonly string[]
  /** For each cell style, whether its font is struck out. */
  readonly struck: readonly boolean[]
  /** For each cell style, the signal colour of its fill. */
  readonly colours: readonly (SignalColour | null)[]
}

/** Format codes that a workbook uses without writing them down: ECMA-376 part 1, 18.8.30. */
const BUILT_IN: Readonly<Record<number, string>> = {
  1: '0',
  2: '0.00',
  9: '0%',
  10: '0.00%',
  14: 'dd/mm/yyyy',
  15: 'd-mmm-yy',
  16: 'd-mmm',
  17: 'mmm-yy',
  22: 'dd/mm/yyyy hh:mm',
}

export function readCellStyles(bytes: Uint8Array | undefined): CellStyles {
  const own = new Map<number, string>()
  const ids: number[] = []
  const fonts: boolean[] = []
  const fontIds: number[] = []
  const fills: (SignalColour | null)[] = []
  const fillIds: number[] = []
  let inCells = false
  let inFonts = false
  let inFills = false
  if (bytes) {
    walkXml(bytes, {
      open(name, attributes) {
        if (name.endsWith('numFmt')) own.set(Number(attributes.numFmtId), attributes.formatCode ?? '')
        else if (name.endsWith('cellXfs')) inCells = true
        else if (name.endsWith('fonts')) inFonts = true
        else if (inFonts && name.endsWith('font')) fonts.push(false)
        else if (inFonts && name.endsWith('strike')) fonts[fonts.length - 1] = isOn(attributes.val)
        else if (name.endsWith('fills')) inFills = true
        else if (inFills && name.endsWith('fill')) fills.push(null)
        else if (inFills && name.endsWith('fgColor'))
          fills[fills.length - 1] = signalColour(attributes.rgb) ?? indexedSignal(attributes.indexed)
        else if (name.endsWith('xf') && inCells) {
          ids.push(Number(attributes.numFmtId ?? 0))
          fontIds.push(Number(attributes.fontId ?? 0))
          fillIds.push(Number(attributes.fillId ?? 0))
        }
      },
      close(name) {
        if (name.endsWith('cellXfs')) inCells = false
        else if (name.endsWith('fonts')) inFonts = false
        else if (name.endsWith('fills')) inFills = false
      },
    })
  }
  return {
    codes: ids.map((id) => own.get(id) ?? BUILT_IN[id] ?? 'General'),
    struck: fontIds.map((id) => fonts[id] ?? false),
    colours: fillIds.map((id) => fills[id] ?? null),
  }
}

/** A switch of SpreadsheetML, on where it is only named: ECMA-376 part 1, 22.9.2.7. */
export const isOn = (value: string | undefined): boolean => value !== '0' && value !== 'false'

/** A number as the sheet shows it: days in words, percentages, and the decimals that its format asks for. */
export function showNumber(value: number, formats: CellStyles, style: number): string {
  const iso = isoFormat(formats.codes[style] ?? '')
  if (iso !== null && value >= 1 && value < 2_958_466) return showIso(value, iso)
  const code = (formats.codes[style] ?? 'General').replace(/\[[^\]]*\]|"[^"]*"|\\./g, '').split(';')[0] ?? ''
  if (/[dmy]/i.test(code) && !/general/i.test(code) && value >= 1 && value < 2_958_466) return showDay(value, code)
  if (code.includes('%')) return `${trim(value * 100, decimals(code))}%`
  return /^#?,?#*0\.0+$/.test(code) ? value.toFixed(decimals(code) ?? 0) : trim(value, null)
}

/** How much of a moment a format shows that writes it as ISO 8601 does; null for any other format. */
function isoFormat(code: string): 'day' | 'minute' | 'second' | null {
  const plain = code
    .replace(/\[[^\]]*\]/g, '')
    .replace(/\\(.)|"([^"]*)"/g, '$1$2')
    .split(';')[0]
    ?.toLowerCase()
  if (plain === 'yyyy-mm-dd') return 'day'
  const time = /^yyyy-mm-dd[ t]hh?:mm(:ss)?$/.exec(plain ?? '')
  return time ? (time[1] ? 'second' : 'minute') : null
}

/** As the sheet shows it: `2026-11-21`, `2026-11-21T16:05` or `2026-11-21T16:05:30`. */
function showIso(serial: number, shown: 'day' | 'minute' | 'second'): string {
  const seconds = Math.round((serial - Math.floor(serial)) * 86_400)
  const day = addDays('1899-12-30', Math.floor(serial) + (seconds === 86_400 ? 1 : 0))
  if (shown === 'day') return day
  const two = (value: number) => String(value).padStart(2, '0')
  const clock = `${two(Math.floor(seconds / 3_600) % 24)}:${two(Math.floor(seconds / 60) % 60)}`
  return `${day}T${clock}${shown === 'second' ? `:${two(seconds % 60)}` : ''}`
}

/** Excel counts days from 30 December 1899 (its 1900 had a 29 February). The day is told as far as the format shows it. */
function showDay(serial: number, code: string): string {
  const day = addDays('1899-12-30', Math.floor(serial))
  const lower = code.toLowerCase()
  if (lower.includes('d')) return inWords(day)
  if (lower.includes('m') && lower.includes('y')) return monthInWords(day)
  return lower.includes('y') ? day.slice(0, 4) : inWords(day)
}

const decimals = (code: string) => /0\.(0+)/.exec(code)?.[1]?.length ?? null

function trim(value: number, places: number | null): string {
  return String(Number(places === null ? value.toPrecision(15) : value.toFixed(places)))
}
