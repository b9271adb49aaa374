import { parse } from 'yaml'
import { z } from 'zod'
import type { Reading } from '#platform/measures.ts'

const Question = z.strictObject({
  key: z.string().regex(/^[a-z][a-z0-9-]{0,40}$/, 'A key has small letters, digits and hyphens'),
  text: z.string().min(1).max(500),
  hint: z.string().max(500).optional(),
  /** `confirm` is a sentence that is agreed to; everything else is a question. */
  kind: z.enum(['yes-no', 'choice', 'text', 'number', 'confirm']),
  options: z.array(z.string().min(1).max(200)).max(20).optional(),
  /** The answer that has to be explained in words. */
  explain: z.string().optional(),
  /** The measure that is shown beside it, and laid beside what was declared. */
  measure: z.string().optional(),
  optional: z.boolean().optional(),
})
export type Question = z.infer<typeof Question>

const StatementForm = z.strictObject({
  key: z.string().regex(/^[a-z][a-z0-9-]{0,60}$/, 'A key has small letters, digits and hyphens'),
  title: z.string().min(1).max(200),
  about: z.string().min(1).max(2_000),
  /** Names of roles whose holders are asked. */
  asked_of: z.array(z.string()).min(1),
  /** Whether whoever owns an information asset is asked too. */
  asked_of_owners: z.boolean().optional(),
  countersigned_by: z.string().optional(),
  /** Whether it is about what a person answers for, or about their unit and what is below it. */
  of: z.enum(['person', 'unit']),
  declaration: z.string().min(1).max(2_000),
  sections: z
    .array(z.strictObject({ title: z.string().min(1).max(200), questions: z.array(Question).min(1).max(100) }))
    .min(1)
    .max(50),
})
export type StatementForm = z.infer<typeof StatementForm>

/** A form with its keys in the order in which people write them: a database keeps them in another. */
export const inOrder = (form: StatementForm): StatementForm => StatementForm.parse(form)

/** Of whom a form is asked, in words. */
export const askedInWords = ({ asked_of, asked_of_owners }: StatementForm): string =>
  [...asked_of, ...(asked_of_owners ? [OWNERS] : [])].join(', ')

/** Everybody who owns an information asset, whatever roles they hold. */
export const OWNERS = 'Owners of information assets'

export const questionsOf = ({ sections }: StatementForm): readonly Question[] =>
  sections.flatMap(({ questions }) => questions)

/** The values that a question can be answered with; empty where it is answered in words. */
export function valuesOf({ kind, options = [] }: Question): readonly string[] {
  if (kind === 'yes-no') return ['yes', 'no']
  return kind === 'choice' ? options : []
}

/** Reads a form from YAML. Answers it, or what is wrong with it, each thing in plain English. */
export function readForm(
  text: string,
  measures: ReadonlySet<string>,
): { readonly form: StatementForm } | { readonly problems: readonly string[] } {
  let raw: unknown
  try {
    raw = parse(text, { maxAliasCount: 0 })
  } catch (error) {
    return { problems: [`It is not YAML: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : ''}`] }
  }
  const read = StatementForm.safeParse(raw)
  if (!read.success)
    return {
      problems: read.error.issues
        .slice(0, 20)
        .map(({ path, message }) => `${path.join(' → ') || 'The form'}: ${message}`),
    }
  const questions = questionsOf(read.data)
  const problems = questions.flatMap((question, index) => {
    const { key, kind, options, explain, measure } = question
    return [
      ...(questions.findIndex((other) => other.key === key) < index ? [`Two questions have the key ${key}`] : []),
      ...(kind === 'choice' && !options?.length ? [`${key}: a choice has options`] : []),
      ...(kind !== 'choice' && options ? [`${key}: only a choice has options`] : []),
      ...(explain && !valuesOf(question).includes(explain) ? [`${key}: “${explain}” is not one of its answers`] : []),
      ...(measure && !measures.has(measure) ? [`${key}: there is no measure ${measure}`] : []),
    ]
  })
  return problems.length > 0 ? { problems } : { form: read.data }
}

/** What was answered to one question, with the words that explain it. */
export interface Given {
  readonly value: string | null
  readonly why: string | null
}
export type Answers = Readonly<Record<string, Given>>
export type Readings = Readonly<Record<string, Pick<Reading, 'words' | 'isWell'>>>

export const YES_NO_NAMES: Readonly<Record<string, string>> = { yes: 'Yes', no: 'No' }

/** An answer in words. */
export function answerInWords({ kind }: Question, given: Given | undefined): string {
  const value = given?.value ?? null
  if (value === null || value === '') return ''
  if (kind === 'confirm') return value === 'yes' ? 'Agreed' : 'Not agreed'
  return kind === 'yes-no' ? (YES_NO_NAMES[value] ?? value) : value
}

/** Whether somebody declared that all is well where the measure says that it is not. */
export const differs = ({ kind, key }: Question, answers: Answers, readings: Readings): boolean =>
  kind === 'yes-no' && answers[key]?.value === 'yes' && readings[key]?.isWell === false

/** How what was declared stands beside its measure, in words: nothing is said where there was nothing to measure. */
export function comparedInWords(question: Question, answers: Answers, readings: Readings | null): string {
  const reading = readings?.[question.key]
  if (!reading || reading.isWell === null) return 'Not measured'
  return differs(question, answers, readings ?? {}) ? 'Differs' : 'No'
}

export const STATES = {
  issued: 'Not submitted',
  submitted: 'Submitted',
  returned: 'Sent back',
  countersigned: 'Countersigned',
} as const
export type State = keyof typeof STATES

/** What was submitted counts; drafts are their author's. */
export const isSigned = ({ state }: { readonly state: State }): boolean =>
  state === 'submitted' || state === 'countersigned'

export interface Statement {
  readonly state: State
  readonly isRoundOpen: boolean
  readonly personId: string
  readonly hasCounter: boolean
}

/** What stands against somebody answering a statement, or null. */
export function answerObstacle({ state, isRoundOpen, personId }: Statement, viewerId: string): string | null {
  if (personId !== viewerId) return 'Only whoever was asked can answer'
  if (!isRoundOpen) return 'The round has been closed'
  return state === 'issued' || state === 'returned' ? null : 'It has been submitted already'
}

/** What stands against somebody countersigning a statement, or null. `covers` is whether they hold the role that does so for its unit. */
export function counterObstacle(
  { state, personId, hasCounter }: Statement,
  viewerId: string,
  covers: boolean,
): string | null {
  if (!hasCounter) return 'This statement is not countersigned'
  if (state !== 'submitted') return 'It does not wait to be countersigned'
  if (personId === viewerId) return 'Nobody countersigns their own statement'
  return covers ? null : 'Only whoever holds the role that countersigns can do this'
}
