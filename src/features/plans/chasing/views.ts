import { instantInWords } from '#platform/calendar/index.ts'
import { type Choice, type FormState, form, radios, select, wholeNumber } from '#platform/form/index.ts'
import {
  dataTable,
  deedButton,
  govukButton,
  govukInsetText,
  govukPanel,
  type Html,
  heading,
  html,
  link,
  postForm,
  twoThirds,
  type View,
} from '#platform/page/index.ts'
import { paths } from '../paths.ts'
import { FREQUENCIES, type Frequency, type SentMessage, STATE_NAMES } from './model.ts'
import type { Feed } from './store.ts'

const FREQUENCY_NAMES: Readonly<Record<Frequency, string>> = {
  'as-due': 'When an action of mine comes due, and when it is overdue',
  weekly: 'Once a week, on its first working day',
  never: 'Never',
}

export const choicesForm = form({
  frequency: radios({
    label: 'When do you want to be told by email?',
    required: 'Select when you want to be told',
    options: FREQUENCIES.map((frequency) => ({ value: frequency, text: FREQUENCY_NAMES[frequency] })),
  }),
  daysBefore: wholeNumber({
    label: 'How many days before an action is due?',
    required: 'Enter how many days before',
    least: 1,
    most: 90,
  }),
})

export const feedForm = (plans: readonly Choice[]) =>
  form({ plan: select({ label: 'Which dates?', options: plans, blank: 'Everything that I own' }) })

export interface ChasingPage {
  readonly address: string | null
  readonly isSetUp: boolean
  readonly state: FormState
  readonly messages: readonly SentMessage[]
  readonly feeds: readonly Feed[]
  readonly plans: readonly Choice[]
  readonly canSeeLog: boolean
}

/** How a person is told of their actions: by mail, and in their calendar. */
export function chasingPage({ address, isSetUp, state, messages, feeds, plans, canSeeLog }: ChasingPage): View {
  const where = address
    ? html`<p class="govuk-body">Messages go to ${address}.</p>`
    : html`<p class="govuk-body">There is no email address for you, so no messages go out. Ask whoever looks after the register of people to add one.</p>`
  const off = isSetUp
    ? null
    : govukInsetText({
        text: 'This installation is not set up to send mail yet. Messages are written and wait until it is.',
      })
  const sent =
    messages.length === 0
      ? null
      : dataTable({
          caption: 'Messages to you',
          columns: [{ text: 'Written' }, { text: 'Subject', classes: 'm-words' }, { text: 'State' }],
          rows: messages.map(({ madeAt, subject, state: how }) => [instantInWords(madeAt), subject, STATE_NAMES[how]]),
        })
  const own =
    feeds.length === 0
      ? null
      : dataTable({
          caption: 'Your calendars',
          columns: [{ text: 'Dates' }, { text: 'Made' }, { text: 'Action' }],
          rows: feeds.map(({ id, plan, madeAt }) => [
            plan ?? 'Everything that you own',
            instantInWords(madeAt),
            deedButton(paths.feedEnd, 'End', {
              kind: 'secondary',
              values: { id },
              hiddenText: plan ?? 'your calendar',
            }),
          ]),
        })
  const log = canSeeLog ? html`<p class="govuk-body">${link(paths.chasingLog, 'Messages')}</p>` : null
  return {
    title: 'Reminders about your actions',
    errors: state.errors,
    content: html`${heading('Reminders about your actions')}${off}${where}${twoThirds(postForm(paths.chasing, [choicesForm.controls(state), govukButton({ text: 'Save', preventDoubleClick: true })]))}${sent}${log}<h2 class="govuk-heading-m">In your calendar</h2><p class="govuk-body">An address that a calendar program reads, so that due dates stand among your appointments. Whoever has the address sees those dates, so keep it to yourself.</p>${own}${twoThirds(postForm(paths.feeds, [feedForm(plans).controls(), govukButton({ text: 'Make a calendar address', classes: 'govuk-button--secondary', preventDoubleClick: true })]))}`,
  }
}

export function feedMade(url: string): View {
  return {
    title: 'Calendar address made',
    back: { href: paths.chasing, text: 'Back' },
    content: html`${govukPanel({ titleText: 'Calendar address made', html: html`Copy it now. It is not shown again.` })}${govukInsetText({ html: html`<code>${url}</code>` })}<p class="govuk-body">In most calendar programs it is added as a calendar from the web, or by subscription.</p>`,
  }
}

/** Asks for the one click: programs that look at links beforehand must not stop anything. */
export function stopPage(name: string, token: string): View {
  return {
    title: 'Stop the messages',
    content: twoThirds(
      html`${heading('Stop the messages')}<p class="govuk-body">${name} will no longer be told by email of actions that come due. This can be changed again after signing in.</p><form method="post" action="${paths.chasingStop}?token=${token}" novalidate>${govukButton({ text: 'Stop them', preventDoubleClick: true })}</form>`,
    ),
  }
}

export function stoppedPage(): View {
  return {
    title: 'The messages are stopped',
    content: twoThirds(
      html`${heading('The messages are stopped')}<p class="govuk-body">You will get no more of them. ${link(paths.chasing, 'Choose otherwise')}</p>`,
    ),
  }
}

export function logPage(list: Html): View {
  return {
    title: 'Messages',
    back: { href: paths.chasing, text: 'Back' },
    content: html`${heading('Messages')}<p class="govuk-body">Every message that was written to owners, and whether it was delivered. If an address does not work, no more messages go to it until it is changed in the register of people.</p>${list}`,
  }
}
