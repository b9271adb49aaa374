import { type Html, html, lines, mojTimeline } from '#platform/page/index.ts'
import { daysInWords, STATUS_NAMES, type Status, VERDICT_NAMES, type Verdict } from '../model.ts'
import { CHANGED_NAMES, type ChangedField } from '../revisions/model.ts'
import { whyReadSo, wordsReadAs } from '../targets.ts'
import type { Happening } from './history-store.ts'

/** Everything that happened to an action, the latest first. `belowClaim` is what stands below a claim. */
export function timeline(history: readonly Happening[], belowClaim: (claimId: string) => Html | null): Html {
  if (history.length === 0) return html`<p class="govuk-body">Nothing has happened yet.</p>`
  return mojTimeline({
    headingLevel: 3,
    items: history.map((happening) => ({
      label: { text: labelOf(happening) },
      datetime: { timestamp: happening.on, type: 'date' as const },
      byline: { text: happening.by ?? 'the document that was imported' },
      html: happening.what === 'claim' ? html`${detailOf(happening)}${belowClaim(happening.id)}` : detailOf(happening),
    })),
  })
}

function labelOf({ what, detail, cause }: Happening): string {
  if (what === 'claim') return `Claim: ${STATUS_NAMES[detail as Status]}`
  if (what === 'verdict') return `Verdict: ${VERDICT_NAMES[detail as Verdict]}`
  if (what === 'commentary') return 'Commentary'
  if (what === 'change') return `${CHANGED_NAMES[cause as ChangedField]} changed`
  return cause === 'change'
    ? 'Target date changed'
    : cause === 'milestone'
      ? 'Target date moved with its milestone'
      : cause === 'correction'
        ? 'Reading of the target date corrected'
        : 'Target date set'
}

function detailOf({ what, text, on, detail, cause, reason, kind, earliest, latest, slipDays }: Happening): Html {
  const note = reason ? html`<p class="govuk-body">${lines(reason)}</p>` : null
  if (what === 'commentary') return html`<p class="govuk-body m-quote">${lines(text ?? '')}</p>`
  if (what === 'change')
    return html`<p class="govuk-body">From: ${lines(detail ?? '–')}</p><p class="govuk-body">To: ${lines(text ?? '–')}</p>`
  const of = cause && (what === 'claim' || what === 'verdict') ? html`<p class="govuk-body m-meta">${cause}</p>` : null
  if (what === 'claim') return html`${of}${text ? html`<p class="govuk-body">Written as “${text}”</p>` : null}${note}`
  if (what === 'verdict') return html`${of}${note}`
  const slip =
    slipDays === null || slipDays === 0
      ? null
      : html`<p class="govuk-body">${slipDays > 0 ? `Slipped by ${daysInWords(slipDays)}` : `Brought forward by ${daysInWords(-slipDays)}`}</p>`
  const reading = kind
    ? html`<p class="govuk-body">${wordsReadAs({ kind, earliest, latest })} <span class="m-meta">${whyReadSo(text, on, detail)}</span></p>`
    : null
  return html`<p class="govuk-body">“${text}”</p>${reading}${slip}${reason ? html`<p class="govuk-body">Reason: ${lines(reason)}</p>` : null}`
}
