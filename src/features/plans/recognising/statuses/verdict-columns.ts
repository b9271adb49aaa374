import type { Table } from '#platform/reading/index.ts'
import { statusOfWords, verdictOfWords } from '../../statuses.ts'
import { isElsewhen, plainHeader } from '../headers/headers.ts'
import type { Column } from '../model/model.ts'
import { kindOf } from '../owners/owner-words.ts'
import { valuesOf } from '../words/table-values.ts'
import { isStatusWord } from '../words/wording.ts'
import { isDoubtfulStatus } from './state-columns.ts'

/** Who looks at what others claim, and what they call what they say of it. */
const OF_ASSESSOR =
  /\b(?:audit|auditors?|assessors?|assessed|assurance|inspect(?:ors?|ion)|inspectorate|follow ?up|verif\w+|validat\w+|reviewers?|independent|ia|tna|ico|nao|cqc|opinion|verdict|assessment|conclusion|findings?|tested|testing|scrutiny)\b/

/** Whether a header names an assessor, or what one says. */
export const isOfAssessor = (header: string): boolean => OF_ASSESSOR.test(plainHeader(header))

/** Whether words alone in a cell say how something stands, or what somebody thinks of it. */
const judges = (words: string): boolean =>
  isStatusWord(words) || statusOfWords(words) !== null || verdictOfWords(words) !== null

/**
 * Columns that are called findings, outcomes and the like, and hold only words such as `Implemented` or `Not met`: what an assessor says,
 * or how things stand, and no recommendations.
 */
export function withVerdicts(table: Table, columns: readonly Column[], firstRow: number): readonly Column[] {
  return columns.map((column, index): Column => {
    const { field, header } = column
    if (field === 'verdict' && holdsNames(table, index, firstRow)) return { ...column, field: 'commentary' }
    const isNamed = field === 'recommendation' || field === 'objective'
    if (header === null || !(isNamed || field === 'commentary') || isDoubtfulStatus(column)) return column
    const isAssessed = isOfAssessor(header) && !isElsewhen(header)
    if ((!isNamed && !isAssessed) || !holdsJudgements(table, index, firstRow)) return column
    return { header, field: isAssessed ? 'verdict' : 'commentary', guessed: true }
  })
}

/** Whether people are named below a header such as `Auditor`, and nobody's judgement stands there. */
function holdsNames(table: Table, column: number, firstRow: number): boolean {
  const values = valuesOf(table, column, firstRow)
  return (
    values.length > 0 && values.every((words) => !judges(words) && ['name', 'role', 'post'].includes(kindOf(words)))
  )
}

function holdsJudgements(table: Table, column: number, firstRow: number): boolean {
  const values = valuesOf(table, column, firstRow)
  return values.length > 0 && values.every(judges)
}
