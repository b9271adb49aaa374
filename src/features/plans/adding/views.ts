import {
  type Content,
  type FieldError,
  govukButton,
  heading,
  html,
  postForm,
  twoThirds,
  type View,
} from '#platform/page/index.ts'
import { paths } from '../paths.ts'

export function recommendationPage(
  plan: { readonly id: string; readonly title: string },
  controls: Content,
  errors: readonly FieldError[],
): View {
  return {
    title: 'Add a recommendation',
    back: { href: paths.plan(plan.id), text: 'Back to the plan' },
    errors,
    content: twoThirds(
      html`${heading('Add a recommendation', plan.title)}${postForm(paths.addRecommendation(plan.id), [controls, govukButton({ text: 'Add the recommendation', preventDoubleClick: true })])}`,
    ),
  }
}

export function actionPage(
  recommendation: { readonly id: string; readonly ref: string | null; readonly text: string | null },
  controls: Content,
  errors: readonly FieldError[],
): View {
  const name = [recommendation.ref, recommendation.text].filter(Boolean).join('. ') || 'Recommendation'
  return {
    title: 'Add an action',
    back: { href: paths.recommendation(recommendation.id), text: 'Back to the recommendation' },
    errors,
    content: twoThirds(
      html`${heading('Add an action', name)}${postForm(paths.addAction(recommendation.id), [controls, govukButton({ text: 'Add the action', preventDoubleClick: true })])}`,
    ),
  }
}
