import {
  checkboxes,
  type Field,
  type FormState,
  form,
  radios,
  text,
  type Values,
  wholeNumber,
} from '#platform/form/index.ts'
import type { Html } from '#platform/page/index.ts'
import { type Answers, type Question, questionsOf, type Readings, type StatementForm, YES_NO_NAMES } from '../model.ts'

const nameOf = ({ key }: Question) => `q-${key}`
const whyOf = ({ key }: Question) => `q-${key}-why`

/** The controls of one question: its answer, and the words that explain it where some answer has to be. */
function fieldsOf(question: Question, readings: Readings): Record<string, Field<unknown>> {
  const { kind, text: label, options = [], explain } = question
  const measured = readings[question.key]?.words
  const hint = [question.hint, measured ? `The measures say: ${measured}` : undefined].filter(Boolean).join('. ')
  const common = { label, ...(hint ? { hint } : {}) }
  const pairs = Object.entries(YES_NO_NAMES).map(([value, name]) => ({ value, text: name }))
  const fields: Record<Question['kind'], () => Field<unknown>> = {
    'yes-no': () => radios({ ...common, options: pairs, isInline: true }) as Field<unknown>,
    choice: () => radios({ ...common, options: options.map((value) => ({ value, text: value })) }) as Field<unknown>,
    text: () => text({ ...common, lines: 3, most: 10_000 }) as Field<unknown>,
    number: () => wholeNumber({ ...common, least: 0, most: 1_000_000_000 }) as Field<unknown>,
    confirm: () => checkboxes({ ...common, options: [{ value: 'yes', text: 'I agree' }] }) as Field<unknown>,
  }
  const answer = fields[kind]()
  if (!explain) return { [nameOf(question)]: answer }
  const said = YES_NO_NAMES[explain] ?? explain
  return {
    [nameOf(question)]: answer,
    [whyOf(question)]: text({
      label: `If “${said}”: why, and what will be done?`,
      lines: 2,
      most: 5_000,
    }) as Field<unknown>,
  }
}

/** A statement as a form: all of its questions on one page, in their parts. */
export function answerForm(body: StatementForm, readings: Readings) {
  const fields = Object.assign({}, ...questionsOf(body).map((question) => fieldsOf(question, readings))) as Record<
    string,
    Field<unknown>
  >
  const all = form(fields)
  return {
    /** The controls of each part, under its title. */
    parts: (state: FormState): { readonly title: string; readonly controls: Html[] }[] =>
      body.sections.map(({ title, questions }) => ({
        title,
        controls: questions.flatMap((question) =>
          Object.keys(fieldsOf(question, readings)).map((name) => all.control(name, state)),
        ),
      })),
    /** What was sent, as answers; the second part is what is wrong with it. */
    read: (values: Values) => {
      const read = all.read(values)
      return read.ok ? { answers: answersFrom(body, read.value) } : { errors: read.errors }
    },
    filled: (answers: Answers): FormState => {
      const values: Record<string, string | string[]> = {}
      for (const question of questionsOf(body)) {
        const { value = null, why = null } = answers[question.key] ?? {}
        values[nameOf(question)] = question.kind === 'confirm' ? (value ? [value] : []) : (value ?? '')
        values[whyOf(question)] = why ?? ''
      }
      return { values, errors: [] }
    },
  }
}

function answersFrom(body: StatementForm, value: Readonly<Record<string, unknown>>): Answers {
  return Object.fromEntries(
    questionsOf(body).map((question) => {
      const given = value[nameOf(question)]
      const said = Array.isArray(given) ? (given[0] ?? null) : given
      return [
        question.key,
        {
          value: typeof said === 'string' && said !== '' ? said : null,
          why: typeof value[whyOf(question)] === 'string' ? (value[whyOf(question)] as string) : null,
        },
      ]
    }),
  )
}

/** What is still missing before a statement can be submitted, by control. */
export function missing(body: StatementForm, answers: Answers): { field: string; message: string; control?: string }[] {
  return questionsOf(body).flatMap((question) => {
    const { value = null, why = null } = answers[question.key] ?? {}
    const { kind, text: label, explain, optional } = question
    const isWords = kind === 'text' || kind === 'number'
    if (value === null)
      return optional
        ? []
        : [{ field: nameOf(question), message: `${isWords ? 'Enter' : 'Select'} an answer: ${label}` }]
    return explain === value && !why
      ? [{ field: whyOf(question), message: `Enter why, and what will be done: ${label}` }]
      : []
  })
}
