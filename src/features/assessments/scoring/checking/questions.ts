import type { Framework, FrameworkQuestion, FrameworkScale } from '../model.ts'
import { isOnScale, scaleInWords } from '../scale.ts'
import { columnsOf } from '../table.ts'
import { meant, thereAre } from '../words.ts'
import { duplicates, own, type Path, type Told } from './told.ts'

/** Sections and questions: their codes, what they refer to, and what they say of levels that there are. */
export function checkQuestions(framework: Framework, told: Told): void {
  const { sections } = framework
  for (const code of duplicates(sections.map((section) => section.code)))
    told.error(['sections', lastWith(sections, code), 'code'], `Two sections have the code ${code}.`)
  const first = new Set<string>()
  sections.forEach((section, s) => {
    section.questions.forEach((question, q) => {
      const path = ['sections', s, 'questions', q]
      if (first.has(question.code))
        told.error(
          [...path, 'code'],
          `Two questions have the code ${question.code}: a code stands for one question in the whole framework.`,
        )
      first.add(question.code)
      checkQuestion(framework, question, path, told)
    })
  })
}

const lastWith = (many: readonly { readonly code: string }[], code: string) =>
  many.findLastIndex((one) => one.code === code)

function checkQuestion(framework: Framework, question: FrameworkQuestion, path: Path, told: Told): void {
  const { code } = question
  const scale = own(framework.scales, question.scale ?? framework.scale)
  const names = Object.keys(framework.scales)
  if (!scale) {
    if (question.scale)
      told.error(
        [...path, 'scale'],
        `Question ${code}: there is no scale “${question.scale}”: there ${thereAre(names)}.${meant(question.scale, names)}`,
      )
    return
  }
  checkLevelsOf(question, scale, path, told)
  if ((question.table === undefined) !== (question.indicators === undefined))
    told.error(
      path,
      `Question ${code}: a truth table and indicators go together; it has only ${question.table ? 'the table' : 'indicators'}.`,
    )
  else if (question.table !== undefined) checkIndicators(framework, question, path, told)
}

function checkLevelsOf(question: FrameworkQuestion, scale: FrameworkScale, path: Path, told: Told): void {
  const { code } = question
  for (const what of ['levels', 'evidence'] as const)
    for (const value of Object.keys(question[what] ?? {}))
      if (!isOnScale(scale, Number(value)))
        told.error(
          [...path, what, value],
          `Question ${code}: ${value} is not on its scale: it may be ${scaleInWords({ ...scale, notApplicable: false })}.`,
        )
  const described = Object.keys(question.levels ?? {}).length
  if (scale.levels && described > 0 && described < scale.levels.length)
    told.warn(
      [...path, 'levels'],
      `Question ${code}: ${scale.levels.length - described} of its levels are not described.`,
    )
}

function checkIndicators(framework: Framework, question: FrameworkQuestion, path: Path, told: Told): void {
  const { code, indicators = [] } = question
  const names = Object.keys(framework.tables)
  const table = own(framework.tables, question.table ?? '')
  if (!table) {
    told.error(
      [...path, 'table'],
      `Question ${code}: there is no truth table “${question.table}”: there ${thereAre(names)}.${meant(question.table ?? '', names)}`,
    )
    return
  }
  for (const one of duplicates(indicators.map((indicator) => indicator.code)))
    told.error(
      [...path, 'indicators', lastWith(indicators, one), 'code'],
      `Question ${code}: two indicators have the code ${one}.`,
    )
  const groups = [...new Set(indicators.flatMap(({ group }) => group ?? []))]
  const columns = Object.values(columnsOf(table, groups))
  const asked = new Set(table.columns ? [] : table.rows.flatMap(({ when }) => Object.keys(when)))
  indicators.forEach(({ group, code: one }, index) => {
    const place = [...path, 'indicators', index]
    if (!table.columns && group === undefined)
      told.error(place, `Indicator ${one}: the table has no columns of its own, so that each indicator needs a group.`)
    if (group === undefined) return
    const isCounted = table.columns ? columns.some(({ of }) => of === undefined || of === group) : asked.has(group)
    if (!isCounted) {
      const known = table.columns ? columns.flatMap(({ of }) => of ?? []) : [...asked]
      told.warn(
        [...place, 'group'],
        `Indicator ${one}: no ${table.columns ? 'column' : 'row'} of the table counts the group “${group}”.${meant(group, known)}`,
      )
    }
  })
}
