import type { Day } from '#platform/calendar/index.ts'
import { type Html, html, link } from '#platform/page/index.ts'
import { OBLIGATIONS } from '../model.ts'
import { paths } from '../paths.ts'
import { inFigures } from '../scoring/scale.ts'
import { overdueTag, stateTag } from '../tags.ts'
import type { Row } from './model.ts'

export const unitCell = (row: Row): Html =>
  html`${row.canSeeAnswers ? link(paths.unit(row.id), row.unit) : row.unit}<br><span class="m-meta">${OBLIGATIONS[row.obligation]}${row.isRepeat ? ', again' : ''}</span>${row.unitClosed ? html`<br><strong class="govuk-tag govuk-tag--red">Unit closed</strong>` : null}`

export const stateCell = (row: Row, today: Day): Html =>
  html`${stateTag(row)}${row.state === 'answering' && row.dueOn < today ? html` ${overdueTag}` : null}`

export const leadCell = (row: Row): Html =>
  html`${row.lead ?? 'Nobody yet'}${row.leadLeft ? html`<br><strong class="govuk-tag govuk-tag--red">Has left</strong>` : null}`

/** Of what may not be seen it says why, whether there is a score or not. */
export function scoreCell({ score, canSeeScore, isPublished }: Row): string {
  if (!canSeeScore && !isPublished) return 'Not published'
  return score === null ? '–' : inFigures(score)
}
