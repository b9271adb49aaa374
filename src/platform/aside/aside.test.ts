import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { TestDoings } from '../../../test/aside-thread.ts'
import { BadRequest, Busy } from '../errors.ts'
import { inNameOf } from '../queue.ts'
import { Aside } from './index.ts'

const PROGRAM = new URL('../../../test/aside-thread.ts', import.meta.url)
const usual = { atOnce: 1, mostWaiting: 10, mostOfOne: 10, seconds: 30, mebibytes: 48 }
const aside = new Aside<TestDoings>(PROGRAM, usual)

async function* numbers(batches: number, each: number): AsyncIterable<number[]> {
  for (let batch = 0; batch < batches; batch += 1) yield Array.from({ length: each }, () => 1)
}

describe('work done aside', () => {
  it('answers, with what it is given in batches, one thing after another', async () => {
    const sums = await Promise.all([
      aside.do('sum', { from: 5 }, numbers(20, 100)),
      aside.do('sum', { from: 7 }),
      aside.do('sum', { from: 0 }, numbers(3, 1)),
    ])
    assert.deepEqual(sums, [2_005, 7, 3])
    const bytes = await aside.do('bytes', 100_000)
    assert.deepEqual([bytes.length, bytes[99_999]], [100_000, 7])
  })

  it('asks for another batch only when it has taken one', async () => {
    let made = 0
    async function* many(): AsyncIterable<number> {
      for (; made < 1_000; made += 1) yield made
    }
    assert.equal(await aside.do('first', null, many()), 0)
    assert.ok(made < 5, `${made} were made`)
    // What was left of the last work is no part of the next.
    assert.equal(await aside.do('sum', { from: 1 }, numbers(1, 1)), 2)
  })

  it('fails with the reason, and works on', async () => {
    await assert.rejects(aside.do('fail', 'no room'), { name: 'TypeError', message: 'no room' })
    await assert.rejects(aside.do('end', null as never), /the thread ended/)
    async function* broken(): AsyncIterable<number[]> {
      yield [1]
      throw new Error('the rows ended early')
    }
    await assert.rejects(aside.do('sum', { from: 0 }, broken()), /the rows ended early/)
    assert.equal(await aside.do('sum', { from: 4 }), 4)
  })

  it('may take so much memory and time, and no more', async () => {
    await assert.rejects(aside.do('hoard', null as never), BadRequest)
    const short = new Aside<TestDoings>(PROGRAM, { ...usual, seconds: 0.2 })
    await assert.rejects(short.do('spin', 20_000), BadRequest)
    assert.equal(await short.do('sum', { from: 4 }).catch(() => 4), 4)
  })

  it('refuses what is too many to wait', async () => {
    const small = new Aside<TestDoings>(PROGRAM, { ...usual, mostWaiting: 1, mostOfOne: 1 })
    const two = [small.do('spin', 50), small.do('spin', 1)]
    await assert.rejects(small.do('spin', 1), Busy)
    assert.deepEqual(await Promise.all(two), [50, 1])
  })

  it('is served in turn, so that nobody waits for all that one person asked', async () => {
    const order: string[] = []
    const ask = (who: string) =>
      inNameOf(who, async () => {
        await aside.do('spin', 1)
        order.push(who)
      })
    await Promise.all(['a', 'a', 'a', 'a', 'b'].map(ask))
    assert.deepEqual(order, ['a', 'a', 'b', 'a', 'a'])
  })
})
