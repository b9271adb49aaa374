import { type Choice, checkboxes, type Field, form, radios, requiredText, select, text } from '#platform/form/index.ts'
import type { Framework, FrameworkQuestion, FrameworkSection } from '../scoring/model.ts'
import { indicatorLines, levelLines, PRESETS, ruleChoices, ruleKey } from './edit.ts'

const CODE = /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/

const code = (what: string) =>
  requiredText({
    label: 'Code',
    hint: 'Such as A1. It stays the same when the words change, so that results can be compared.',
    required: `Enter the code of the ${what}`,
    most: 40,
    width: 10,
    check: (words) => (CODE.test(words) ? null : 'Code must be letters, digits, dots, hyphens and underscores'),
  })

/** A number, with decimals or without, as it was written. */
const number = (label: string, hint?: string): Field<string | null> =>
  text({
    label,
    ...(hint ? { hint } : {}),
    most: 12,
    width: 5,
    check: (words) => (/^-?\d+(\.\d+)?$/.test(words) ? null : `${label} must be a number`),
  })

export const addForm = form({
  name: requiredText({
    label: 'Name',
    hint: 'For a workbook that does not say, or a framework from nothing',
    required: 'Enter the name of the framework',
    most: 200,
  }),
  version: requiredText({ label: 'Version', hint: 'Such as 2026', required: 'Enter the version', most: 40, width: 10 }),
  scale: select({
    label: 'Scale',
    options: Object.entries(PRESETS).map(([value, preset]) => ({ value, text: preset.text })),
    required: 'Select a scale',
  }),
})

export const factsForm = (framework: Framework) =>
  form({
    name: requiredText({ label: 'Name', required: 'Enter the name', most: 200 }),
    version: requiredText({ label: 'Version', required: 'Enter the version', most: 40, width: 10 }),
    about: text({ label: 'What it is and how it is answered', lines: 5 }),
    source: text({ label: 'Where it comes from', lines: 3, most: 5_000 }),
    section: select({
      label: 'How answers make the score of a section',
      options: ruleChoices(framework, framework.rules.section),
      required: 'Select a rule',
    }),
    overall: select({
      label: 'How sections make the whole score',
      options: ruleChoices(framework, framework.rules.overall),
      required: 'Select a rule',
    }),
    target: number('Target level', 'What units should reach. Leave empty for none'),
    threshold: number('Threshold', 'Below this a unit does not comply. Leave empty for none'),
    evidence: radios({
      label: 'When a level wants more evidence than there is',
      required: 'Select what happens',
      options: [
        { value: 'say', text: 'Say so, and let the level stand' },
        { value: 'lower', text: 'Count the highest level that the evidence supports' },
      ],
    }),
    dropped: text({
      label: 'Questions of the version before that are dropped',
      hint: 'Their codes, with spaces between them',
      lines: 2,
      most: 5_000,
    }),
  })

export const filledFacts = (framework: Framework) =>
  factsForm(framework).filled({
    name: framework.name,
    version: framework.version,
    about: framework.about ?? null,
    source: framework.source ?? null,
    section: ruleKey(framework.rules.section),
    overall: ruleKey(framework.rules.overall),
    target: framework.target === undefined ? null : String(framework.target),
    threshold: framework.threshold === undefined ? null : String(framework.threshold),
    evidence: framework.evidence,
    dropped: framework.replaces?.dropped.join(' ') ?? null,
  })

export const scaleForm = form({
  levels: requiredText({
    label: 'Levels',
    hint: 'One on each line, lowest first: a number, a name and, if you like, what it means, with | between them',
    required: 'Enter the levels',
    lines: 8,
  }),
  notApplicable: checkboxes({
    label: 'Not applicable',
    options: [{ value: 'yes', text: 'A question may be answered “not applicable”' }],
  }),
})

export const filledScale = (framework: Framework) => {
  const scale = framework.scales[framework.scale]
  return scaleForm.filled({
    levels: scale ? levelLines(scale) : '',
    notApplicable: scale?.notApplicable ? ['yes'] : [],
  })
}

