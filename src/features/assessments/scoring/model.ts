import { z } from 'zod'

/**
 * A framework as data: what is asked, on which scales, and by which rules answers become scores. Nothing here knows of a database, a
 * web or a clock. The file format is described in `docs/frameworks.md`.
 */

const Code = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/, 'a code is letters, digits, dots, hyphens and underscores, at most 40')
const Words = z.string().trim().min(1, 'it must not be empty').max(5_000)

/** Numbers as keys of a map, as YAML and JSON write them. */
const byLevel = <Value extends z.ZodType>(value: Value) =>
  z.record(z.string().regex(/^-?\d+(\.\d+)?$/, 'levels are named by their numbers'), value)

/** What a level wants to see before it is believed. */
const Demand = z.strictObject({
  least: z.int().min(1).max(20).default(1),
  what: z.string().trim().max(2_000).optional(),
})

const Level = z.strictObject({
  value: z.number(),
  name: Words,
  means: z.string().trim().max(2_000).optional(),
  evidence: Demand.optional(),
})

/** Levels with names, or points from one number to another. */
const Scale = z
  .strictObject({
    levels: z.array(Level).min(2, 'a scale has two levels at least').max(20).optional(),
    points: z
      .strictObject({ least: z.number().default(0), most: z.number(), step: z.number().positive().default(1) })
      .optional(),
    notApplicable: z.boolean().default(false),
  })
  .refine(
    ({ levels, points }) => (levels === undefined) !== (points === undefined),
    'a scale has either levels or points',
  )

/** How many of a column's items there are: see docs/frameworks.md, truth tables. */
const SHARES = 'it must be a whole number from 0, or a share in whole per cent such as 80%'
const Share = z.union([z.int().min(0), z.string().regex(/^\d{1,3}%$/, SHARES)], SHARES)
const QUANTITIES = 'it must be all, some, none, any, not-all, { atLeast: 2 }, { atMost: 50% }, or a list of these'
const Quantity = z.union(
  [
    z.enum(['all', 'some', 'none', 'any', 'not-all']),
    z
      .strictObject({ atLeast: Share.optional(), atMost: Share.optional() })
      .refine(({ atLeast, atMost }) => atLeast !== undefined || atMost !== undefined, QUANTITIES),
  ],
  QUANTITIES,
)
const OneOrMore = z.union([Quantity, z.array(Quantity).min(1)], QUANTITIES)

const Column = z.strictObject({
  /** The group of indicators that is counted; every indicator where it is left out. */
  of: z.string().optional(),
  /** The answers that count, or the lowest value that does. */
  are: z.union(
    [
      z.array(z.union([z.string(), z.number()], 'it must be an answer, a level or a number')).min(1),
      z.strictObject({ atLeast: z.number() }),
    ],
    'it must be a list of answers, levels or numbers, or { atLeast: 3 }',
  ),
  /** What a column without items counts as. */
  empty: z.enum(['all', 'none']).default('none'),
})

const Gives = z.union([z.number(), z.string()], 'it must be a number on the scale, or the name of a level')
const Outcome = { gives: Gives, because: Words }
const Table = z.strictObject({
  /** What an indicator may be answered. The first one is the one that counts where no columns are given. */
  answers: z.array(z.string().min(1).max(60)).min(2).default(['yes', 'no']),
  /** Answers that take an indicator out of the count. */
  leaveOut: z.array(z.string()).default([]),
  columns: z.record(z.string(), Column).optional(),
  rows: z.array(z.strictObject({ when: z.record(z.string(), OneOrMore), ...Outcome })).min(1),
  otherwise: z.strictObject(Outcome).optional(),
})

const RULES = ['mean', 'weighted-mean', 'worst', 'points', 'none'] as const
const Rule = z.union(
  [
    z.enum(RULES),
    z.strictObject({ table: z.string() }),
    z.strictObject({ points: z.array(z.strictObject({ from: z.number().min(0).max(100), gives: Gives })).min(1) }),
  ],
  `it must be ${RULES.join(', ')}, { table: name } or { points: [{ from: 0, gives: 0 }] }`,
)

/** Whom something is asked of. */
const Asked = z.strictObject({
  kinds: z.array(z.string()).optional(),
  units: z.array(z.string()).optional(),
  /** Whether everybody else is not asked, or may answer. */
  others: z.enum(['not', 'may']).default('not'),
})

const Indicator = z.strictObject({ code: Code, text: Words, group: z.string().optional() })

const Question = z.strictObject({
  code: Code,
  text: Words,
  guidance: z.string().trim().max(20_000).optional(),
  scale: z.string().optional(),
  weight: z.number().min(0).max(1_000).default(1),
  target: z.number().optional(),
  threshold: z.number().optional(),
  of: z.enum(['unit', 'system']).default('unit'),
  systems: z.enum(['worst', 'mean']).default('worst'),
  for: Asked.optional(),
  was: z.array(Code).optional(),
  levels: byLevel(z.string().trim().max(5_000)).optional(),
  evidence: byLevel(Demand).optional(),
  table: z.string().optional(),
  indicators: z.array(Indicator).min(1).max(200).optional(),
})

