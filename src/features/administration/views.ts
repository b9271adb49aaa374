import { clockInWords, instantInWords } from '#platform/calendar/index.ts'
import type { FormState } from '#platform/form/index.ts'
import type { FailedJob } from '#platform/jobs/index.ts'
import { downloads } from '#platform/listing/index.ts'
import {
  dataTable,
  deedButton,
  govukButton,
  govukInsetText,
  govukSummaryList,
  type Html,
  heading,
  html,
  link,
  noted,
  postForm,
  twoThirds,
  type View,
} from '#platform/page/index.ts'
import { runsTable } from '#platform/runs/index.ts'
import { giveUpForm, pauseForm } from './forms.ts'
import { durationInWords, jobInWords } from './model.ts'
import { paths } from './paths.ts'
import type { WorkStatus } from './status.ts'

const at = (instant: Date | null) => (instant ? instantInWords(instant) : '–')

const nothing = (text: string) => html`<p class="govuk-body">${text}</p>`

/** A part that has nothing to show, under its heading. */
const nothingUnder = (title: string, text: string) => html`<h2 class="govuk-heading-m">${title}</h2>${nothing(text)}`

export function jobsPage(status: WorkStatus): View {
  const { runs } = status
  return {
    title: 'Jobs',
    content: html`${heading('Jobs')}<p class="govuk-body">Work that Muniment does by itself or that takes too long for a page. ${link(paths.jobs, 'See how it stands now')}</p>${pause(status)}${failed(status)}${running(status)}${runs.length > 0 ? runsTable('Runs over many items', runs) : ''}${waiting(status)}${retrying(status)}${schedule(status)}${workers(status)}${givenUp(status)}`,
  }
}

function pause({ paused }: WorkStatus): Html {
  if (!paused) return html`<p class="govuk-body">${link(paths.pause, 'Pause all jobs')}</p>`
  const text = html`<p class="govuk-body"><strong>All jobs are paused</strong> since ${at(paused.since)}, by ${paused.by ?? ''}: ${paused.reason}</p><p class="govuk-body">Nothing is begun until they go on. What waits is kept.</p>${deedButton(paths.resume, 'Let jobs go on')}`
  return govukInsetText({ html: text })
}

const FAILED = 'Failed for good: try again or give up'
const RUNNING = 'Running now'
const WAITING = 'Waiting'
const WORKERS = 'Workers that are alive'

function failed({ failed: jobs }: WorkStatus): Html {
  if (jobs.length === 0) return nothingUnder(FAILED, 'No job has failed for good.')
  return html`${dataTable({
    caption: FAILED,
    columns: [
      { text: 'Job' },
      { text: 'What went wrong', classes: 'm-words' },
      { text: 'Tries', numeric: true },
      { text: 'Failed', classes: 'm-date' },
    ],
    rows: jobs.map((job) => [
      link(paths.job(job.id), jobInWords(job.name), `number ${job.id}`),
      job.words ?? 'Its process ended each time',
      String(job.attempts),
      at(job.failedAt),
    ]),
  })}${downloads('Download this table', paths.failures)}`
}

function running({ running: jobs }: WorkStatus): Html {
  if (jobs.length === 0) return nothingUnder(RUNNING, 'No job is running at this moment.')
  return dataTable({
    caption: RUNNING,
    columns: [{ text: 'Job' }, { text: 'Since', classes: 'm-date' }, { text: 'Try', numeric: true }],
    rows: jobs.map(({ name, since, attempt }) => [jobInWords(name), at(since), String(attempt)]),
  })
}

function waiting({ queues }: WorkStatus): Html {
  if (queues.length === 0) return nothingUnder(WAITING, 'No job is waiting.')
  return dataTable({
    caption: WAITING,
    columns: [{ text: 'Job' }, { text: 'How many', numeric: true }, { text: 'The oldest has waited' }],
    rows: queues.map(({ name, waiting: count, oldestSeconds, isKnown }) => [
      isKnown ? jobInWords(name) : `${jobInWords(name)}: this release does not know it`,
      String(count),
      oldestSeconds === null ? 'Not due yet' : durationInWords(oldestSeconds),
    ]),
  })
}

