import { addDays, type Day, inWords } from '#platform/calendar/index.ts'
import { type Content, html, lines } from '#platform/page/index.ts'
import { overdueAfter, overdueOn, VERDICT_NAMES } from '../model.ts'
import { statusTag } from '../tags.ts'
import { isOfDeliverables, type SaidTarget, targetInWords } from '../targets.ts'
import type { ActionRow } from './model.ts'

/** The words as written, and below them how they are read. */
export function dateCell(row: SaidTarget, today: Day): Content {
  const due = isOfDeliverables(row) ? row.deliverableDue : row.latest
  const soon =
    due !== null && due >= today && due <= addDays(today, 28)
      ? html`<br><span class="m-meta">Due within four weeks</span>`
      : null
  const written = row.targetText === null ? null : html`${lines(row.targetText)}<br>`
  return html`${written}<span class="m-meta">${targetInWords(row)}</span>${soon}`
}

export function statusCell(
  row: Pick<ActionRow, 'kind' | 'latest' | 'status' | 'verdict' | 'deliverableDue'>,
  today: Day,
): Content {
  const own = overdueAfter(row)
  const last = [own, row.deliverableDue].filter((day) => day !== null).toSorted()[0]
  const whose = last === own ? 'its last day was' : 'a deliverable was due by'
  const overdue =
    overdueOn(row, today).isOverdue && last
      ? html`<br><strong class="govuk-tag govuk-tag--red">Overdue</strong><span class="govuk-visually-hidden">:</span><br><span class="m-meta">${whose} ${inWords(last)}</span>`
      : null
  return html`${statusTag(row.status)}${row.verdict ? html`<br><span class="m-meta">${VERDICT_NAMES[row.verdict]}</span>` : null}${overdue}`
}
