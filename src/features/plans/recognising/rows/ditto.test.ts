import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { planOf, tableOf } from '../tables.fixture.ts'

const HEAD = 'Ref|Recommendation|Action|Owner|Due'
const read = (...rows: readonly string[]) => planOf(tableOf(HEAD, ...rows))
const under = ({ recommendations }: ReturnType<typeof read>) =>
  recommendations.map(({ text, actions }) => [text, actions.map(({ ref }) => ref).join(' ')])
const named = ({ recommendations }: ReturnType<typeof read>) => recommendations.map(({ text }) => text)
const asked = ({ questions }: ReturnType<typeof read>) => questions.map(({ question }) => question)

const SIGNS = ['"', '\u201c', '\u201d', '\u3003', 'Ditto', 'ditto.', 'As above', 'do.', '-do-', 'Same as above']

describe('a sign in place of a recommendation', () => {
  for (const sign of SIGNS)
    it(`means the one of the row above, which is asked once: ${sign}`, () => {
      const plan = read(
        '2.1|Owners should be appointed.|Appoint owners|DRO|May 2017',
        `2.2|${sign}|Train owners|DRO|June 2017`,
        `2.3|${sign}|Write a guide|HR|July 2017`,
        '2.4|Staff should be trained.|Buy a course|HR|July 2017',
      )
      assert.deepEqual(under(plan), [
        ['Owners should be appointed.', '2.1 2.2 2.3'],
        ['Staff should be trained.', '2.4'],
      ])
      assert.deepEqual(asked(plan), [
        `Do signs in place of a recommendation mean the one of the row above, such as “${sign}”?`,
      ])
      assert.deepEqual(plan.questions[0]?.places, ['t1r3', 't1r4'])
    })

  it('is kept as it is where nothing stands above it', () => {
    const plan = read('2.1|Ditto|Appoint owners|DRO|May 2017')
    assert.deepEqual(named(plan), ['Ditto'])
  })

  it('is not every word that begins like one', () => {
    const plan = read('1|Keep files.|List them|DRO|May 2017', '2|Do the same for e-mail.|List them too|DRO|June 2017')
    assert.deepEqual(named(plan), ['Keep files.', 'Do the same for e-mail.'])
    assert.deepEqual(asked(plan), [])
  })
})

describe('a blank cell for the recommendation', () => {
  const NAMED = [
    '2.1|Owners should be appointed.|Appoint owners|DRO|May 2017',
    '2.2|Staff should be trained.|Buy a course|HR|July 2017',
    '2.3|Files should be kept.|List the files|DRO|May 2017',
  ]

  it('is asked about where nearly every other row names one', () => {
    const plan = read(...NAMED, '2.4||Refresh the intranet|HR|July 2017')
    assert.deepEqual(under(plan).at(-1), ['Files should be kept.', '2.3 2.4'])
    assert.deepEqual(asked(plan), [
      'Do rows without a recommendation belong to the one above them, such as “Refresh the intranet”?',
    ])
    assert.equal(plan.questions[0]?.place, 't1r5')
  })

  it('goes on with the row above where tables are written so', () => {
    const plan = read(...NAMED.slice(0, 2), '2.3||Run the course|HR|July 2017', '2.4||Test the course|HR|July 2017')
    assert.deepEqual(under(plan).at(-1), ['Staff should be trained.', '2.2 2.3 2.4'])
    assert.deepEqual(asked(plan), [])
  })

  it('is told by the reference of its action', () => {
    const plan = read(
      '1.1|Owners should be appointed.|Appoint owners|DRO|May 2017',
      '2.1|Staff should be trained.|Buy a course|HR|July 2017',
      '3.1|Files should be kept.|List the files|DRO|May 2017',
      '3.2||Keep the files|HR|July 2017',
    )
    assert.deepEqual(under(plan).at(-1), ['Files should be kept.', '3.1 3.2'])
    assert.deepEqual(asked(plan), [])
  })
})
