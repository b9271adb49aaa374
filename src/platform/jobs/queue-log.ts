import { AsyncLocalStorage } from 'node:async_hooks'
import { EventEmitter } from 'node:events'
import { format } from 'node:util'
import { type WorkerEvents, Logger as WorkerLogger } from 'graphile-worker'
import type { Logger } from 'pino'
import { isAway } from '../db/index.ts'
import { failureForLog, failureInWords, maskedLine } from '../failure/index.ts'
import { JobFailed } from './job.ts'

/** The log for whatever is said on the console on the way from here, if it is not for the console. */
const listening = new AsyncLocalStorage<Logger>()
const METHODS = ['trace', 'error', 'warn', 'log', 'info', 'debug'] as const
let isListening = false

/** Does the work with its console in the log: the job queue's library says some things only there, with their stacks. */
export function withConsoleIn<Result>(log: Logger, work: () => Result): Result {
  if (!isListening) for (const method of METHODS) hear(method)
  isListening = true
  return listening.run(log, work)
}

function hear(method: (typeof METHODS)[number]): void {
  const say = console[method].bind(console)
  console[method] = (...said: unknown[]) => {
    const log = listening.getStore()
    if (!log) return say(...said)
    // What is traced is said to the library's logger as well.
    const level = method === 'error' || method === 'warn' ? 'warn' : 'debug'
    log[level]({ said: maskedLine(firstLine(format(...said))) }, 'the job queue says')
  }
}

const firstLine = (text: string) => text.split('\n')[0] ?? ''

/** The library's errors and warnings, in the log; that a job failed is told by `eventsIn`, in words. */
export function loggerIn(log: Logger): WorkerLogger {
  return new WorkerLogger(() => (level, message, meta) => {
    if ((level !== 'error' && level !== 'warning') || meta?.failure === true) return
    const cause = meta?.error ?? meta?.fatalError
    if (isAway(cause)) log.warn({ reason: failureInWords(cause) }, 'the job queue has lost the database')
    else log[level === 'error' ? 'error' : 'warn']({ said: maskedLine(firstLine(message)) }, 'the job queue says')
  })
}

/** Where the library tells what becomes of jobs: a failure goes into the log with its reason and what comes of it. */
export function eventsIn(log: Logger): WorkerEvents {
  const events = new EventEmitter() as WorkerEvents
  events.on('job:error', ({ job, error }) => {
    const { task_identifier: name, attempts, max_attempts: most } = job
    const facts = { job: name, attempt: attempts, of: most }
    if (isAway(error) || (error instanceof JobFailed && error.isAway))
      log.warn({ ...facts, reason: failureInWords(error) }, 'a job lost the database and is tried again')
    else if (attempts < most) log.error({ ...facts, failure: failureForLog(error) }, 'a job failed and is tried again')
    else log.error({ ...facts, failure: failureForLog(error) }, 'a job failed for the last time')
  })
  return events
}
