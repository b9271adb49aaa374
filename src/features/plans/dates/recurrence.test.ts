import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { cases } from '../../../../test/same-cases.ts'
import { readClauses } from './findings.ts'
import { interpretDate } from './index.ts'
import { isOver, liveDates } from './standing.ts'

const AS_OF = '2018-01-15'

const TURNS = 'Annually|Every year|Monthly|Weekly|Quarterly|Six monthly|Every two years|Twice a year|Every|Each'.split(
  '|',
)
const ROLES = '|in|by|from|until|to|before|after|starting|,|-|/|(|and|or|then|through|between'.split('|')
const DAYS = '1 April|31 March 2021|March|June 2018|2019|2018-19|Nov|31 March|30 Sept|Q1 2018-19|1-5 July 2018'.split(
  '|',
)
const LEADS = 'for|within|over|every|, |up to|lasting'.split('|')
const LENGTHS = 'six weeks|a year|12 months|3 years|30 days|2 years|10 working days'.split('|')
const LINKS = '|from|before|after|of'.split('|')

const dated = fc.tuple(fc.constantFrom(...ROLES), fc.constantFrom(...DAYS)).map((words) => words.join(' '))
const long = fc
  .tuple(fc.constantFrom(...LEADS), fc.constantFrom(...LENGTHS), fc.constantFrom(...LINKS))
  .map((words) => words.join(' '))
const phrases = fc
  .tuple(
    fc.constantFrom(...TURNS),
    fc.array(fc.oneof(dated, dated, long), { minLength: 1, maxLength: 3 }),
    fc.boolean(),
  )
  .map(([turn, parts, isLast]) => (isLast ? [...parts, turn] : [turn, ...parts]).join(' '))

/** What of the words a certain reading leaves out: a length of time without an end, or a date that lies outside. */
function leftOut(text: string): string[] {
  const { kind, earliest, latest, asked } = interpretDate(text, AS_OF)
  if (kind !== 'recurring' || asked) return []
  const clauses = readClauses(text, AS_OF)
  const isWithin = ({ from, to }: { from: string; to: string }) =>
    (earliest === null || to >= earliest) && (latest === null || from <= latest)
  const dates = liveDates(clauses, AS_OF).filter((date) => !isOver(date))
  const outside = dates.filter(({ role, period }) => {
    const isBound = role === 'until' || role === 'before' || role === 'by'
    if (role === 'after' || role === 'from') return earliest === null || earliest < period.from
    return isBound ? latest === null && earliest === null : earliest === null || !(period.yearless || isWithin(period))
  })
  const unended = dates.filter(({ role }) => role === 'until' && latest === null)
  const lengths = clauses.flatMap(({ durations }) => durations)
  const lost = latest === null ? lengths : []
  return [...outside, ...unended, ...lost].map((each) => JSON.stringify(each))
}

describe('what comes round', () => {
  it('is asked about where a date or a length of time of its words is not within what is read', () => {
    const { numRuns } = cases(4000)
    let certain = 0
    fc.assert(
      fc.property(phrases, (text) => {
        const { kind, asked } = interpretDate(text, AS_OF)
        if (kind === 'recurring' && !asked) certain += 1
        assert.deepEqual(leftOut(text), [], text)
      }),
      { numRuns },
    )
    assert.ok(certain > numRuns / 14, `${certain}`)
  })

  it('ends on the last day of the length that is written', () => {
    for (const [text, latest] of [
      ['Weekly for six weeks from 1 March 2018', '2018-04-11'],
      ['Annually with effect from 1 April 2018 for a period of five years', '2023-03-31'],
      ['Quarterly for two years from 1 April 2018', '2020-03-31'],
    ] as const) {
      const { why, ...reading } = interpretDate(text, AS_OF)
      assert.deepEqual([reading.latest, reading.asked], [latest, false], text)
      assert.doesNotMatch(why, /no end written/, text)
    }
  })

  it('say what is known in the place of what is not written, and what is in doubt', () => {
    for (const [text, why, asked] of [
      ['Monthly for 6 months from April 2018, started March 2017', /month, first from 1 April 2018\. It goes/, false],
      ['Bi-weekly for six weeks from 1 March 2018', /first from 1 March 2018\. “Bi-weekly” may also mean/, true],
      [
        'Annually for two years from April 2018, last reviewed March 2017',
        /2018, first from 1 April 2018\. It goes/,
        true,
      ],
      ['Immediate, then weekly for six weeks from 1 March 2018', /also say that it is done at once\./, true],
    ] as const) {
      const reading = interpretDate(text, AS_OF)
      assert.match(reading.why, why)
      assert.equal(reading.asked, asked, text)
    }
  })
})