function retrying({ retrying: jobs }: WorkStatus): Html {
  if (jobs.length === 0) return html``
  return dataTable({
    caption: 'Failed and tried again by themselves',
    columns: [
      { text: 'Job' },
      { text: 'What went wrong', classes: 'm-words' },
      { text: 'Tries' },
      { text: 'Tried again', classes: 'm-date' },
    ],
    rows: jobs.map((job) => [
      jobInWords(job.name),
      job.words ?? '–',
      `${job.attempts} of ${job.maxAttempts}`,
      at(job.nextAt),
    ]),
  })
}

/** A schedule with its times as pages write them: `3:17am` for `03:17`. */
const onTheClock = (words: string): string =>
  words.replace(/\b(\d\d):(\d\d)\b/g, (_, hour: string, minute: string) => clockInWords(Number(hour), Number(minute)))

function schedule({ schedule: jobs }: WorkStatus): Html {
  return html`${dataTable({
    caption: 'By the clock',
    columns: [
      { text: 'Job', classes: 'm-words' },
      { text: 'When', classes: 'm-date' },
      { text: 'Last run', classes: 'm-date' },
      { text: 'How it went' },
      { text: 'Took' },
      { text: 'Next run', classes: 'm-date' },
    ],
    rows: jobs.map((job) => [
      noted(jobInWords(job.name), job.does),
      onTheClock(job.inWords),
      at(job.lastAt),
      job.outcome === null ? 'Not run yet' : job.outcome === 'done' ? 'Done' : `Failed: ${job.words ?? ''}`,
      job.seconds === null ? '–' : durationInWords(job.seconds),
      at(job.nextAt),
    ]),
  })}<p class="govuk-body m-meta">Times under “When” are in Coordinated Universal Time (UTC). All others are those of the United Kingdom.</p>${downloads('Download this table', paths.schedule)}`
}

function workers({ workers: all, paused }: WorkStatus): Html {
  if (all.length === 0)
    return nothingUnder(
      WORKERS,
      paused ? 'No worker is at work while jobs are paused.' : 'No worker is alive. Start one: jobs wait until then.',
    )
  return dataTable({
    caption: WORKERS,
    columns: [{ text: 'Computer' }, { text: 'Process', numeric: true }, { text: 'Since', classes: 'm-date' }],
    rows: all.map(({ host, pid, beganAt }) => [host, String(pid), at(beganAt)]),
  })
}

function givenUp({ givenUp: jobs }: WorkStatus): Html {
  if (jobs.length === 0) return html``
  return dataTable({
    caption: 'Given up',
    columns: [
      { text: 'Job' },
      { text: 'When', classes: 'm-date' },
      { text: 'By' },
      { text: 'Why', classes: 'm-words' },
    ],
    rows: jobs.map(({ name, at: when, by, reason }) => [jobInWords(name), at(when), by ?? '', reason]),
  })
}

export function failedJobPage(job: FailedJob, state: FormState = { values: {}, errors: [] }): View {
  const rows = [
    ['What went wrong', job.words ?? 'Its process ended each time'],
    ['Tries', String(job.attempts)],
    ['Asked for', at(job.askedAt)],
    ['Failed', at(job.failedAt)],
  ] as const
  const facts = govukSummaryList({ rows: rows.map(([key, value]) => ({ key: { text: key }, value: { text: value } })) })
  return {
    title: `${jobInWords(job.name)}: failed for good`,
    back: { href: paths.jobs, text: 'Back to jobs' },
    errors: state.errors,
    content: twoThirds(
      html`${heading(`${jobInWords(job.name)}: failed for good`)}${facts}${deedButton(paths.retry(job.id), 'Try again')}<h2 class="govuk-heading-m">Give it up</h2>${postForm(paths.giveUp(job.id), [giveUpForm.controls(state), govukButton({ text: 'Give up this job', classes: 'govuk-button--warning', preventDoubleClick: true })])}`,
    ),
  }
}

export function pausePage(state: FormState = { values: {}, errors: [] }): View {
  return {
    title: 'Pause all jobs',
    back: { href: paths.jobs, text: 'Back to jobs' },
    errors: state.errors,
    content: twoThirds(
      html`${heading('Pause all jobs')}<p class="govuk-body">Mail is not sent, shares are not scanned and due work waits until you start jobs again. Jobs that are running may finish; long ones stop and go on later.</p>${postForm(paths.pause, [pauseForm.controls(state), govukButton({ text: 'Pause all jobs', classes: 'govuk-button--warning', preventDoubleClick: true })])}`,
    ),
  }
}