const Section = z.strictObject({
  code: Code,
  name: Words,
  about: z.string().trim().max(20_000).optional(),
  weight: z.number().min(0).max(1_000).default(1),
  rule: Rule.optional(),
  target: z.number().optional(),
  threshold: z.number().optional(),
  for: Asked.optional(),
  questions: z.array(Question).min(1, 'a section asks one question at least').max(500),
})

/** What an indicator is answered where a question of another framework was scored so high or so low. */
const Inference = z.strictObject({
  question: Code,
  atLeast: z.number().optional(),
  atMost: z.number().optional(),
  /** The answer; the first one of its table where it is left out. */
  gives: z.string().optional(),
})

const Borrowing = z.strictObject({
  from: z.string(),
  version: z.string().optional(),
  questions: z.record(Code, z.array(Code)).default({}),
  indicators: z.record(Code, z.array(Inference).min(1)).default({}),
})

/** The schema of a framework's file, version 1. */
export const FrameworkFile = z.strictObject({
  format: z.literal(1).default(1),
  key: z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/, 'a key is lower-case letters, digits and hyphens, at most 60'),
  version: z.string().trim().min(1).max(40),
  name: Words.max(200),
  about: z.string().trim().max(20_000).optional(),
  source: z.string().trim().max(5_000).optional(),
  kind: z.enum(['assessment', 'health-check']).default('assessment'),
  scales: z.record(z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'scales are named in lower case'), Scale),
  scale: z.string(),
  evidence: z.enum(['say', 'lower']).default('say'),
  rules: z
    .strictObject({ section: Rule.default('mean'), overall: Rule.default('none') })
    .default({ section: 'mean', overall: 'none' }),
  target: z.number().optional(),
  threshold: z.number().optional(),
  tables: z.record(z.string(), Table).default({}),
  replaces: z.strictObject({ version: z.string(), dropped: z.array(Code).default([]) }).optional(),
  borrows: z.array(Borrowing).default([]),
  sections: z.array(Section).min(1, 'a framework has one section at least').max(200),
})

export type Framework = z.output<typeof FrameworkFile>
export type FrameworkSection = Framework['sections'][number]
export type FrameworkQuestion = FrameworkSection['questions'][number]
export type FrameworkScale = Framework['scales'][string]
export type FrameworkRule = z.output<typeof Rule>
export type TruthTable = z.output<typeof Table>
export type TableQuantity = z.output<typeof Quantity>
export type EvidenceDemand = z.output<typeof Demand>
export type Borrowing = z.output<typeof Borrowing>
export type AskedOf = z.output<typeof Asked>

/** An answer to one question; for one of a system, the system's name with it. */
export const AnswerFile = z.strictObject({
  question: z.string(),
  system: z.string().optional(),
  /** A number on the scale, or the name of a level; `n/a` says that it does not apply. */
  value: z.union([z.number(), z.string()]).optional(),
  indicators: z.record(z.string(), z.string()).optional(),
  /** How many pieces of evidence there are. */
  evidence: z.int().min(0).optional(),
  note: z.string().optional(),
  /** What a moderator made of it, on the question's scale, or `n/a`: it counts in place of everything else. */
  moderated: z.union([z.number(), z.string()]).optional(),
})
export type Answer = z.output<typeof AnswerFile>

/** The answers of one unit. */
export const AnswersFile = z.strictObject({
  framework: z.string().optional(),
  version: z.string().optional(),
  unit: z
    .strictObject({ name: z.string().optional(), kind: z.string().optional(), systems: z.array(z.string()).optional() })
    .optional(),
  answers: z.array(AnswerFile),
})
export type Answers = z.output<typeof AnswersFile>

/** Something wrong with a framework or with answers to it, in plain English. */
export interface Problem {
  readonly severity: 'error' | 'warning'
  /** Where: `sections.2.questions.0.scale`. */
  readonly path: readonly (string | number)[]
  readonly message: string
  /** Of the file, counted from 1; null where it is not known. */
  readonly line: number | null
}

/** A score and how it came about. */
export interface Result {
  /** On the scale from `least` to `most`; null while it is not complete, where nothing applies, or where no score is given. */
  readonly score: number | null
  /** The same over what has been answered so far. */
  readonly soFar: number | null
  readonly least: number
  readonly most: number
  /** The name of the highest level that the score reaches. */
  readonly level: string | null
  /** The sentence that explains it. */
  readonly because: string
  readonly answered: number
  readonly wanted: number
  readonly target: number | null
  readonly threshold: number | null
}

export interface QuestionResult extends Result {
  readonly code: string
  readonly system: string | null
  readonly isNotApplicable: boolean
  /** What the level wants to see and is not there, or null. */
  readonly short: string | null
}

export interface SectionResult extends Result {
  readonly code: string
  readonly name: string
  readonly questions: readonly QuestionResult[]
}

export interface Scored {
  readonly isComplete: boolean
  readonly answered: number
  readonly wanted: number
  /** Null where the framework gives no overall score. */
  readonly overall: Result | null
  readonly sections: readonly SectionResult[]
  readonly problems: readonly Problem[]
}
