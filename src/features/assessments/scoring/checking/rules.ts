import type { Framework, FrameworkRule } from '../model.ts'
import { scaleInWords, valueOn } from '../scale.ts'
import { meant, thereAre } from '../words.ts'
import { duplicates, own, type Path, type Told } from './told.ts'

/** The rules of a framework and of its sections, and whether any score comes of them. */
export function checkRules(framework: Framework, told: Told): void {
  const { rules, sections } = framework
  checkRule(framework, rules.section, ['rules', 'section'], told)
  checkRule(framework, rules.overall, ['rules', 'overall'], told)
  sections.forEach((section, s) => {
    if (section.rule) checkRule(framework, section.rule, ['sections', s, 'rule'], told)
  })
  const scored = sections.filter(({ rule = rules.section }) => rule !== 'none')
  if (scored.length > 0) return
  if (rules.overall === 'none')
    told.warn(['rules'], 'Neither sections nor the whole get a score: results show single answers only.')
  else
    told.error(
      ['rules', 'overall'],
      'The whole can never get a score: it is made of those of the sections, and the rule of every section is none.',
    )
}

function checkRule(framework: Framework, rule: FrameworkRule, path: Path, told: Told): void {
  if (typeof rule === 'string') return
  if ('table' in rule) {
    const names = Object.keys(framework.tables)
    if (!own(framework.tables, rule.table))
      told.error(
        [...path, 'table'],
        `There is no truth table “${rule.table}”: there ${thereAre(names)}.${meant(rule.table, names)}`,
      )
    return
  }
  checkBands(framework, rule.points, [...path, 'points'], told)
}

function checkBands(
  framework: Framework,
  bands: readonly { readonly from: number; readonly gives: number | string }[],
  path: Path,
  told: Told,
): void {
  const main = own(framework.scales, framework.scale)
  if (!bands.some(({ from }) => from === 0)) told.error(path, 'The bands of points leave a gap: one must begin from 0.')
  for (const from of duplicates(bands.map((band) => String(band.from))))
    told.error(path, `Two bands of points begin from ${from}: only one of them can ever be reached.`)
  if (!main) return
  const values = bands.map(({ from, gives }, index) => {
    const value = valueOn(main, gives)
    if (value === null)
      told.error(
        [...path, index, 'gives'],
        `“${gives}” is not on the scale: it may be ${scaleInWords({ ...main, notApplicable: false })}.`,
      )
    return { from, value, index }
  })
  const rising = values.toSorted((a, b) => a.from - b.from)
  rising.forEach(({ from, value, index }, place) => {
    const before = rising[place - 1]
    if (before && value !== null && before.value !== null && value < before.value)
      told.warn(
        [...path, index],
        `From ${from}% the bands of points give less (${value}) than from ${before.from}% (${before.value}).`,
      )
  })
  const given = new Set(values.map(({ value }) => value))
  const missed = values.some(({ value }) => value === null)
    ? []
    : (main.levels ?? []).filter(({ value }) => !given.has(value))
  if (missed.length > 0)
    told.warn(
      path,
      `No band of points gives ${missed.map(({ name }) => name).join(', ')}, so that nobody can reach it.`,
    )
}

const usesWeights = (rule: FrameworkRule) =>
  rule === 'weighted-mean' || rule === 'points' || (typeof rule === 'object' && 'points' in rule)

const ruleName = (rule: FrameworkRule) => (typeof rule === 'string' ? rule : 'table' in rule ? 'table' : 'points')

/** Weights of nought: what they take out of a score, and where they take nothing out although they seem to. */
export function checkWeights({ rules, sections }: Framework, told: Told): void {
  sections.forEach((section, s) => {
    const rule = section.rule ?? rules.section
    weigh(
      section.questions.map(({ code, weight }, q) => ({
        name: `Question ${code}`,
        weight,
        path: ['sections', s, 'questions', q, 'weight'],
      })),
      { rule, path: ['sections', s], whole: `section ${section.code}` },
      told,
    )
  })
  weigh(
    sections.map(({ code, weight }, s) => ({ name: `Section ${code}`, weight, path: ['sections', s, 'weight'] })),
    { rule: rules.overall, path: ['rules', 'overall'], whole: 'the whole' },
    told,
  )
}

function weigh(
  parts: readonly { readonly name: string; readonly weight: number; readonly path: Path }[],
  { rule, path, whole }: { readonly rule: FrameworkRule; readonly path: Path; readonly whole: string },
  told: Told,
): void {
  const none = parts.filter(({ weight }) => weight === 0)
  if (usesWeights(rule) && none.length === parts.length) {
    told.error(path, `Every weight in ${whole} is 0, so that it can never get a score by the rule ${ruleName(rule)}.`)
    return
  }
  for (const one of none)
    told.warn(
      one.path,
      usesWeights(rule)
        ? `${one.name} has the weight 0: it counts for nothing in the score of ${whole}.`
        : rule === 'none'
          ? `${one.name} has the weight 0, which changes nothing: ${whole} gets no score.`
          : `${one.name} has the weight 0, and counts all the same: the rule ${ruleName(rule)} looks at no weights. They count in weighted-mean and points.`,
    )
}
