import { type Day, inWords } from '#platform/calendar/index.ts'
import { day, type FormState, form, notLater } from '#platform/form/index.ts'
import { downloads } from '#platform/listing/index.ts'
import { counts, dataTable, govukButton, hidden, html, lines, link, type View } from '#platform/page/index.ts'
import { agreeing } from '#platform/words.ts'
import { STATUS_NAMES, type Status, shiftInWords, VERDICT_NAMES, type Verdict } from '../../model.ts'
import { paths } from '../../paths.ts'
import { CHANGED_NAMES, type ChangedField } from '../../revisions/model.ts'
import type { ChangeCounts, Occasion } from '../store.ts'
import { frame } from './frame.ts'

/** The two days between which things happened: nothing has happened yet after today. */
export const changesForm = (today: Day) =>
  form(
    {
      from: day({ label: 'After', check: notLater(today) }),
      to: day({ label: 'Until', check: notLater(today) }),
    },
    ({ from, to }) =>
      from && from > (to ?? today)
        ? { field: 'to', message: 'The second day must be the same as or after the first', control: 'to-day' }
        : null,
  )

export interface ChangesPage {
  readonly planId: string | null
  readonly planTitle: string | null
  readonly from: Day
  readonly to: Day
  readonly state: FormState
  readonly today: Day
  readonly counts: ChangeCounts
  readonly occasions: readonly Occasion[]
  readonly isCut: boolean
  /** Whether the second day is over. */
  readonly isPast: boolean
  readonly query: string
}

/** What happened between two days. */
export function changesPage(page: ChangesPage): View {
  const { planId, planTitle, from, to, state, today, counts: sums, occasions, isCut, isPast, query } = page
  const plan = planId ? hidden('plan', planId) : null
  const controls = changesForm(today).controls(state)
  const chooser = html`<form method="get" action="${paths.changes}" class="m-no-print" novalidate>${plan}<div class="m-columns">${controls}</div>${govukButton({ text: 'Show what changed', classes: 'govuk-button--secondary' })}</form>`
  const figures = counts([
    {
      number: sums.claims,
      label: `${agreeing(sums.claims, 'claim', 'claims')}, ${sums.finished} of something finished`,
    },
    {
      number: sums.verdicts,
      label: `${agreeing(sums.verdicts, 'verdict', 'verdicts')}, ${sums.refused} that did not accept the claim`,
    },
    { number: sums.dates, label: `${agreeing(sums.dates, 'date', 'dates')} changed, ${sums.slipped} to a later day` },
    {
      number: sums.words,
      label: { one: 'change of words, owners or place', more: 'changes of words, owners or place' },
    },
    { number: sums.commentary, label: { one: 'piece of commentary', more: 'pieces of commentary' } },
  ])
  const table =
    occasions.length === 0
      ? html`<p class="govuk-body">Nothing happened between these days.</p>`
      : dataTable({
          caption: 'What happened, the latest first',
          columns: [
            { text: 'Day', classes: 'm-date' },
            { text: 'Action', classes: 'm-words' },
            { text: 'What' },
            { text: 'In detail', classes: 'm-words' },
          ],
          rows: occasions.map((one) => [
            inWords(one.on),
            html`${link(paths.action(one.actionId), [one.ref, one.text].filter(Boolean).join('. ').slice(0, 140))}${planId ? null : html`<br><span class="m-meta">${one.planTitle}</span>`}`,
            whatOf(one),
            lines(detailOf(one).slice(0, 400)),
          ]),
        })
  const cut = isCut
    ? html`<p class="govuk-body">The latest ${occasions.length} are shown. The counts are of all.</p>`
    : null
  const title = planTitle ? `What changed in ${planTitle}` : 'What changed'
  return frame(
    'changes',
    title,
    html`${chooser}<h2 class="govuk-heading-m">After ${inWords(from)}, until ${inWords(to)}</h2>${isPast ? html`<p class="govuk-body">${BY_TODAY}</p>` : null}${figures}${cut}${table}${downloads('Download this table', `${paths.changes}/table`, query)}`,
    state.errors,
  )
}

/** What is listed by days that are over is listed from what has been recorded since as well. */
const BY_TODAY =
  'This shows what is on record today: each thing under the day that it was said to be of, also what was recorded later.'

export function whatOf({ what, detail, slipDays }: Occasion): string {
  if (what === 'claim') return `Claim: ${STATUS_NAMES[detail as Status]}`
  if (what === 'verdict') return `Verdict: ${VERDICT_NAMES[detail as Verdict]}`
  if (what === 'commentary') return 'Commentary'
  if (what === 'change') return `${CHANGED_NAMES[detail as ChangedField]} changed`
  return slipDays ? `Target date moved ${shiftInWords(slipDays)}` : 'Target date changed'
}

export function detailOf({ what, before, after, detail }: Occasion): string {
  if (what === 'change') return `From: ${before ?? '–'}\nTo: ${after ?? '–'}`
  if (what === 'target') return [after, detail].filter(Boolean).join('\n')
  return after ?? ''
}
