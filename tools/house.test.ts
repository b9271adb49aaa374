import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { loaded } from './house.ts'

describe('the house that the walls ask', () => {
  it('is there where it can be loaded', async () => {
    assert.deepEqual(await loaded(() => Promise.resolve(1)), { house: 1, unloaded: [] })
  })

  it('is said in one sentence to be broken where it cannot', async () => {
    const broken = () => Promise.reject(new ReferenceError("Cannot access 'paths' before initialization\n  at a.ts"))
    assert.deepEqual(await loaded(broken), {
      house: null,
      unloaded: [
        "src/house.ts cannot be loaded (Cannot access 'paths' before initialization): mend this first, what rooms say of themselves was not checked",
      ],
    })
  })
})
