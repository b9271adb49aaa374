import { type Day, instantInWords, inWords } from '#platform/calendar/index.ts'
import { type Queries, sql } from '#platform/db/index.ts'
import { type FormState, type Values, valuesOf } from '#platform/form/index.ts'
import { downloads } from '#platform/listing/index.ts'
import {
  type Content,
  dataTable,
  type FieldError,
  govukButton,
  govukInsetText,
  govukSelect,
  govukSummaryList,
  govukWarningText,
  type Html,
  heading,
  html,
  link,
  postForm,
  twoThirds,
  type View,
} from '#platform/page/index.ts'
import { paths } from '../paths.ts'
import type { Effect, Thing } from './going.ts'
import {
  type Belonging,
  KINDS,
  type Kind,
  madeTarget,
  type Reorganisation,
  type Target,
  WITH_FUNCTIONS,
  whenOf,
} from './model.ts'
import type { Planned, Rehearsed } from './planning.ts'
import { placeName } from './reading.ts'

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

const summary = (facts: readonly (readonly [string, string])[]) =>
  govukSummaryList({ rows: facts.map(([key, text]) => ({ key: { text: key }, value: { text } })) })

/** Where things go, in words. */
function targetName(target: Target | null, what: Reorganisation, units: readonly Targets[]): string {
  if (target === null) return 'Has no place yet'
  if (target === WITH_FUNCTIONS) return `Goes to ${what.otherBody ?? 'the other body'} and ends here`
  const made = what.makes.find((_, index) => madeTarget(index) === target)
  return `Goes to ${made?.name ?? units.find(({ value }) => value === target)?.text ?? 'another unit'}`
}

const counted = (count: number, key: string, all: readonly Belonging[]): string => {
  const belonging = all.find((one) => one.key === key)
  return `${count} ${count === 1 ? (belonging?.one ?? key) : (belonging?.more ?? key)}`
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
        caption: 'What belongs to them',
        columns: [{ text: 'Unit' }, { text: 'What' }, { text: 'What happens' }],
        rows: effects.map(({ unit, key, target, count }) => [
          unit,
          counted(count, key, all),
          targetName(target, what, units),
        ]),
      })
}

/** What does not move: what stays with a unit that goes on, or that there is nothing to move. */
function staysPart({ what, rehearsed }: Pick<Previewed, 'what' | 'rehearsed'>): Html | null {
  const { effects, all } = rehearsed
  const stays = all - effects.reduce((sum, { count }) => sum + count, 0)
  if (all === 0) return html`<p class="govuk-body">Nothing else moves.</p>`
  if (what.closes || stays <= 0) return null
  const unit = what.before.map(({ name }) => name).join(', ')
  return html`<p class="govuk-body">${stays === 1 ? '1 thing stays' : `${stays} things stay`} with ${unit} unless you choose another part.</p>`
}

/** What would happen, where each thing would go, and a button that does it. */
export function previewPage(previewed: Previewed): View {
  const { what, rehearsed, all, units, values, today, errors } = previewed
  const { effects, things, open, problem } = rehearsed
  const shown = new Set(things.map(placeName))
  const hidden = Object.keys(values).flatMap((name) =>
    ['_csrf', 'sure', 'from'].includes(name) || shown.has(name)
      ? []
      : valuesOf(values, name).map((one) => html`<input type="hidden" name="${name}" value="${one}">`),
  )
  const isReady = open === 0 && problem === null
  const when = whenOf(what.on, today)
  const deed = when === 'ahead' ? `Plan it for ${inWords(what.on)}` : 'Do it'
  const buttons = html`<div class="govuk-button-group">${isReady || open > 0 ? govukButton({ text: deed, name: 'sure', value: 'yes', preventDoubleClick: true }) : null}${things.length > 0 ? govukButton({ text: 'See it again with these places', classes: 'govuk-button--secondary' }) : null}</div>`
  return {
    title: 'What it would move',
    back: { href: paths.reorganiseAs(what.kind), text: 'Back' },
    errors,
    content: html`${heading('What it would move', KINDS[what.kind].text)}${summary(factsOf(what))}${whenWords(when, what, effects)}${effectsTable(effects, what, all, units)}${staysPart(previewed)}${choicesPart(rehearsed.choices)}${govukInsetText({ text: 'Nothing has been changed yet.' })}${postForm(paths.reorganiseAs(what.kind), [hidden, thingsTable(previewed), buttons])}`,
  }
}

const choicesPart = (choices: readonly string[]): Html | null =>
  choices.length === 0
    ? null
    : html`<h2 class="govuk-heading-m">What is chosen</h2><ul class="govuk-list govuk-list--bullet">${choices.map((words) => html`<li>${words}</li>`)}</ul>`

