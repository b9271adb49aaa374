import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { orderBreach, unusedArrows } from './sub-rooms.ts'

const between = (from: string, to: string) =>
  orderBreach({ from: `src/features/plans/${from}`, to: `src/features/plans/${to}` })

describe('the order among rooms of a room', () => {
  it('lets each use those below it, and itself', () => {
    for (const [from, to] of [
      ['statuses/days.ts', 'dates/period.ts'],
      ['dates/interpret.ts', 'statuses/grammar.ts'],
      ['dates/interpret.ts', 'dates/period.ts'],
      ['dates/index.ts', 'dates/interpret.ts'],
      ['recognising/words/dating.ts', 'dates/index.ts'],
      ['recognising/headers/headers.ts', 'statuses/answers.ts'],
      ['recognising/rows/rows.ts', 'recognising/columns/columns.ts'],
      ['recognising/recognise.ts', 'recognising/rows/rows.ts'],
    ] as const)
      assert.equal(between(from, to), null, `${from} ${to}`)
  })

  it('refuses what uses one above it', () => {
    for (const [from, to] of [
      ['statuses/days.ts', 'dates/index.ts'],
      ['dates/period.ts', 'statuses/vocabulary.ts'],
      ['dates/period.ts', 'dates/interpret.ts'],
    ] as const)
      assert.match(between(from, to) ?? '', /: it is above it in the order of src\/features\/plans$/, `${from} ${to}`)
  })

  it('refuses it in a room of a room, too, also for files that lie in no folder of it', () => {
    for (const [from, to] of [
      ['recognising/words/wording.ts', 'recognising/headers/headers.ts'],
      ['recognising/columns/columns.ts', 'recognising/rows/rows.ts'],
      ['recognising/rows/rows.ts', 'recognising/recognise.ts'],
    ] as const)
      assert.match(between(from, to) ?? '', /order of src\/features\/plans\/recognising$/, `${from} ${to}`)
  })

  it('refuses what a room of plans did not use before, and names what it uses no more', () => {
    for (const [from, to] of [
      ['lineage/views.ts', 'comparing/model.ts'],
      ['statuses/people.ts', 'recognising/owners/owner-words.ts'],
      ['dates/interpret.ts', 'recognising/model/model.ts'],
      ['something-new/views.ts', 'dates/index.ts'],
    ] as const)
      assert.match(between(from, to) ?? '', /: [a-z-]+ of plans does not use [a-z]+ \(tools/, `${from} ${to}`)
    assert.equal(between('rounds/views.ts', 'comparing/model.ts'), null)
    assert.equal(between('lineage/views.ts', 'model.ts'), null)
    const [from, to] = ['src/features/plans/rounds/views.ts', 'src/features/plans/comparing/model.ts']
    const gone = unusedArrows([{ from, to }])
    assert.ok(gone.includes('rounds of plans uses reports: no longer so, take it from tools/sub-rooms.ts'))
    assert.ok(!gone.some((one) => one.startsWith('rounds of plans uses comparing')))
    assert.ok(unusedArrows([{ from: from.replace('.ts', '.test.ts'), to }]).length > gone.length)
  })

  it('says nothing of what has no floor, of tests, and of other rooms', () => {
    assert.equal(between('statuses/days.ts', 'model.ts'), null)
    assert.equal(between('importing/edits.ts', 'dates/index.ts'), null)
    assert.equal(between('statuses/days.test.ts', 'dates/index.ts'), null)
    assert.equal(orderBreach({ from: 'src/features/plans/statuses/days.ts', to: 'src/features/mail/dates/a.ts' }), null)
  })
})
