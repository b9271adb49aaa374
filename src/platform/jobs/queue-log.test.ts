import assert from 'node:assert/strict'
import type { EventEmitter } from 'node:events'
import { describe, it } from 'node:test'
import { pino } from 'pino'
import { JobFailed } from './job.ts'
import { eventsIn, loggerIn } from './queue-log.ts'

/** A log whose lines are kept, without the time and who wrote them. */
function keptLog() {
  const lines: Record<string, unknown>[] = []
  const log = pino({ base: null, timestamp: false }, { write: (line: string) => void lines.push(JSON.parse(line)) })
  return { lines, log }
}

const lost = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED', syscall: 'connect' })

describe('what the job queue says', () => {
  it('is in the log on one line: that the database is lost in our words, anything else without secrets', () => {
    const { lines, log } = keptLog()
    const logger = loggerIn(log)
    logger.error('Worker exited with error: x\n    at y', { error: lost })
    logger.error('Failed to complete jobs of postgres://u:hunter2@db/x\n    at y', { fatalError: new Error('syntax') })
    logger.warn('Worker is slow')
    assert.deepEqual(lines, [
      {
        level: 40,
        reason: 'Another computer or program refused the connection (ECONNREFUSED, connect)',
        msg: 'the job queue has lost the database',
      },
      { level: 50, said: 'Failed to complete jobs of postgres://***@db/x', msg: 'the job queue says' },
      { level: 40, said: 'Worker is slow', msg: 'the job queue says' },
    ])
  })

  it('is left out where it is chatter, or is told of a job that failed', () => {
    const { lines, log } = keptLog()
    const logger = loggerIn(log)
    logger.info('Completed task')
    logger.debug('Spawned')
    logger.error('Failed task 1', { failure: true, error: new Error('no') })
    assert.deepEqual(lines, [])
  })

  it('of a job that failed is what comes of it', () => {
    const { lines, log } = keptLog()
    const events = eventsIn(log)
    const failed = (attempts: number, error: Error) =>
      (events as EventEmitter).emit('job:error', {
        job: { task_identifier: 'send-mail', attempts, max_attempts: 3 },
        error,
      })
    failed(1, lost)
    failed(2, new Error('no'))
    failed(3, Object.assign(new Error('mot de passe: hunter2'), { cause: new Error('hunter2') }))
    failed(1, new JobFailed({ words: 'Another computer broke off', at: [] }, true))
    assert.doesNotMatch(JSON.stringify(lines), /hunter2/)
    assert.deepEqual(
      lines.map(({ level, msg, job, attempt, of }) => [level, msg, job, attempt, of]),
      [
        [40, 'a job lost the database and is tried again', 'send-mail', 1, 3],
        [50, 'a job failed and is tried again', 'send-mail', 2, 3],
        [50, 'a job failed for the last time', 'send-mail', 3, 3],
        [40, 'a job lost the database and is tried again', 'send-mail', 1, 3],
      ],
    )
  })
})
