import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { actionsOf, planOf, tableOf } from '../tables.fixture.ts'
import { withoutBullets } from './bullets.ts'

describe('marks before the items of a list', () => {
  it('are left out, and items in one line stand in lines of their own', () => {
    for (const [written, read] of [
      [['\u2022 Plan it'], ['Plan it']],
      [['\u2022Plan it'], ['Plan it']],
      [['\u2022 Plan \u2022 Do \u2022 Check'], ['Plan', 'Do', 'Check']],
      [
        ['Do these:', '\u25aa Plan', '\uf0b7 Check'],
        ['Do these:', 'Plan', 'Check'],
      ],
    ] as const)
      assert.deepEqual(withoutBullets(written), read, written[0])
  })

  it('are none alone, within words, or where they may tell how something stands', () => {
    for (const words of ['\u2022', 'Plan \u2022 Do', '\u25cf Green', '\u2610 Done', '- none', '\u25a0 Late'])
      assert.deepEqual(withoutBullets([words]), [words])
  })

  it('stand in no action, and part its owners', () => {
    const plan = planOf(
      tableOf('Ref|Action|Owner|Due', '1|\u2022 Plan it<br>\u2022 Do it|\u2022 DRO<br>\u2022 SIRO|May 2019'),
    )
    assert.deepEqual(
      actionsOf(plan).map(({ text, owners }) => [text, owners]),
      [['Plan it\nDo it', ['DRO', 'SIRO']]],
    )
  })
})
