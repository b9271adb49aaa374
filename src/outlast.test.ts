import assert from 'node:assert/strict'
import { describe, it, mock } from 'node:test'
import { Refusal, Unavailable } from '#platform/errors.ts'
import { outlast } from './outlast.ts'

function told() {
  const lines: string[] = []
  return { lines, say: (line: string) => void lines.push(line) }
}

describe('a step of a start', () => {
  it('is done again until the database is back, which is told once', async () => {
    const { lines, say } = told()
    let tries = 0
    const step = async () => {
      tries += 1
      if (tries < 4) throw tries === 1 ? new Unavailable() : Object.assign(new Error('x'), { code: '57P03' })
      return 'open'
    }
    assert.equal(await outlast(step, { say, between: 1 }), 'open')
    assert.equal(tries, 4)
    assert.deepEqual(lines, ['The database went away during the start. Muniment waits for it …'])
  })

  it('is done again however long it took before the database went away', async () => {
    mock.timers.enable({ apis: ['Date'] })
    let tries = 0
    const step = async () => {
      tries += 1
      if (tries > 1) return 'open'
      mock.timers.tick(60_000)
      throw new Unavailable()
    }
    try {
      assert.equal(await outlast(step, { ...told(), most: 30_000, between: 1 }), 'open')
    } finally {
      mock.timers.reset()
    }
  })

  it('is given up in plain words where the database does not come back', async () => {
    const step = async () => {
      throw new Unavailable()
    }
    await assert.rejects(
      outlast(step, { ...told(), most: 5, between: 1 }),
      /^CannotStart: Cannot start: the database went away/,
    )
  })

  it('is not done again where something else is wrong', async () => {
    const { lines, say } = told()
    let tries = 0
    const step = async () => {
      tries += 1
      throw new Refusal('No', 403)
    }
    await assert.rejects(outlast(step, { say, between: 1 }), /No/)
    assert.deepEqual([tries, lines], [1, []])
  })
})
