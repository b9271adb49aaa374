import type { Table } from '#platform/reading/index.ts'
import { isUndecided } from '../../undecided.ts'
import { fieldOfHeader } from '../headers/headers.ts'
import type { Column, ColumnField } from '../model/model.ts'
import { isOfAssessor } from '../statuses/verdict-columns.ts'
import { valuesOf } from '../words/table-values.ts'

/** Words with which whoever a recommendation is made to answers it. */
const ANSWERS =
  /^(?:(?:the )?(?:recommendation|finding) (?:is |was |has been )?)?(?:(?:not|fully|partially|partly|largely|substantially|un) ?)?(?:accept(?:ed|s)?|agree(?:[ds]|ment)?|support(?:ed|s)?|endorse[ds]?|reject(?:ed|s)?|declined?|disagree[ds]?|refused?|noted?)\b(?:[.!]?$|[\s,:;(\u2013\u2014-].{0,60}$)/i
/** What stands among such answers, and is none by itself. */
const BESIDE =
  /^(?:yes|no|y|n|n\/?a|partial(?:ly)?|partly|in (?:part|principle|full)|deferred|under (?:consideration|review)|pending|[-\u2013\u2014]+)[.!]?$/i
const ANSWERED: ReadonlySet<ColumnField> = new Set(['recommendation', 'recommendation-ref', 'objective'])

/**
 * Where no column is called response, one that holds nothing but words that accept or decline is one, whoever its header says decided:
 * `Cabinet decision`, `Council position`. It is asked about.
 */
export function withResponsesTold(table: Table, columns: readonly Column[], firstRow: number): readonly Column[] {
  if (columns.some(({ field }) => field === 'response') || !columns.some(({ field }) => ANSWERED.has(field)))
    return columns
  const at = columns.findIndex(({ field, header }, index) => {
    if (field !== 'commentary' || header === null || isOfAssessor(header)) return false
    if (fieldOfHeader(header) === 'status') return false
    return holdsAnswers(valuesOf(table, index, firstRow))
  })
  return columns.map((column, index) => (index === at ? { ...column, field: 'response', guessed: true } : column))
}

function holdsAnswers(texts: readonly string[]): boolean {
  const answers = texts.filter((text) => ANSWERS.test(text))
  return (
    answers.length > 0 &&
    answers.length >= texts.length / 2 &&
    texts.every((text) => ANSWERS.test(text) || BESIDE.test(text) || isUndecided(text))
  )
}
