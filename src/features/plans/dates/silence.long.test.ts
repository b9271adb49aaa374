import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { cases } from '../../../../test/same-cases.ts'
import { isHarmless, isHarmlessMark } from './harmless.ts'
import { interpretDate } from './index.ts'
import type { Interpretation } from './model.ts'
import { PHRASES } from './phrases.fixture.ts'

const AS_OF = '2018-01-15'

/** What somebody would take for certain: the reading, whether it is asked about, and whether it is marked as not firm. */
const certain = ({ kind, earliest, latest, asked, alternatives }: Interpretation) =>
  JSON.stringify([kind, earliest, latest, asked ?? false, alternatives.some((other) => other.kind === 'unset')])

/** Phrases that are read for certain; what a condition hangs on is in words of any kind, and what stands before a day that another replaces denies that day alone. */
const CERTAIN = PHRASES.flatMap(([text = '', asOf, kind, , , asked]) => {
  const isCertain = asOf === AS_OF && kind !== 'unset' && kind !== 'conditional' && !asked && !/→|\(now /.test(text)
  return isCertain && !interpretDate(text, AS_OF).alternatives.some((other) => other.kind === 'unset') ? [text] : []
})

/** Words that deny, bound, divide, doubt or put off what is said beside them. */
const QUALIFIERS =
  "not never no nothing nobody unlikely unable cannot won't isn't wouldn't hasn't impossible missed failed partly nearly except excluding without unless although draft interim pilot initial minus plus least most minimum beyond past exceeding earlier sooner term decade century fortnight lunar Hijri Julian dependent rejected withdrawn abandoned optional maybe hopefully perhaps alternatively otherwise instead formerly previously Ramadan Diwali harvest solstice if when".split(
    ' ',
  )

const inserted = (text: string, word: string, where: number): string => {
  const words = text.split(' ')
  return words.toSpliced(where % (words.length + 1), 0, word).join(' ')
}

const isUnchanged = (text: string, changed: string) =>
  certain(interpretDate(text, AS_OF)) === certain(interpretDate(changed, AS_OF))

describe('what is not understood in the words of a date', () => {
  it('is asked about, wherever it stands, unless it is known to be harmless', () => {
    assert.ok(CERTAIN.length > 300, `${CERTAIN.length}`)
    const letters = fc.string({
      unit: fc.constantFrom(...'bcdfghklmnprtvwxzaeiou'.split('')),
      minLength: 6,
      maxLength: 12,
    })
    const word = letters.filter((made) => !isHarmless(made))
    fc.assert(
      fc.property(fc.constantFrom(...CERTAIN), word, fc.nat(20), (text, strange, where) => {
        const changed = inserted(text, strange, where)
        assert.ok(!isUnchanged(text, changed), changed)
      }),
      cases(3000),
    )
  })

  it('is named in one sentence, as it is written', () => {
    const { why } = interpretDate('Deliver AODocs by end March 2018 with FABRIC Qwyx', AS_OF)
    assert.match(why, / “AODocs”, “FABRIC” and “Qwyx” are not understood\. Please check\.$/)
    assert.match(interpretDate('Zorblify by March 2018', AS_OF).why, / “Zorblify” is not understood\. /)
  })

  it('is asked about where it denies, qualifies or divides what is said', () => {
    fc.assert(
      fc.property(fc.constantFrom(...CERTAIN), fc.constantFrom(...QUALIFIERS), fc.boolean(), (text, word, isFirst) => {
        const changed = isFirst ? `${word} ${text}` : `${text} ${word}`
        assert.ok(!isUnchanged(text, changed), changed)
      }),
      cases(3000),
    )
  })

  it('is asked about in a sentence of its own, too', () => {
    for (const text of ['31 March 2018', 'by Q3 2018-19', 'from May 2018', 'quarterly', 'ongoing', '6 months'])
      for (const sentence of ['Not agreed.', 'Rejected.', 'Only the pilot.', 'Blorfix.', 'Cancelled'])
        for (const changed of [`${text}. ${sentence}`, `${text}; ${sentence}`, `${text}\n${sentence}`])
          assert.ok(!isUnchanged(text, changed), changed)
  })

  it('is asked about where a mark or a number stands for it', () => {
    for (const text of ['31 March 2018', 'by Q3 2018-19', 'ongoing', 'quarterly'])
      for (const mark of ['✗', '❌', '≠', '<', '>', '±', '=', '^', '½', '→', '⛔']) {
        assert.ok(!isHarmlessMark(mark), mark)
        assert.ok(!isUnchanged(text, `${text} ${mark}`), `${text} ${mark}`)
      }
    assert.ok(!isUnchanged('in June 2018', '10th report in June 2018'))
    assert.ok(isUnchanged('in June 2018', '10 reports in June 2018'))
    for (const text of ['31 March 2018', 'by Q3 2018-19'])
      for (const number of ['47', '3/7/9/1', '10th', '2.5']) {
        assert.ok(!isUnchanged(text, `${number} ${text}`), `${number} ${text}`)
        assert.ok(!isUnchanged(text, `${text} ${number}`), `${text} ${number}`)
      }
  })

  it('is passed over where it only says who and what', () => {
    for (const [text, words] of [
      ['by 31 March 2018', 'Report to the Board by 31 March 2018'],
      ['March 2018', 'KIM team to publish the revised guidance in March 2018'.replace('revised ', '')],
      ['by June 2018', 'Policy signed off by the SIRO by June 2018, no further action'],
      ['June 2018', '3 workshops for all staff, June 2018'],
    ] as const)
      assert.ok(isUnchanged(text, words), words)
  })
})

describe('a date of something else', () => {
  const DATES = ['March 2018', '12 March 2018', 'June 2019', 'end of March 2019', 'Q3 2018-19', 'spring 2019']
  const isAsked = (words: string) => assert.equal(interpretDate(words, AS_OF).asked, true, words)
  const date = fc.constantFrom(...DATES)

  it('is no promise where it says when a date will be set', () => {
    const setting = fc.constantFrom(
      'To be agreed',
      'Dates to follow',
      'Date to be set',
      'Timescale to be confirmed',
      'To be determined',
      'To be scheduled',
      'Timetable to be announced',
      'Dates TBA in',
      'TBC by',
      'Board to set date',
      'Agree dates',
    )
    const link = fc.constantFrom('', 'in', 'by', 'on', 'after')
    fc.assert(
      fc.property(setting, link, date, (words, linking, day) => {
        const text = [words, / (?:in|by)$/.test(words) ? '' : linking, day].filter(Boolean).join(' ')
        isAsked(text)
        assert.equal(interpretDate(text, AS_OF).latest, null, text)
      }),
    )
  })

  it('is asked about where a part has no date, whatever the part is', () => {
    const part = fc.constantFrom('delivery', 'rest', 'decision', 'rollout', 'training', 'phase 2')
    const open = fc.constantFrom('TBC', 'TBA', 'to follow', 'to be agreed', 'to be confirmed')
    fc.assert(
      fc.property(date, part, open, fc.constantFrom(', ', '. ', '; ', ' - '), (day, name, words, mark) =>
        isAsked(`Report by ${day}${mark}${name} ${words}`),
      ),
    )
  })

  it('is asked about where it may be one turn of what comes round', () => {
    const often = fc.constantFrom('annual', 'quarterly', 'monthly', 'weekly', 'fortnightly', 'biannual')
    const thing = fc.constantFrom('report', 'Board', 'meeting', 'return', 'audit', 'review', 'update', 'newsletter')
    const between = fc.constantFrom(' ', ', ', ' on ', ' in ', ' by ')
    fc.assert(
      fc.property(
        often,
        thing,
        between,
        fc.constantFrom('March 2018', '12 March 2018', 'June 2019'),
        (word, noun, link, day) => {
          const text = `${word} ${noun}${link}${day}`
          const reading = interpretDate(text, AS_OF)
          assert.ok(reading.asked === true || reading.kind !== 'recurring', text)
        },
      ),
    )
  })

  it('is asked about where something else ends then', () => {
    const thing = fc.constantFrom('Contract', 'Policy', 'System support', 'Consultation', 'Project', 'Agreement')
    fc.assert(
      fc.property(
        thing,
        fc.constantFrom('ends', 'expires', 'ends in', 'expires on', 'ending'),
        date,
        (noun, verb, day) => isAsked(`${noun} ${verb} ${day}`),
      ),
    )
  })
})

describe('a negation beside a date', () => {
  const beginsAt = (text: string) => {
    const { kind, earliest, latest } = interpretDate(text, AS_OF)
    return [kind, earliest, latest]
  }

  it('turns “before” and “until” into a beginning, whatever stands between', () => {
    for (const words of [
      'Won’t be done before June 2018',
      'wont be ready before June 2018',
      'isn’t expected before June 2018',
      'Nothing before June 2018',
      'Unable to deliver before June 2018',
      'no date before June 2018 has been agreed',
      'Cannot be delivered until June 2018',
      'can’t start until June 2018',
      'never before June 2018',
      'unlikely to be live prior to June 2018',
      'not possible before June 2018',
      'No work will begin until June 2018',
      'not realistically achievable until at least June 2018',
    ])
      assert.deepEqual(beginsAt(words), ['ongoing', '2018-06-01', null], words)
  })

  it('never leaves the opposite, or a guess of it', () => {
    const between = fc.array(fc.constantFrom('the', 'zorbling', 'funding', 'ready', 'agreed', 'to', 'be', 'system'), {
      maxLength: 4,
    })
    const negation = fc.constantFrom(
      'not',
      'won’t',
      'cannot',
      'never',
      'nothing',
      'no',
      'unable',
      'unlikely',
      'isn’t',
      'failed',
    )
    const role = fc.constantFrom('before', 'until', 'prior to', 'ahead of', 'till', '')
    fc.assert(
      fc.property(negation, between, role, (word, filling, turned) => {
        const text = [word, ...filling, turned, 'June 2018'].filter(Boolean).join(' ')
        const { latest, asked, kind, alternatives } = interpretDate(text, AS_OF)
        assert.equal(latest, null, text)
        assert.ok(asked === true || kind === 'ongoing', text)
        assert.equal(alternatives.find((other) => other.latest !== null)?.why, undefined, text)
      }),
      cases(2000),
    )
  })

  it('reaches no further than what is promised anew', () => {
    const read = (text: string) => [...beginsAt(text), interpretDate(text, AS_OF).asked]
    assert.deepEqual(read('Not, in our view, before June 2018'), ['ongoing', '2018-06-01', null, true])
    assert.deepEqual(read('Not yet tested, expected before June 2018'), ['by', null, '2018-05-31', true])
    assert.deepEqual(read('No staff, March 2018'), ['window', '2018-03-01', '2018-03-31', true])
    assert.deepEqual(read('No progress. March 2018'), ['window', '2018-03-01', '2018-03-31', true])
    assert.deepEqual(read('March 2018. No progress'), ['unset', null, null, true])
  })

  it('leaves no date where it denies one', () => {
    for (const words of [
      'Won’t meet March 2018',
      'will not be complete by March 2018',
      'March 2018 is not possible',
      'March 2018: not achievable',
      'missed March 2018',
    ])
      assert.deepEqual([interpretDate(words, AS_OF).kind, interpretDate(words, AS_OF).asked], ['unset', true], words)
  })

  it('is read as a last day where it denies what is later', () => {
    for (const words of [
      'no later than June 2018',
      'not after June 2018',
      'not beyond June 2018',
      'never later than June 2018',
    ])
      assert.deepEqual(
        [...beginsAt(words), interpretDate(words, AS_OF).asked],
        ['by', null, '2018-06-30', false],
        words,
      )
    assert.deepEqual(
      [...beginsAt('cannot be later than June 2018'), interpretDate('cannot be later than June 2018', AS_OF).asked],
      ['by', null, '2018-06-30', true],
    )
  })
})
