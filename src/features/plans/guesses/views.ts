import { inWords } from '#platform/calendar/index.ts'
import { deedButton, govukSummaryList, type Html, heading, html, link, type View } from '#platform/page/index.ts'
import { counted, shortened } from '#platform/words.ts'
import { paths } from '../paths.ts'
import type { Plan } from '../store.ts'
import { correctionsOf, type GuessedAction, isClosedByCorrection, meaningOf } from './meaning.ts'
import type { EndedGuess, Guess } from './store.ts'

/** So many are shown at once. */
export const GUESSES_MOST = 100
/** Of one guess, so many actions are led to. */
const ACTIONS_SHOWN = 20

/** Tells on the page of a plan what was not answered; null where nothing is open. */
export function guessesLine(planId: string, count: number): Html | null {
  if (count === 0) return null
  const told = counted(count, 'guess was', 'guesses were')
  return html`<p class="govuk-body">${told} not answered when the document was imported: ${link(paths.guesses(planId), count === 1 ? 'check it' : 'check them')}</p>`
}

const WHY =
  'When this plan was imported, some words of the document could be read in more than one way. Muniment guessed, and nobody has said yet whether the guesses are right. The plan uses them until somebody does.'
const HOW =
  'If a guess is right, select “This is right”. If it is wrong, select the link that corrects it: once it is corrected, it is not asked any more.'

/** At most `GUESSES_MOST` of the open guesses of a plan, how many there are, and as many of those that a version of its document ended. */
export interface GuessesShown {
  readonly guesses: readonly Guess[]
  readonly count: number
  readonly ended: readonly EndedGuess[]
}

export function guessesPage(plan: Plan, { guesses, count, ended }: GuessesShown, canChange: boolean): View {
  const more =
    count > guesses.length
      ? html`<p class="govuk-body">The first ${guesses.length} of ${count.toLocaleString('en-GB')} are shown. The others follow when these are answered.</p>`
      : null
  const who = canChange ? HOW : 'Somebody who may change plans can correct them.'
  return {
    title: 'Guesses to check',
    back: { href: paths.plan(plan.id), text: 'Back to the plan' },
    content: html`${heading('Guesses to check', plan.title)}${
      count === 0
        ? html`<p class="govuk-body">Every guess has been answered.</p>`
        : html`<p class="govuk-body">${WHY}</p><p class="govuk-body">${who}</p>${more}${guesses.map((guess) => section(guess, plan.id, canChange))}`
    }${endedPart(ended)}`,
  }
}

/** What was in doubt and a version of the document has said since. */
function endedPart(ended: readonly EndedGuess[]): Html | null {
  if (ended.length === 0) return null
  const items = ended.map(
    ({ question, revisedOn, actions }) => html`<li>${question} ${actionLinks(actions)}
      No longer asked: the version of ${inWords(revisedOn)} says it.</li>`,
  )
  return html`<h2 class="govuk-heading-m">Guesses that a new version has answered</h2><ul class="govuk-list govuk-list--bullet">${items}</ul>`
}

/** One guess: what was asked, where, what was guessed, what that means, and how it is corrected. */
function section(guess: Guess, planId: string, canChange: boolean): Html {
  const { id, place, question, guess: guessed, actions } = guess
  const rows = [
    ['Where in the document', html`${place}`],
    ['What was guessed', html`${guessed}`],
    ['What that means', html`${meaningOf(guess, actions)}`],
    [actions.length > 1 ? 'Actions' : 'Action', actionLinks(actions)],
    ...(canChange ? [['If it is wrong', corrections(guess, planId)] as const] : []),
  ] as const
  const right = deedButton(paths.guesses(planId), 'This is right', {
    kind: 'secondary',
    values: { guess: id },
    hiddenText: `: the guess for ${place}`,
  })
  return html`<section class="govuk-!-margin-bottom-8"><h2 class="govuk-heading-m">${question}</h2>${govukSummaryList({
    rows: rows.map(([text, value]) => ({ key: { text }, value: { html: value } })),
  })}${canChange ? right : null}</section>`
}

/** An action as it is called here. */
type Named = Pick<GuessedAction, 'id' | 'ref' | 'text'>

const nameOf = ({ ref, text }: Named): string => (ref === null ? shortened(text, 60) : `Action ${ref}`)

const actionLinks = (actions: readonly Named[]): Html =>
  actions.length === 0 ? html`The whole plan` : listed(actions, (one) => link(paths.action(one.id), nameOf(one)))

/** Leads to where the guess is corrected, of each action that it is about. */
function corrections(guess: Guess, planId: string): Html {
  const { field, actions } = guess
  if (actions.length === 0)
    return html`Change the actions that it is about on ${link(paths.plan(planId), 'the page of the plan')}, or ${link(paths.versions(planId), 'import the document again as a new version')}. Then come back and select “This is right”.`
  const links = listed(actions, (one) => {
    const [first, ...more] = correctionsOf(guess, one).map(({ href, text }) => link(href, text, `: ${nameOf(one)}`))
    return html`${first ?? null}${more.map((other) => html` or ${other}`)}`
  })
  return isClosedByCorrection(field)
    ? links
    : html`${links}<p class="govuk-body govuk-!-margin-top-2">When you have corrected it, come back and select “This is right”.</p>`
}

function listed<One extends Named>(actions: readonly One[], item: (one: One) => Html): Html {
  const [only, ...others] = actions
  if (only && others.length === 0) return item(only)
  const more =
    actions.length > ACTIONS_SHOWN
      ? html`<li>and ${counted(actions.length - ACTIONS_SHOWN, 'other', 'others')}</li>`
      : null
  return html`<ul class="govuk-list govuk-!-margin-bottom-0">${actions.slice(0, ACTIONS_SHOWN).map((one) => html`<li>${item(one)}</li>`)}${more}</ul>`
}
