import { type Day, financialYear } from '#platform/calendar/index.ts'
import { type Cell, cellText, type ReadDocument, type Table } from '#platform/reading/index.ts'
import { MONTH_PATTERN } from '../../dates/words.ts'
import { DATE_OF, dayIn, isDateLine, PUBLISHED } from './date-lines.ts'
import { dateReader, fixedDays, type ReadDate } from './dating.ts'
import { openingOf, updateDay } from './wording.ts'

/** What a document says of the day that its plan speaks from. */
export interface PlanDay {
  /** The day, or null where nothing says it for certain. */
  readonly day: Day | null
  /** Whether only the financial year of the plan is written: its first day can stand where nothing is counted from the day. */
  readonly isYear: boolean
  /** Whether the words name a day that is still to come, which no plan speaks from. */
  readonly isToCome: boolean
  /** Words of the document that name its year, or some day or year, which may be that of something else. */
  readonly hint: string | null
}

const SEPARATOR = String.raw`[\s:,;(\u2013\u2014|-]`
const DAY_OR_MONTH = new RegExp(
  String.raw`(?<![\d/.-])(?:(?:\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?)?\b(?:${MONTH_PATTERN})\b\.?,?\s+(?:\d{1,2}(?:st|nd|rd|th)?,?\s+)?(?:19|20)\d\d|\d{1,2}([/.-])\d{1,2}\1(?:(?:19|20)\d\d|\d\d)|(?:19|20)\d\d-\d{2}-\d{2})(?![\d/-])`,
  'gi',
)
const YEAR = /\b(?:19|20)\d\d(?:\s?[-/\u2013]\s?(?:(?:19|20)\d\d|\d\d))?\b/
const PLAN = String.raw`\b(?:plan|action (?:list|log)|tracker|roadmap|(?:action|actions) register|(?:progress|status|update|highlight|monitoring|closure) report|(?:progress|status) update)s?`
/** Words that say what was done with a plan on a day. */
const DONE = String.raw`\b(?:(?:position |status )?(?:as )?at|as of|dated?|${PUBLISHED}|revised|reviewed|(?:last )?updated?|amended|version [\d.]+|v[\d.]+|draft|final|on|in)`
const DONE_BEFORE = new RegExp(`(?:${DONE}${SEPARATOR}*)+$`, 'i')
const ENDS_WITH_PLAN = new RegExp(`${PLAN}$`, 'i')
const NAMES_PLAN = new RegExp(PLAN, 'i')
/** A line that names the meeting at which a plan was shown: `Audit and Risk Committee`. */
const MEETING =
  /^(?:(?:\p{Lu}[\p{L}'\u2019]*|&|and|of|the|for|on|to)[\s,]+)*(?:Committee|Board|Cabinet|Council|Panel|Forum|Executive|Group|Team)$/u
/** Words by which a day tells of something else: what was inspected, reported or asked for, or what is still to come. */
const OF_ANOTHER =
  /\b(?:follow(?:ing|s|ed)?|respon(?:se|ses|ds?|ding)|arising|inspect\w*|visit\w*|assess\w*|IMAs?|findings?|recommendations?|letters?|notices?|undertakings?|incidents?|breach\w*|elections?|review|audits? of|since|until|till?|by|from|before|after|due|next|expir\w*|valid|deadlines?|targets?|starts?|starting|begins?|beginning|ends?|ending|effective|force|will|be|period|cover\w*|(?<!(?:progress|status|update|highlight|monitoring|closure) )reports?)\b/i
/** What is counted as it stood on a day: `Outstanding recommendations as at 31 March 2018`. */
const OF_STANDING = new RegExp(
  String.raw`\b(?:actions|recommendations)\b[^\d]{0,40}?\b(?:as (?:at|of)|(?:position|status) (?:as )?at)${SEPARATOR}*$`,
  'i',
)
/** A plan to be ready is likelier to name the day by which it must be done. */
const IS_READY_BY =
  /\b(?:readiness|ready|preparedness|preparations?|preparing|transition|go[- ]live|countdown|launch)\b/i
const TAIL =
  /^[\s).,;]*(?:[\s,;:(\u2013-]*(?:(?:by|at|with)\s[^\d]{2,80}|\(?(?:version|v)\s?[\d.]+|\(?(?:draft|final|published|internal|official)[^\d]{0,40}))?[\s).,;]*$/i
const OF_PUBLICATION = new RegExp(String.raw`^(?:first )?(?:${PUBLISHED}|dated?|${DATE_OF})\b\s*:?`, 'i')
const UPDATE = new RegExp(
  `^(?:(?:progress|status|position|latest|last|monthly|quarterly|interim|final|updated?|report|highlight|date|as at|as of|to|on|for|at|the)\\b${SEPARATOR}*)+`,
  'i',
)
const MOST_LINES = 3
const MOST_ROWS = 12
const DATED_LABEL = new RegExp(String.raw`^(?:date|(?:date )?(?:${PUBLISHED})|${DATE_OF}|last updated)\s*:?$`, 'i')
/** A program wrote the day on which it gave the plan out, perhaps with the time. */
const EXPORTED_LABEL =
  /^(?:(?:date of )?export|export(?:ed)?(?: date| on)|(?:date )?(?:exported|generated|downloaded)|report date|as (?:at|of))\s*:?$/i
const TIME = /[\sT]+\d{1,2}:\d\d\b.*$/
const LONGEST = 200
const MOST_MONTHS = 12

/**
 * The day that a plan speaks from. Certain are the day on which it was published, its last progress update, a line that only says when,
 * the meeting at which it was shown, and a day or month at the end of its title; a financial year only right beside the word `plan`. Whatever
 * else names a day or a year, also a year of one number (`Service plan 2025`), may tell of an Act, an inspection or another document, so that it is only a hint.
 */
export function planDay(document: ReadDocument, today: Day): PlanDay {
  const lines = linesOf(document, dateReader(today, false))
  const head = [document.title ?? '', ...lines.slice(0, MOST_LINES)].filter((line) => line !== '')
  const certain =
    ofPublication(lines, today) ??
    ofUpdates([document.title ?? '', ...lines], today) ??
    first(aboveTables(document), (line) => loneDay(line, today)) ??
    first(head, (line) => endingDay(line, today))
  if (certain !== null) return { day: certain, isYear: false, isToCome: false, hint: null }
  const dated = head.find((line) => daysIn(line, today).length > 0)
  const hint = dated ?? head.find((line) => YEAR.test(line)) ?? null
  const isToCome = dated !== undefined && daysIn(dated, today).every((one) => one.isToCome)
  const year = dated === undefined ? first(head, ownYear) : null
  return { day: year, isYear: year !== null, isToCome, hint: hint === null ? null : hint.slice(0, LONGEST) }
}

function first(lines: readonly string[], read: (line: string) => Day | null): Day | null {
  for (const line of lines) {
    const day = read(line)
    if (day !== null) return day
  }
  return null
}

function ofPublication(lines: readonly string[], today: Day): Day | null {
  return first(lines, (line) => (line.length <= 80 && OF_PUBLICATION.test(line) ? loneDay(line, today) : null))
}

function ofUpdates(lines: readonly string[], today: Day): Day | null {
  const days = lines.flatMap(withStandings).flatMap((line) => {
    if (OF_REPORT.test(line)) return []
    const rest = line.replace(UPDATE, '')
    const before = UPDATE_BEHIND.exec(line)?.[1] ?? null
    const said = rest !== line ? loneDay(rest, today) : before === null ? null : loneDay(before, today)
    return (
      said ??
      (line.length <= LONGEST && /\bupdated?\b|\b(?:as|position|status) at\b/i.test(line)
        ? (endingDay(line, today) ?? [])
        : [])
    )
  })
  return days.toSorted().at(-1) ?? null
}

/** A line, and those sentences of it that say up to when something is right: `Prepared by the Records Team. Position at 14 June 2018`. */
function withStandings(line: string): string[] {
  const sentences = sentencesOf(line)
  return sentences.length > 1 ? [line, ...sentences.filter((sentence) => TELLS_STANDING.test(sentence))] : [line]
}

const TELLS_STANDING = /\b(?:last updated|(?:as|position|status) (?:as )?at)\b/i

const sentencesOf = (line: string) => line.split(/(?<=[.;])\s+(?=\p{Lu})|\n/u)

/** The report to which a plan answers is another document. */
const OF_REPORT = new RegExp(
  String.raw`^(?:(?:the|final|first|draft|audit|inspection)\s+)*report\s+(?:was\s+)?(?:${PUBLISHED})\b`,
  'i',
)
/** `May 2018 update`. */
const UPDATE_BEHIND =
  /^(.{4,40}?)\s+(?:(?:progress|status|position|monthly|quarterly|interim|latest)\s+)*(?:updates?|position)$/i

/** The day of a line, or of a sentence of it, that says nothing else: `Version 2.1, 14 June 2018.` A year alone is no day. */
function loneDay(line: string, today: Day): Day | null {
  return first(sentencesOf(line), (sentence) => {
    if (!isDateLine(sentence)) return null
    if (OF_REPORT.test(sentence)) return null
    const [only, ...others] = daysIn(dayIn(sentence), today)
    return only !== undefined && others.length === 0 && !only.isMonthFirst && !only.isToCome ? only.day : null
  })
}

interface Written {
  readonly at: number
  readonly end: number
  readonly day: Day
  readonly isToCome: boolean
  /** Whether it can only be read with its month first, so that somebody wrote days in another way than is usual here. */
  readonly isMonthFirst: boolean
}

/** The days and months with their years that stand in a line. */
function daysIn(line: string, today: Day): Written[] {
  return [...line.matchAll(DAY_OR_MONTH)].flatMap((match) => {
    const read = fixedDays(match[0], today)
    const day = read?.latest ?? null
    if (!day) return []
    const isMonthFirst = Number(/^\d{1,2}[/.-](\d{1,2})[/.-]/.exec(match[0])?.[1] ?? 0) > MOST_MONTHS
    const end = match.index + match[0].length
    return [{ at: match.index, end, day, isToCome: (read?.earliest ?? day) > today, isMonthFirst }]
  })
}

/** The day at the end of a line that names the plan or a meeting, and nothing to which the day may belong instead. A day to come is no such day. */
function endingDay(line: string, today: Day): Day | null {
  const [only, ...others] = daysIn(line, today)
  if (!only || only.isToCome || only.isMonthFirst || others.length > 0 || !TAIL.test(line.slice(only.end))) return null
  const before = line.slice(0, only.at)
  const base = trimmed(trimmed(before).replace(DONE_BEFORE, ''))
  if (OF_STANDING.test(before)) return only.day
  if (IS_READY_BY.test(base)) return null
  if (ENDS_WITH_PLAN.test(base) || MEETING.test(base)) return only.day
  const isApart = base !== before.trimEnd()
  return isApart && NAMES_PLAN.test(base) && !OF_ANOTHER.test(base) ? only.day : null
}

const trimmed = (words: string) => words.replace(new RegExp(`${SEPARATOR}+$`), '')

const YEAR_OF_PLAN = new RegExp(
  `${PLAN}${SEPARATOR}*(?:for )?(?:the )?(?:(?:financial )?year |fy ?)?${SEPARATOR}*(${YEAR.source})(?!\\s?[-/\\u2013]\\s?\\d)`,
  'i',
)
const PLAN_OF_YEAR = new RegExp(`^(?:the )?(?:fy ?)?(${YEAR.source})\\s(?:[\\p{L}&]+\\s){0,4}?${PLAN}`, 'iu')

/** The first day of the financial year that stands beside the word `plan`. A year of one number has no such day, and several years have none. */
function ownYear(line: string): Day | null {
  const lone = isDateLine(line) ? YEAR.exec(line)?.[0] : undefined
  const words = lone ?? YEAR_OF_PLAN.exec(line)?.[1] ?? PLAN_OF_YEAR.exec(line)?.[1]
  if (words === undefined) return null
  const [from = '', to] = words.split(/\s?[-/\u2013]\s?/)
  if (to === undefined) return null
  return Number(to) % 100 === (Number(from) + 1) % 100 ? financialYear(Number(from)).from : null
}

/** The lines outside tables and the first ones within, without those between two tables with no heading above them: they date a table, and not the plan. */
function linesOf({ blocks }: ReadDocument, readDate: ReadDate): string[] {
  const last = blocks.findLastIndex(({ type }) => type === 'table')
  let isBelowTable = false
  return blocks.flatMap((block, index) => {
    if (block.type === 'table') {
      isBelowTable = true
      return firstRows(block)
    }
    const opens = block.type === 'heading' || block.bold || openingOf(block.text, block.number) !== null
    if (opens && updateDay(block.text, readDate) === null) isBelowTable = false
    return isBelowTable && index < last ? [] : [block.text]
  })
}

/** The lines before the first table, and those of one cell that open it. */
function aboveTables({ blocks }: ReadDocument): string[] {
  const at = blocks.findIndex(({ type }) => type === 'table')
  return blocks
    .slice(0, at < 0 ? blocks.length : at + 1)
    .flatMap((block) => (block.type === 'table' ? firstRows(block) : [block.text]))
}

const isFilled = ({ paragraphs }: Cell) => paragraphs.length > 0

/** The rows of one cell among the first of a table, and pairs such as `Date | 12 June 2018`. */
function firstRows(table: Table): string[] {
  return table.rows.slice(0, MOST_ROWS).flatMap((row, index) => {
    const [first, second, ...others] = row.filter(isFilled).map(cellText)
    if (first === undefined || others.length > 0) return []
    if (second !== undefined && EXPORTED_LABEL.test(first)) return [second.replace(TIME, '')]
    if (second !== undefined) return DATED_LABEL.test(first) ? [`${first.replace(/\s*:$/, '')}: ${second}`] : []
    return index < MOST_LINES ? [first] : []
  })
}
