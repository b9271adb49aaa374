import { describe, it } from 'node:test'
import type { TestDoings } from '../../../test/aside-thread.ts'
import { inTurns } from '../../../test/turns.ts'
import { Aside } from './index.ts'

const PROGRAM = new URL('../../../test/aside-thread.ts', import.meta.url)

describe('work done aside', () => {
  const aside = new Aside<TestDoings>(PROGRAM, {
    atOnce: 1,
    mostWaiting: 10,
    mostOfOne: 10,
    seconds: 30,
    mebibytes: 48,
  })

  it('leaves this thread free while it computes', async () => {
    await inTurns('300 ms aside', () => aside.do('spin', 300))
  })
})
