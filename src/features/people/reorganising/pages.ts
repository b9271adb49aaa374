import { type Day, inWords } from '#platform/calendar/index.ts'
import { backToForm, CHECKED_FORM, isTyped, keptValues, nameOfChoice, type Values } from '#platform/form/index.ts'
import {
  type Content,
  dataTable,
  type FieldError,
  govukButton,
  govukInput,
  govukInsetText,
  govukSelect,
  govukSummaryList,
  govukWarningText,
  type Html,
  heading,
  html,
  postForm,
  type View,
} from '#platform/page/index.ts'
import type { Belonging } from '#platform/room/index.ts'
import { counted } from '#platform/words.ts'
import { paths } from '../paths.ts'
import type { Effect, Rehearsed, Thing } from './going.ts'
import {
  KINDS,
  madeTarget,
  placeName,
  placesFor,
  type Reorganisation,
  type Target,
  WITH_FUNCTIONS,
  whenOf,
} from './model.ts'

export interface Targets {
  readonly value: Target
  readonly text: string
}

/** Things for which a place can be chosen on one page. */
export const THINGS_A_PAGE = 200

interface Previewed {
  readonly what: Reorganisation
  readonly rehearsed: Rehearsed
  readonly all: readonly Belonging[]
  /** Open units, for things to go to. */
  readonly units: readonly Targets[]
  readonly values: Values
  readonly offset: number
  readonly today: Day
  readonly errors: readonly FieldError[]
}

export const factsOf = (what: Reorganisation): readonly (readonly [string, string])[] => [
  ['Day', inWords(what.on)],
  ['Why', what.why],
  ...(what.before.length > 0
    ? [
        [
          'Units',
          what.before.map(({ name, parent }) => `${name}${parent ? ` (part of ${parent})` : ''}`).join(', '),
        ] as const,
      ]
    : []),
  ...(what.makes.length > 0 ? [['New units', what.makes.map(({ name }) => name).join(', ')] as const] : []),
  ...(what.parent ? [['Becomes part of', what.parent.name] as const] : []),
  ...(what.otherBody ? [['Other body', what.otherBody] as const] : []),
  ...(what.closes ? [['Closed', what.before.map(({ name }) => name).join(', ')] as const] : []),
]

export const summary = (facts: readonly (readonly [string, string])[]) =>
  govukSummaryList({ rows: facts.map(([key, text]) => ({ key: { text: key }, value: { text } })) })

/** Where things go, in words. */
export function targetName(target: Target | null, what: Reorganisation, units: readonly Targets[]): string {
  if (target === null) return 'You need to choose where this goes'
  if (target === WITH_FUNCTIONS) return `Transfers to ${what.otherBody ?? 'the other body'}`
  const own = what.closes ? undefined : what.before.find(({ id }) => id === target)
  if (own) return `Stays with ${own.name}`
  const made = what.makes.find((_, index) => madeTarget(index) === target)
  return `Moves to ${made?.name ?? units.find(({ value }) => value === target)?.text ?? 'another unit'}`
}

/** So many things of one sort, by what the room that looks after them calls them. */
export const belongingsInWords = (count: number, key: string, all: readonly Belonging[]): string => {
  const belonging = all.find((one) => one.key === key)
  return counted(count, belonging?.one ?? key, belonging?.more ?? key)
}

export function effectsTable(
  effects: readonly Effect[],
  what: Reorganisation,
  all: readonly Belonging[],
  units: readonly Targets[],
): Html | null {
  return effects.length === 0
    ? null
    : dataTable({
        caption: 'What will happen to what they own',
        columns: [{ text: 'Unit' }, { text: 'Item' }, { text: 'What will happen' }],
        rows: effects.map(({ unit, key, target, count }) => [
          unit,
          belongingsInWords(count, key, all),
          targetName(target, what, units),
        ]),
      })
}

/** What does not move: what stays with a unit that goes on, or that there is nothing to move. */
function staysPart({ what, rehearsed }: Pick<Previewed, 'what' | 'rehearsed'>): Html | null {
  const { effects, all } = rehearsed
  const stays = all - effects.reduce((sum, { count }) => sum + count, 0)
  if (all === 0) return html`<p class="govuk-body">Nothing else will move.</p>`
  if (what.closes || stays <= 0) return null
  return html`<p class="govuk-body">${staysInWords(stays, what)} unless you choose another part.</p>`
}

/** How many things stay with the units that go on. */
export const staysInWords = (stays: number, what: Reorganisation): string =>
  `${counted(stays, 'item stays', 'items stay')} with ${what.before.map(({ name }) => name).join(', ')}`

/** What would happen, where each thing would go, and a button that does it. */
export function previewPage(previewed: Previewed): View {
  const { what, rehearsed, all, units, values, today, errors } = previewed
  const { effects, things, open, problem } = rehearsed
  const shown = new Set(things.map(placeName))
  const hidden = keptValues(values, shown)
  const isReady = open === 0 && problem === null
  const when = whenOf(what.on, today)
  const deed = when === 'ahead' ? `Plan it for ${inWords(what.on)}` : 'Reorganise now'
  const buttons = html`<div class="govuk-button-group">${isReady || open > 0 ? govukButton({ text: deed, name: 'sure', value: 'yes', preventDoubleClick: true }) : null}${things.length > 0 ? govukButton({ text: 'Update this page with your choices', classes: 'govuk-button--secondary' }) : null}</div>`
  return {
    title: 'Check what will change',
    back: backToForm(),
    errors,
    content: html`${heading('Check what will change', KINDS[what.kind].text)}${summary(factsOf(what))}${whenWords(when, what, effects)}${effectsTable(effects, what, all, units)}${staysPart(previewed)}${choicesPart(rehearsed.choices)}${govukInsetText({ text: 'Nothing has been changed yet.' })}${postForm(paths.reorganiseAs(what.kind), [hidden, thingsTable(previewed), buttons], CHECKED_FORM)}`,
  }
}

