import {
  type Choice,
  day,
  type Field,
  type Form,
  type FormState,
  form,
  radios,
  requiredText,
  text,
  webAddress,
} from '#platform/form/index.ts'
import { capital } from '#platform/words.ts'
import type { CompiledQuestion } from '../scoring/compile.ts'
import { isOnScale, scaleInWords } from '../scoring/scale.ts'
import type { AnswerFacts, GivenAnswer } from './store.ts'

const NOT_APPLICABLE = 'n/a'

const indicatorName = (code: string) => `indicator-${code}`

/** The levels of a question as choices, with what each means for it. */
export function levelChoices({ question, scale }: CompiledQuestion): Choice[] {
  const levels = (scale.levels ?? []).map(({ value, name, means }): Choice => {
    const hint = question.levels?.[String(value)] ?? means
    return {
      value: String(value),
      text: name === String(value) ? name : `${value} – ${name}`,
      ...(hint ? { hint } : {}),
    }
  })
  return scale.notApplicable
    ? [...levels, { value: NOT_APPLICABLE, text: 'Not applicable', hint: 'Say below why it does not apply' }]
    : levels
}

export interface AnswerForm {
  readonly answer: Form<Record<string, Field<string | null>>>
  readonly support: Form<Record<string, Field<string | null>>>
}

const applies: Field<string | null> = radios({
  label: 'Does it apply?',
  required: 'Select whether it applies',
  isInline: true,
  options: [
    { value: 'yes', text: 'Yes' },
    { value: NOT_APPLICABLE, text: 'No, not to us' },
  ],
})

/** The form of a question: by level, in points, or by indicators. */
export function answerForm(
  compiled: CompiledQuestion,
  withMeeting: boolean,
  noteFrom: string | null = null,
): AnswerForm {
  return { answer: form(answerFields(compiled)), support: supportForm(withMeeting, noteFrom) }
}

function answerFields(compiled: CompiledQuestion): Record<string, Field<string | null>> {
  const { question, scale, table } = compiled
  if (question.indicators) {
    const options = (table?.answers ?? []).map((value) => ({ value, text: capital(value) }))
    const fields = question.indicators.map(({ code, text: words }) => [
      indicatorName(code),
      radios({ label: words, options, isInline: true }),
    ])
    return { ...(scale.notApplicable ? { applies } : {}), ...Object.fromEntries(fields) }
  }
  if (scale.levels)
    return {
      value: radios({
        label: question.text,
        isHeading: true,
        required: 'Select the level that describes you',
        options: levelChoices(compiled),
      }),
    }
  const points: Field<string | null> = text({
    label: question.text,
    isHeading: true,
    hint: `Points from ${scaleInWords({ ...scale, notApplicable: false })}${scale.notApplicable ? ', or n/a if it does not apply' : ''}`,
    required: 'Enter the points',
    most: 20,
    width: 5,
    check: (words) =>
      (scale.notApplicable && words.toLowerCase() === NOT_APPLICABLE) ||
      (words !== '' && isOnScale(scale, Number(words)))
        ? null
        : `Points must be ${scaleInWords(scale)}`,
  })
  return { value: points }
}

function supportForm(withMeeting: boolean, noteFrom: string | null): Form<Record<string, Field<string | null>>> {
  return form({
    ...(withMeeting
      ? {
          said: text({
            label: 'What was said in the meeting',
            hint: 'In a sentence or two, without names',
            lines: 3,
            most: 5_000,
          }),
        }
      : {}),
    note: text({
      label: 'What shows it',
      hint: noteFrom
        ? `These words are from ${noteFrom}. Change them if your answer is another one now, or they are not true any more`
        : 'Why this answer is right, or why the question does not apply',
      lines: 3,
      most: 5_000,
    }),
    url: webAddress({ label: 'Add a link as evidence', hint: 'Beginning with https://' }),
  })
}

/** The form with the answer that stands. */
export function filledAnswer(compiled: CompiledQuestion, answer: AnswerFacts | null): FormState {
  if (!answer) return { values: {}, errors: [] }
  const indicators = Object.entries(answer.indicators ?? {}).map(
    ([code, given]) => [indicatorName(code), given] as const,
  )
  return {
    errors: [],
    values: {
      value: answer.isNotApplicable ? NOT_APPLICABLE : answer.value === null ? '' : String(answer.value),
      applies: answer.isNotApplicable ? NOT_APPLICABLE : compiled.question.indicators ? 'yes' : '',
      note: answer.note ?? '',
      said: answer.said ?? '',
      ...Object.fromEntries(indicators),
    },
  }
}

/** What was answered: nothing where the form is wrong. Indicators may be answered one by one. */
export function readAnswer(
  { answer, support }: AnswerForm,
  compiled: CompiledQuestion,
  values: FormState['values'],
  meetingId: string | null,
): { readonly given: GivenAnswer; readonly url: string | null } | { readonly errors: FormState['errors'] } {
  const [own, beside] = [answer.read(values), support.read(values)]
  if (!own.ok || !beside.ok) return { errors: [...own.errors, ...beside.errors] }
  const { note = null, said = null, url = null } = beside.value
  const isNotApplicable = [own.value.value?.toLowerCase(), own.value.applies].includes(NOT_APPLICABLE)
  if (isNotApplicable && note === null) return { errors: [{ field: 'note', message: 'Enter why it does not apply' }] }
  const { indicators } = compiled.question
  const given = (indicators ?? []).flatMap(({ code }) => {
    const one = own.value[indicatorName(code)]
    return one ? [[code, one] as const] : []
  })
  if (indicators && !isNotApplicable && given.length === 0)
    return {
      errors: [
        {
          field: indicatorName(indicators[0]?.code ?? ''),
          message: 'Say of one statement at least whether it is true',
        },
      ],
    }
  const value = indicators || isNotApplicable ? null : Number(own.value.value)
  return {
    url,
    given: {
      value,
      isNotApplicable,
      indicators: indicators && !isNotApplicable ? Object.fromEntries(given) : null,
      note,
      said,
      meetingId,
    },
  }
}

export const meetingForm = form({
  held: day({ label: 'Held on', required: 'Enter the day of the meeting' }),
  facilitator: requiredText({
    label: 'Who leads it',
    hint: 'By role, such as Knowledge Champion',
    required: 'Enter who leads it',
    most: 200,
  }),
  moderator: text({ label: 'Who moderates it', hint: 'Somebody of the central team, if they are there', most: 200 }),
  attendance: requiredText({
    label: 'Who is there',
    hint: 'How many, and by role',
    required: 'Enter who is there',
    lines: 3,
    most: 2_000,
  }),
})

export const endMeetingForm = form({ note: text({ label: 'Anything to add', lines: 3, most: 5_000 }) })

export const systemsForm = form({
  names: text({ label: 'Systems', hint: 'One on each line, by the name that people use', lines: 6, most: 5_000 }),
})

export const withdrawForm = form({
  why: requiredText({ label: 'Why is it withdrawn?', required: 'Enter why it is withdrawn', lines: 3, most: 2_000 }),
})

export const declineForm = form({
  why: requiredText({
    label: 'Why does the unit not take part?',
    required: 'Enter why the unit does not take part',
    lines: 3,
    most: 2_000,
  }),
})
