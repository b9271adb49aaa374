import { LARGEST_FILE } from '#platform/uploads/index.ts'
import { NO_SYSTEM } from '../model.ts'
import type { Compiled, CompiledQuestion } from '../scoring/compile.ts'
import type { QuestionResult, Scored, SectionResult } from '../scoring/model.ts'
import type { SystemRow } from '../store.ts'
import type { AnswerFacts } from './store.ts'

/** What files are sent for that support an answer, and the permission without which nobody may send one. */
export const ANSWER_FILES = { name: 'answer-evidence', most: LARGEST_FILE, admits: 'assessments:read' } as const

/** What such a file is sent for: a question, of a participant. */
export const answerSubject = (participantId: string, question: string): string => `${participantId}/${question}`

/** One question that a participant is asked, once for each system where it is asked of systems. */
export interface Step {
  readonly compiled: CompiledQuestion
  readonly system: SystemRow | null
  readonly answer: AnswerFacts | null
  readonly result: QuestionResult
  /** Whether it can be answered now: in a repeat of some questions, only those. */
  readonly isAsked: boolean
}

/** Whether an answer counts, waits for somebody to say that it still holds, or is missing. */
export function standOf({ answer, result }: Step): 'answered' | 'to-confirm' | 'missing' {
  if (answer && !answer.isConfirmed) return 'to-confirm'
  return result.answered > 0 ? 'answered' : 'missing'
}

/** Everything that a participant is asked, in order. */
export function stepsOf(
  { byCode }: Compiled,
  { sections }: Scored,
  systems: readonly SystemRow[],
  answers: readonly AnswerFacts[],
  only: readonly string[] | null,
): Step[] {
  const byName = new Map(systems.map((system) => [system.name, system]))
  const byKey = new Map(answers.map((answer) => [`${answer.question} ${answer.systemId}`, answer]))
  return sections.flatMap(({ questions }) =>
    questions.flatMap((result): Step[] => {
      const compiled = byCode.get(result.code)
      const system = result.system === null ? null : (byName.get(result.system) ?? null)
      if (!compiled) return []
      const answer = byKey.get(`${result.code} ${system?.id ?? NO_SYSTEM}`) ?? null
      return [{ compiled, system, answer, result, isAsked: only === null || only.includes(result.code) }]
    }),
  )
}

export interface SectionProgress {
  readonly section: SectionResult
  readonly steps: readonly Step[]
  readonly toConfirm: number
}

export function progressOf({ sections }: Scored, steps: readonly Step[]): SectionProgress[] {
  return sections
    .map((section) => {
      const own = steps.filter(({ compiled }) => compiled.section.code === section.code)
      return { section, steps: own, toConfirm: own.filter((step) => standOf(step) === 'to-confirm').length }
    })
    .filter(({ steps: own }) => own.length > 0)
}

/** Where a section is gone on with: its first question that is not answered, or its first. */
export const nextIn = (steps: readonly Step[]): Step | undefined =>
  steps.find((step) => step.isAsked && standOf(step) !== 'answered') ?? steps.find(({ isAsked }) => isAsked) ?? steps[0]
