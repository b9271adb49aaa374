import type { ImportedAction, ImportedPlan } from './model/model.ts'

/** The form in which `muniment plans import --dry-run --json` prints a plan. Other programs rely on it. */
export function asContract(plan: ImportedPlan) {
  return {
    title: plan.title,
    // The plan's own date; null where neither the document nor a person says it.
    asOf: plan.isDated ? plan.asOf : null,
    recommendations: plan.recommendations.map(({ ref, text, commentary, updated, actions }) => ({
      ref,
      text,
      commentary,
      updated,
      actions: actions.map((action) => ({
        ref: action.ref,
        text: action.text,
        owners: action.owners,
        priority: action.priority,
        target: {
          text: action.target?.text ?? null,
          kind: action.target?.kind ?? 'unset',
          earliest: action.target?.earliest ?? null,
          latest: action.target?.latest ?? null,
        },
        status: action.status,
        commentary: withVoices(action),
      })),
    })),
    leftOver: plan.leftOver,
    questions: plan.questions.map(({ where, place, question, guess }) => ({ where, place, question, guess })),
  }
}

/** The contract has no field of its own for the assessor's voice nor for what an action carries on: they are said with the commentary. */
function withVoices({ commentary, verdict, predecessor }: ImportedAction): string | null {
  const said = [
    commentary,
    verdict ? `Verdict: ${verdict}` : null,
    predecessor ? `Carries on: ${predecessor}` : null,
  ].filter((words) => words !== null)
  return said.join('\n') || null
}
