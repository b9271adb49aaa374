import { counted } from '#platform/words.ts'
import { durationInWords, jobInWords } from './model.ts'
import type { WorkStatus } from './status.ts'

const at = (instant: Date | null) => instant?.toISOString().replace(/\.\d+Z$/, 'Z') ?? '–'

/** How the work stands, in lines for a terminal. */
export function statusInLines(status: WorkStatus): string[] {
  const { paused, failed, running, queues, retrying, workers, schedule, runs } = status
  return [
    paused ? `All jobs are PAUSED since ${at(paused.since)}: ${paused.reason}` : 'Jobs are not paused.',
    `Workers alive: ${workers.length}${workers.length > 0 ? ` (${workers.map(({ host, pid }) => `${host} ${pid}`).join(', ')})` : ''}`,
    ...block(
      'Failed for good',
      failed.map(
        (job) =>
          `${job.id}  ${job.name}  after ${counted(job.attempts, 'try', 'tries')}: ${job.words ?? 'its process ended each time'}`,
      ),
    ),
    ...block(
      'Running now',
      running.map((job) => `${job.name}  since ${at(job.since)}, try ${job.attempt}`),
    ),
    ...block(
      'Runs over many items',
      runs.map((run) => `${run.title}: ${run.state}, ${run.done}${run.expected === null ? '' : ` of ${run.expected}`}`),
    ),
    ...block(
      'Waiting',
      queues.map(
        (queue) =>
          `${queue.name}  ${queue.waiting}${queue.oldestSeconds === null ? ', not due yet' : `, the oldest for ${durationInWords(queue.oldestSeconds)}`}${queue.isKnown ? '' : ' (this release does not know it)'}`,
      ),
    ),
    ...block(
      'Failed and tried again by themselves',
      retrying.map(
        (job) => `${job.name}  try ${job.attempts} of ${job.maxAttempts}, next ${at(job.nextAt)}: ${job.words ?? ''}`,
      ),
    ),
    ...block(
      'By the clock',
      schedule.map(
        (job) =>
          `${jobInWords(job.name)}: ${job.inWords}; last ${at(job.lastAt)}${job.outcome === 'failed' ? ` FAILED: ${job.words}` : job.seconds === null ? '' : `, took ${durationInWords(job.seconds)}`}; next ${at(job.nextAt)}`,
      ),
    ),
  ]
}

function block(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [`${title}: none`] : [`${title}:`, ...lines.map((line) => `  ${line}`)]
}
