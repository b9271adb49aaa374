import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { cases } from '../../../../test/same-cases.ts'
import { readBytes } from '../../../platform/reading/read.ts'
import { recognisePlan } from '../recognising/recognise.ts'
import { statusOfRow } from '../statuses.ts'
import { applyEdits, newPlace } from './edits.ts'
import { type ActionEdit, type Edits, NO_EDITS, STANDS } from './model.ts'

const PLAN = recognisePlan(
  readBytes(
    Buffer.from(
      'Recommendation\tRef\tAction\tDue\nKeep\t1.1\tKeep one\tMay 2017\nKeep\t1.2\tKeep two\tMay 2017\nShare\t2.1\tShare one\tMay 2017\n',
    ),
    'plan.txt',
  ),
  '2017-01-10',
)
const EDIT: ActionEdit = {
  ref: '1.1',
  text: 'Kept',
  owners: ['DRO'],
  priority: null,
  status: null,
  commentary: null,
  target: null,
  leaveOut: false,
  recommendation: null,
  takes: null,
}
const [KEEP = '', SHARE = ''] = PLAN.recommendations.map(({ place }) => place)
const words = (edits: Edits) =>
  applyEdits(PLAN, edits).recommendations.map(({ text, actions }) => [text, actions.map((action) => action.text)])

describe('corrections of an import', () => {
  it('keep what the key of the document says of a status, until the status is another', () => {
    const keyed = { claim: 'complete', words: 'G = complete' } as const
    const plan = {
      ...PLAN,
      recommendations: PLAN.recommendations.map((recommendation) => ({
        ...recommendation,
        actions: recommendation.actions.map((action) => ({ ...action, status: 'G', keyed })),
      })),
    }
    const [kept, changed, untouched] = applyEdits(plan, {
      ...NO_EDITS,
      actions: { t1r2: { ...EDIT, status: 'G' }, t1r3: { ...EDIT, status: 'A' } },
    }).recommendations.flatMap(({ actions }) => actions.map(statusOfRow))
    assert.deepEqual([kept, changed, untouched], ['complete', 'in-progress', 'complete'])
  })

  it('change an action, leave one out, move one and add one', () => {
    const actions = {
      t1r2: EDIT,
      t1r3: { ...EDIT, text: 'Keep two', leaveOut: true },
      t1r4: { ...EDIT, text: 'Share one', recommendation: KEEP },
      'new-1': { ...EDIT, text: 'Added', recommendation: SHARE },
    }
    assert.deepEqual(words({ ...NO_EDITS, actions }), [
      ['Keep', ['Kept', 'Share one']],
      ['Share', ['Added']],
    ])
    const { leftOver } = applyEdits(PLAN, { ...NO_EDITS, actions })
    assert.deepEqual(
      leftOver.map(({ text }) => text),
      ['1.1\nKeep two\nDRO'],
    )
    assert.equal(newPlace(actions), 'new-2')
  })

  it('let a recommendation that is none leave its actions to the one before it', () => {
    const gone = { ref: null, text: 'Share', commentary: null, updated: null, takes: [] }
    assert.deepEqual(words({ ...NO_EDITS, recommendations: { [SHARE]: { ...gone, stands: 'joined' } } }), [
      ['Keep', ['Keep one', 'Keep two', 'Share one']],
    ])
    assert.deepEqual(words({ ...NO_EDITS, recommendations: { [KEEP]: { ...gone, stands: 'left-out' } } }), [
      [null, ['Keep one', 'Keep two']],
      ['Share', ['Share one']],
    ])
  })

  it('never lose an action or a word, whatever is corrected', () => {
    const home = fc.constantFrom(KEEP, SHARE, 'nowhere', null)
    const action = fc.record({ recommendation: home, leaveOut: fc.boolean() })
    const recommendation = fc.constantFrom(...STANDS)
    const places = fc.constantFrom('t1r2', 't1r3', 't1r4', 'new-1')
    fc.assert(
      fc.property(
        fc.dictionary(places, action),
        fc.dictionary(fc.constantFrom(KEEP, SHARE, 'new-1'), recommendation),
        (actions, stands) => {
          const edits: Edits = {
            ...NO_EDITS,
            actions: Object.fromEntries(
              Object.entries(actions).map(([place, edit]) => [place, { ...EDIT, text: `Words of ${place}`, ...edit }]),
            ),
            recommendations: Object.fromEntries(
              Object.entries(stands).map(([place, one]) => [
                place,
                { ref: null, text: `Name of ${place}`, commentary: null, updated: null, stands: one, takes: [] },
              ]),
            ),
          }
          const kept = JSON.stringify(applyEdits(PLAN, edits))
          const wanted = [
            ...Object.values(edits.actions).map(({ text }) => text ?? ''),
            ...Object.values(edits.recommendations).map(({ text }) => text ?? ''),
          ]
          assert.deepEqual(
            wanted.filter((text) => !kept.includes(text)),
            [],
            kept,
          )
        },
      ),
      cases(300),
    )
  })
})