const choicesPart = (choices: readonly string[]): Html | null =>
  choices.length === 0
    ? null
    : html`<h2 class="govuk-heading-m">What is chosen</h2><ul class="govuk-list govuk-list--bullet">${choices.map((words) => html`<li>${words}</li>`)}</ul>`

/** What becomes of the units of a reorganisation, each by its part. */
function recordedAs({ kind, closes, before, makes }: Reorganisation): string {
  if (kind === 'move') return 'moved'
  const [done, made] = [closes && before.length > 0 ? ['closed'] : [], makes.length > 0 ? ['made'] : []]
  return [...done, ...made].join(' or ')
}

/** What the day means: that it waits, or what of the past it changes. */
function whenWords(when: ReturnType<typeof whenOf>, what: Reorganisation, effects: readonly Effect[]): Html | null {
  const { on, before, makes } = what
  if (when === 'today') return null
  if (when === 'ahead')
    return govukInsetText({
      text: `This will happen automatically on ${inWords(on)}. You can withdraw it until then. It is checked again on the day. If it can no longer be done, the person who planned it is told.`,
    })
  const appointments = effects.filter(({ key }) => key === 'appointments').reduce((sum, { count }) => sum + count, 0)
  const said = [
    `The day of this reorganisation, ${inWords(on)}, is in the past. ${[...before, ...makes].map(({ name }) => name).join(', ')} will be recorded as ${recordedAs(what)} from that day`,
    ...(appointments > 0
      ? [`${counted(appointments, 'appointment', 'appointments')} will be recorded as held elsewhere from that day`]
      : []),
    'everything else moves today, and reports that were issued since then do not change',
  ]
  return govukWarningText({ text: `${said.join('; ')}.`, iconFallbackText: 'Warning' })
}

const choicesFor = (thing: Thing, { what, units, all }: Previewed): readonly Targets[] => {
  const closing = new Set(what.closes ? what.before.map(({ id }) => id) : [])
  const canLeave = what.kind === 'transfer-out' && all.some(({ key, leave }) => key === thing.key && leave)
  return placesFor(what, units).filter(
    ({ value }) => (value !== WITH_FUNCTIONS || canLeave) && !closing.has(value) && value !== thing.id,
  )
}

/** Asks where a thing goes: of a list, or by a name where there are too many units for one. */
function placeControl(thing: Thing, previewed: Previewed): Html {
  const { what, units } = previewed
  const common = {
    id: placeName(thing),
    name: placeName(thing),
    label: { text: `Where ${thing.name} goes`, classes: 'govuk-visually-hidden' },
    ...placeError(thing),
  }
  if (isTyped(units))
    return govukInput({ ...common, value: thing.target ? nameOfChoice(placesFor(what, units), thing.target) : '' })
  return govukSelect({ ...common, value: thing.target ?? '', items: itemsFor(thing, previewed) })
}

function placeError({ isTwice, target }: Thing): { errorMessage?: { text: string } } {
  if (isTwice)
    return {
      errorMessage: { text: 'That unit already has one like it. Choose another unit, or change its name first' },
    }
  return target === null ? { errorMessage: { text: 'Choose where it goes' } } : {}
}

/** What can be chosen for a thing: what has a place keeps one, for it would go to the first unit if nothing was chosen. */
function itemsFor(thing: Thing, previewed: Previewed): readonly Targets[] {
  const choices = choicesFor(thing, previewed)
  return choices.some(({ value }) => value === thing.target) ? choices : [{ value: '', text: 'Choose' }, ...choices]
}

/** A choice of place for each thing, those without one first. */
function thingsTable(previewed: Previewed): Html | null {
  const { rehearsed, all, offset, what } = previewed
  const { things, open } = rehearsed
  if (things.length === 0) return null
  const row = (thing: Thing): Content[] => [
    html`${thing.name}<br><span class="m-meta">${all.find(({ key }) => key === thing.key)?.one ?? thing.key}, ${thing.unit}</span>`,
    placeControl(thing, previewed),
  ]
  const needs = open > 0
  const more = (from: number, text: string) =>
    govukButton({ text, name: 'from', value: String(from), classes: 'govuk-button--secondary' })
  const total = needs ? open : rehearsed.all
  const last = offset + things.length
  return html`${dataTable({
    caption: needs
      ? `You need to choose where ${counted(open, 'item goes', 'items go')}`
      : what.kind === 'split'
        ? 'Which part each item goes to'
        : 'Where each item goes',
    columns: [{ text: 'Item', classes: 'm-words' }, { text: 'Goes to' }],
    rows: things.map(row),
  })}${total > things.length ? html`<p class="govuk-body">${offset + 1} to ${last} of ${total}.</p><div class="govuk-button-group">${offset > 0 ? more(Math.max(0, offset - THINGS_A_PAGE), 'Previous') : null}${last < total ? more(last, 'Next') : null}</div>` : null}`
}
