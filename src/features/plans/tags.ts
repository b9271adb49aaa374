import { govukTag, type Html } from '#platform/page/index.ts'
import { STATUS_NAMES, type StandingStatus, VERDICT_NAMES, type Verdict } from './model.ts'

const STATUS_COLOURS: Readonly<Record<StandingStatus, string>> = {
  unclaimed: 'govuk-tag--grey',
  'not-started': 'govuk-tag--grey',
  'in-progress': 'govuk-tag--blue',
  complete: 'govuk-tag--green',
  closed: 'govuk-tag--green',
  'on-hold': 'govuk-tag--yellow',
  superseded: 'govuk-tag--purple',
}

const VERDICT_COLOURS: Readonly<Record<Verdict, string>> = {
  accepted: 'govuk-tag--green',
  'partly-accepted': 'govuk-tag--yellow',
  'not-accepted': 'govuk-tag--red',
}

export function statusTag(status: StandingStatus): Html {
  return govukTag({ text: STATUS_NAMES[status], classes: STATUS_COLOURS[status] })
}

export function verdictTag(verdict: Verdict): Html {
  return govukTag({ text: VERDICT_NAMES[verdict], classes: VERDICT_COLOURS[verdict] })
}
