import { instantInWords, inWords } from '#platform/calendar/index.ts'
import type { FormState } from '#platform/form/index.ts'
import { downloads } from '#platform/listing/index.ts'
import {
  type Content,
  dataTable,
  govukButton,
  govukInsetText,
  type Html,
  heading,
  html,
  link,
  postForm,
  type View,
} from '#platform/page/index.ts'
import type { Belonging } from '#platform/room/index.ts'
import { paths } from '../paths.ts'
import type { Thing } from './going.ts'
import { heirThere, KINDS, type Reorganisation } from './model.ts'
import { belongingsInWords, factsOf, summary, type Targets, targetName } from './pages.ts'
import type { Moved, Past, ThingMoved } from './past.ts'
import type { Planned } from './planned.ts'

const STATES = {
  waiting: 'Planned',
  done: 'Done',
  withdrawn: 'Withdrawn',
  refused: 'Could not be done',
} as const

const namesOf = (units: readonly { readonly name: string }[]): string => units.map(({ name }) => name).join(', ')

/** What there is instead of the units of before. */
function unitsAfter(what: Reorganisation): string {
  const { before, makes, parent, otherBody, kind } = what
  if (parent) return before.map(({ name }) => `${name} (part of ${parent.name})`).join(', ')
  if (kind === 'transfer-out') return otherBody ?? ''
  const heir = heirThere(what)
  return namesOf([...(heir ? [heir] : []), ...makes])
}

export function plannedTable(rows: readonly Planned[]): Html | null {
  return rows.length === 0
    ? null
    : dataTable({
        caption: 'Planned reorganisations',
        columns: [
          { text: 'Day', classes: 'm-date' },
          { text: 'What' },
          { text: 'Before', classes: 'm-words' },
          { text: 'After', classes: 'm-words' },
          { text: 'State' },
        ],
        rows: rows.map(({ id, on, kind, what, state }) => [
          link(paths.planned(id), inWords(on)),
          KINDS[kind].text,
          what.before.length > 0 ? namesOf(what.before) : (what.otherBody ?? ''),
          unitsAfter(what),
          STATES[state],
        ]),
      })
}

export function plannedPage(
  planned: Planned,
  {
    canWithdraw,
    effects,
    things,
    controls,
    errors,
  }: {
    canWithdraw: boolean
    effects: Html | null
    things: Html | null
    controls: Content
    errors: FormState['errors']
  },
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
    ? html`<h2 class="govuk-heading-m">${state === 'refused' ? 'Remove from this list' : 'Withdraw it'}</h2>${postForm(paths.planned(planned.id), [controls, govukButton({ text: state === 'refused' ? 'Remove from this list' : 'Withdraw it', classes: 'govuk-button--warning', preventDoubleClick: true })])}`
    : null
  return {
    title: KINDS[planned.kind].text,
    back: { href: paths.reorganisations, text: 'Back to reorganisations' },
    errors,
    content: html`${heading(KINDS[planned.kind].text, 'Planned')}${why}${summary(facts)}${effects}${things}${reorganisationId ? html`<p class="govuk-body">${link(paths.reorganisation(reorganisationId), 'See what was reorganised')}</p>` : null}${deed}`,
  }
}

