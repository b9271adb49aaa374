import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { cases } from '../../../../test/same-cases.ts'
import { writeGift } from './gift/write.ts'
import { type Answer, type Kind, oneLine, type Question, words } from './model.ts'
import { writeMoodle } from './moodle/write.ts'
import { numberText, rangeOf } from './numbers.ts'
import { readBank } from './read.ts'

/** Words with every sign that either format gives a meaning. */
const SIGNS = [
  'a',
  'é',
  '語',
  '😀',
  ' ',
  '\n',
  '\t',
  '\\',
  '\\n',
  ':',
  '::',
  '#',
  '####',
  '=',
  '{',
  '}',
  '~',
  '%',
  '%50%',
  '//',
  '->',
  '[html]',
  '[plain]',
  '[x]',
  '$CATEGORY:',
  '<b>',
  '&amp;',
  '&',
  ']]>',
  '"',
  "'",
  'T',
  'FALSE',
  '_____',
  '..',
  '*',
  '\u202e',
  '\u00a0',
  '1',
  '-',
  '[id:x]',
  ']',
]
const pieces = fc.constantFrom(...SIGNS)
const anyWords = fc.array(pieces, { maxLength: 8 }).map((some) => words(some.join('')))
const someWords = anyWords.filter((text) => text !== '')
const line = someWords.map(oneLine)
const said = fc.option(someWords)
const weight = fc.integer({ min: -200, max: 200 }).map((halves) => halves / 2)
const digits = fc.tuple(fc.integer({ min: -999_999, max: 999_999 }), fc.integer({ min: 0, max: 4 }))
const number = digits.map(([whole, places]) => (whole / 10 ** places).toFixed(places))
const numberAnswer = fc
  .oneof(
    fc.constant('*'),
    number,
    fc.tuple(number, number).map(([value, off]) => `${value}:${off.replace('-', '')}`),
    fc.tuple(number, number).map((both) => both.toSorted((a, b) => Number(a) - Number(b)).join('..')),
  )
  .map((text) => numberText(text) ?? assert.fail(text))

const answer = (text: fc.Arbitrary<string>): fc.Arbitrary<Answer> => fc.record({ text, weight, feedback: said })
const wrong = answer(someWords).map((one) => ({ ...one, weight: Math.min(one.weight, 99) }))
const right = answer(someWords).map((one) => ({ ...one, weight: 100 }))
const few = { minLength: 1, maxLength: 4 }
const two = { minLength: 2, maxLength: 4 }

const ANSWERS: Readonly<Record<Kind, fc.Arbitrary<readonly Answer[]>>> = {
  choice: fc
    .tuple(fc.array(wrong, few), right, fc.array(fc.oneof(wrong, right), { maxLength: 2 }))
    .map((all) => all.flat()),
  choices: fc.array(answer(someWords), two),
  truefalse: fc.tuple(fc.boolean(), said, said).map(([isTrue, one, other]) => [
    { text: 'true', weight: isTrue ? 100 : 0, feedback: one },
    { text: 'false', weight: isTrue ? 0 : 100, feedback: other },
  ]),
  short: fc.array(answer(someWords), few),
  numerical: fc.array(answer(numberAnswer), few),
  matching: fc.array(
    fc.tuple(anyWords, someWords).map(([text, match]) => ({ text, match, weight: text ? 100 : 0, feedback: null })),
    two,
  ),
  essay: fc.constant([]),
  description: fc.constant([]),
}

const questions = fc.array(
  fc
    .constantFrom<Kind>('choice', 'choices', 'truefalse', 'short', 'numerical', 'matching', 'essay', 'description')
    .chain((kind) =>
      fc
        .record({
          kind: fc.constant(kind),
          title: fc.option(line),
          text: someWords,
          answers: ANSWERS[kind],
          feedback: said,
          category: fc.option(line, { nil: undefined }),
          id: fc.option(line, { nil: undefined }),
          tags: fc.option(fc.array(line, few), { nil: undefined }),
        })
        .map((question) => JSON.parse(JSON.stringify(question)) as Question),
    ),
  { minLength: 1, maxLength: 5 },
)

const unreadable = /is not read|cannot be read|not taken in/

test('questions come back from GIFT as they were, but for what it says it cannot hold', () => {
  let held = 0
  fc.assert(
    fc.property(questions, (all) => {
      const { text, problems } = writeGift(all)
      const refused = new Set(
        problems.filter((one) => one.includes('cannot be written')).map((one) => one.split(' ')[1]),
      )
      const expected = all
        .filter((_, index) => !refused.has(String(index + 1)))
        .map((one) => (one.kind === 'description' ? { ...one, feedback: null } : one))
      if (expected.length === 0) return
      held += expected.length
      const back = readBank(Buffer.from(text), 'a.gift')
      assert.deepEqual(back.questions, expected)
      assert.deepEqual(
        back.problems.filter((one) => unreadable.test(one)),
        [],
      )
    }),
    cases(1_000),
  )
  assert.ok(held > 100)
})

test('questions come back from Moodle XML as they were', () => {
  fc.assert(
    fc.property(questions, (all) => {
      const expected = all.map((one) => ({
        ...one,
        answers:
          one.kind === 'numerical' ? one.answers.map((each) => ({ ...each, text: asValue(each.text) })) : one.answers,
      }))
      const back = readBank(Buffer.from(writeMoodle(all)), 'a.xml')
      assert.deepEqual(back.questions, expected)
      assert.deepEqual(
        back.problems.filter((one) => unreadable.test(one)),
        [],
      )
    }),
    cases(1_000),
  )
})

/** Moodle XML knows no ranges: from 1 to 2 is 1.5, off by 0.5. */
function asValue(text: string): string {
  const range = rangeOf(text)
  return range.any ? '*' : (numberText(`${range.value}:${range.off}`) ?? assert.fail(text))
}

test('says what GIFT cannot hold', () => {
  const one = { title: null, text: 'x', feedback: null }
  const right = (text: string, feedback: string | null = null) => ({ text, weight: 100, feedback })
  const said = (question: Question) => writeGift([question]).problems
  const pair = { ...right('a -> b'), match: 'c' }
  assert.match(said({ ...one, kind: 'short', answers: [right('a -> b')] })[0] ?? '', /cannot be written .* arrow/)
  assert.match(said({ ...one, kind: 'short', answers: [right('a', 'b -> c')] })[0] ?? '', /cannot be written .* arrow/)
  assert.match(said({ ...one, kind: 'matching', answers: [pair, pair] })[0] ?? '', /cannot be written .* arrow/)
  assert.match(
    said({ ...one, kind: 'description', answers: [], feedback: 'y' })[0] ?? '',
    /written without .* feedback/,
  )
  assert.deepEqual(said({ ...one, kind: 'choice', answers: [right('a -> b'), right('c')] }), [])
})

test('a range is a value and what it is off by, to the last digit', () => {
  const value = (text: string) => {
    const range = rangeOf(text)
    return range.any ? '*' : `${range.value}:${range.off}`
  }
  assert.equal(value('1..2'), '1.5:0.5')
  assert.equal(value('0.1..0.2'), '0.15:0.05')
  assert.equal(value('-3..1'), '-1:2')
  assert.equal(value('-0.3..-0.1'), '-0.2:0.1')
  assert.equal(value('1e2..+.5e3'), '300:200')
  assert.equal(value('1e-2..3E-2'), '0.02:0.01')
  assert.equal(value('1822:5'), '1822:5')
  assert.equal(value('7'), '7:0')
  assert.equal(value('*'), '*')
})
