import { type Day, inWords } from '#platform/calendar/index.ts'
import {
  backToForm,
  CHECKED_FORM,
  type Choice,
  day,
  type FormState,
  form,
  keptValues,
  requiredText,
  select,
  wholeNumber,
} from '#platform/form/index.ts'
import {
  dataTable,
  deedButton,
  govukButton,
  type Html,
  heading,
  html,
  lines,
  link,
  noted,
  postForm,
  twoThirds,
  type View,
} from '#platform/page/index.ts'
import { counted, shortened } from '#platform/words.ts'
import { shiftInWords } from '../model.ts'
import { paths } from '../paths.ts'
import { type Effect, eventIn, isBefore, type Milestone, type Waiting } from './model.ts'
import type { MilestoneDay } from './store.ts'

export const milestoneForm = (others: readonly Choice[]) =>
  form({
    name: requiredText({
      label: 'What is to happen?',
      hint: 'Such as rollout of the new record system',
      required: 'Enter what is to happen',
      most: 200,
    }),
    day: day({ label: 'When?', hint: 'Leave empty if the day is not known, or if it follows another milestone' }),
    follows: select({ label: 'Does it follow another milestone?', options: others, blank: 'No' }),
    days: wholeNumber({
      label: 'How many days after that one?',
      hint: 'Leave empty if it follows none',
      least: -3650,
      most: 3650,
    }),
  })

export const dayForm = form({
  day: day({ label: 'On which day?', hint: 'Leave empty if nobody knows any more' }),
  reason: requiredText({ label: 'Why?', required: 'Enter why the day is set or changes', lines: 3, most: 2_000 }),
})

const nameOf = ({ ref, text }: { readonly ref: string | null; readonly text: string }) =>
  [ref, shortened(text, 100)].filter(Boolean).join('. ')

export interface MilestonesPage {
  readonly plan: { readonly id: string; readonly title: string }
  readonly milestones: readonly Milestone[]
  readonly waiting: readonly Waiting[]
  readonly conditional: readonly {
    readonly id: string
    readonly ref: string | null
    readonly text: string
    readonly targetText: string
  }[]
  readonly canChange: boolean
  readonly state: FormState
}

/** The milestones of a plan, what waits for them, and what waits for something that is no milestone yet. */
export function milestonesPage({ plan, milestones, waiting, conditional, canChange, state }: MilestonesPage): View {
  const byId = new Map(milestones.map((one) => [one.id, one]))
  const count = (id: string) => waiting.filter(({ milestoneId }) => milestoneId === id).length
  const table =
    milestones.length === 0
      ? html`<p class="govuk-body">The plan has no milestones.</p>`
      : dataTable({
          caption: 'Milestones',
          captionClasses: 'govuk-visually-hidden',
          columns: [
            { text: 'Milestone', classes: 'm-words' },
            { text: 'Day' },
            { text: 'Follows' },
            { text: 'Actions that wait', numeric: true },
          ],
          rows: milestones.map(({ id, name, onDay, followsId, followsDays }) => [
            link(paths.milestone(id), name),
            onDay ? inWords(onDay) : 'Not known yet',
            followsId ? `${byId.get(followsId)?.name ?? ''}, ${counted(followsDays ?? 0, 'day', 'days')} after` : '',
            String(count(id)),
          ]),
        })
  const others = milestones.map(({ id, name }) => ({ value: id, text: name }))
  const add = canChange
    ? html`<h2 class="govuk-heading-m">Add a milestone</h2>${postForm(paths.milestones(plan.id), [milestoneForm(others).controls(state), govukButton({ text: 'Add the milestone', preventDoubleClick: true })])}`
    : null
  return {
    title: 'Milestones',
    back: { href: paths.plan(plan.id), text: 'Back to the plan' },
    errors: state.errors,
    content: html`${heading('Milestones', plan.title)}<p class="govuk-body">An event that actions wait for. It may not have a day yet. When its day is set or changed, the actions move with it.</p>${table}${canChange ? conditionalForm(plan.id, conditional, milestones) : null}${twoThirds(add)}`,
  }
}

/** Actions whose dates wait for something: each is given a milestone, one that stands or one with the name of what it waits for. */
function conditionalForm(
  planId: string,
  conditional: MilestonesPage['conditional'],
  milestones: readonly Milestone[],
): Html | null {
  if (conditional.length === 0) return null
  const rows = conditional.map(({ id, ref, text, targetText }) => {
    const event = eventIn(targetText)
    const known = milestones.find(({ name }) => name.toLowerCase() === event.toLowerCase())
    const options = [
      { value: '', text: 'None' },
      ...(known ? [] : [{ value: 'new', text: `A new one: ${event.slice(0, 60)}` }]),
      ...milestones.map((one) => ({ value: one.id, text: one.name })),
    ]
    const chosen = known?.id ?? 'new'
    return [
      nameOf({ ref, text }),
      noted(lines(targetText), isBefore(targetText) ? 'Before it' : 'After it'),
      html`<label class="govuk-visually-hidden" for="wait-${id}">The milestone that ${nameOf({ ref, text })} waits for</label><select class="govuk-select m-cell-select" id="wait-${id}" name="wait ${id}">${options.map((option) => html`<option value="${option.value}"${option.value === chosen ? html` selected` : ''}>${option.text}</option>`)}</select>`,
      html`<label class="govuk-visually-hidden" for="days-${id}">How many days after it ${nameOf({ ref, text })} is due</label><input class="govuk-input govuk-input--width-4" id="days-${id}" name="days ${id}" type="text" inputmode="numeric" value="0">`,
    ]
  })
  return postForm(`${paths.milestones(planId)}/wait`, [
    dataTable({
      caption: 'Actions that wait for something',
      columns: [
        { text: 'Action', classes: 'm-words' },
        { text: 'Target date as written' },
        { text: 'Milestone' },
        { text: 'Due so many days after it' },
      ],
      rows,
    }),
    govukButton({ text: 'Save these milestones', classes: 'govuk-button--secondary', preventDoubleClick: true }),
  ])
}

