import { inWords } from '#platform/calendar/index.ts'
import type { FormState } from '#platform/form/index.ts'
import {
  dataTable,
  govukButton,
  govukInsetText,
  heading,
  html,
  lines,
  link,
  postForm,
  twoThirds,
  type View,
} from '#platform/page/index.ts'
import type { Participant } from '../model.ts'
import { paths } from '../paths.ts'
import { endMeetingForm, meetingForm } from './forms.ts'
import type { Meeting } from './store.ts'
import { nameOf } from './views.ts'

/** The team's meeting: how it begins, goes on and ends, and those that were held. */
export function meetingPage(
  participant: Participant,
  meetings: readonly Meeting[],
  state: FormState,
  canChange: boolean,
  first: string | null,
  /** The form that was refused because of how things stand: shown with what was typed, whatever stands against it now. */
  refused: 'begin' | 'end' | null = null,
): View {
  const open = meetings.find(({ endedAt }) => endedAt === null)
  const past = meetings.filter(({ endedAt }) => endedAt !== null)
  const beginning = postForm(paths.meeting(participant.id), [
    meetingForm.controls(state),
    govukButton({ text: 'Begin the meeting', preventDoubleClick: true }),
  ])
  const ending = postForm(`${paths.meeting(participant.id)}/end`, [
    endMeetingForm.controls(state),
    govukButton({ text: 'End the meeting', classes: 'govuk-button--secondary', preventDoubleClick: true }),
  ])
  const body = open
    ? html`${govukInsetText({ html: html`<p class="govuk-body">The meeting of ${inWords(open.heldOn)} is under way, led by ${open.facilitator}${open.moderator ? `, moderated by ${open.moderator}` : ''}.</p><p class="govuk-body">${lines(open.attendance)}</p>` })}<p class="govuk-body">Go through the questions one by one. Each page has a box for what was said, and takes the score that the meeting agrees on.</p>${first ? html`<p class="govuk-body">${link(first, 'Go on with the questions')}</p>` : null}${canChange && refused === null ? ending : null}`
    : canChange
      ? html`<p class="govuk-body">A team can go through the questions together in about an hour. Somebody leads, everybody speaks, and for each question the team agrees on a score and on what shows it.</p>${refused === null ? beginning : null}`
      : null
  return {
    title: 'Team meeting',
    back: { href: paths.unit(participant.id), text: 'Back to the list of sections' },
    errors: state.errors,
    content: twoThirds(
      html`${heading('Team meeting', nameOf(participant))}${refused === 'begin' ? beginning : refused === 'end' ? ending : null}${body}${
        past.length > 0
          ? dataTable({
              caption: 'Meetings that were held',
              columns: [
                { text: 'Day', classes: 'm-date' },
                { text: 'Led by' },
                { text: 'Who was there', classes: 'm-words' },
                { text: 'Note', classes: 'm-words' },
              ],
              rows: past.map((one) => [
                inWords(one.heldOn),
                html`${one.facilitator}${one.moderator ? html`<br><span class="m-meta">Moderated by ${one.moderator}</span>` : null}`,
                lines(one.attendance),
                lines(one.note ?? ''),
              ]),
            })
          : null
      }`,
    ),
  }
}
