import { borrowingProblems } from './checking/borrowing.ts'
import type { Answer, Answers, Borrowing, Framework, FrameworkQuestion, FrameworkScale, Problem } from './model.ts'
import { ends, exact, projected, valueOn } from './scale.ts'
import { isNotApplicable } from './score.ts'

/** Which questions of an older framework each question of a newer one continues. */
export type Mapping = ReadonlyMap<string, readonly string[]>

const questionsOf = (framework: Framework) => framework.sections.flatMap(({ questions }) => questions)

/** How a version continues the one before: what its questions say they were, and those that kept their code. */
export function continuation(framework: Framework, before: Framework): Mapping {
  const old = new Set(questionsOf(before).map(({ code }) => code))
  const dropped = new Set(framework.replaces?.dropped ?? [])
  return new Map(
    questionsOf(framework).map(({ code, was }) => [code, was ?? (old.has(code) && !dropped.has(code) ? [code] : [])]),
  )
}

/**
 * What is wrong with how a version continues its forerunners. `versions` are the others of the same key; null where none is at hand, and
 * only what the file itself shows is told. A gap is an old question that
 * nobody says what became of, or a new one that does not say what it was; a cycle is a version that, by way of others, replaces itself.
 */
export function checkContinuation(framework: Framework, versions: readonly Framework[] | null): Problem[] {
  const problems: Problem[] = []
  const error = (path: Problem['path'], message: string) => {
    problems.push({ severity: 'error', path, message, line: null })
  }
  const { replaces } = framework
  if (!replaces) {
    framework.sections.forEach(({ questions }, s) => {
      questions.forEach(({ code, was }, q) => {
        if (was && was.length > 0)
          error(
            ['sections', s, 'questions', q, 'was'],
            `Question ${code} says what it was, but the framework does not say which version it replaces.`,
          )
      })
    })
    return problems
  }
  const chain = [framework.version]
  for (let at: Framework | undefined = framework; at?.replaces; ) {
    const next: string = at.replaces.version
    if (chain.includes(next)) {
      error(['replaces', 'version'], `The versions replace one another in a circle: ${[...chain, next].join(' → ')}.`)
      return problems
    }
    chain.push(next)
    at = versions?.find(({ version }) => version === next)
  }
  if (!versions) return problems
  const before = versions.find(({ version }) => version === replaces.version)
  if (!before) {
    error(['replaces', 'version'], `There is no version ${replaces.version} of ${framework.key} to replace.`)
    return problems
  }
  const old = new Set(questionsOf(before).map(({ code }) => code))
  const mapping = continuation(framework, before)
  const used = new Set([...mapping.values()].flat())
  for (const [s, section] of framework.sections.entries())
    for (const [q, { code, was }] of section.questions.entries()) {
      const path = ['sections', s, 'questions', q, 'was']
      if (was === undefined && !old.has(code))
        error(
          path,
          `Question ${code}: say which questions of version ${before.version} it was, or \`was: []\` if it is new.`,
        )
      for (const one of was ?? [])
        if (!old.has(one))
          error(path, `Question ${code} says that it was ${one}, which version ${before.version} does not ask.`)
    }
  for (const code of replaces.dropped) {
    if (!old.has(code))
      error(['replaces', 'dropped'], `${code} is dropped, but version ${before.version} does not ask it.`)
    if (used.has(code)) error(['replaces', 'dropped'], `${code} is dropped, and is continued by a question too.`)
  }
  const lost = [...old].filter((code) => !used.has(code) && !replaces.dropped.includes(code))
  for (const code of lost)
    error(
      ['replaces'],
      `Question ${code} of version ${before.version} goes nowhere: name it in the \`was\` of a question, or in \`dropped\`.`,
    )
  return problems
}

/** What is wrong with what a framework borrows from others. `find` answers another framework, where it is known. */
export const checkBorrowing = borrowingProblems

/** Says what could not be checked because the version that a framework replaces is not at hand: what its questions say that they were. */
export function uncheckedContinuation({ replaces, sections }: Framework): Problem[] {
  return sections.flatMap(({ questions }, s) =>
    questions.flatMap(({ code, was = [] }, q): Problem[] =>
      replaces && was.length > 0
        ? [
            {
              severity: 'warning',
              path: ['sections', s, 'questions', q, 'was'],
              message: `Question ${code} says that it was ${was.join(', ')}, which could not be checked: version ${replaces.version} is not at hand. Give its file with \`--before\`.`,
              line: null,
            },
          ]
        : [],
    ),
  )
}

