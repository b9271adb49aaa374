import { cutAtLabels, type Said } from '../columns/action-lines.ts'
import { plainHeader } from '../headers/headers.ts'
import type { RowContext } from '../headings/row-context.ts'
import type { ColumnField, Value } from '../model/model.ts'
import { tableInWords } from '../model/places.ts'
import { isAskedOf } from '../model/questions.ts'
import { kindOf } from '../owners/owner-words.ts'
import { isDayAlone } from '../words/date-lines.ts'

const PLACED: ReadonlySet<ColumnField> = new Set(['owner', 'target', 'status'])
/** Labels that may be of any day: `Date: 3 May 2018`. */
const BARE = /^(?:by|dates?|when|time|end date|finish date)$/

/**
 * Who, when and how it stands, where the cell of an action says it behind labels (`Responsible officer: Head of Governance`) and no column
 * of the row does. The labels and what stands behind them are taken out of the action's words.
 */
export function placeLabels(values: Map<ColumnField, Value[]>): void {
  const actions = values.get('action') ?? []
  const [only] = actions
  if (!only?.own || actions.length > 1) return
  const isPlaced = ({ field, label }: Said) => PLACED.has(field) && !values.has(field) && !BARE.test(plainHeader(label))
  const cuts = only.paragraphs.flatMap((paragraph) => paragraph.split('\n')).map((line) => cutOff(line, isPlaced))
  const said = cuts.flatMap((cut) => cut.said)
  const paragraphs = cuts.map(({ words }) => words).filter((words) => words !== '')
  if (said.length === 0 || paragraphs.length === 0) return
  values.set('action', [{ ...only, paragraphs }])
  for (const field of new Set(said.map((one) => one.field))) {
    const same = said.filter((one) => one.field === field)
    const label = same[0]?.label ?? null
    values.set(field, [{ ...only, header: label, paragraphs: same.map(({ words }) => words), list: false }])
  }
}

/** A line without the labels that are placed, which must all stand behind its other words. */
function cutOff(line: string, isPlaced: (said: Said) => boolean): { words: string; said: readonly Said[] } {
  const { head, said } = cutAtLabels(line)
  return said.length > 0 && said.every(isPlaced) ? { words: head, said } : { words: line, said: [] }
}

const POSTS: ReadonlySet<string> = new Set(['of', 'post', 'role'])

/** Asks, once for a table, about days and posts that stand without a label in the cells of actions, where no column holds any. */
export function askAboutWordsBeside(
  action: Value,
  values: ReadonlyMap<ColumnField, Value[]>,
  context: RowContext,
): void {
  const { layout, tableNumber, questions } = context
  const isHeld = (field: ColumnField) =>
    layout.columns.some((column) => column.field === field || column.field === 'owner-and-target')
  const lacks = (field: ColumnField) => !values.has(field) && !isHeld(field)
  const where = tableInWords(tableNumber)
  if (isAskedOf(questions, 'words-beside', where)) return
  const pieces = piecesOf(action)
  const post = lacks('owner') ? (pieces.find(isPost) ?? action.paragraphs.flatMap(toldIn)[0]) : undefined
  const day = lacks('target') ? pieces.find(isDayAlone) : undefined
  const found = [post, day].filter((one) => one !== undefined)
  if (found.length === 0) return
  const what = [...(post ? ['who does them'] : []), ...(day ? ['when they are due'] : [])].join(' and ')
  questions.push({
    topic: 'words-beside',
    quotes: found,
    where,
    place: null,
    question: `Do the words of the actions say ${what}: “${found.join('”, “')}”?`,
    guess: 'It is not known, so neither is recorded. The words stay with the action.',
  })
}

/** `DRO to publish by 30 June 2018`: who does it opens the sentence, and the day may end it. */
const DOES = /^(?:the\s+)?(\S[^.,;:]{0,60}?)\s+to\s+\p{Ll}{3}/iu
/** A post as it is written where it names somebody; `Encouraging staff` names nobody. */
const NAMED = /^\p{Lu}\S*(?:\s(?:of|for|and|the|&|\p{Lu}\S*))*$/u
/** A day that limits what is promised (`by 30 June 2018`) is read from the words of the action in any case (`withDatesInActions`). */
const ON_DAY = /\s(?:in|on)\s+(?:the\s+)?([^.,;]{3,40})$/i

function toldIn(sentence: string): string[] {
  const who = DOES.exec(sentence)?.[1] ?? ''
  if (!NAMED.test(who) || !(isPost(who) || kindOf(who) === 'acronym')) return []
  return [who, ...(ON_DAY.exec(sentence)?.slice(1, 2) ?? [])]
}

/** The sentences and lines behind the first one, what stands beside a day in brackets at the end of one, and who opens one. */
function piecesOf({ paragraphs }: Value): string[] {
  const sentences = paragraphs.flatMap((words) => words.split(/\.\s+(?=[\p{Lu}\d])|\n/u))
  const behind = sentences.slice(1).map((words) => words.replace(/\.$/, ''))
  const told = sentences.flatMap((words) => toldIn(words.trim().replace(/\.$/, '')))
  const inBrackets = sentences.flatMap((words) => {
    const parts = (/[([]([^()[\]]{1,80})[)\]]\.?$/.exec(words.trim())?.[1] ?? '')
      .split(/[,;/]|\s[-\u2013\u2014]\s/)
      .map((part) => part.trim())
    return parts.some(isDayAlone) ? parts : []
  })
  return [...behind, ...inBrackets, ...told].map((words) => words.trim()).filter((words) => words !== '')
}

const MOST_WORDS = 6
const isPost = (words: string): boolean =>
  /^\p{Lu}/u.test(words) && words.split(/\s+/).length <= MOST_WORDS && POSTS.has(kindOf(words))
