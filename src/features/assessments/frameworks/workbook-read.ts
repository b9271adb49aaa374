import { parse } from 'yaml'
import { type Block, cellText, type ReadDocument, type Table } from '#platform/reading/index.ts'
import type { Problem } from '../scoring/model.ts'
import { frameworkOf, type ReadFramework } from '../scoring/read.ts'
import { byOutcome, OUTCOMES, outcomeTable } from './workbook-outcomes.ts'

/** What the headers of a sheet of questions may be called. */
const HEADERS = {
  section: /^(section|theme|heading|area|domain|objective|dimension|pillar)( name)?$/i,
  sectionCode: /^section (code|ref|no|number)\.?$/i,
  code: /^(code|ref|reference|no|number|id|#|question (code|no|number|ref))\.?$/i,
  text: /^(question|statement|criterion|criteria|requirement|outcome|text|element)( text)?$/i,
  guidance: /^(guidance|notes?|help|explanation|description|what to look for)$/i,
  weight: /^(weight|weighting)$/i,
  target: /^target( level)?$/i,
  indicatorCode: /^indicator (code|ref|no|number|id)\.?$/i,
  indicator: /^(indicator|indicator text|indicator of good practice|igp)$/i,
  group: /^(group|indicator group|column|achievement)$/i,
  more: /^more$/i,
} as const
type Header = keyof typeof HEADERS

const LEVEL = /^(?:level|score|stage)?\s*(-?\d+(?:\.\d+)?)\s*(?:[:.)–—-]\s*(.*)|\((.*)\)|\s(.*))?$/i

const tablesIn = (blocks: readonly Block[]) => blocks.filter((block): block is Table => block.type === 'table')
const rowsOf = (table: Table) => table.rows.map((row) => row.map((cell) => cellText(cell).trim()))

/** What a document with questions does not say of its framework. */
export interface Given {
  readonly key: string
  readonly version: string
  readonly name: string
}

interface NamedTable {
  readonly caption: string
  readonly rows: readonly (readonly string[])[]
}

/** A framework from a workbook or any other document with a table of questions. `given` fills in what the document does not say. */
export function frameworkFromDocument(document: ReadDocument, given: Given): ReadFramework {
  const tables = tablesIn(document.blocks).map(
    (table): NamedTable => ({
      caption: table.caption?.toLowerCase() ?? '',
      rows: rowsOf(table),
    }),
  )
  const named = (caption: string) => tables.find((table) => table.caption === caption)?.rows.slice(1) ?? []
  const found = questionsIn(tables)
  if (!found)
    return failed(
      'No table has a column called “Question” (or “Statement”, “Criterion” or “Requirement”): each row under it becomes a question.',
    )
  const problems: Problem[] = []
  const yaml = moreInto(problems)
  const facts = Object.fromEntries(named('framework').map(([what = '', value = '']) => [what.toLowerCase(), value]))
  const more = yaml(facts.more, 'Framework')
  const columns = columnsOf(found.header)
  const scale = scaleOf(named('scale'), columns.levels, yaml, facts['not applicable'] === 'yes')
  const sections = withDetails(sectionsOf(found.rows, columns, yaml), named('sections'), yaml)
  const outcome = scale || more.tables ? null : outcomeTable(sections)
  const scaleName = facts.scale || 'main'
  const read = frameworkOf({
    ...factsOf(facts, given),
    ...more,
    ...(outcome ? { tables: { outcome } } : {}),
    scale: scaleName,
    scales: {
      ...(more.scales as object | undefined),
      ...(scale ? { [scaleName]: scale } : outcome ? { [scaleName]: OUTCOMES } : {}),
    },
    sections: outcome
      ? sections.map((section) => ({ ...section, questions: section.questions.map(byOutcome) }))
      : sections,
  })
  return { framework: problems.length > 0 ? null : read.framework, problems: [...problems, ...read.problems] }
}

/** The first table with a column of questions: its header, and what stands under it. */
function questionsIn(tables: readonly NamedTable[]) {
  for (const { rows } of tables) {
    const at = rows.findIndex((row) => row.some((cell) => HEADERS.text.test(cell)) && row.filter(Boolean).length > 1)
    if (at >= 0) return { header: rows[at] ?? [], rows: rows.slice(at + 1) }
  }
  return null
}

/** Reads what stands under “More”, and puts what cannot be read down as a problem. */
const moreInto =
  (problems: Problem[]): More =>
  (text, where) => {
    if (!text) return {}
    try {
      const value: unknown = parse(text, { maxAliasCount: 0 })
      if (typeof value === 'object' && value !== null) return value as Record<string, unknown>
    } catch {
      // falls through to the problem below
    }
    problems.push({
      severity: 'error',
      path: [],
      message: `${where}: what stands under “More” is neither JSON nor YAML.`,
      line: null,
    })
    return {}
  }

