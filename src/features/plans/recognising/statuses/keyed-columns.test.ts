import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { statusOfRow } from '../../statuses.ts'
import { actionsOf, planOf, tableOf } from '../tables.fixture.ts'

const KEY = '<p>Key: 1 = not started, 2 = in progress, 3 = on hold, 4 = done</p>'
const read = (header: string, key = KEY, cells: readonly string[] = ['4', '1', '2', '3']) => {
  const rows = cells.map((cell, at) => `${at + 1}|Write part ${at + 1}|DRO|Dec 2018|${cell}`)
  const plan = planOf(tableOf(`Ref|Action|Owner|Due|${header}`, ...rows) + key)
  return { claims: actionsOf(plan).map(statusOfRow), asked: plan.questions.map(({ question }) => question) }
}
const CLAIMS = ['complete', 'not-started', 'in-progress', 'on-hold']

describe('a column of nothing but signs of the document’s key', () => {
  for (const header of ['Progress', 'Progress to date', 'Current position'])
    it(`says how the actions stand, which is asked with the key: ${header}`, () => {
      const { claims, asked } = read(header)
      assert.deepEqual([claims, asked.length], [CLAIMS, 1])
      assert.match(asked[0] ?? '', /^The document says “4 = done”.*to be read so\?$/)
    })

  it('is asked about under another word', () => {
    const { claims, asked } = read('Score')
    assert.deepEqual([claims, asked.length], [CLAIMS, 2])
    assert.ok(asked.includes('What does the column “Score” hold?'))
  })

  it('may hold letters, and the key may be announced by the header', () => {
    const key = '<p>Progress: N = not started, W = in progress, D = done</p>'
    assert.deepEqual(read('Progress', key, ['D', 'N', 'W']).claims, ['complete', 'not-started', 'in-progress'])
  })

  it('may have marks around the signs, as the key is looked up without them', () => {
    assert.deepEqual(read('Progress', KEY, ['(4)', '1.', '[2]', '3']).claims, CLAIMS)
  })

  it('is left alone where the key or the column speaks of something else', () => {
    const none = [null, null, null, null]
    assert.deepEqual(read('Progress', '<p>Key: 1 = poor, 2 = fair, 3 = good, 4 = best</p>').claims, none)
    assert.deepEqual(read('Risk score').claims, none)
    assert.deepEqual(read('Progress', KEY, ['4', '1', '2', '7']).claims, none)
    assert.deepEqual(read('Score', '').claims, none)
  })
})
