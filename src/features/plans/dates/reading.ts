import { addDays, daysBetween, inWords } from '#platform/calendar/index.ts'
import type { Dated, Role } from './dated.ts'
import type { Other, Period, Reading } from './model.ts'

/** How one date reads, likeliest first; there is always one. */
export function readDate({ role, period }: Dated): [Reading, ...Reading[]] {
  const main = inRole(role, period, (period.notes ?? []).join(' '))
  const others = (period.others ?? []).map((other) => inRole(role, withEdge(other, period), other.why))
  return [main, ...others, ...otherDeadline(role, period)]
}

function withEdge(other: Other, period: Period): Period {
  return { from: other.from, to: other.to, name: other.name, ...(period.edge && { edge: period.edge }) }
}

function inRole(role: Role, { from, to, name, edge }: Period, note: string): Reading {
  const because = (sentence: string) => (note ? `${sentence} ${note}` : sentence)
  switch (role) {
    case 'by':
      return { kind: 'by', earliest: null, latest: to, why: because(deadline(name, from, to)) }
    case 'before': {
      const eve = addDays(from, -1)
      return { kind: 'by', earliest: null, latest: eve, why: because(`Before ${name} begins, so by ${inWords(eve)}.`) }
    }
    case 'from':
      return { kind: 'ongoing', earliest: from, latest: null, why: because(`From ${name}, with no end written.`) }
    case 'until':
      return { kind: 'window', earliest: null, latest: to, why: because(`Until ${name}, so up to ${inWords(to)}.`) }
    case 'in':
      return during(name, from, to, edge, because)
  }
}

function deadline(name: string, from: string, to: string): string {
  return from === to && !name.startsWith('the end') ? `By ${name}.` : `By ${name}, whose last day is ${inWords(to)}.`
}

function during(
  name: string,
  from: string,
  to: string,
  edge: Period['edge'],
  because: (why: string) => string,
): Reading {
  if (edge === 'end') return { kind: 'by', earliest: null, latest: to, why: because(`By ${name}, ${inWords(to)}.`) }
  if (from === to) return { kind: 'day', earliest: from, latest: to, why: because(`The day as written, ${name}.`) }
  return {
    kind: 'window',
    earliest: from,
    latest: to,
    why: because(`Within ${name}: ${inWords(from)} to ${inWords(to)}.`),
  }
}

/** `by Q4` may also mean: before Q4 begins. Shown for stretches longer than a month. */
function otherDeadline(role: Role, period: Period): Reading[] {
  if (role !== 'by' || period.edge || daysBetween(period.from, period.to) < 32) return []
  const eve = addDays(period.from, -1)
  return [{ kind: 'by', earliest: null, latest: eve, why: `Before ${period.name} begins, so by ${inWords(eve)}.` }]
}
