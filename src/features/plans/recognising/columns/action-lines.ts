import type { Block, Cell, Table } from '#platform/reading/index.ts'
import { isExactHeader } from '../headers/headers.ts'
import type { ColumnField, Question } from '../model/model.ts'
import { WHO_WHEN_HOW } from '../model/promise-fields.ts'
import { readHeaders } from './header-readings.ts'

/** What a line says of an action, beside its words: the label and what stands behind it. */
export interface Said {
  readonly field: ColumnField
  readonly label: string
  readonly words: string
}

interface ActionLine {
  readonly ref: string | null
  readonly text: string
  readonly said: Said[]
}

const REF = String.raw`(?:[A-Z]{1,4}[-./ ]?)?\d{1,3}(?:[.-]\d{1,3})*[a-z]?`
const NAMED = new RegExp(
  String.raw`^(?:key |agreed |management )?(?:action|task|deliverable|milestone|commitment)(?: point| item)?\s*(?:(?:no\.?|number)\s*)?(${REF})?\s*[:.)\u2013\u2014-]\s*(?=\S)`,
  'iu',
)
const NUMBERED = new RegExp(String.raw`^\(?(${REF})[.):]*\s+(?=\p{L})`, 'u')
/** A label within a line stands at its front or behind a stop, and opens with a capital. */
const LABEL = /(?:^|[.;,|(\u2013\u2014\t\n]\s*|\s-\s)(\p{Lu}[\p{L}]*(?:[ /][\p{L}]+){0,3})\s*[:\u2013]\s+(?=\S)/gu
const SAID: ReadonlySet<ColumnField> = new Set([...WHO_WHEN_HOW, 'priority', 'commentary', 'verdict'])
const FOOT = /^(?:document|version|author|source|contact|plan owner|prepared|approved|published|key|legend)\b/i
const FEWEST_WORDS = 2

/** The field of a label such as `Owner` or `Deadline`, if it speaks of an action. */
function fieldOf(label: string): ColumnField | null {
  const { field, isSure } = readHeaders([label])
  const isKnown = field !== null && (isExactHeader(label) || (isSure && WHO_WHEN_HOW.has(field)))
  return isKnown && SAID.has(field) ? field : null
}

/** A line cut at its labels: the words before the first one, and each label with its words. */
export function cutAtLabels(line: string): { head: string; said: Said[] } {
  const marks = [...line.matchAll(LABEL)].flatMap((mark) => {
    const field = fieldOf(mark[1] ?? '')
    return field === null ? [] : [{ field, label: mark[1] ?? '', from: mark.index, to: mark.index + mark[0].length }]
  })
  const said = marks.map(({ field, label, to }, index) => ({
    field,
    label,
    words: withoutStop(line.slice(to, marks[index + 1]?.from)),
  }))
  return { head: line.slice(0, marks[0]?.from).trim(), said }
}

const withoutStop = (words: string) => words.trim().replace(/[.;,|)]$/, '')

/**
 * The action of a line such as `Action 1.1: Publish a strategy. Owner: DRO. Target: June 2018`, or null. Without the word, a number must
 * open it and a promise follow, or two promises. After the word, the promise may stand in the next line.
 */
function actionOf(line: string, number: string | null, next: Block | undefined): ActionLine | null {
  const { head, said } = cutAtLabels(line)
  const isFollowed =
    next?.type === 'paragraph' && saidOf(next.text)?.some(({ field }) => WHO_WHEN_HOW.has(field)) === true
  const promises = new Set(said.flatMap(({ field }) => (WHO_WHEN_HOW.has(field) ? [field] : []))).size
  const named = NAMED.exec(head)
  const numbered = named ? null : NUMBERED.exec(head)
  const text = head.slice((named ?? numbered)?.[0].length ?? 0).trim()
  const ref = (named ?? numbered)?.[1] ?? number
  const isSure = named ? ref !== null || promises > 0 || isFollowed : promises >= (ref === null ? 2 : 1)
  if (!isSure || text.split(/\s+/).length < FEWEST_WORDS || (!named && FOOT.test(text))) return null
  return { ref, text: said.length > 0 ? withoutStop(text) : text, said }
}

