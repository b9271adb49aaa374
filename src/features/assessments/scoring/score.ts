import { agreeing, counted } from '#platform/words.ts'
import { type Compiled, type CompiledQuestion, type CompiledSection, compile, isWanted } from './compile.ts'
import { type Item, joined, total } from './joining.ts'
import type { Answer, Answers, Framework, Problem, QuestionResult, Scored, SectionResult } from './model.ts'
import { demandAt, ends, exact, inFigures, levelAt, scaleInWords, valueOn } from './scale.ts'
import { decide } from './table.ts'

/**
 * Scores the answers of one unit to a framework. A pure function: the same framework and answers always give the same scores, and what
 * is wrong with an answer is said in `problems` and counts as not answered. Sections and the whole get a score once everything that
 * they want is answered; before that, `soFar` says how they stand.
 */
export function score(framework: Framework | Compiled, answers: Answers): Scored {
  const compiled = 'byCode' in framework ? framework : compile(framework)
  const { found, problems } = sorted(compiled, answers)
  const sections = compiled.sections.map((section) => scoreSection(compiled, section, found, answers))
  const parts = sections.filter(({ wanted }) => wanted > 0)
  const answered = total(parts, ({ answered: count }) => count)
  const wanted = total(parts, ({ wanted: count }) => count)
  const { rules, target = null, threshold = null } = compiled.framework
  const overall =
    rules.overall === 'none'
      ? null
      : {
          ...joined(compiled, rules.overall, parts.flatMap(sectionItem(compiled)), { answered, wanted }, 'section'),
          target,
          threshold,
        }
  return { isComplete: answered === wanted, answered, wanted, overall, sections, problems }
}

const keyOf = (question: string, system: string | undefined) =>
  system === undefined ? question : `${question}\n${system}`

/** Answers by what they answer, and what is wrong with them. */
function sorted({ byCode }: Compiled, { answers, unit }: Answers) {
  const found = new Map<string, Answer>()
  const problems: Problem[] = []
  answers.forEach((answer, index) => {
    const message = wrong(byCode.get(answer.question), answer, unit, found)
    if (message === null) found.set(keyOf(answer.question, answer.system), answer)
    else
      problems.push({
        severity: 'error',
        path: ['answers', index],
        message: `${answer.question}: ${message}`,
        line: null,
      })
  })
  return { found, problems }
}

export const isNotApplicable = (value: Answer['value']): boolean =>
  typeof value === 'string' && /^(n\/a|not applicable)$/i.test(value.trim())

/** What is wrong with an answer, or null. */
export function wrong(
  compiled: CompiledQuestion | undefined,
  answer: Answer,
  unit: Answers['unit'],
  found: ReadonlyMap<string, Answer> = new Map(),
): string | null {
  if (!compiled) return 'the framework asks no question with this code'
  const { question, scale, table } = compiled
  if (found.has(keyOf(answer.question, answer.system))) return 'it is answered twice; the first answer counts'
  if (question.of === 'unit' && answer.system !== undefined) return 'it is asked of the unit, not of a system'
  if (question.of === 'system' && answer.system === undefined) return 'it is asked of each system: say which'
  if (question.of === 'system' && unit?.systems && !unit.systems.includes(answer.system ?? ''))
    return `“${answer.system}” is not among the systems of the unit`
  if (answer.moderated !== undefined && !isNotApplicable(answer.moderated) && valueOn(scale, answer.moderated) === null)
    return `the moderator's “${answer.moderated}” is not on its scale: it may be ${scaleInWords(scale)}`
  if (isNotApplicable(answer.value)) return scale.notApplicable ? null : 'its scale does not allow “not applicable”'
  if (question.indicators) {
    if (answer.value !== undefined) return 'it is answered by its indicators, and its score follows from them'
    const known = new Set(question.indicators.map(({ code }) => code))
    for (const [code, given] of Object.entries(answer.indicators ?? {})) {
      if (!known.has(code)) return `it has no indicator ${code}`
      if (!table?.answers.includes(given))
        return `indicator ${code} is answered “${given}”: it may be ${table?.answers.join(', ')}`
    }
    return null
  }
  if (answer.indicators) return 'it has no indicators'
  if (answer.value === undefined) return null
  return valueOn(scale, answer.value) === null
    ? `“${answer.value}” is not on its scale: it may be ${scaleInWords(scale)}`
    : null
}

function blank({ least, most, target, threshold, question }: CompiledQuestion, system: string | null): QuestionResult {
  return {
    code: question.code,
    system,
    score: null,
    soFar: null,
    least,
    most,
    level: null,
    because: 'Not answered yet.',
    answered: 0,
    wanted: 1,
    target,
    threshold,
    isNotApplicable: false,
    short: null,
  }
}

/** One answer to one question. */
function scoreQuestion(
  compiled: Compiled,
  one: CompiledQuestion,
  answer: Answer | undefined,
  system: string | null,
): QuestionResult {
  const none = blank(one, system)
  if (!answer) return none
  if (answer.moderated !== undefined) return byModerator(one, none, answer.moderated)
  if (isNotApplicable(answer.value))
    return { ...none, answered: 1, isNotApplicable: true, because: 'It does not apply, and is left out.' }
  const judged = one.question.indicators ? byIndicators(one, answer) : byValue(one, answer)
  if (judged.value === null) return { ...none, because: judged.because }
  const { value, short } = supported(compiled.framework, one, judged.value, answer.evidence ?? 0)
  const lowered = value === judged.value ? '' : ` It counts as ${inFigures(value)}, because evidence is missing.`
  return {
    ...none,
    answered: 1,
    score: value,
    soFar: value,
    level: levelAt(one.scale, value),
    because: `${judged.because}${lowered}`,
    short,
  }
}

