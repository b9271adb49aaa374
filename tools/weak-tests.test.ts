import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Source, weaknesses } from './weak-tests.ts'

const HELD: Source = {
  file: 'test/steps.ts',
  text: `import assert from 'node:assert/strict'
    export const stepsOf = (t) => ({ look: (page) => assert.ok(page) })
    export const plain = () => 1`,
}
const said = (text: string) =>
  weaknesses({ file: 'src/a.test.ts', text }, (_from, specifier) => (specifier === './steps.ts' ? HELD : null)).map(
    ({ line, what }) => `${line} ${what}`,
  )
const inTest = (lines: string, around = '') => said(`${around}\nit('is so', async () => {\n${lines}\n})`)

const WEAK: readonly [what: string, lines: string, says: string][] = [
  ['a test without an assertion', 'await page()', '2 a test that asserts nothing'],
  ['an assertion about itself', 'assert.ok(true)', '3 an assertion about what is written in it'],
  ['equality of two constants', "assert.equal('a', 'a')", '3 an assertion about what is written in it'],
  [
    'a loop over rows of a database',
    'for (const row of await db.many(all)) assert.ok(row.id)',
    '3 assertions in a loop over a list that may be empty',
  ],
  [
    'a loop over what a filter leaves',
    'for (const one of [1, 2].filter(isOdd)) assert.ok(one)',
    '3 assertions in a loop over a list that may be empty',
  ],
  [
    'a loop over a list that nothing is said of',
    'const rows = await all()\nfor (const row of rows) assert.ok(row.id)',
    '4 assertions in a loop over a list that may be empty',
  ],
  [
    'a loop whose page, and not whose links, is asserted',
    'assert.ok(page)\nfor (const [one] of page.matchAll(LINKS)) assert.ok(one)',
    '4 assertions in a loop over a list that may be empty',
  ],
  ['every of nothing', 'assert.ok(rows.every(isWell))', '3 every of a list that may be empty'],
  [
    'a catch that swallows',
    'try { assert.ok(page) } catch { return }\nassert.ok(other)',
    '3 a catch that swallows what an assertion says',
  ],
  ['a wait by time', 'await pause(200)\nassert.ok(page)', '3 a wait by time: wait until it is so'],
  [
    'a wait by the browser’s clock',
    'await page.waitForTimeout(9)\nassert.ok(page)',
    '3 a step that goes by waitForTimeout',
  ],
  [
    'a length that each list has',
    'assert.ok(rows.length >= 0)',
    '3 an assertion that a list is not shorter than empty',
  ],
  [
    'a step that may be left out',
    'if (await link.isVisible()) press()\nassert.ok(page)',
    '3 a step that goes by isVisible',
  ],
]

const STRONG: readonly [what: string, lines: string][] = [
  ['a list that is written out', 'for (const one of [1, 2]) assert.ok(one)'],
  ['a constant that is', 'const all = [1, 2]\nfor (const [at, one] of all.entries()) assert.ok(one + at)'],
  ['a list of known length', 'assert.equal(rows.length, 2)\nfor (const row of rows) assert.ok(row.id)'],
  ['a length that not each list has', 'assert.ok(rows.length >= 1)'],
  ['every of a known length', 'assert.equal(rows.length, 2)\nassert.ok(rows.every(isWell))'],
  [
    'what is counted while it is gone through',
    'let n = 0\nfor (const row of rows) { assert.ok(row); n += 1 }\nassert.ok(n > 3)',
  ],
  ['a catch that looks at what was thrown', 'try { assert.ok(open()) } catch (error) { assert.match(error, /no/) }'],
  ['waiting until it is so', 'while (!isSo()) await pause(20)\nassert.ok(page)'],
  ['an assertion of a function', 'isWell()'],
  ['the steps of a journey', 'const { look } = stepsOf(t)\nlook(page)'],
  ['waiting for words', "await page.getByText('Saved').waitFor()"],
]

describe('tests that cannot fail', () => {
  for (const [what, lines, says] of WEAK) it(`are told: ${what}`, () => assert.deepEqual(inTest(lines), [says]))

  it('are told: those that are left out', () => {
    for (const left of ['skip', 'todo', 'only'])
      assert.deepEqual(said(`it.${left}('is so', () => assert.ok(page))`), [`1 a test that is left out by ${left}`])
  })

  it('are told: steps that come from a function that asserts nothing', () => {
    assert.deepEqual(inTest('plain()', "import { plain } from './steps.ts'"), ['2 a test that asserts nothing'])
  })
})

describe('tests that can fail', () => {
  const around = `import { stepsOf } from './steps.ts'; function isWell() { assert.ok(page) }`
  for (const [what, lines] of STRONG) it(`are left: ${what}`, () => assert.deepEqual(inTest(lines, around), []))
})
