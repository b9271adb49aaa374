const why = 'They record who wrote or issued a report'

/** Every column of the room that names a person: none ties them to something. */
export const references = [
  { column: 'reports.report.issued_by', is: 'record', why },
  { column: 'reports.report.made_by', is: 'record', why },
  { column: 'reports.step.by_person_id', is: 'record', why },
] as const
