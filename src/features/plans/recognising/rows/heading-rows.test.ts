import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { planOf, tableOf } from '../tables.fixture.ts'

const HEAD = 'Action|Owner|Due|Status'
const FULL = 'DRO|May 2019|Open'
const read = (...rows: readonly string[]) => planOf(tableOf(HEAD, ...rows))
const told = (plan: ReturnType<typeof planOf>) =>
  plan.recommendations.map(({ ref, text, commentary, actions }) => [
    ref,
    text,
    commentary,
    actions.map((one) => one.text).join(),
  ])
const asked = ({ questions }: ReturnType<typeof planOf>) =>
  questions.flatMap(({ question, places }) => (question.startsWith('Are rows headings') ? [places] : []))

describe('two levels of headings in the column of actions', () => {
  for (const [over, next] of [
    ['Theme 1: Governance', 'Theme 2: Systems'],
    ['Objective A – Governance', 'Objective B – Systems'],
    ['Priority 1. Governance', 'Priority 2. Systems'],
    ['GOVERNANCE', 'SYSTEMS'],
    ['Strand 3 – Governance', 'Strand 4 – Systems'],
  ] as const)
    for (const [one, two, three, refs] of [
      ['Recommendation 1: Adopt', 'Recommendation 2: Train', 'Recommendation 3: Get', ['1', '2', '3']],
      ['Adopt', 'Train', 'Get', [null, null, null]],
    ] as const)
      it(`are said of each, and asked once: ${over}, ${one}`, () => {
        const rows = [over, one, `Draft|${FULL}`, two, `Buy|${FULL}`, next, three, `Tender|${FULL}`]
        const plan = read(...rows.map((row) => (row.includes('|') ? row : `${row}|||`)))
        assert.deepEqual(told(plan), [
          [refs[0], 'Adopt', over, 'Draft'],
          [refs[1], 'Train', over, 'Buy'],
          [refs[2], 'Get', next, 'Tender'],
        ])
        assert.equal(asked(plan).length, 1)
        assert.deepEqual(plan.leftOver, [])
      })

  it('are one where the upper stands in the column of references', () => {
    const rows = ['Theme 1: Governance||||', 'Recommendation 1: Adopt||||', `1.1|Draft|${FULL}`, `1.2|Ask|${FULL}`]
    assert.deepEqual(told(planOf(tableOf(`Ref|${HEAD}`, ...rows))), [
      ['1', 'Adopt', 'Theme 1: Governance', 'Draft,Ask'],
    ])
  })

  for (const number of ['R', 'Recommendation ', 'Rec ', 'Recommendation no. '])
    it(`are a number and its words: ${number}1`, () => {
      const plan = read(`${number}1|||`, 'Adopt it|||', `Draft|${FULL}`, `${number}2|||`, 'Train|||', `Buy|${FULL}`)
      assert.deepEqual(told(plan), [
        ['1', 'Adopt it', null, 'Draft'],
        ['2', 'Train', null, 'Buy'],
      ])
    })
})

describe('headings that are marked as such', () => {
  it('stand whatever else has no owner and no date', () => {
    for (const [one, two] of [
      ['PEOPLE', 'SYSTEMS'],
      ['Theme 1: People', 'Theme 2: Systems'],
    ]) {
      const plan = read(`${one}|||`, 'Chase|||', `Write|${FULL}`, 'Ask|||', 'Tell|||', `${two}|||`, `Patch|${FULL}`)
      assert.deepEqual(
        told(plan).map(([, , , actions]) => actions),
        ['Chase,Write,Ask,Tell', 'Patch'],
      )
      assert.deepEqual(asked(plan), [['t1r2', 't1r7']])
    }
  })

  it('are actions where those with an owner are marked alike, at the end, and where they only stand for none', () => {
    assert.deepEqual(
      told(read(`TRAIN|${FULL}`, 'WRITE|||', 'SELL|||', 'ASK|||', `TELL|${FULL}`)).map(([, , , actions]) => actions),
      ['TRAIN,WRITE,SELL,ASK,TELL'],
    )
    assert.match(String(told(read(`Train|${FULL}`, `Ask|${FULL}`, 'WRITE IT|||'))[0]?.[3]), /WRITE IT/)
    assert.match(String(told(read(`Train|${FULL}`, 'TBC|||', 'Write|||', `Ask|${FULL}`))[0]?.[3]), /TBC/)
    assert.match(
      String(told(read('Recommendation 1: Adopt|||', `Recommendation 2: Train|${FULL}`, 'Write|||'))[0]?.[3]),
      /Adopt/,
    )
  })

  it('are so directly above another heading that nothing marks', () => {
    const rows = ['Write', 'Buy', 'Cut', 'Patch'].map((words) => `${words}|${FULL}`)
    assert.deepEqual(told(read('Governance|||', 'Policy|||', ...rows)), [[null, 'Policy', null, 'Write,Buy,Cut,Patch']])
  })
})

describe('headings whose number nothing parts from their words', () => {
  for (const [one, two] of [
    ['Recommendation 7 Adopt a schedule', 'Recommendation 8 Train all'],
    ['recommendation 7 adopt a schedule', 'recommendation 8 train all'],
    ['R7 Adopt a schedule', 'R8 Train all'],
    ['Rec 7 Adopt a schedule', 'Rec 8 Train all'],
    ['Theme 7 Adopt a schedule', 'Theme 8 Train all'],
  ] as const)
    it(`are asked about, also where nobody owns anything: ${one}`, () => {
      for (const beside of ['||', FULL]) {
        const rows = [`${one}|||`, `Write|${beside}|`, `Ask|${beside}|`, `${two}|||`, `Tell|${beside}|`]
        const plan = read(...rows)
        assert.deepEqual(
          told(plan).map(([ref, , , actions]) => [ref, actions]),
          [
            ['7', 'Write,Ask'],
            ['8', 'Tell'],
          ],
        )
        assert.deepEqual(asked(plan), [['t1r2', 't1r5']])
      }
    })

  it('are actions where they stand one below another, or those with an owner are written so', () => {
    assert.equal(told(read('R7 Adopt|||', 'R8 Train|||', 'R9 Ask|||', 'Tell|||')).length, 1)
    assert.equal(told(read(`R7 Adopt|${FULL}`, `R8 Train|${FULL}`, `R9 Ask|${FULL}`)).length, 1)
    assert.equal(told(read('Part of the store cleared|||', 'R7 is read|||', 'Tell|||')).length, 1)
  })
})
