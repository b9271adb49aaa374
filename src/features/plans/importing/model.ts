import { z } from 'zod'
import { isDay } from '#platform/calendar/index.ts'
import { KINDS } from '../dates/index.ts'
import { STATUSES } from '../model.ts'
import type { ClaimAnswer } from '../statuses.ts'

/** What somebody can say that a status claims: one that is known, or nothing. */
export const CLAIM_ANSWERS = [...STATUSES, 'none'] as const satisfies readonly ClaimAnswer[]

const DayText = z.string().refine(isDay, 'not a day')
const Taken = z.object({ where: z.string(), text: z.string() })

const Reading = z.object({
  kind: z.enum(KINDS),
  earliest: DayText.nullable(),
  latest: DayText.nullable(),
  why: z.string(),
})

/**
 * What a person said of one action of an import, or an action that they added. It holds what they changed or were asked and answered:
 * all else stays as it is understood, also when the document is read again.
 */
const ActionEdit = z.object({
  ref: z.string().nullable().optional(),
  text: z.string().optional(),
  owners: z.array(z.string()).optional(),
  priority: z.string().nullable().optional(),
  status: z.string().nullable().optional(),
  /** What the status claims, where somebody said so. */
  claim: z.enum(CLAIM_ANSWERS).optional(),
  commentary: z.string().nullable().optional(),
  target: z
    .object({
      text: z.string(),
      kind: z.enum(KINDS),
      earliest: DayText.nullable(),
      latest: DayText.nullable(),
      why: z.string(),
      /** Other ways to read the words, worked out when they were said. */
      alternatives: z.array(Reading).default([]),
    })
    .nullable()
    .optional(),
  leaveOut: z.boolean(),
  /** The place of the recommendation that it goes to. */
  recommendation: z.string().nullable().default(null),
  /** What was left over and has found its place here. */
  takes: Taken.nullable().default(null),
  /** Which of these were said of the version before, and hold because its words are the same. */
  carried: z.array(z.string()).optional(),
})
export type ActionEdit = z.infer<typeof ActionEdit>

/** What becomes of a recommendation: it stands, is part of the one before, or its words are left over. */
export const STANDS = ['stands', 'joined', 'left-out'] as const

/** A person's correction of one recommendation of an import, or a recommendation that they added. */
const RecommendationEdit = z.object({
  ref: z.string().nullable(),
  text: z.string().nullable(),
  commentary: z.string().nullable(),
  updated: DayText.nullable(),
  stands: z.enum(STANDS),
  takes: z.array(Taken),
})
export type RecommendationEdit = z.infer<typeof RecommendationEdit>

/** Corrections by the place of what they correct. What is not named stays as it was understood. */
export const Edits = z.object({
  actions: z.record(z.string(), ActionEdit).default({}),
  recommendations: z.record(z.string(), RecommendationEdit).default({}),
  /** What statuses claim wherever they stand, by their `statusKey`. */
  statuses: z.record(z.string(), z.enum(CLAIM_ANSWERS)).default({}),
  /** Guesses that somebody looked at and found right, by their `guessKey`. */
  confirmed: z.array(z.string()).default([]),
  /** Which statuses and guesses were answered for the version before, and not for this one. */
  carried: z.object({ statuses: z.array(z.string()), confirmed: z.array(z.string()) }).optional(),
})
export type Edits = z.infer<typeof Edits>

export const NO_EDITS: Edits = { actions: {}, recommendations: {}, statuses: {}, confirmed: [] }