/** What is wrong with whom a framework asks. */
export { checkAsked } from './checking/asked.ts'

/** An answer that was worked out from answers to another framework's questions. */
export interface Carried extends Answer {
  /** The questions that it comes from. */
  readonly from: readonly string[]
}

const NO_INFERENCES: Borrowing['indicators'] = {}

/**
 * Answers to one framework as answers to another. One question that continues one carries its answer over, onto the other scale; one
 * that joins several takes the lowest of them, since nobody has yet said that the whole is better than its weakest part. Indicators go
 * over where the question and the indicator kept their codes, or where a rule infers them from a score.
 */
export function carry(
  answers: Answers,
  from: Framework,
  to: Framework,
  mapping: Mapping,
  inferences: Borrowing['indicators'] = NO_INFERENCES,
): Carried[] {
  const old = new Map(questionsOf(from).map((question) => [question.code, question]))
  const byQuestion = Map.groupBy(answers.answers, ({ question }) => question)
  const standing = (answer: Answer): { readonly value: number; readonly scale: FrameworkScale } | null => {
    const asked = old.get(answer.question)
    const scale = asked ? from.scales[asked.scale ?? from.scale] : undefined
    const value =
      answer.value === undefined || isNotApplicable(answer.value) || !scale ? null : valueOn(scale, answer.value)
    return scale && value !== null ? { value, scale } : null
  }
  return questionsOf(to).flatMap((question): Carried[] => {
    const sources = mapping.get(question.code) ?? []
    if (question.indicators) return carriedIndicators(to, question, sources, byQuestion, inferences, standing)
    const given = sources.flatMap((code) => byQuestion.get(code) ?? [])
    const systems = [...new Set(given.map(({ system }) => system))]
    return systems.flatMap((system): Carried[] => {
      if ((question.of === 'system') !== (system !== undefined)) return []
      const own = given.filter((one) => one.system === system)
      const scale = to.scales[question.scale ?? to.scale]
      const value = scale ? carriedValue(scale, own, standing) : null
      if (value === null) return []
      const note = [...new Set(own.flatMap((one) => one.note ?? []))].join('\n')
      return [
        {
          question: question.code,
          ...(system === undefined ? {} : { system }),
          ...(note ? { note } : {}),
          value,
          from: sources,
        },
      ]
    })
  })
}

type Standing = (answer: Answer) => { readonly value: number; readonly scale: FrameworkScale } | null

function carriedValue(scale: FrameworkScale, answers: readonly Answer[], standing: Standing): number | string | null {
  const to = ends(scale)
  const values = answers.flatMap((answer) => {
    const found = standing(answer)
    return found ? [projected(found.value, ends(found.scale), to)] : []
  })
  if (values.length === 0)
    return scale.notApplicable && answers.length > 0 && answers.every(({ value }) => isNotApplicable(value))
      ? 'n/a'
      : null
  const lowest = Math.min(...values)
  if (scale.levels)
    return Math.max(to.least, ...scale.levels.map(({ value }) => value).filter((value) => value <= lowest + 1e-9))
  const step = scale.points?.step ?? 1
  return exact(to.least + Math.floor((lowest - to.least) / step + 1e-9) * step)
}

function carriedIndicators(
  to: Framework,
  question: FrameworkQuestion,
  sources: readonly string[],
  byQuestion: ReadonlyMap<string, readonly Answer[]>,
  inferences: Borrowing['indicators'],
  standing: Standing,
): Carried[] {
  const table = question.table === undefined ? undefined : to.tables[question.table]
  const kept = sources.length === 1 ? (byQuestion.get(sources[0] ?? '')?.[0]?.indicators ?? {}) : {}
  const from = new Set<string>()
  const indicators: Record<string, string> = {}
  for (const { code } of question.indicators ?? []) {
    const rule = inferences[code]?.find(({ question: asked, atLeast, atMost }) => {
      const value = byQuestion
        .get(asked)
        ?.map(standing)
        .find((found) => found !== null)?.value
      return (
        value !== undefined && (atLeast === undefined || value >= atLeast) && (atMost === undefined || value <= atMost)
      )
    })
    const answer = rule ? (rule.gives ?? table?.answers[0]) : kept[code]
    if (answer === undefined || !table?.answers.includes(answer)) continue
    indicators[code] = answer
    from.add(rule?.question ?? sources[0] ?? '')
  }
  return from.size === 0 ? [] : [{ question: question.code, indicators, from: [...from] }]
}