export function historyPage(rows: readonly Past[], planned: readonly Planned[], canReorganise: boolean): View {
  return {
    title: 'Reorganisations',
    back: canReorganise
      ? { href: paths.reorganise, text: 'Back to reorganising' }
      : { href: paths.home, text: 'Back to people' },
    content: html`${heading('Reorganisations')}${plannedTable(planned)}${
      rows.length === 0
        ? html`<p class="govuk-body">Nothing has been reorganised yet.</p>`
        : html`${dataTable({
            caption: 'Done',
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

/** What a reorganisation did, and where each thing went. `things` are for those who may reorganise: names can be confidential. */
export function onePage(
  one: Past,
  all: readonly Belonging[],
  { moved, things }: { readonly moved: readonly Moved[]; readonly things: Html | null },
): View {
  const sums = sumsOf(one, all, moved).map(([key, count]) => belongingsInWords(count, key, all))
  const facts: readonly (readonly [string, string])[] = [
    ['Day', inWords(one.on)],
    ['What', KINDS[one.kind].done],
    ...(one.before ? [['Before', one.before] as const] : []),
    ...(one.after ? [['After', one.after] as const] : []),
    ...(one.otherBody ? [['Other body', one.otherBody] as const] : []),
    ['Why', one.why],
    ['What moved', sums.length === 0 ? 'Nothing else' : sums.join(', ')],
    ...(one.chosen.length > 0 ? [['What was chosen', one.chosen.join(' ')] as const] : []),
    ...(one.by ? [['By', one.by] as const] : []),
  ]
  return {
    title: KINDS[one.kind].text,
    back: { href: paths.reorganisations, text: 'Back to reorganisations' },
    content: html`${heading(KINDS[one.kind].text)}${summary(facts)}${movedTable(moved, all, sums.length > 0)}${things}`,
  }
}

/** How many things of each kind moved: what is known of each, or else the figures of the day. */
function sumsOf(one: Past, all: readonly Belonging[], moved: readonly Moved[]): readonly (readonly [string, number])[] {
  if (moved.length === 0)
    return Object.entries(one.moved).map(([more, count]) => [
      all.find((each) => each.more === more)?.key ?? more,
      count,
    ])
  const sums = new Map<string, number>()
  for (const { key, count } of moved) sums.set(key, (sums.get(key) ?? 0) + count)
  return [...sums]
}

function movedTable(moved: readonly Moved[], all: readonly Belonging[], hasMoved: boolean): Html | null {
  if (moved.length === 0)
    return hasMoved ? html`<p class="govuk-body">Where each item went was not recorded at the time.</p>` : null
  return dataTable({
    caption: 'Where it went',
    columns: [{ text: 'From' }, { text: 'Item' }, { text: 'To' }],
    rows: moved.map(({ from, key, to, hasLeft, count }) => [
      from,
      belongingsInWords(count, key, all),
      hasLeft ? `${to} (another body)` : to,
    ]),
  })
}

interface ThingsShown {
  readonly offset: number
  readonly total: number
  readonly limit: number
}

/** Each thing that moved by its name, so many a page. */
export const thingsMovedTable = (
  id: string,
  things: readonly ThingMoved[],
  all: readonly Belonging[],
  shown: ThingsShown,
): Html | null =>
  thingsTable({ caption: 'Where each item went', whither: 'To' }, paths.reorganisation(id), {
    all,
    things: things.map((one) => ({ ...one, whither: one.to })),
    shown,
  })

/** Each thing that will move by its name, so many a page. */
export const thingsPlannedTable = (
  { id, what }: Planned,
  things: readonly Omit<Thing, 'isTwice'>[],
  all: readonly Belonging[],
  { units, ...shown }: ThingsShown & { readonly units: readonly Targets[] },
): Html | null =>
  thingsTable({ caption: 'What will happen to each item', whither: 'What will happen' }, paths.planned(id), {
    all,
    things: things.map((one) => ({ ...one, from: one.unit, whither: targetName(one.target, what, units) })),
    shown,
  })

function thingsTable(
  { caption, whither: whitherLabel }: { readonly caption: string; readonly whither: string },
  href: string,
  {
    things,
    all,
    shown: { offset, total, limit },
  }: {
    readonly things: readonly {
      readonly name: string
      readonly key: string
      readonly from: string
      readonly whither: string
    }[]
    readonly all: readonly Belonging[]
    readonly shown: ThingsShown
  },
): Html | null {
  if (things.length === 0) return null
  const at = (from: number, text: string) => link(`${href}?from=${from}`, text)
  const last = offset + things.length
  const rows = things.map(({ name, key, from, whither }): Content[] => [
    name,
    all.find((one) => one.key === key)?.one ?? key,
    from,
    whither,
  ])
  const others = [
    ...(offset > 0 ? [at(Math.max(0, offset - limit), 'Previous')] : []),
    ...(last < total ? [at(last, 'Next')] : []),
  ]
  return html`${dataTable({
    caption,
    columns: [{ text: 'Item', classes: 'm-words' }, { text: 'What it is' }, { text: 'From' }, { text: whitherLabel }],
    rows,
  })}${total > things.length ? html`<p class="govuk-body">${offset + 1} to ${last} of ${total.toLocaleString('en-GB')}. ${others.map((one, index) => html`${index > 0 ? ' ' : ''}${one}`)}</p>` : null}`
}
