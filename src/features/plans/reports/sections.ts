/** The parts of a progress report, in their order. */
export const SECTIONS = [
  'summary',
  'status',
  'progress',
  'overdue',
  'slipped',
  'awaiting',
  'refused',
  'due-next',
  'annex',
  'method',
] as const
export type Section = (typeof SECTIONS)[number]

export const SECTION_NAMES: Readonly<Record<Section, string>> = {
  summary: 'Summary in figures',
  status: 'Actions by their latest claim, with a picture',
  progress: 'By recommendation, or by plan',
  overdue: 'Overdue',
  slipped: 'Slipped',
  awaiting: 'Claims without a verdict',
  refused: 'Claims that were not accepted',
  'due-next': 'Due by the end of this quarter and in the next',
  annex: 'Annex: every action',
  method: 'How the figures are made',
}

/** The parts that a summary can hold: what they leave out is told in its figures. With these it fits two pages. */
export const SUMMARY_SECTIONS: readonly Section[] = ['summary', 'status', 'progress', 'overdue', 'due-next']