/** What the day means: that it waits, or what of the past it changes. */
function whenWords(when: ReturnType<typeof whenOf>, { on }: Reorganisation, effects: readonly Effect[]): Html | null {
  if (when === 'today') return null
  if (when === 'ahead')
    return govukInsetText({
      text: `It waits for ${inWords(on)} and is done then by itself. Until then it can be withdrawn. It is checked again on the day: if it can no longer be done, whoever planned it is told.`,
    })
  const appointments = effects.filter(({ key }) => key === 'appointments').reduce((sum, { count }) => sum + count, 0)
  const said = [
    `${inWords(on)} is past. The past is changed: units will be recorded as closed, made or moved from that day on`,
    ...(appointments > 0
      ? [
          `${appointments === 1 ? 'one appointment' : `${appointments} appointments`} will be recorded as held elsewhere from that day on, also for the days that have gone by`,
        ]
      : []),
    'everything else goes over today, and reports that were issued since keep saying what they said',
  ]
  return govukWarningText({ text: `${said.join('; ')}.`, iconFallbackText: 'Warning' })
}

const choicesFor = (thing: Thing, { what, units, all }: Previewed): readonly Targets[] => {
  const closing = new Set(what.closes ? what.before.map(({ id }) => id) : [])
  const canLeave = what.kind === 'transfer-out' && all.some(({ key, leave }) => key === thing.key && leave)
  return [
    ...what.makes.map(({ name }, index) => ({ value: madeTarget(index), text: name })),
    ...(canLeave ? [{ value: WITH_FUNCTIONS, text: what.otherBody ?? 'The other body' }] : []),
    ...units.filter(({ value }) => !closing.has(value) && value !== thing.id),
  ]
}

/** A choice of place for each thing, those without one first. */
function thingsTable(previewed: Previewed): Html | null {
  const { rehearsed, all, offset, what } = previewed
  const { things, open } = rehearsed
  if (things.length === 0) return null
  const row = (thing: Thing): Content[] => [
    html`${thing.name}<br><span class="m-meta">${all.find(({ key }) => key === thing.key)?.one ?? thing.key}, ${thing.unit}</span>`,
    govukSelect({
      id: placeName(thing),
      name: placeName(thing),
      label: { text: `Where ${thing.name} goes`, classes: 'govuk-visually-hidden' },
      value: thing.target ?? '',
      items: [{ value: '', text: 'Choose' }, ...choicesFor(thing, previewed)],
      ...(thing.isTwice
        ? {
            errorMessage: { text: 'There is one like it there already: choose another unit, or change its name first' },
          }
        : thing.target === null
          ? { errorMessage: { text: 'Choose where it goes' } }
          : {}),
    }),
  ]
  const needs = open > 0
  const more = (from: number, text: string) =>
    govukButton({ text, name: 'from', value: String(from), classes: 'govuk-button--secondary' })
  const total = needs ? open : rehearsed.all
  const last = offset + things.length
  return html`${dataTable({
    caption: needs
      ? `${open === 1 ? 'One thing has' : `${open} things have`} no place yet`
      : what.kind === 'split'
        ? 'Which part each thing goes to'
        : 'Where each thing goes',
    columns: [{ text: 'What', classes: 'm-words' }, { text: 'Goes to' }],
    rows: things.map(row),
  })}${total > things.length ? html`<p class="govuk-body">${offset + 1} to ${last} of ${total}.</p><div class="govuk-button-group">${offset > 0 ? more(Math.max(0, offset - THINGS_A_PAGE), 'The ones before') : null}${last < total ? more(last, 'The next ones') : null}</div>` : null}`
}

const STATES = {
  waiting: 'Waits for its day',
  done: 'Done',
  withdrawn: 'Withdrawn',
  refused: 'Could not be done',
} as const

export function plannedTable(rows: readonly Planned[]): Html | null {
  return rows.length === 0
    ? null
    : dataTable({
        caption: 'Planned',
        columns: [{ text: 'Day', classes: 'm-date' }, { text: 'What', classes: 'm-words' }, { text: 'State' }],
        rows: rows.map(({ id, on, kind, what, state }) => [
          link(paths.planned(id), inWords(on)),
          `${KINDS[kind].text}: ${[...what.before, ...what.makes].map(({ name }) => name).join(', ')}`,
          STATES[state],
        ]),
      })
}

