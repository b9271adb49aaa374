import { z } from 'zod'
import { isDay } from '#platform/calendar/index.ts'
import { interpretDate, KINDS } from '../dates/index.ts'
import type { ImportedAction, ImportedPlan } from './model.ts'

const DayText = z.string().refine(isDay, 'not a day')

/** A person's correction of one action of an import. What is not named stays as it was understood. */
export const Edit = z.object({
  ref: z.string().nullable(),
  text: z.string(),
  owners: z.array(z.string()),
  priority: z.string().nullable(),
  status: z.string().nullable(),
  commentary: z.string().nullable(),
  target: z
    .object({
      text: z.string(),
      kind: z.enum(KINDS),
      earliest: DayText.nullable(),
      latest: DayText.nullable(),
      why: z.string(),
    })
    .nullable(),
  leaveOut: z.boolean(),
})
export type Edit = z.infer<typeof Edit>
export type Edits = Readonly<Record<string, Edit>>

/** The plan as it was understood, with a person's corrections. An action that is left out is listed with what is left over. */
export function applyEdits(plan: ImportedPlan, edits: Edits): ImportedPlan {
  const all = plan.recommendations.flatMap(({ actions }) => actions)
  const out = all.filter(({ place }) => edits[place]?.leaveOut)
  const recommendations = plan.recommendations.map((recommendation) => ({
    ...recommendation,
    actions: recommendation.actions
      .filter(({ place }) => !edits[place]?.leaveOut)
      .map((action) => edited(action, edits[action.place], plan.asOf)),
  }))
  const leftOver = out.map((action) => ({
    where: `Row ${action.place}`,
    text: everything(action),
    why: 'It was left out by hand.',
  }))
  return {
    ...plan,
    recommendations,
    leftOver: [...plan.leftOver, ...leftOver],
    questions: plan.questions.filter(({ place }) => place === null || !edits[place]),
  }
}

function edited(action: ImportedAction, edit: Edit | undefined, asOf: string): ImportedAction {
  if (!edit) return action
  const { leaveOut: _, target, ...rest } = edit
  const alternatives = target ? interpretDate(target.text, asOf).alternatives : []
  return { ...action, ...rest, target: target ? { ...target, alternatives } : null }
}

function everything({ ref, text, owners, priority, target, status, commentary }: ImportedAction): string {
  return [ref, text, owners.join('; '), priority, target?.text, status, commentary].filter(Boolean).join('\n')
}
