import type { Choice } from '#platform/form/index.ts'

/** Kinds of unit: the department itself, what belongs to it, and what stands at arm's length. Source: Cabinet Office, Public bodies handbook. */
export const UNIT_KINDS: readonly Choice[] = [
  { value: 'core-department', text: 'Core department' },
  { value: 'executive-agency', text: 'Executive agency' },
  { value: 'arms-length-body', text: 'Arm’s-length body' },
  { value: 'directorate', text: 'Directorate or group' },
  { value: 'division', text: 'Division' },
  { value: 'team', text: 'Team' },
]

/** Said where units would lie deeper than `unit_depth` allows. */
export const TOO_DEEP =
  'Units can lie in 50 levels at most, one below the other: choose one that lies higher, or move what lies below first'

/** Grades of the civil service, lowest first. */
export const GRADES: readonly Choice[] = [
  'AA',
  'AO',
  'EO',
  'HEO',
  'SEO',
  'Grade 7',
  'Grade 6',
  'SCS 1',
  'SCS 2',
  'SCS 3',
  'Permanent Secretary',
  'Other',
].map((grade) => ({ value: grade, text: grade }))

/** Where the rights of a role hold. */
export const REACHES: readonly Choice[] = [
  { value: 'unit', text: 'In the unit of the appointment and below it' },
  { value: 'everywhere', text: 'Everywhere' },
]
