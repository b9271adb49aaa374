import type { ReferenceTarget } from '#platform/register/index.ts'

export { addActionIn, addRecommendationIn } from './adding/deeds.ts'
export { paths as planPaths } from './paths.ts'
export { planChoices, plansToRun } from './plan-choices.ts'
export { askPlan } from './rights-asked.ts'

/** Actions, for fields of registers that point to one. */
export const actionTarget: ReferenceTarget = {
  table: ['plans', 'action_named'],
  path: '/plans/actions',
  singular: 'action',
  name: 'name',
}
