import { z } from 'zod'
import { BadRequest, NotFound } from '#platform/errors.ts'
import { clean } from '#platform/form/index.ts'
import { findFailed, giveUp, pauseWork, resumeWork, retry } from '#platform/jobs/index.ts'
import { tableRoutes } from '#platform/listing/index.ts'
import { get, json, type PersonRequest, page, post, type Route, redirect } from '#platform/web/index.ts'
import { giveUpForm, pauseForm } from './forms.ts'
import { jobInWords } from './model.ts'
import { paths } from './paths.ts'
import { WORK_SEEN } from './seeing.ts'
import { type Works, workStatus } from './status.ts'
import { failedJobPage, jobsPage, pausePage } from './views.ts'

const ADMITS = 'accounts:administer'

/** Jobs, for administrators: on pages, in files and by the API. */
export function routes(works: Works): Route[] {
  const status: StatusOf = ({ db, now }) => workStatus(db, works, now)
  return [
    get(paths.jobs, ADMITS, async (asked) => page(jobsPage(await status(asked)))),
    ...tablesOf(status),
    ...deeds,
    ...apiRoutes(works),
  ]
}

type StatusOf = (asked: PersonRequest) => ReturnType<typeof workStatus>

/** The tables of the page as files. */
const tablesOf = (status: StatusOf): Route[] => [
  ...tableRoutes(paths.schedule, ADMITS, WORK_SEEN, async (asked) => ({
    title: 'Jobs by the clock',
    headers: ['Job', 'What it does', 'When', 'Last run', 'Outcome', 'What went wrong', 'Seconds', 'Next run'],
    rows: (await status(asked)).schedule.map((job) => [
      jobInWords(job.name),
      job.does,
      job.inWords,
      job.lastAt?.toISOString() ?? null,
      job.outcome,
      job.words,
      job.seconds,
      job.nextAt?.toISOString() ?? null,
    ]),
  })),
  ...tableRoutes(paths.failures, ADMITS, WORK_SEEN, async (asked) => ({
    title: 'Jobs that failed for good',
    headers: ['Number', 'Job', 'What went wrong', 'Tries', 'Asked for', 'Failed'],
    rows: (await status(asked)).failed.map((job) => [
      Number(job.id),
      jobInWords(job.name),
      job.words,
      job.attempts,
      job.askedAt.toISOString(),
      job.failedAt?.toISOString() ?? null,
    ]),
  })),
]

/** What administrators do: pause all jobs and go on, try one again or give it up. */
const deeds: readonly Route[] = [
  get(paths.pause, ADMITS, async () => page(pausePage())),
  post(paths.pause, ADMITS, async ({ db, act, body }) => {
    const read = pauseForm.read(body)
    if (!read.ok) return page(pausePage(read), 422)
    await pauseWork(db, act, read.value.reason)
    return redirect(paths.jobs, 'All jobs are paused')
  }),
  post(paths.resume, ADMITS, async ({ db, act }) => {
    await resumeWork(db, act)
    return redirect(paths.jobs, 'Jobs go on')
  }),
  get(paths.job(':id'), ADMITS, async (asked) => page(failedJobPage(await found(asked)))),
  post(paths.retry(':id'), ADMITS, async ({ db, act, params }) => {
    await retry(db, act, params.id ?? '')
    return redirect(paths.jobs, 'The job is tried again')
  }),
  post(paths.giveUp(':id'), ADMITS, async (asked) => {
    const read = giveUpForm.read(asked.body)
    if (!read.ok) return page(failedJobPage(await found(asked), read), 422)
    await giveUp(asked.db, asked.act, asked.params.id ?? '', read.value.reason)
    return redirect(paths.jobs, 'The job was given up')
  }),
]

async function found({ db, params }: PersonRequest) {
  const job = await findFailed(db, params.id ?? '')
  if (!job) throw new NotFound()
  return job
}

const Reason = z.object({ reason: z.string().transform(clean).pipe(z.string().min(1).max(1_000)) })
const NAMED = { type: 'object', properties: { id: { type: 'string' }, name: { type: 'string' } } }

/** How jobs stand, as the API answers it. */
const STATUS = {
  type: 'object',
  properties: Object.fromEntries(
    ['workers', 'running', 'runs', 'queues', 'retrying', 'failed', 'schedule', 'givenUp'].map((name) => [
      name,
      { type: 'array', items: { type: 'object' } },
    ]),
  ),
}

function apiRoutes(works: Works): Route[] {
  return [
    get(paths.api, ADMITS, async ({ db, now }) => json(await workStatus(db, works, now)), {
      api: {
        seenBy: WORK_SEEN,
        summary: 'How jobs stand: queues, what runs now, failures, schedule, workers, and whether they are paused',
        tag: 'jobs',
        answer: STATUS,
      },
    }),
    post(
      paths.apiRetry(':id'),
      ADMITS,
      async ({ db, act, params }) => {
        const { id, name } = await retry(db, act, params.id ?? '')
        return json({ id, name })
      },
      { api: { seenBy: WORK_SEEN, summary: 'Try a job that failed for good again', tag: 'jobs', answer: NAMED } },
    ),
    post(
      paths.apiGiveUp(':id'),
      ADMITS,
      async ({ db, act, params, json: sent }) => {
        const read = Reason.safeParse(sent)
        if (!read.success) throw new BadRequest('Send a reason of 1 to 1,000 characters, in “reason”')
        const { id, name } = await giveUp(db, act, params.id ?? '', read.data.reason)
        return json({ id, name })
      },
      {
        api: {
          seenBy: WORK_SEEN,
          summary: 'Give up a job that failed for good',
          tag: 'jobs',
          body: { type: 'object', properties: { reason: { type: 'string', maxLength: 1000 } }, required: ['reason'] },
          answer: NAMED,
        },
      },
    ),
  ]
}
