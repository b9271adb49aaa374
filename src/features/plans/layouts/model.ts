import type { Day } from '#platform/calendar/index.ts'
import { inWords } from '#platform/calendar/index.ts'
import { CONTENT_FIELD } from '#platform/documents/index.ts'
import type { Section } from '../reports/sections.ts'
import type { ReportFigures } from '../reports/store.ts'

/** How a board wants its report. */
export interface Layout {
  readonly id: string
  readonly version: number
  readonly name: string
  readonly introduction: string | null
  readonly sections: readonly Section[]
  readonly isSummary: boolean
  /** The plans; null for all of them. */
  readonly planIds: readonly string[] | null
  readonly template: Buffer | null
  readonly templateName: string | null
}

/** The fields that a template can ask for, with what each says. */
export const TEMPLATE_FIELDS: Readonly<Record<string, string>> = {
  [CONTENT_FIELD]: 'The whole report, where this stands in a paragraph of its own',
  title: 'What the report is of',
  board: 'The name of this layout',
  introduction: 'The words at the start',
  date: 'The day as of which the report speaks',
  actions: 'How many actions there are',
  finished: 'How many are finished',
  overdue: 'How many are overdue',
  slipped: 'How many have slipped',
  awaiting: 'How many claims wait for a verdict',
  'due-now': 'How many fall due from the day of the report to the end of its quarter',
  'due-next': 'How many fall due in the next quarter',
}

/** What stands in a template that no report can fill, as a sentence; null where all is well. */
export function strangers(fields: readonly string[]): string | null {
  const unknown = fields.filter((field) => !(field in TEMPLATE_FIELDS))
  if (unknown.length === 0) return null
  const names = unknown.slice(0, 10).map((field) => `{{${field}}}`)
  return `The template has ${unknown.length === 1 ? 'a field' : 'fields'} that no report can fill: ${names.join(', ')}. The fields are ${Object.keys(
    TEMPLATE_FIELDS,
  )
    .map((field) => `{{${field}}}`)
    .join(', ')}.`
}

/** What the fields of a template become: without a figure where none can be given. */
export function fieldsOf(
  { name, introduction }: Pick<Layout, 'name' | 'introduction'>,
  title: string,
  asOf: Day,
  figures: ReportFigures | null,
): Record<string, string> {
  const figure = (key: keyof Omit<ReportFigures, 'byStatus'>) => (figures ? String(figures[key]) : '–')
  return {
    title,
    board: name,
    introduction: introduction ?? '',
    date: inWords(asOf),
    actions: figure('actions'),
    finished: figure('finished'),
    overdue: figure('overdue'),
    slipped: figure('slipped'),
    awaiting: figure('awaiting'),
    'due-now': figure('dueNow'),
    'due-next': figure('dueNext'),
  }
}
