import { agreeing, counted } from '#platform/words.ts'

/** What incidents say of how many people they affected. */
export interface Affected {
  /** How many breaches of personal data there were, and how many of them say whom they affected. */
  readonly personal: number
  readonly saying: number
  /** How many people all incidents affected, and how many of them the breaches. */
  readonly people: number
  readonly inBreaches: number
  /** How many other incidents there were, and how many of them say whom they affected. */
  readonly others: number
  readonly othersSaying: number
}

/**
 * How many people incidents affected, as lines: beside a number stands of how many it is, where some do not say. A breach of personal data
 * must say it yet; of other incidents that is told only beside those that do.
 */
export function peopleAffected(told: Affected): string[] {
  const { personal, saying, people, others, othersSaying } = told
  const elsewhere = people - told.inBreaches
  const isWhole = saying === personal && (elsewhere === 0 || othersSaying === others)
  if (isWhole) return people > 0 ? [affected(people)] : []
  const all =
    personal === 0 ? counted(others, 'incident', 'incidents') : counted(others, 'other incident', 'other incidents')
  return [
    ...(personal > 0 ? [affectedInBreaches(told)] : []),
    ...(elsewhere > 0 && othersSaying === others ? [`${affected(elsewhere)} by other incidents`] : []),
    ...(elsewhere > 0 && othersSaying < others
      ? [`${affected(elsewhere)} in ${othersSaying} of ${all}; ${silence(others - othersSaying)}`]
      : []),
  ]
}

const affected = (count: number): string => `${counted(count, 'person was', 'people were')} affected`
const silence = (count: number): string => agreeing(count, 'the other does not say', 'the others do not say')

function affectedInBreaches({ personal, saying, inBreaches }: Affected): string {
  const breaches = counted(personal, 'breach', 'breaches')
  if (saying === personal) return `${affected(inBreaches)} in ${breaches}`
  if (saying === 0)
    return `${agreeing(personal, 'The breach does', 'The breaches do')} not say yet how many people were affected`
  return `${affected(inBreaches)} in ${saying} of ${breaches}; ${silence(personal - saying)} yet`
}