export const sectionForm = form({
  code: code('section'),
  name: requiredText({ label: 'Name', required: 'Enter the name of the section', most: 500 }),
  about: text({ label: 'What it is about', lines: 3 }),
  weight: number('Weight', 'For a mean by weights. 1 if left empty'),
  target: number('Target level'),
})

export const filledSection = ({ code: own, name, about, weight, target }: FrameworkSection) =>
  sectionForm.filled({
    code: own,
    name,
    about: about ?? null,
    weight: String(weight),
    target: target === undefined ? null : String(target),
  })

const levelField = (value: number) => `level-${value}`

export function questionForm(framework: Framework, question: FrameworkQuestion | null) {
  const scale = framework.scales[question?.scale ?? framework.scale]
  const sections: Choice[] = framework.sections.map((section) => ({ value: section.code, text: section.name }))
  const levels = Object.fromEntries(
    (scale?.levels ?? []).map(({ value, name }) => [
      levelField(value),
      text({ label: `Level ${value}: ${name}`, lines: 2, most: 5_000 }),
    ]),
  )
  const tables = Object.keys(framework.tables)
  return {
    main: form({
      section: select({ label: 'Section', options: sections, required: 'Select the section' }),
      code: code('question'),
      text: requiredText({ label: 'Question', required: 'Enter the question', lines: 2, most: 5_000 }),
      guidance: text({ label: 'Guidance', lines: 3 }),
      scale: select({
        label: 'Scale',
        options: Object.keys(framework.scales).map((name) => ({
          value: name,
          text: name === framework.scale ? `${name} (that of the framework)` : name,
        })),
        required: 'Select the scale',
      }),
      weight: number('Weight', 'For a mean by weights. 1 if left empty'),
      target: number('Target level'),
      of: radios({
        label: 'Asked of',
        required: 'Select what it is asked of',
        options: [
          { value: 'unit', text: 'The unit' },
          { value: 'system', text: 'Each of the unit’s systems' },
        ],
      }),
      kinds: text({
        label: 'Only of units of these kinds',
        hint: 'Such as executive-agency, with spaces between them. Leave empty to ask all',
        most: 500,
      }),
      was: text({
        label: 'Questions of the version before that it continues',
        hint: 'Their codes. Leave empty where the code is the same; write a hyphen for a new question',
        most: 500,
      }),
      ...(tables.length > 0
        ? {
            table: select({
              label: 'Truth table',
              options: tables.map((name) => ({ value: name, text: name })),
              blank: 'None: it is answered by a level',
            }),
            indicators: text({ label: 'Indicators', hint: 'One on each line: code | group | words', lines: 6 }),
          }
        : {}),
    } as Record<string, Field<string | null>>),
    levels: form(levels),
  }
}

export function filledQuestion(framework: Framework, section: string, question: FrameworkQuestion | null) {
  const { main, levels } = questionForm(framework, question)
  const known = question ?? {
    code: '',
    text: '',
    weight: 1,
    of: 'unit' as const,
    scale: undefined,
    guidance: undefined,
    target: undefined,
    for: undefined,
    was: undefined,
    table: undefined,
    levels: undefined,
  }
  const values = {
    section,
    code: known.code,
    text: known.text,
    guidance: known.guidance ?? '',
    scale: known.scale ?? framework.scale,
    weight: String(known.weight),
    target: known.target === undefined ? '' : String(known.target),
    of: known.of,
    kinds: known.for?.kinds?.join(' ') ?? '',
    was: known.was ? known.was.join(' ') || '-' : '',
    table: known.table ?? '',
    indicators: question ? indicatorLines(question) : '',
    ...Object.fromEntries(
      Object.entries(known.levels ?? {}).map(([value, words]) => [levelField(Number(value)), words]),
    ),
  }
  return { main, levels, state: { values, errors: [] } }
}

export const textForm = form({
  text: requiredText({ label: 'The framework as YAML', required: 'Enter the framework', lines: 30, most: 1_000_000 }),
})
