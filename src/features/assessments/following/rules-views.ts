import { inWords } from '#platform/calendar/index.ts'
import { backToForm, CHECKED_FORM, type FormState, keptValues, type Values } from '#platform/form/index.ts'
import { dataTable, govukButton, heading, hidden, html, postForm, twoThirds, type View } from '#platform/page/index.ts'
import { spelt } from '#platform/words.ts'
import type { Campaign } from '../model.ts'
import { paths } from '../paths.ts'
import { inFigures } from '../scoring/scale.ts'
import type { Rules, WouldFollow } from './deciding.ts'
import type { RulesForm } from './rules-form.ts'

export function rulesPage(campaign: Campaign, shown: RulesForm, state: FormState): View {
  return {
    title: 'What follows a low score',
    back: { href: paths.following(campaign.id), text: 'Back to what follows' },
    errors: state.errors,
    content: twoThirds(
      html`${heading('What follows a low score', campaign.name)}<p class="govuk-body">The rule looks at the score of the whole, or at the lowest section where the framework gives no whole score. It is checked now for units whose scores are final, and later when scores become final. You see what follows now before it is saved.</p>${postForm(paths.rules(campaign.id), [hidden('version', campaign.version), shown.controls(state), govukButton({ text: 'Save the rule', preventDoubleClick: true })])}`,
    ),
  }
}

/** Names a list of what follows: whoever saves a rule has seen this one. */
export const listKey = (follow: readonly WouldFollow[]): string =>
  follow.map(({ participantId, kind }) => `${participantId}:${kind}`).join(' ')

/** What follows at once from a rule that is about to be saved. */
export function checkRulesPage(
  campaign: Campaign,
  rules: Rules & { readonly role: string | null },
  follow: readonly WouldFollow[],
  values: Values,
): View {
  const { repeatBelow, repeatBy, role } = rules
  const words = `${spelt(follow.length, 'The scores of one unit are', 'units have scores that are')} final and below ${repeatBelow === null ? '' : inFigures(repeatBelow)}. This follows as soon as you save the rule:`
  return {
    title: 'Check what follows now',
    back: backToForm(),
    content: html`${heading('Check what follows now', campaign.name)}<p class="govuk-body">${words}</p>${dataTable({
      caption: 'What follows now',
      captionClasses: 'govuk-visually-hidden',
      columns: [
        { text: 'Unit', classes: 'm-words' },
        { text: 'Score', numeric: true },
        { text: 'What follows', classes: 'm-words' },
      ],
      rows: follow.map(({ unit, score, kind }) => [
        unit,
        score,
        kind === 'repeat'
          ? `It repeats the assessment${repeatBy ? ` by ${inWords(repeatBy)}` : ''}`
          : `It is escalated to ${role ?? 'a role'}`,
      ]),
    })}${postForm(paths.rules(campaign.id), [keptValues(values), hidden('sure', listKey(follow)), govukButton({ text: 'Save the rule', preventDoubleClick: true })], CHECKED_FORM)}`,
  }
}
