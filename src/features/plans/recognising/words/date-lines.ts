import { readPeriod } from '../../dates/period.ts'
import { type Token, tokenise } from '../../dates/tokens.ts'

/** What is done with a plan on the day from which it speaks. */
export const PUBLISHED = 'published|issued|agreed|approved|adopted|endorsed|ratified'
export const DATE_OF = 'date of (?:the )?(?:plan|issue|publication|approval|adoption|report|update)'
/** Words by which a program or its user says up to when what is shown is right: `Data correct at`, `Last refreshed`. */
export const CORRECT =
  '(?:(?:all )?(?:data|information|figures|details|position|status(?:es)?|plan|report|extract)\\s+)?(?:(?:is|are|was|were)\\s+)?(?:(?:correct|accurate|current|up to date|right|as)\\s+(?:as )?(?:at|of|on|to)|(?:last )?refreshed)'
const LEAD = new RegExp(
  String.raw`^(?:(?:(?:first|last|final(?:ly)?|formally|board|draft|plan|document|report|version [\d.]+|v\d[\d.]*)\s+)*(?:${PUBLISHED}|signed(?: off)?|${DATE_OF}|date of (?:the )?meeting|dated?|revised|reviewed|updated|amended|presented|produced|prepared|${CORRECT}|as (?:at|of)|draft|version [\d.]+|v\d[\d.]*)\b[\s:,\u2013-]*(?:(?:on|in|at|of|for)\s+)?)+`,
  'i',
)
const BY_WHOM =
  /^[\s,:;\u2013-]*(?:(?:by|at|with)\s.{2,80}|\((?:by|at|version|v)[^)]{1,80}\)?|(?:version|v)\s?[\d.]+)\.?$/i
const BY_WHOM_FIRST = /^(?:by|at)\s[^\d]{2,60}?(?:\s(?:on|in)|,)\s+(?=\S)/i
const TAIL = /[\s,;(\u2013-]+(?:by|at|with|\(?version|\(?v\d)\b/i
const LONGEST = 140
const CONTEXT = { asOf: '2000-01-01', looking: 'back' } as const

/** Whether a number at the front of some words is the day of a date: `15 January 2018`, `15 January`. */
export function opensWithDay(words: string): boolean {
  if (!/^\d{1,2}\s/.test(words)) return false
  const tokens = tokenise(words.slice(0, LONGEST))
  const found = readPeriod(tokens, 0, CONTEXT)
  if (!found || found.value.from !== found.value.to) return false
  return !found.value.yearless || isSpent(tokens, found.next)
}

/** Whether a line only says when a document was made or adopted: `15 January 2018`, `Adopted 9 January 2018 by the Board`. */
export function isDateLine(words: string): boolean {
  if (words.length > LONGEST) return false
  const { date, tail } = partsOf(words)
  if (tail !== '' && !BY_WHOM.test(tail)) return false
  return isDayAlone(date)
}

/** Whether the words are a day, a month or another period, and nothing else. */
export function isDayAlone(words: string): boolean {
  if (words.length > LONGEST) return false
  const tokens = tokenise(words)
  const found = readPeriod(tokens, 0, CONTEXT)
  return found !== null && isSpent(tokens, found.next)
}

/** Whether a line that says a day names a plan as well, so that it can be its title: `Plan as at 31 March 2019`. */
export const namesPlan = (words: string): boolean => /\b(?:plan|strategy|tracker|register)\b/i.test(words)

/** The words of such a line that say the day, without what was done on it and by whom. */
export const dayIn = (words: string): string => partsOf(words.slice(0, LONGEST)).date

function partsOf(words: string): { date: string; tail: string } {
  const line = words.trim().replace(/^\((.*)\)$/s, '$1')
  const lead = LEAD.exec(line)?.[0] ?? ''
  const rest = line.slice(lead.length).replace(lead === '' ? '' : BY_WHOM_FIRST, '')
  const at = rest.search(TAIL)
  return at < 0 ? { date: rest, tail: '' } : { date: rest.slice(0, at), tail: rest.slice(at) }
}

const isSpent = (tokens: readonly Token[], at: number): boolean =>
  tokens.slice(at).every((token) => token.type === 'mark' && token.mark !== '?')