export interface MilestonePage {
  readonly milestone: Milestone
  readonly followed: Milestone | null
  readonly planTitle: string
  readonly waiting: readonly Waiting[]
  readonly days: readonly MilestoneDay[]
  readonly others: readonly Choice[]
  readonly canChange: boolean
  readonly dayState: FormState
  readonly changeState: FormState
}

/** One milestone: its day and every day that it has had, and what waits for it. */
export function milestonePage(page: MilestonePage): View {
  const { milestone, followed, planTitle, waiting, days, others, canChange, dayState, changeState } = page
  const { id, name, onDay, planId, followsDays } = milestone
  const when = onDay ? html`It is on <strong>${inWords(onDay)}</strong>.` : 'The day is not known yet.'
  const follows = followed
    ? html` It follows ${link(paths.milestone(followed.id), followed.name)}, ${counted(followsDays ?? 0, 'day', 'days')} after.`
    : null
  const actions =
    waiting.length === 0
      ? html`<p class="govuk-body">No action waits for it.</p>`
      : dataTable({
          caption: 'Actions that wait for it',
          columns: [
            { text: 'Action', classes: 'm-words' },
            { text: 'Target date as written' },
            { text: 'Due' },
            { text: 'Days after' },
            ...(canChange ? [{ text: 'Action' }] : []),
          ],
          rows: waiting.map((action) => [
            link(paths.action(action.id), nameOf(action)),
            action.targetText ? lines(action.targetText) : '',
            action.latest ? inWords(action.latest) : 'When it happens',
            String(action.days),
            ...(canChange
              ? [
                  deedButton(`${paths.milestone(id)}/release`, 'Wait no longer', {
                    kind: 'secondary',
                    values: { action: action.id },
                    hiddenText: `for ${nameOf(action)}`,
                  }),
                ]
              : []),
          ]),
        })
  const history =
    days.length === 0
      ? null
      : dataTable({
          caption: 'Date history',
          columns: [{ text: 'Said on' }, { text: 'Day' }, { text: 'Why', classes: 'm-words' }, { text: 'By' }],
          rows: days.map(({ onDay: said, setOn, by, reason }) => [
            inWords(setOn),
            said ? inWords(said) : 'None',
            lines(reason),
            by ?? 'The system',
          ]),
        })
  const deeds = canChange
    ? html`${followed ? null : html`<h2 class="govuk-heading-m">${onDay ? 'Move it' : 'Date it'}</h2><p class="govuk-body">You will see what moves with it before anything is done.</p>${postForm(`${paths.milestone(id)}/day`, [dayForm.controls(dayState), govukButton({ text: 'See what would move', preventDoubleClick: true })])}`}<h2 class="govuk-heading-m">Change it</h2>${postForm(paths.milestone(id), [milestoneForm(others).control('name', changeState), milestoneForm(others).control('follows', changeState), milestoneForm(others).control('days', changeState), govukButton({ text: 'Save the milestone', classes: 'govuk-button--secondary', preventDoubleClick: true })])}`
    : null
  return {
    title: name,
    back: { href: paths.milestones(planId), text: 'Back to the milestones' },
    errors: [...dayState.errors, ...changeState.errors],
    content: html`${heading(name, planTitle)}<p class="govuk-body-l">${when}${follows}</p>${actions}${history}${twoThirds(deeds)}`,
  }
}

/** What would move, before it is done. */
export function effectPage(
  milestone: Milestone,
  effect: Effect,
  { day: on, reason, approved }: { readonly day: Day | null; readonly reason: string; readonly approved: string },
): View {
  const moves = dataTable({
    caption: 'What would move',
    columns: [{ text: 'What', classes: 'm-words' }, { text: 'Now' }, { text: 'Then' }, { text: 'Moves by' }],
    rows: [
      ...effect.milestones.map(({ milestone: one, after }) => [
        `Milestone: ${one.name}`,
        one.onDay ? inWords(one.onDay) : 'No day',
        after ? inWords(after) : 'No day',
        '',
      ]),
      ...effect.actions.map(({ action, after, slip }) => [
        nameOf(action),
        action.latest ? inWords(action.latest) : 'When it happens',
        after ? inWords(after) : 'When it happens',
        slip === null ? '' : shiftInWords(slip),
      ]),
    ],
  })
  const fields = keptValues({ ...dayForm.filled({ day: on, reason }).values, day: on ?? '', approved })
  return {
    title: 'Check what would move',
    back: backToForm('Back', `${paths.milestone(milestone.id)}/day`),
    content: html`${heading('Check what would move', milestone.name)}<div id="moves">${effect.milestones.length + effect.actions.length === 0 ? html`<p class="govuk-body">Nothing would move.</p>` : moves}</div>${postForm(`${paths.milestone(milestone.id)}/move`, [fields, govukButton({ text: 'Save the new dates', preventDoubleClick: true })], CHECKED_FORM)}`,
  }
}
