import type { StartingPoint } from '../responses/starting.ts'
import type { Compiled, CompiledQuestion } from '../scoring/compile.ts'
import { isWanted } from '../scoring/compile.ts'
import { inFigures } from '../scoring/scale.ts'
import { isNotApplicable } from '../scoring/score.ts'

/** One question of a return: what can be said already, and from where, or that it is missing. */
export interface ReturnRow {
  readonly question: CompiledQuestion
  readonly system: string | null
  readonly state: 'filled' | 'partly' | 'missing'
  /** As the return would say it. */
  readonly answer: string
  readonly from: readonly string[]
  readonly words: string | null
  readonly note: string | null
  /** For a question that is answered by indicators: those that nothing answers. */
  readonly missing: readonly string[]
}

/** A framework as a return for somebody else, filled in from what a unit has answered elsewhere. */
export function returnRows(
  framework: Compiled,
  unit: { readonly name: string; readonly kind: string },
  points: readonly StartingPoint[],
): ReturnRow[] {
  const byQuestion = Map.groupBy(points, ({ question }) => question)
  return framework.sections.flatMap(({ questions }) =>
    questions
      .filter((one) => isWanted(one, unit) !== 'not')
      .flatMap((one): ReturnRow[] => {
        const found = byQuestion.get(one.question.code) ?? []
        return found.length === 0 ? [missingRow(one)] : found.map((point) => rowOf(one, point))
      }),
  )
}

const missingRow = (question: CompiledQuestion): ReturnRow => ({
  question,
  system: null,
  state: 'missing',
  answer: '',
  from: [],
  words: null,
  note: null,
  missing: question.question.indicators?.map(({ code }) => code) ?? [],
})

function rowOf(question: CompiledQuestion, point: StartingPoint): ReturnRow {
  const common = {
    question,
    system: point.system ?? null,
    from: point.from,
    words: point.words,
    note: point.note ?? null,
  }
  const { indicators } = question.question
  if (indicators) {
    const given = point.indicators ?? {}
    const missing = indicators.filter(({ code }) => given[code] === undefined).map(({ code }) => code)
    const answer = indicators
      .flatMap(({ code }) => (given[code] === undefined ? [] : [`${code}: ${given[code]}`]))
      .join('; ')
    return { ...common, state: missing.length === 0 ? 'filled' : 'partly', answer, missing }
  }
  const { value } = point
  const level = question.scale.levels?.find((one) => one.value === value)
  const answer = isNotApplicable(value)
    ? 'Not applicable'
    : value === undefined
      ? ''
      : `${typeof value === 'number' ? inFigures(value) : value}${level ? ` ${level.name}` : ''}`
  return { ...common, state: answer === '' ? 'missing' : 'filled', answer, missing: [] }
}