/** What a framework is, by its sheet of facts or as it was given. */
const factsOf = (facts: Readonly<Record<string, string>>, given: Given) => ({
  key: facts.key || given.key,
  version: facts.version || given.version,
  name: facts.name || given.name,
  ...(facts.kind ? { kind: facts.kind } : {}),
  ...(facts.about ? { about: facts.about } : {}),
  ...(facts.source ? { source: facts.source } : {}),
  ...(facts.target ? { target: numberOr(facts.target) } : {}),
  ...(facts.threshold ? { threshold: numberOr(facts.threshold) } : {}),
})

/** Sections with what the sheet of sections says of them. */
function withDetails(sections: readonly SectionDraft[], rows: readonly (readonly string[])[], yaml: More) {
  const details = new Map(rows.map(([code = '', name, about, weight, rest]) => [code, { name, about, weight, rest }]))
  return sections.map(({ code, name, questions }) => {
    const detail = details.get(code)
    return {
      code,
      name: detail?.name || name,
      ...(detail?.about ? { about: detail.about } : {}),
      ...(detail?.weight ? { weight: numberOr(detail.weight) } : {}),
      ...yaml(detail?.rest, `Section ${code}`),
      questions,
    }
  })
}

const failed = (message: string): ReadFramework => ({
  framework: null,
  problems: [{ severity: 'error', path: [], message, line: null }],
})

/** A number, or the words themselves, which the schema then refuses by name. */
const numberOr = (text: string): number | string => (text !== '' && Number.isFinite(Number(text)) ? Number(text) : text)

interface Columns {
  readonly at: Readonly<Partial<Record<Header, number>>>
  readonly levels: readonly { readonly value: number; readonly name: string; readonly column: number }[]
}

function columnsOf(header: readonly string[]): Columns {
  const at: Partial<Record<Header, number>> = {}
  const levels: { value: number; name: string; column: number }[] = []
  header.forEach((cell, column) => {
    const key = (Object.keys(HEADERS) as Header[]).find((name) => at[name] === undefined && HEADERS[name].test(cell))
    const level = LEVEL.exec(cell)
    if (key) at[key] = column
    else if (level)
      levels.push({
        value: Number(level[1]),
        name: (level[2] ?? level[3] ?? level[4] ?? '').trim() || `Level ${level[1]}`,
        column,
      })
  })
  return { at, levels }
}

type More = (text: string | undefined, where: string) => Record<string, unknown>

function scaleOf(rows: readonly (readonly string[])[], levels: Columns['levels'], more: More, notApplicable: boolean) {
  if (rows.length > 0)
    return {
      levels: rows.map(([value = '', name, means, rest]) => ({
        value: numberOr(value),
        name,
        ...(means ? { means } : {}),
        ...more(rest, `Level ${value}`),
      })),
      notApplicable,
    }
  // Without a word on its scale, a table of yes, partly and no is the most that can be read out of it.
  if (levels.length > 1) return { levels: levels.map(({ value, name }) => ({ value, name })), notApplicable }
  return null
}

interface SectionDraft {
  readonly code: string
  readonly name: string
  readonly questions: Record<string, unknown>[]
}

function sectionsOf(rows: readonly (readonly string[])[], { at, levels }: Columns, more: More): SectionDraft[] {
  const sections = new Map<string, SectionDraft>()
  let last = { section: '', question: '' }
  for (const row of rows) {
    const cell = (name: Header) => (at[name] === undefined ? '' : (row[at[name]] ?? ''))
    if (row.every((one) => one === '')) continue
    const name = cell('section') || last.section || 'Questions'
    const section = sections.get(name) ?? {
      code: cell('sectionCode') || codeFrom(name, sections.size + 1),
      name,
      questions: [],
    }
    sections.set(name, section)
    const code = cell('code') || (cell('text') ? `${section.code}.${section.questions.length + 1}` : last.question)
    let question = section.questions.find((one) => one.code === code && !(cell('text') && one.text !== cell('text')))
    if (!question) {
      const described = levels.flatMap(({ value, column }) =>
        row[column] ? [[String(value), row[column]] as const] : [],
      )
      question = {
        code,
        text: cell('text'),
        ...(cell('guidance') ? { guidance: cell('guidance') } : {}),
        ...(cell('weight') ? { weight: numberOr(cell('weight')) } : {}),
        ...(cell('target') ? { target: numberOr(cell('target')) } : {}),
        ...(described.length > 0 ? { levels: Object.fromEntries(described) } : {}),
        ...more(cell('more') || undefined, `Question ${code}`),
      }
      section.questions.push(question)
    }
    if (cell('indicator')) {
      const indicators = (question.indicators as Record<string, unknown>[] | undefined) ?? []
      question.indicators = indicators
      indicators.push({
        code: cell('indicatorCode') || `${code}.${indicators.length + 1}`,
        text: cell('indicator'),
        ...(cell('group') ? { group: cell('group') } : {}),
      })
    }
    last = { section: name, question: code }
  }
  return [...sections.values()]
}

/** A section that is called by a code keeps it; any other gets a number. */
const codeFrom = (name: string, number: number) =>
  /^[A-Za-z0-9][A-Za-z0-9._-]{0,11}$/.test(name) ? name : String(number)
