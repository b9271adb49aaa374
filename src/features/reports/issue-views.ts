import { type Day, instantInWords, inWords } from '#platform/calendar/index.ts'
import {
  deedButton,
  govukInsetText,
  govukWarningText,
  type Html,
  heading,
  html,
  link,
  twoThirds,
  type View,
} from '#platform/page/index.ts'
import { counted } from '#platform/words.ts'
import { beforeIssue, figuresNote, type nothingSaid, type Report, type ReportPart } from './model.ts'
import { paths } from './paths.ts'

const UNENDED = 'The period has not ended. Issue it all the same?'

/** What whoever issues a report is told and asked. `shut` are the parts that they may not see themselves. */
export const issuePage = ({
  report,
  pages,
  shut,
  empty,
  today,
}: {
  readonly report: Report
  readonly pages: number
  readonly shut: readonly ReportPart[]
  /** What is said in place of the question where there is nothing to issue. */
  readonly empty: ReturnType<typeof nothingSaid>
  readonly today: Day
}): View => ({
  title: 'Issue the report',
  back: { href: paths.report(report.id) },
  content: twoThirds(
    html`${heading('Issue the report', report.title)}<p class="govuk-body">It is about the period from ${inWords(report.fromOn)} to ${inWords(report.toOn)}, takes about ${counted(pages, 'page', 'pages')}, and was compiled on ${instantInWords(report.compiledAt)}. You cannot change the report after you issue it. A digest (a check code) lets anybody prove that it is unchanged. Everybody who may read reports will see all of it.</p>${shutTo(shut)}${empty ? emptyPart(report, empty) : askedIn(report, today)}`,
  ),
})

const shutTo = (shut: readonly ReportPart[]): Html | null =>
  shut.length > 0
    ? govukInsetText({ text: `You may not see these parts yourself: ${shut.map((part) => part.heading).join(', ')}.` })
    : null

const emptyPart = (report: Report, { why, advice }: NonNullable<ReturnType<typeof nothingSaid>>): Html =>
  html`${govukInsetText({ text: `${why}. ${advice}` })}<p class="govuk-body">${link(paths.report(report.id), 'Go back to the report')}</p>`

/** The question, and the button that answers it. */
function askedIn(report: Report, today: Day): Html {
  const compile = deedButton(paths.compile(report.id), 'Compile it again', { kind: 'secondary' })
  const stop = beforeIssue(report, today)
  if (stop === 'stale')
    return html`${govukWarningText({ text: 'It tells of days that had not come when it was compiled. Compile it again before you issue it.', iconFallbackText: 'Warning' })}${compile}`
  const values = { version: String(report.version) }
  if (stop === null) {
    const note = figuresNote(report)
    const ended = note
      ? html`${govukInsetText({ text: `${note} The period has ended since. Compile the report again to have the figures of its last day.` })}${compile}`
      : null
    return html`${ended}${deedButton(paths.issue(report.id), 'Issue it', { values })}`
  }
  const text = [figuresNote(report), UNENDED].filter(Boolean).join(' ')
  return html`${govukWarningText({ text, iconFallbackText: 'Warning' })}${deedButton(paths.issue(report.id), 'Issue it all the same', { values: { ...values, early: 'yes' } })}<p class="govuk-body">${link(paths.report(report.id), 'Do not issue it yet')}</p>`
}
