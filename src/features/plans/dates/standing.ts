import type { Day } from '#platform/calendar/index.ts'
import type { Dated } from './dated.ts'
import type { Clause } from './findings.ts'

/** Whether the words say that a date does not stand. */
export const isOver = ({ standing }: Dated): boolean => standing === 'old' || standing === 'denied'

export const isDeadline = (date: Dated): boolean => date.role === 'by' || date.role === 'before'

/** The dates of a clause that still promise something. */
export function promisesIn(clause: Clause, asOf: Day): readonly Dated[] {
  const hasDeadline = clause.dates.some(isDeadline)
  if (clause.states.has('started') && !hasDeadline) return []
  const isReport =
    clause.states.has('done') || clause.states.has('started') || (clause.states.has('complete') && !hasDeadline)
  const dates = clause.dates.filter((date) => date.standing !== 'past')
  const standing = dates.some((date) => date.standing === 'new')
    ? dates.filter((date) => date.standing === 'new')
    : dates.filter((date) => !isOver(date))
  const candidates = standing.length > 0 ? standing : dates
  return isReport ? candidates.filter((date) => !reports(date, clause, asOf)) : candidates
}

/** Whether a date in a clause that says `completed` tells when that was, and is not a deadline yet to come. */
function reports(date: Dated, clause: Clause, asOf: Day): boolean {
  if (isDeadline(date)) return date.period.to < asOf
  return clause.states.has('done') || date.period.from <= asOf
}

/** The dates of a clause that tell when something was. */
export function reportedIn(clause: Clause, asOf: Day): Dated[] {
  const promised = new Set(promisesIn(clause, asOf))
  const tells = (['done', 'complete', 'started', 'ongoing'] as const).some((state) => clause.states.has(state))
  return clause.dates.filter((date) => date.standing === 'past' || (tells && !promised.has(date)))
}

/** Every date of the words that still promises something; where some are new, those that they replace do not. */
export function liveDates(clauses: readonly Clause[], asOf: Day): readonly Dated[] {
  const promised = clauses.flatMap((clause) => promisesIn(clause, asOf))
  const isRevised = promised.some(({ standing }) => standing === 'new')
  return isRevised ? promised.filter((date) => !isOver(date)) : promised
}
