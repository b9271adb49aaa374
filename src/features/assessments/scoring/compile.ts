import type {
  Answers,
  AskedOf,
  Framework,
  FrameworkQuestion,
  FrameworkRule,
  FrameworkScale,
  FrameworkSection,
  TruthTable,
} from './model.ts'
import { ends, projected } from './scale.ts'

/** A question with what it is judged by, looked up once. */
export interface CompiledQuestion {
  readonly question: FrameworkQuestion
  readonly section: FrameworkSection
  readonly scale: FrameworkScale
  readonly least: number
  readonly most: number
  readonly table: TruthTable | null
  /** On the question's own scale. */
  readonly target: number | null
  readonly threshold: number | null
}

export interface CompiledSection {
  readonly section: FrameworkSection
  readonly rule: FrameworkRule
  readonly questions: readonly CompiledQuestion[]
}

/** A framework made ready for scoring many units. */
export interface Compiled {
  readonly framework: Framework
  /** The scale on which sections and the whole are told. */
  readonly scale: FrameworkScale
  readonly least: number
  readonly most: number
  readonly sections: readonly CompiledSection[]
  readonly byCode: ReadonlyMap<string, CompiledQuestion>
}

/** Throws where the framework refers to what it does not have: `checkFramework` says so in words beforehand. */
export function compile(framework: Framework): Compiled {
  const scaleNamed = (name: string) => {
    const scale = Object.hasOwn(framework.scales, name) ? framework.scales[name] : undefined
    if (!scale) throw new Error(`Cannot score: the framework has no scale ${name}`)
    return scale
  }
  const scale = scaleNamed(framework.scale)
  const own = ends(scale)
  const sections = framework.sections.map((section) => ({
    section,
    rule: section.rule ?? framework.rules.section,
    questions: section.questions.map((question): CompiledQuestion => {
      const judged = scaleNamed(question.scale ?? framework.scale)
      const to = ends(judged)
      const inherited = (value: number | undefined) => (value === undefined ? null : projected(value, own, to))
      return {
        question,
        section,
        scale: judged,
        ...to,
        table: question.table === undefined ? null : (framework.tables[question.table] ?? null),
        target: question.target ?? inherited(section.target ?? framework.target),
        threshold: question.threshold ?? inherited(section.threshold ?? framework.threshold),
      }
    }),
  }))
  const byCode = new Map(sections.flatMap(({ questions }) => questions.map((one) => [one.question.code, one] as const)))
  return { framework, scale, ...own, sections, byCode }
}

type UnitFacts = NonNullable<Answers['unit']>

/** Whether something is asked of a unit: it must answer, may, or is not asked. Who is not known is asked everything. */
export function askedOf(asked: AskedOf | undefined, unit: UnitFacts | undefined): 'must' | 'may' | 'not' {
  if (!asked || !unit || (unit.kind === undefined && unit.name === undefined)) return 'must'
  const fits =
    (asked.kinds === undefined && asked.units === undefined) ||
    (unit.kind !== undefined && asked.kinds?.includes(unit.kind)) ||
    (unit.name !== undefined && asked.units?.some((name) => name.toLowerCase() === unit.name?.toLowerCase()))
  return fits ? 'must' : asked.others
}

/** The stricter of what a section and its question say. */
export function isWanted({ question, section }: CompiledQuestion, unit: UnitFacts | undefined): 'must' | 'may' | 'not' {
  const both = [askedOf(section.for, unit), askedOf(question.for, unit)]
  return both.includes('not') ? 'not' : both.includes('may') ? 'may' : 'must'
}
