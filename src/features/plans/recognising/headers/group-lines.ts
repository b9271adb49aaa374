import { isDateLine, isDayAlone, namesPlan } from '../words/date-lines.ts'
import { LINES_ABOVE } from './group-lines.content.ts'
import { plainHeader } from './headers.ts'

const setOf = (words: readonly string[]): ReadonlySet<string> => new Set(words)
const KNOWN = {
  ...LINES_ABOVE,
  'beside-markings': setOf(LINES_ABOVE['beside-markings']),
  alone: setOf(LINES_ABOVE.alone),
  labels: setOf(LINES_ABOVE.labels),
  'plan-heads': setOf(LINES_ABOVE['plan-heads']),
  'plan-words': setOf(LINES_ABOVE['plan-words']),
  'sheet-words': setOf(LINES_ABOVE['sheet-words']),
}

const MOST_WORDS = 40
/** The number or the letter of an appendix, a page or a version. */
const NUMBER = /^(?:v?\d[\p{L}\d]*|[a-z]|[ivx]+)$/u
const ADDRESS = /\S@\S+\.\S|\bwww\.|\bhttps?:/i
/** `R = late; G = on track`: what colours or letters mean. */
const MEANINGS = /^(?:[\p{L} ]{1,40}[:\u2013-]\s*)?[\p{L} ]{1,20}\s*=\s*\S/u
const APART = /\s[-\u2013\u2014]\s|[;|()]/
const LABEL = /^(\p{L}[\p{L}\p{N}/&' ()]{0,40}?)\s*:\s*\S/u

/** Whether a line is a protective marking, with the words that go with one, and nothing else. */
export function isMarking(words: string): boolean {
  const plain = plainHeader(words)
  const marking = KNOWN.markings.find(
    (one) => plain === one || plain.startsWith(`${one} `) || plain.endsWith(` ${one}`),
  )
  if (marking === undefined || words.length > 120) return false
  const rest = plain.replace(marking, '').trim()
  if (rest === '') return true
  const isSet = words.includes(marking.split(' ')[0]?.toUpperCase() ?? '') || /[[(:\u2013\u2014-]/.test(words)
  return isSet && rest.split(/\s+/).every((word) => KNOWN['beside-markings'].has(word))
}

/** Whether a line tells of the document, so that it names neither the plan nor a group of its actions: `Version 1.2`, `Page 1 of 3`. */
export function tellsOfDocument(words: string): boolean {
  const plain = plainHeader(words)
  const parts = plain.split(' ')
  if (plain === '' || parts.length > MOST_WORDS) return false
  if (isMarking(words) || KNOWN.alone.has(plain) || ADDRESS.test(words) || MEANINGS.test(words)) return true
  if (KNOWN.opens.some((opening) => plain === opening || plain.startsWith(`${opening} `))) return true
  const pieces = words.split(APART).filter((piece) => plainHeader(piece) !== '')
  if (pieces.length > 1 && pieces.every(tellsOfDocument)) return true
  return isNumbered(plain, parts) || KNOWN.labels.has((labelOf(words) ?? '').split(' ').at(-1) ?? '')
}

/** `Appendix A`, `v1.2 draft`, `Agenda item 7: Records`. */
function isNumbered(plain: string, parts: readonly string[]): boolean {
  if (/^v\d/.test(parts[0] ?? '')) return true
  return KNOWN.numbered.some((opening) => {
    if (plain !== opening && !plain.startsWith(`${opening} `)) return false
    const [next] = parts.slice(opening.split(' ').length)
    return next === undefined || NUMBER.test(next)
  })
}

/** The label of a line `word: …`, without case and marks, or null. */
export function labelOf(words: string): string | null {
  const label = LABEL.exec(words)?.[1]
  return label === undefined ? null : plainHeader(label)
}

/** Whether a heading is made only of what plans are called: `Open actions`, `Action plan`, `Records action log 2018`. */
export function isOfPlanWords(words: string): boolean {
  const parts = plainHeader(words).split(' ')
  return (
    parts.every((word) => KNOWN['plan-words'].has(word) || /^\d+$/.test(word)) &&
    parts.some((word) => KNOWN['plan-heads'].has(word))
  )
}

/** Whether a sheet or a table is called by nothing but such words, a program's own name, or a time: `Sheet1`, `Open actions`, `Q3 2018`. */
export function isPlainName(name: string): boolean {
  const parts = plainHeader(name).split(' ')
  const isPlain = (word: string) =>
    KNOWN['plan-words'].has(word) || KNOWN['sheet-words'].has(word) || /^\d*$/.test(word)
  return parts.every(isPlain) || PROGRAM.test(name) || tellsOfDocument(name) || isDateLine(name) || endsWithDay(name)
}
const PROGRAM = /^(?:sheet|table|tabelle|feuil|hoja|foglio|blad|list|arkusz|tableau|tabla)\s?\d*$/i

const APPENDED = /^(?:appendix|annexe?|attachment|enclosure|paper|agenda item|draft)\b/i

/** Whether a line that tells of the document may be its title all the same: `Appendix 1: Records action plan`. */
export const isTitleAppended = (words: string): boolean => APPENDED.test(words) && namesPlan(words)

const LAST_WORDS = 4

/** Whether a line ends with a day or a month of a year, so that it says when: `Audit and Risk Committee - 14 June 2018`. */
function endsWithDay(words: string): boolean {
  const parts = words.replace(/[\s).]+$/, '').split(/[\s(,]+/)
  return [1, 2, LAST_WORDS - 1].some((count) => {
    const last = parts.slice(-count).join(' ')
    return parts.length > count && /\d{4}|\d[/.]\d/.test(last) && isDayAlone(last)
  })
}

/** Whether a line above headers, or a heading, can be no group of actions, so that nobody is asked. */
export const namesNoGroup = (words: string): boolean =>
  tellsOfDocument(words) || isOfPlanWords(words) || endsWithDay(words)
