import { UnreadableFile } from '#platform/reading/index.ts'
import { takingTurns } from '#platform/turns.ts'
import type { ImportedAction, ImportedPlan, ImportedRecommendation, LeftOver, Question } from '../model/model.ts'

/** What may become one plan. What holds more is several, or no plan. */
export const PLAN_MOST = { actions: 5_000, leftOver: 20_000, characters: 8_000_000 } as const

type Head = Omit<ImportedPlan, 'recommendations' | 'leftOver' | 'questions'>
type Line =
  | { readonly recommendation: Omit<ImportedRecommendation, 'actions'> }
  | { readonly action: ImportedAction }
  | { readonly leftOver: LeftOver }
  | { readonly question: Question }

/** A plan as lines of JSON, one for each of its things, so that it can be put together again bit by bit. Throws UnreadableFile for one that is too large. */
export function linesOf({ recommendations, leftOver, questions, ...head }: ImportedPlan): string[] {
  const count = recommendations.reduce((sum, { actions }) => sum + actions.length, 0)
  if (count > PLAN_MOST.actions || recommendations.length > PLAN_MOST.actions)
    throw tooLarge(PLAN_MOST.actions, 'actions or recommendations')
  if (leftOver.length > PLAN_MOST.leftOver)
    throw tooLarge(PLAN_MOST.leftOver, 'paragraphs and cells that belong to no action')
  const rest = [
    ...recommendations.flatMap(({ actions, ...recommendation }): Line[] => [
      { recommendation },
      ...actions.map((action) => ({ action })),
    ]),
    ...leftOver.map((one): Line => ({ leftOver: one })),
    ...questions.map((question): Line => ({ question })),
  ]
  const lines = [head satisfies Head, ...rest].map((line) => JSON.stringify(line))
  if (lines.reduce((sum, { length }) => sum + length, 0) > PLAN_MOST.characters)
    throw tooLarge(PLAN_MOST.characters, 'characters in its actions')
  return lines
}

function tooLarge(most: number, what: string): UnreadableFile {
  return new UnreadableFile(
    `The document holds more than ${most.toLocaleString('en-GB')} ${what}.`,
    'Check that it is an action plan. If it is, split it and import the parts one after another.',
  )
}

/** Puts a plan together again from its lines, with turns for others. */
export async function planOf(lines: readonly string[]): Promise<ImportedPlan> {
  const turn = takingTurns()
  const [first = '{}', ...rest] = lines
  const recommendations: (ImportedRecommendation & { readonly actions: ImportedAction[] })[] = []
  const leftOver: LeftOver[] = []
  const questions: Question[] = []
  for (const text of rest) {
    const line = JSON.parse(text) as Line
    if ('recommendation' in line) recommendations.push({ ...line.recommendation, actions: [] })
    else if ('action' in line) recommendations.at(-1)?.actions.push(line.action)
    else if ('leftOver' in line) leftOver.push(line.leftOver)
    else questions.push(line.question)
    await turn()
  }
  return { ...(JSON.parse(first) as Head), recommendations, leftOver, questions }
}
