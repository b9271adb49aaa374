import { addDays, daysBetween, inWords } from '#platform/calendar/index.ts'
import type { Dated } from './dated.ts'
import type { Considered, Period } from './model.ts'
import type { Role } from './roles.ts'
import { kindsOf, wordsOf } from './sentences.ts'

/** How one date reads, likeliest first; there is always one. */
export function readDate({ role, period }: Dated): [Considered, ...Considered[]] {
  const others = (period.others ?? []).map((other) => {
    const read = inRole(role, withEdge(other, period), other.why)
    return other.isInstead && role === 'in' ? { ...read, why: other.why } : read
  })
  if (period.unclear !== undefined)
    return [
      {
        kind: 'unset',
        earliest: null,
        latest: null,
        why: period.unclear,
        isAsked: true,
        doubts: [period.unclearAs ?? 'other'],
      },
      ...others,
    ]
  const { notes = [], doubts = [] } = period
  const main = inRole(role, period, wordsOf([...notes, ...doubts]).join(' '))
  const told = { ...main, doubts: kindsOf(doubts, notes), ...(doubts.length > 0 && { isAsked: true }) }
  return [told, ...others, ...otherDeadline(role, period)]
}

function withEdge(other: Period, period: Period): Period {
  return { from: other.from, to: other.to, name: other.name, ...(period.edge && { edge: period.edge }) }
}

function inRole(role: Role, { from, to, name, edge }: Period, note: string): Considered {
  const because = (sentence: string) => (note ? `${sentence} ${note}` : sentence)
  switch (role) {
    case 'by':
      if (edge === 'start')
        return { kind: 'by', earliest: null, latest: from, why: because(`By ${name}, which is ${inWords(from)}.`) }
      return { kind: 'by', earliest: null, latest: to, why: because(deadline(name, from, to)) }
    case 'before': {
      if (edge === 'end')
        return { kind: 'by', earliest: null, latest: to, why: because(`Before ${name} is over, so by ${inWords(to)}.`) }
      const eve = addDays(from, -1)
      return { kind: 'by', earliest: null, latest: eve, why: because(`Before ${name} begins, so by ${inWords(eve)}.`) }
    }
    case 'from':
      return { kind: 'ongoing', earliest: from, latest: null, why: because(`From ${name}, with no end written.`) }
    case 'after': {
      // `after 1 July` and `after March` both begin when what they name is over.
      const first = addDays(to, 1)
      return {
        kind: 'ongoing',
        earliest: first,
        latest: null,
        why: because(`After ${name}, so from ${inWords(first)}, with no end written.`),
      }
    }
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
): Considered {
  if (edge === 'end') return { kind: 'by', earliest: null, latest: to, why: because(`By ${name}, ${inWords(to)}.`) }
  if (from === to) return { kind: 'day', earliest: from, latest: to, why: because(`The day as written, ${name}.`) }
  return {
    kind: 'window',
    earliest: from,
    latest: to,
    why: because(`Within ${name}: ${inWords(from)} to ${inWords(to)}.`),
  }
}

/** `by Q4` may also mean: before Q4 begins. Shown for stretches longer than a month. `after March` may mean from its first day. */
function otherDeadline(role: Role, period: Period): Considered[] {
  if (role === 'after') {
    const { from } = period
    return [{ kind: 'ongoing', earliest: from, latest: null, why: `It may begin on ${inWords(from)}.` }]
  }
  const isNamedFeast = /^(Easter|Whit)/.test(period.name)
  if (role === 'by' && period.edge === 'start')
    return [
      { kind: 'by', earliest: null, latest: period.to, why: `By ${inWords(period.to)}, if the first part is meant.` },
    ]
  if (role !== 'by' || period.edge || (!isNamedFeast && daysBetween(period.from, period.to) < 32)) return []
  const eve = addDays(period.from, -1)
  return [{ kind: 'by', earliest: null, latest: eve, why: `Before ${period.name} begins, so by ${inWords(eve)}.` }]
}
