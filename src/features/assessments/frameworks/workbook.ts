import { inOneBatch, type SheetSource, type SheetValue, workbook } from '#platform/exports/index.ts'
import { capital } from '#platform/words.ts'
import type { Framework, FrameworkQuestion } from '../scoring/model.ts'
import { partText } from './write.ts'

/**
 * Frameworks in workbooks: a sheet of questions, a row for each, with a column for each level; beside it sheets for the framework's own
 * facts, its scale and its sections, which may be left out. What has no column of its own stands as JSON under “More”.
 */
const FACTS = ['key', 'version', 'name', 'kind', 'about', 'source', 'scale', 'target', 'threshold'] as const

export function frameworkWorkbook(framework: Framework): Promise<Buffer> {
  const { sections, scales, rules, evidence, tables, replaces, borrows } = framework
  const main = scales[framework.scale]
  const levels = main?.levels ?? []
  const others = Object.fromEntries(
    Object.entries(scales).filter(([name]) => name !== framework.scale || !main?.levels),
  )
  const facts: SheetValue[][] = FACTS.map((name) => [capital(name), framework[name] ?? null])
  const more = { scales: others, rules, evidence, tables, ...(replaces ? { replaces } : {}), borrows }
  const notApplicable = main?.notApplicable ? 'yes' : 'no'
  const questions = sections.flatMap((section) =>
    section.questions.flatMap((question) =>
      questionRows(
        section.code,
        question,
        levels.map(({ value }) => value),
      ),
    ),
  )
  const sheet = (title: string, headers: readonly string[], rows: readonly (readonly SheetValue[])[]): SheetSource => ({
    title,
    headers,
    batches: inOneBatch(rows),
  })
  return workbook(
    sheet(
      'Questions',
      [
        'Section',
        'Code',
        'Question',
        'Guidance',
        'Weight',
        'Target',
        ...levels.map(({ value, name }) => `Level ${value}: ${name}`),
        'Indicator code',
        'Indicator',
        'Group',
        'More',
      ],
      questions,
    ),
    sheet(
      'Sections',
      ['Code', 'Name', 'About', 'Weight', 'More'],
      sections.map(({ code, name, about, weight, rule, target, threshold, for: asked }) => [
        code,
        name,
        about ?? null,
        weight,
        moreText({ rule, target, threshold, for: asked }),
      ]),
    ),
    sheet(
      'Scale',
      ['Value', 'Name', 'Means', 'More'],
      levels.map(({ value, name, means, ...rest }) => [value, name, means ?? null, moreText(rest)]),
    ),
    sheet('Framework', ['What', 'Value'], [...facts, ['Not applicable', notApplicable], ['More', moreText(more)]]),
  )
}

const moreText = (rest: object) => {
  const text = partText(rest)
  return text === '{}' ? null : text
}

function questionRows(section: string, question: FrameworkQuestion, values: readonly number[]): SheetValue[][] {
  const { code, text, guidance, weight, target, levels, indicators, ...rest } = question
  const head = [
    section,
    code,
    text,
    guidance ?? null,
    weight,
    target ?? null,
    ...values.map((value) => levels?.[String(value)] ?? null),
  ]
  if (!indicators) return [[...head, null, null, null, moreText(rest)]]
  return indicators.map((one, index) => [
    ...(index === 0 ? head : [section, code, ...head.slice(2).map(() => null)]),
    one.code,
    one.text,
    one.group ?? null,
    index === 0 ? moreText(rest) : null,
  ])
}
