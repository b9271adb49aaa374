import { instantInWords } from '../calendar/index.ts'
import { dataTable, deedButton, govukSummaryList, type Html, heading, html, link, type View } from '../page/index.ts'
import { canGoOn, isOpen, progressInWords, RUN_STATES, type RunFacts } from './model.ts'
import { paths } from './paths.ts'
import type { KeptRun } from './store.ts'

const REFRESH_SECONDS = 10

/** How far a run is: a bar where it is known how much there is, and the same in words. */
export function progressBar(run: RunFacts): Html {
  const { expected, done, title } = run
  const percent = expected ? Math.min(100, Math.floor((done / expected) * 100)) : null
  const bar =
    percent === null
      ? ''
      : html`<progress class="m-progress" max="100" value="${percent}" aria-label="${`How far it is: ${title}`}">${percent}%</progress>`
  return html`${bar}<p class="govuk-body">${progressInWords(run)}</p>`
}

/** Runs as a table, with the way to each. */
export function runsTable(caption: string, runs: readonly RunFacts[]): Html {
  return dataTable({
    caption,
    columns: [{ text: 'What' }, { text: 'State' }, { text: 'How far' }, { text: 'Asked for', classes: 'm-date' }],
    rows: runs.map((run) => [
      link(run.href, run.title),
      RUN_STATES[run.state],
      isOpen(run.state) ? progressBar(run) : progressInWords(run),
      instantInWords(run.askedAt),
    ]),
  })
}

export interface RunPage {
  readonly run: KeptRun
  readonly askedBy: string
  readonly refusals: readonly { readonly item: string; readonly why: string }[]
  /** Whether there are more refused than are shown. */
  readonly isCut: boolean
  /** Whether the page asks for itself again. */
  readonly isRefreshing: boolean
}

export function runPage({ run, askedBy, refusals, isCut, isRefreshing }: RunPage): View {
  const open = isOpen(run.state)
  return {
    title: run.title,
    ...(open && isRefreshing ? { refreshSeconds: REFRESH_SECONDS } : {}),
    content: html`${heading(run.title)}${progressBar(run)}${facts(run, askedBy)}${open ? again(run, isRefreshing) : ''}${deeds(run)}${refused(refusals, isCut)}`,
  }
}

function facts(run: KeptRun, askedBy: string): Html {
  const rows = [
    ['State', RUN_STATES[run.state]],
    ['Asked for', `${instantInWords(run.askedAt)}, by ${askedBy}`],
    ...(run.startedAt ? [['Begun', instantInWords(run.startedAt)] as const] : []),
    ...(run.endedAt ? [['Ended', instantInWords(run.endedAt)] as const] : []),
    ...(run.said ? [['Last said', run.said] as const] : []),
    ...(run.error ? [['What went wrong', run.error] as const] : []),
  ] as const
  return govukSummaryList({ rows: rows.map(([key, value]) => ({ key: { text: key }, value: { text: value } })) })
}

/** A page that asks for itself again does so only when it was told to, and can be told to stop (WCAG 2.2.1 and 2.2.2). */
function again(run: KeptRun, isRefreshing: boolean): Html {
  return isRefreshing
    ? html`<p class="govuk-body">This page is loaded again every ${REFRESH_SECONDS} seconds. ${link(run.href, 'Stop loading it again')}</p>`
    : html`<p class="govuk-body">${link(run.href, 'See how far it is now')} or ${link(`${run.href}?refresh=yes`, `load this page again every ${REFRESH_SECONDS} seconds`)}</p>`
}

function deeds(run: KeptRun): Html {
  if (run.state === 'waiting' || run.state === 'running')
    return deedButton(paths.stop(run.kind, run.id), 'Stop', { kind: 'secondary', hiddenText: run.title })
  return canGoOn(run.state)
    ? deedButton(paths.resume(run.kind, run.id), 'Go on', { hiddenText: `with ${run.title}` })
    : html``
}

function refused(refusals: RunPage['refusals'], isCut: boolean): Html {
  if (refusals.length === 0) return html``
  return dataTable({
    caption: isCut ? `The first ${refusals.length} that were refused` : 'Refused',
    columns: [{ text: 'Item', classes: 'm-words' }, { text: 'Why' }],
    rows: refusals.map(({ item, why }) => [item, why]),
  })
}
