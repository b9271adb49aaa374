import { type Day, daysBetween, inWords } from '#platform/calendar/index.ts'
import { agreeing, counted, spelt } from '#platform/words.ts'

export interface Reminded {
  readonly participantId: string
  readonly personId: string
  readonly name: string
  readonly email: string
  readonly unit: string
  readonly campaign: string
  readonly dueOn: Day
  readonly opensOn: Day
  readonly answered: number
  readonly wanted: number
  /** The sections that were given to them; null for the lead, who answers for all of it. */
  readonly sections: readonly string[] | null
}

/** What somebody is told before, on and after the last day of an assessment. */
export function reminderFor(
  one: Reminded,
  today: Day,
  links: { readonly unit: string },
): { readonly subject: string; readonly body: string } {
  const left = daysBetween(today, one.dueOn)
  const when =
    left > 0
      ? `The last day is ${inWords(one.dueOn)}, in ${counted(left, 'day', 'days')}.`
      : left === 0
        ? 'Today is the last day.'
        : `The last day was ${inWords(one.dueOn)}. If the unit needs longer, ask whoever runs the campaign.`
  const isFirst = today === one.opensOn || one.answered === 0
  const asked = one.sections
    ? `You were asked to answer ${spelt(one.sections.length, 'one section', 'sections')} for ${one.unit}.`
    : `You lead the answers of ${one.unit}.`
  return {
    subject: `“${one.campaign}”: ${left < 0 ? 'the last day has passed' : isFirst ? `please answer by ${inWords(one.dueOn)}` : `${one.answered} of ${one.wanted} answered`}`,
    body: [
      `Dear ${one.name},`,
      '',
      `${asked} ${one.answered} of ${counted(one.wanted, 'question', 'questions')} ${agreeing(one.answered, 'is', 'are')} answered so far. ${when}`,
      '',
      `Go on here: ${links.unit}`,
    ].join('\n'),
  }
}

export interface MustRepeat {
  readonly consequenceId: string
  readonly personId: string
  readonly name: string
  readonly email: string
  readonly unit: string
  readonly campaign: string
  readonly dueOn: Day | null
}

/** What those who answer for a unit are told while it must do an assessment again and has not begun. */
export function repeatReminderFor(
  { name, unit, campaign, dueOn }: MustRepeat,
  today: Day,
  link: string,
): { readonly subject: string; readonly body: string } {
  const by = dueOn ? ` by ${inWords(dueOn)}` : ''
  const isLate = dueOn !== null && today > dueOn
  return {
    subject: `${unit} must repeat “${campaign}”${isLate ? ': the last day has passed' : by}`,
    body: [
      `Dear ${name},`,
      '',
      `${unit} scored below the line of “${campaign}”, and must repeat the assessment${by}. The repeat has not begun. Whoever runs the campaign begins it.`,
      '',
      `See why here: ${link}`,
    ].join('\n'),
  }
}

export interface Invited {
  readonly name: string
  readonly unit: string
  readonly finding: string
}

/** What the lead of a unit is told when an assessor has accepted everything that a finding asked for as complete. */
export function invitationFor(
  { name, unit, finding }: Invited,
  link: string,
): { readonly subject: string; readonly body: string } {
  return {
    subject: `${unit}: what was found has been done, and can be scored again`,
    body: [
      `Dear ${name},`,
      '',
      'an assessor has accepted every action that this finding led to as complete:',
      '',
      finding,
      '',
      `You can score it again here: ${link}`,
    ].join('\n'),
  }
}