export function plannedPage(
  planned: Planned,
  {
    canWithdraw,
    effects,
    controls,
    errors,
  }: { canWithdraw: boolean; effects: Html | null; controls: Content; errors: FormState['errors'] },
): View {
  const { what, state, endedWhy, by, at, reorganisationId } = planned
  const facts = [
    ...factsOf(what),
    ['State', STATES[state]] as const,
    ['Planned', `${instantInWords(at)}${by ? `, by ${by}` : ''}`] as const,
  ]
  const why = endedWhy
    ? govukInsetText({ text: state === 'refused' ? `It could not be done: ${endedWhy}.` : `Why: ${endedWhy}` })
    : null
  const deed = canWithdraw
    ? html`<h2 class="govuk-heading-m">${state === 'refused' ? 'Put it away' : 'Withdraw it'}</h2>${postForm(paths.planned(planned.id), [controls, govukButton({ text: state === 'refused' ? 'Put it away' : 'Withdraw it', classes: 'govuk-button--warning', preventDoubleClick: true })])}`
    : null
  return {
    title: `Planned: ${KINDS[planned.kind].text.toLowerCase()}`,
    back: { href: paths.reorganisations, text: 'Back to reorganisations' },
    errors,
    content: html`${heading(KINDS[planned.kind].text, 'Planned')}${why}${summary(facts)}${effects}${reorganisationId ? html`<p class="govuk-body">${link(paths.reorganisation(reorganisationId), 'What was reorganised')}</p>` : null}${deed}`,
  }
}

export interface Past {
  readonly id: string
  readonly kind: Kind
  readonly on: string
  readonly why: string
  readonly otherBody: string | null
  readonly moved: Readonly<Record<string, number>>
  readonly chosen: readonly string[]
  readonly before: string | null
  readonly after: string | null
  readonly by: string | null
}

export function history(db: Queries, id: string | null = null): Promise<Past[]> {
  const units = (part: string) =>
    sql`(select string_agg(n.name || coalesce(' (part of ' || n.parent || ')', ''), ', ' order by n.name) from people.reorganised_unit n where n.reorganisation_id = r.id and n.part = ${part})`
  return db.many(sql`
    select r.id, r.kind, r.happened_on as on, r.why, r.other_body as "otherBody", r.moved, r.chosen, ${units('before')} as before, ${units('after')} as after, p.name as by
    from people.reorganisation r left join people.person p on p.id = r.by_person_id where ${id === null ? sql`true` : sql`r.id = ${id}`}
    order by r.happened_on desc, r.at desc limit 500`)
}

export function historyPage(rows: readonly Past[], planned: readonly Planned[], canReorganise: boolean): View {
  return {
    title: 'What was reorganised',
    back: canReorganise
      ? { href: paths.reorganise, text: 'Back to reorganising' }
      : { href: paths.home, text: 'Back to people' },
    content: html`${heading('What was reorganised')}${plannedTable(planned)}${
      rows.length === 0
        ? html`<p class="govuk-body">Nothing yet.</p>`
        : html`${dataTable({
            caption: 'Reorganisations',
            captionClasses: 'govuk-visually-hidden',
            columns: [
              { text: 'Day', classes: 'm-date' },
              { text: 'What' },
              { text: 'Before', classes: 'm-words' },
              { text: 'After', classes: 'm-words' },
            ],
            rows: rows.map((one) => [
              link(paths.reorganisation(one.id), inWords(one.on)),
              KINDS[one.kind].done,
              one.before ?? '',
              one.after ?? one.otherBody ?? '',
            ]),
          })}${downloads('Download this list', `${paths.reorganisations}/table`)}`
    }`,
  }
}

export function onePage(one: Past): View {
  const moved = Object.entries(one.moved).map(([what, count]) => `${count} ${what}`)
  const rows: readonly (readonly [string, Content])[] = [
    ['Day', inWords(one.on)],
    ['What', KINDS[one.kind].done],
    ...(one.before ? [['Before', one.before] as const] : []),
    ...(one.after ? [['After', one.after] as const] : []),
    ...(one.otherBody ? [['Other body', one.otherBody] as const] : []),
    ['Why', one.why],
    ['What followed', moved.length === 0 ? 'Nothing else' : moved.join(', ')],
    ...(one.chosen.length > 0 ? [['What was chosen', one.chosen.join(' ')] as const] : []),
    ...(one.by ? [['By', one.by] as const] : []),
  ]
  return {
    title: KINDS[one.kind].text,
    back: { href: paths.reorganisations, text: 'Back to what was reorganised' },
    content: twoThirds(
      html`${heading(KINDS[one.kind].text)}${govukSummaryList({ rows: rows.map(([key, value]) => ({ key: { text: key }, value: { html: html`${value}` } })) })}`,
    ),
  }
}
