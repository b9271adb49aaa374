import type { ImportedPlan } from './model.ts'

/** The form in which `muniment plans import --dry-run --json` prints a plan. Other programs rely on it. */
export function asContract(plan: ImportedPlan) {
  return {
    title: plan.title,
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
        commentary: action.commentary,
      })),
    })),
    leftOver: plan.leftOver,
  }
}
