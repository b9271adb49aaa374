import type { Framework, FrameworkQuestion, FrameworkRule, FrameworkScale, FrameworkSection } from '../scoring/model.ts'

/** Changes of a draft: each answers a new framework and leaves the given one as it was. */
export type Move = 'up' | 'down' | 'remove'

function moved<Each>(many: readonly Each[], at: number, move: Move): Each[] {
  if (move === 'remove') return many.filter((_, index) => index !== at)
  const to = move === 'up' ? at - 1 : at + 1
  const [one, other] = [many[at], many[to]]
  if (one === undefined || other === undefined) return [...many]
  return many.map((each, index) => (index === at ? other : index === to ? one : each))
}

/** A section that has no question any more is gone too: a section asks one question at least. */
const withQuestions = (sections: readonly FrameworkSection[]) =>
  sections.filter(({ questions }) => questions.length > 0)

export function moveSection(framework: Framework, code: string, move: Move): Framework {
  const at = framework.sections.findIndex((section) => section.code === code)
  return at < 0 ? framework : { ...framework, sections: moved(framework.sections, at, move) }
}

export function moveQuestion(framework: Framework, code: string, move: Move): Framework {
  const sections = framework.sections.map((section) => {
    const at = section.questions.findIndex((question) => question.code === code)
    return at < 0 ? section : { ...section, questions: moved(section.questions, at, move) }
  })
  return { ...framework, sections: withQuestions(sections) }
}

/** Puts a section in place of the one with this code, or behind the others. */
export function putSection(framework: Framework, code: string | null, section: FrameworkSection): Framework {
  if (code === null) return { ...framework, sections: [...framework.sections, section] }
  return { ...framework, sections: framework.sections.map((one) => (one.code === code ? section : one)) }
}

/** Puts a question in place of the one with this code, or behind the others of a section. */
export function putQuestion(
  framework: Framework,
  code: string | null,
  sectionCode: string,
  question: FrameworkQuestion,
): Framework {
  const sections = framework.sections.map((section) => {
    const isHome = section.code === sectionCode
    const at = code === null ? -1 : section.questions.findIndex((one) => one.code === code)
    if (at >= 0 && isHome)
      return { ...section, questions: section.questions.map((one, index) => (index === at ? question : one)) }
    const others = at >= 0 ? section.questions.filter((_, index) => index !== at) : section.questions
    return { ...section, questions: isHome ? [...others, question] : others }
  })
  return { ...framework, sections: withQuestions(sections) }
}

/** Levels as lines of text, `0 | Not yet | what it means`. */
export const levelLines = ({ levels = [] }: FrameworkScale): string =>
  levels.map(({ value, name, means }) => [value, name, ...(means ? [means] : [])].join(' | ')).join('\n')

/** Reads levels from lines. What stays of a level that was there is what lines do not say: its evidence. Answers what is wrong instead. */
export function scaleFromLines(
  lines: string,
  before: FrameworkScale | undefined,
  notApplicable: boolean,
): FrameworkScale | string {
  const levels: NonNullable<FrameworkScale['levels']> = []
  for (const [index, line] of lines.split('\n').entries()) {
    if (line.trim() === '') continue
    const [number = '', name = '', means = ''] = line.split('|').map((part) => part.trim())
    const value = Number(number)
    if (number === '' || !Number.isFinite(value) || name === '')
      return `Line ${index + 1} must be a number and a name with | between them, such as 0 | Not yet`
    const evidence = before?.levels?.find((level) => level.value === value)?.evidence
    levels.push({ value, name, ...(means ? { means } : {}), ...(evidence ? { evidence } : {}) })
  }
  if (levels.length < 2) return 'Enter two levels or more, each on a line of its own'
  if (new Set(levels.map(({ value }) => value)).size < levels.length) return 'Two levels have the same number'
  return { levels, notApplicable }
}

/** Indicators as lines of text, `code | group | text`. */
export const indicatorLines = ({ indicators = [] }: Pick<FrameworkQuestion, 'indicators'>): string =>
  indicators.map(({ code, group = '', text }) => [code, group, text].join(' | ')).join('\n')

export function indicatorsFromLines(lines: string): FrameworkQuestion['indicators'] | string {
  const indicators: NonNullable<FrameworkQuestion['indicators']> = []
  for (const [index, line] of lines.split('\n').entries()) {
    if (line.trim() === '') continue
    const [code = '', group = '', ...rest] = line.split('|').map((part) => part.trim())
    const words = rest.join(' | ')
    if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/.test(code) || words === '')
      return `Line ${index + 1} must be a code, a group and words with | between them`
    indicators.push({ code, text: words, ...(group ? { group } : {}) })
  }
  return indicators.length === 0 ? undefined : indicators
}

const RULE_NAMES = {
  mean: 'The mean',
  'weighted-mean': 'The mean by weights',
  worst: 'The lowest counts',
  points: 'Points are added up',
  none: 'No score',
} as const

/** Rules that a form can choose: the plain ones, those by a truth table of the framework, and the one that stands. */
export function ruleChoices(framework: Framework, standing: FrameworkRule): { value: string; text: string }[] {
  const plain = Object.entries(RULE_NAMES).map(([value, text]) => ({ value, text }))
  const tables = Object.keys(framework.tables).map((name) => ({
    value: `table ${name}`,
    text: `By the truth table ${name}`,
  }))
  const bands =
    typeof standing === 'object' && 'points' in standing ? [{ value: 'bands', text: 'Points, by bands' }] : []
  return [...plain, ...tables, ...bands]
}

export const ruleKey = (rule: FrameworkRule): string =>
  typeof rule === 'string' ? rule : 'table' in rule ? `table ${rule.table}` : 'bands'

export function ruleFromKey(key: string, standing: FrameworkRule): FrameworkRule {
  if (key === 'bands') return standing
  if (key.startsWith('table ')) return { table: key.slice('table '.length) }
  return Object.keys(RULE_NAMES).find((name): name is keyof typeof RULE_NAMES => name === key) ?? standing
}

export function ruleInWords(rule: FrameworkRule): string {
  if (typeof rule === 'string') return RULE_NAMES[rule]
  return 'table' in rule ? `By the truth table ${rule.table}` : 'Points, by bands'
}

/** What a new framework begins with. */
export const PRESETS: Readonly<Record<string, { readonly text: string; readonly scale: FrameworkScale }>> = {
  '0-5': { text: '0 to 5', scale: named(0, ['Not yet', 'Aware', 'First steps', 'Defined', 'Managed', 'Embedded']) },
  '1-5': { text: '1 to 5', scale: named(1, ['Initial', 'Repeatable', 'Defined', 'Managed', 'Optimising']) },
  '0-4': { text: '0 to 4', scale: named(0, ['None', 'Beginning', 'Partial', 'Largely', 'Fully']) },
  '0-3': { text: '0 to 3', scale: named(0, ['None', 'Basic', 'Good', 'Excellent']) },
  yes: {
    text: 'Yes, partly, no',
    scale: {
      levels: [
        { value: 0, name: 'No' },
        { value: 1, name: 'Partly' },
        { value: 2, name: 'Yes' },
      ],
      notApplicable: true,
    },
  },
  points: { text: 'Points out of 100', scale: { points: { least: 0, most: 100, step: 1 }, notApplicable: true } },
}

function named(first: number, names: readonly string[]): FrameworkScale {
  return { levels: names.map((name, index) => ({ value: first + index, name })), notApplicable: true }
}