/** What a line says of the action above it: `Owner: DRO`; null where other words stand before the first label. */
function saidOf(line: string): Said[] | null {
  const { head, said } = cutAtLabels(line)
  return head === '' && said.length > 0 ? said : null
}

/** A label alone in its line is put before the line that follows it, as lists of terms and what they mean are written. */
function withLabels(blocks: readonly Block[]): Block[] {
  const joined: Block[] = []
  for (let at = 0; at < blocks.length; at += 1) {
    const [block, next] = [blocks[at], blocks[at + 1]]
    if (!block) continue
    const label = labelAlone(block)
    const isPair = label !== null && next?.type === 'paragraph' && labelAlone(next) === null
    const isOfAction = label !== null && /^(?:action|task|deliverable)$/i.test(label) && isPromise(blocks[at + 2])
    if (isPair && (isOfAction || fieldOf(label) !== null)) {
      joined.push({ ...next, text: `${label}: ${next.text}`, number: null })
      at += 1
    } else joined.push(block)
  }
  return joined
}

const isPromise = (block: Block | undefined): boolean => {
  const label = block ? labelAlone(block) : null
  return label !== null && WHO_WHEN_HOW.has(fieldOf(label) ?? 'leave-out')
}

function labelAlone(block: Block): string | null {
  if (block.type !== 'paragraph' || block.text.length > 40) return null
  const label = block.text.trim().replace(/\s*:$/, '')
  return /^\p{Lu}/u.test(label) && isExactHeader(label) ? label : null
}

/** Actions that stand one after another in lines, and no table. */
interface Run {
  readonly actions: ActionLine[]
}

/**
 * A document with each run of actions that are written in lines put as a table, so that they are read as the rows of one, and what is
 * asked about it. Other blocks stay as they are.
 */
export function withActionLines(blocks: readonly Block[]): { blocks: readonly Block[]; questions: Question[] } {
  const put: (Block | Run)[] = []
  let count = 0
  const labelled = withLabels(blocks)
  for (const [at, block] of labelled.entries()) {
    const last = put.at(-1)
    const run = last && 'actions' in last ? last : null
    const action = block.type === 'table' ? null : actionOf(block.text, block.number, labelled[at + 1])
    const said = block.type === 'paragraph' && run ? saidOf(block.text) : null
    if (action) {
      count += 1
      if (run) run.actions.push(action)
      else put.push({ actions: [action] })
    } else if (said) run?.actions.at(-1)?.said.push(...said)
    else put.push(block)
  }
  if (count === 0) return { blocks, questions: [] }
  return { blocks: put.map((one) => ('actions' in one ? tableOf(one) : one)), questions: [questionOfLines(count)] }
}

const questionOfLines = (count: number): Question => ({
  where: 'The document',
  place: null,
  question: `Lines such as “Action: …” or “Owner: …” stand outside tables. Is each an action?`,
  guess: `Yes: ${count === 1 ? 'one was' : `${count} were`} read, as the rows of a table.`,
})

const cellOf = (words: readonly string[]): Cell => ({
  paragraphs: words.filter((one) => one !== ''),
  list: false,
  coveredBy: null,
})

function tableOf({ actions }: Run): Table {
  const fields = [...new Set(actions.flatMap(({ said }) => said.map(({ field }) => field)))]
  const labelOf = (field: ColumnField) =>
    actions.flatMap(({ said }) => said).find((one) => one.field === field)?.label ?? ''
  const headers = ['Ref', 'Action', ...fields.map(labelOf)].map((words) => cellOf([words]))
  const rows = actions.map(({ ref, text, said }) => [
    cellOf([ref ?? '']),
    cellOf([text]),
    ...fields.map((field) => cellOf(said.flatMap((one) => (one.field === field ? [one.words] : [])))),
  ])
  return { type: 'table', caption: null, rows: [headers, ...rows], headerRows: 1 }
}
