import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Busy } from '../errors.ts'
import { inNameOf, Queue } from '../queue.ts'
import { readDocument } from './isolated.ts'
import { READING, readers } from './readers.ts'

/** A piece of work that ends when it is told to. */
function work() {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  return { run: () => promise, end: resolve, fail: reject }
}

describe('the readers’ queue', () => {
  it('does so many at once, the others in their order, and refuses what is too many', async () => {
    const queue = new Queue({ atOnce: 2, mostWaiting: 2, mostOfOne: 9, words: READING })
    const pieces = Array.from({ length: 4 }, work)
    const order: number[] = []
    const done = pieces.map((piece, number) => queue.run(piece.run).then(() => order.push(number)))
    assert.deepEqual([queue.running, queue.waiting], [2, 2])
    await assert.rejects(queue.run(work().run), Busy)
    pieces[1]?.end('')
    await done[1]
    assert.deepEqual([queue.running, queue.waiting], [2, 1])
    for (const piece of pieces) piece.end('')
    await Promise.all(done)
    assert.deepEqual([order.toSorted((a, b) => a - b), queue.running, queue.waiting], [[0, 1, 2, 3], 0, 0])
  })

  it('serves people in turn: somebody with many waits for the others, and nobody for all of theirs', async () => {
    const queue = new Queue({ atOnce: 1, mostWaiting: 30, mostOfOne: 5, words: READING })
    const order: string[] = []
    const ends: (() => void)[] = []
    const doIt = (who: string) =>
      inNameOf(who, () =>
        queue.run(async () => {
          order.push(who)
          await new Promise<void>((resolve) => ends.push(resolve))
        }),
      )
    const done = ['a', 'a', 'a', 'a', 'b', 'c', 'b'].map(doIt)
    for (let end = ends.shift(); end; end = ends.shift()) {
      end()
      await new Promise((resolve) => setImmediate(resolve))
    }
    await Promise.all(done)
    assert.deepEqual(order, ['a', 'a', 'b', 'c', 'a', 'b', 'a'])
    assert.deepEqual([queue.running, queue.waiting], [0, 0])
  })

  it('lets one person fill only a line of their own', async () => {
    const queue = new Queue({ atOnce: 1, mostWaiting: 4, mostOfOne: 2, words: READING })
    const pieces = Array.from({ length: 5 }, work)
    const as = (who: string, piece: number) => inNameOf(who, () => queue.run(pieces[piece]?.run ?? work().run))
    const done = [as('a', 0), as('a', 1), as('a', 2)]
    await assert.rejects(
      as('a', 3),
      (error) => error instanceof Busy && /2 of your documents are waiting/.test(error.message),
    )
    done.push(as('b', 3), as('c', 4))
    await assert.rejects(as('d', 4), (error) => error instanceof Busy && /Too many documents/.test(error.message))
    for (const piece of pieces) piece.end('')
    await Promise.all(done)
    assert.deepEqual([queue.running, queue.waiting], [0, 0])
  })

  it('hands the place on when a piece of work fails', async () => {
    const queue = new Queue({ atOnce: 1, mostWaiting: 1, mostOfOne: 9, words: READING })
    const [first, second] = [work(), work()]
    const failed = queue.run(first.run)
    const next = queue.run(second.run)
    first.fail(new Error('broken'))
    await assert.rejects(failed, /broken/)
    second.end('read')
    assert.equal(await next, 'read')
    assert.equal(queue.running, 0)
  })

  it('holds every reading of a document', async () => {
    const reading = Array.from({ length: 4 }, () => readDocument(Buffer.from('Ref,Action\n1,Do it\n'), 'plan.csv'))
    let most = 0
    const look = setInterval(() => {
      most = Math.max(most, readers.running)
    }, 1)
    await Promise.all(reading)
    clearInterval(look)
    assert.ok(most >= 1 && most <= 2, `${most} at once`)
    assert.equal(readers.running, 0)
  })
})
