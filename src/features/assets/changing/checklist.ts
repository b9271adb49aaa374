import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { ROOT } from '#platform/config.ts'
import type { Change } from '../model.ts'

const Question = z.object({ code: z.string(), must: z.boolean(), text: z.string() })
const Checklists = z.object({
  procure: z.array(Question),
  'go-live': z.array(Question),
  migrate: z.array(Question),
  'switch-off': z.array(Question),
})
export type ChecklistQuestion = z.output<typeof Question>

let read: z.output<typeof Checklists> | null = null

/** The continuity checklist for a change. */
export function checklist(change: Change): readonly ChecklistQuestion[] {
  read ??= Checklists.parse(parse(readFileSync(join(ROOT, 'content/continuity-checklist.yaml'), 'utf8')))
  return read[change]
}

/** Whether every question that must be yes is. */
export const isPassed = (change: Change, answers: Readonly<Record<string, string>>): boolean =>
  checklist(change).every(({ code, must }) => !must || answers[code] === 'yes' || answers[code] === 'n/a')