/** What a moderator said stands, whatever was answered and whatever supports it. */
function byModerator({ scale }: CompiledQuestion, none: QuestionResult, moderated: number | string): QuestionResult {
  if (isNotApplicable(moderated))
    return {
      ...none,
      answered: 1,
      isNotApplicable: true,
      because: 'By the moderator: it does not apply, and is left out.',
    }
  const value = valueOn(scale, moderated)
  if (value === null) return none
  const level = levelAt(scale, value)
  const because = `By the moderator: ${inFigures(value)}${level ? ` (${level})` : ''}.`
  return { ...none, answered: 1, score: value, soFar: value, level, because }
}

interface Judged {
  readonly value: number | null
  readonly because: string
}

function byValue({ scale, least, most }: CompiledQuestion, { value: given }: Answer): Judged {
  const value = given === undefined ? null : valueOn(scale, given)
  if (value === null) return { value, because: 'Not answered yet.' }
  const level = scale.levels?.find((one) => one.value === value)
  const means = level?.means ? ` – ${level.means}` : ''
  return {
    value,
    because: `${inFigures(value)} on a scale from ${least} to ${most}${level ? `: ${level.name}${means}` : ''}.`,
  }
}

function byIndicators({ question, table, scale }: CompiledQuestion, { indicators: given = {} }: Answer): Judged {
  const indicators = question.indicators ?? []
  const answered = indicators.filter(({ code }) => given[code] !== undefined)
  if (answered.length < indicators.length)
    return {
      value: null,
      because: `${answered.length} of ${counted(indicators.length, 'indicator', 'indicators')} ${agreeing(answered.length, 'is', 'are')} answered.`,
    }
  if (!table) return { value: null, because: 'Its indicators have no truth table.' }
  const decision = decide(
    table,
    indicators.map(({ code, group = null }) => ({ code, group, answer: given[code] ?? '' })),
  )
  if (!decision) return { value: null, because: 'No row of its truth table says what these answers come to.' }
  return { value: valueOn(scale, decision.gives), because: decision.because }
}

/** What of a value the evidence supports, and what is missing. */
function supported(
  { evidence: rule }: Framework,
  { question, scale }: CompiledQuestion,
  value: number,
  evidence: number,
): { readonly value: number; readonly short: string | null } {
  const demand = demandAt(question, scale, value)
  if (!demand || demand.least <= evidence) return { value, short: null }
  const missing = `${inFigures(value)} wants ${counted(demand.least, 'piece', 'pieces')} of evidence${demand.what ? ` (${demand.what})` : ''}; there ${evidence === 1 ? 'is 1' : `are ${evidence || 'none'}`}.`
  if (rule === 'say') return { value, short: missing }
  const { least } = ends(scale)
  const lower = scale.levels
    ? scale.levels.map((level) => level.value)
    : Object.keys(question.evidence ?? {}).map((from) => Number(from) - (scale.points?.step ?? 1))
  const met = lower.filter(
    (one) => one >= least && one < value && (demandAt(question, scale, one)?.least ?? 0) <= evidence,
  )
  return { value: Math.max(least, ...met), short: missing }
}

function scoreSection(
  compiled: Compiled,
  { section, rule, questions }: CompiledSection,
  found: ReadonlyMap<string, Answer>,
  { unit, answers }: Answers,
): SectionResult {
  const results: QuestionResult[] = []
  const items: Item[] = []
  for (const one of questions) {
    const wanted = isWanted(one, unit)
    if (wanted === 'not') continue
    const own = systemsOf(one, unit, answers)
      .map((system) => scoreQuestion(compiled, one, found.get(keyOf(one.question.code, system ?? undefined)), system))
      .map((result) =>
        wanted === 'may' && result.answered === 0
          ? { ...result, wanted: 0, because: 'Not answered; it need not be.' }
          : result,
      )
    results.push(...own)
    items.push(...itemOf(one, own))
  }
  const answered = total(results, (result) => Math.min(result.answered, result.wanted))
  const wanted = total(results, (result) => result.wanted)
  const left = results.filter((result) => result.isNotApplicable).length
  const { target = compiled.framework.target ?? null, threshold = compiled.framework.threshold ?? null } = section
  return {
    code: section.code,
    name: section.name,
    ...joined(compiled, rule, items, { answered, wanted }, 'answer', left),
    target,
    threshold,
    questions: results,
  }
}

/** The systems that a question is asked of; one null for a question that is asked of the unit. */
function systemsOf(
  { question }: CompiledQuestion,
  unit: Answers['unit'],
  answers: readonly Answer[],
): (string | null)[] {
  if (question.of === 'unit') return [null]
  if (unit?.systems) return [...unit.systems]
  return [
    ...new Set(answers.flatMap(({ question: code, system }) => (code === question.code && system ? [system] : []))),
  ]
}

/** A question's part in its section: one for each question, however many systems it was asked of. */
function itemOf({ question, scale, least, most }: CompiledQuestion, results: readonly QuestionResult[]): Item[] {
  const scores = results.flatMap((result) => result.score ?? [])
  if (scores.length === 0) return []
  const own = question.systems === 'worst' ? Math.min(...scores) : exact(total(scores, (one) => one) / scores.length)
  return [{ code: question.code, weight: question.weight, score: own, least, most, level: levelAt(scale, own) }]
}

const sectionItem =
  ({ framework }: Compiled) =>
  ({ code, soFar, least, most, level }: SectionResult): Item[] => {
    const weight = framework.sections.find((section) => section.code === code)?.weight ?? 1
    return soFar === null ? [] : [{ code, weight, score: soFar, least, most, level }]
  }
