import { instantInWords, inWords } from '../../calendar/index.ts'
import { backToForm, CHECKED_FORM, type FormState, keptValues, type Values } from '../../form/index.ts'
import {
  deedButton,
  govukButton,
  govukInsetText,
  govukWarningText,
  type Html,
  heading,
  hidden,
  html,
  link,
  postForm,
  twoThirds,
  type View,
} from '../../page/index.ts'
import { titleOf } from '../field-words.ts'
import type { Item, Register } from '../model.ts'
import type { End, PlannedEnd } from './ending.ts'
import { leadingList } from './leading-views.ts'
import type { Merge } from './merged.ts'
import type { Leading } from './moved.ts'

/** Where the deeds of an item's life are done. */
export const lifePaths = ({ path }: Pick<Register, 'path'>, id: string) => ({
  item: `${path}/${id}`,
  end: `${path}/${id}/end`,
  unplan: `${path}/${id}/end/not`,
  merge: `${path}/${id}/merge`,
  part: `${path}/${id}/merge/back`,
  delete: `${path}/${id}/delete`,
})

/** What an item's page says of its life: how it ended or will, what was merged into it, and what can be done. */
export interface LifeShown {
  readonly isOver: boolean
  readonly planned: PlannedEnd | null
  readonly merges: readonly (Merge & { readonly name: string })[]
  readonly canChange: boolean
  /** Whether it can be deleted; null where it cannot any more. */
  readonly deleting: 'can' | 'not yet' | null
}

/** What is said of an item's end above its fields. */
export function lifeLead(register: Register, item: Item, { isOver, planned, canChange }: LifeShown): Html | null {
  const { ended } = register.life
  if (isOver && ended.by === 'kit') {
    const [on, why] = [item[ended.on], item[ended.why]]
    const said = ended.day === 'last' ? 'Its last day was' : 'It ended on'
    const reason = typeof why === 'string' && why !== '' ? html`: ${why}` : ''
    return typeof on === 'string' ? govukInsetText({ html: html`${said} ${inWords(on)}${reason}` }) : null
  }
  if (!planned) return null
  const stop = canChange
    ? deedButton(lifePaths(register, item.id).unplan, 'Do not end it then', { kind: 'secondary' })
    : null
  const obstacle = planned.obstacle
    ? html` It could not be ended: ${planned.obstacle}. It is tried again each day.`
    : ''
  return govukInsetText({
    html: html`<p class="govuk-body">It ends on ${inWords(planned.on)}: ${planned.why}.${obstacle}</p>${stop}`,
  })
}

/** The links to what can be done with an item, and what has become one with it. */
export function lifeDeeds(register: Register, item: Item, { isOver, canChange, merges, deleting }: LifeShown): Html {
  const { ended, merged } = register.life
  const paths = lifePaths(register, item.id)
  const ends =
    isOver || ended.by === 'nobody'
      ? []
      : [
          ended.by === 'kit'
            ? [paths.end, `End this ${register.singular}`]
            : [ended.deed.href(item.id), ended.deed.text],
        ]
  // Where one deed of a room does both, one link leads to it.
  const isOneDeed =
    ended.by === 'room' && merged.by === 'room' && ended.deed.href(item.id) === merged.deed.href(item.id)
  const merging =
    merged.by === 'nobody' || isOneDeed
      ? []
      : [
          merged.by === 'kit'
            ? [paths.merge, `Merge this ${register.singular} into another`]
            : [merged.deed.href(item.id), merged.deed.text],
        ]
  const deletes = { can: `Delete this ${register.singular}`, 'not yet': whyNotDeleted(register) }
  const all = canChange ? [...ends, ...merging, ...(deleting ? [[paths.delete, deletes[deleting]]] : [])] : []
  const lines = all.map(([href = '', text = '']) => html`<li>${link(href, text)}</li>`)
  return html`${all.length > 0 ? html`<ul class="govuk-list">${lines}</ul>` : null}${mergedList(register, merges)}`
}

function mergedList(register: Register, merges: LifeShown['merges']): Html | null {
  if (merges.length === 0) return null
  const lines = merges.map(
    ({ itemId, name, at }) => html`<li>${link(lifePaths(register, itemId).merge, name)}, on ${instantInWords(at)}</li>`,
  )
  return html`<h2 class="govuk-heading-m">Merged into this</h2><ul class="govuk-list govuk-list--bullet">${lines}</ul>`
}

/** A page on which something is done with an item. */
export interface DeedPage {
  readonly register: Register
  readonly item: Item
  readonly state: FormState
  readonly controls: readonly Html[]
}

export const deedView = (
  { register, item, state }: Pick<DeedPage, 'register' | 'item' | 'state'>,
  title: string,
  content: Html,
): View => ({
  title: `${title}: ${titleOf(register, item)}`,
  back: { href: lifePaths(register, item.id).item },
  errors: state.errors,
  content: twoThirds(html`${heading(title, titleOf(register, item))}${content}`),
})

export const endPage = (shown: DeedPage): View =>
  deedView(
    shown,
    `End this ${shown.register.singular}`,
    html`<p class="govuk-body">It stays on record: in its history, in lists, in searches and in reports of days before. Nothing new can lead to it.</p>${postForm(lifePaths(shown.register, shown.item.id).end, [shown.controls, govukButton({ text: 'Continue' })])}`,
  )

/** What leads to an item that is to end: it is not changed by that. */
const stillLeading = (leading: readonly Leading[]): Html =>
  leading.length === 0
    ? html`<p class="govuk-body">Nothing leads to it.</p>`
    : html`<h2 class="govuk-heading-m">What leads to it</h2><p class="govuk-body">These entries still lead to it when it has ended. Nothing new can.</p>${leadingList(leading)}`

/** Asks whether this is what is meant, before anything is done. */
export function checkEndPage(
  register: Register,
  item: Item,
  {
    on,
    why,
    isToCome,
    values,
    leading,
  }: End & { readonly isToCome: boolean; readonly values: Values; readonly leading: readonly Leading[] | null },
): View {
  const title = `Check before you end this ${register.singular}`
  const when = isToCome ? html` Until then it stays as it is.` : ''
  const form = postForm(
    lifePaths(register, item.id).end,
    [
      keptValues(values),
      hidden('sure', 'yes'),
      govukButton({ text: `End this ${register.singular}`, preventDoubleClick: true }),
    ],
    CHECKED_FORM,
  )
  return {
    title: `${title}: ${titleOf(register, item)}`,
    back: backToForm(),
    content: twoThirds(
      html`${heading(title, titleOf(register, item))}<p class="govuk-body">It ends on ${inWords(on)}.${when}</p><p class="govuk-body">Why: ${why}</p>${leading && stillLeading(leading)}${form}`,
    ),
  }
}

const whyNotDeleted = ({ singular }: Register): string => `Why this ${singular} cannot be deleted`

export function deletePage(shown: DeedPage, obstacles: readonly string[]): View {
  const { register, item } = shown
  const title = `Delete this ${register.singular}`
  if (obstacles.length > 0)
    return deedView(
      shown,
      whyNotDeleted(register),
      html`<p class="govuk-body">It cannot be deleted:</p><ul class="govuk-list govuk-list--bullet">${obstacles.map((one) => html`<li>${one}</li>`)}</ul><p class="govuk-body">Decisions may rest on an entry that is older, or to which something leads.</p>`,
    )
  const form = postForm(lifePaths(register, item.id).delete, [
    shown.controls,
    govukButton({ text: title, classes: 'govuk-button--warning', preventDoubleClick: true }),
  ])
  return deedView(
    shown,
    title,
    html`${govukWarningText({ text: 'This cannot be taken back.', iconFallbackText: 'Warning' })}<p class="govuk-body">Only for what was added today by mistake. The audit log keeps its identifier and a digest of what it said. Lists, searches, exports and its history do not show it any more.</p>${form}`,
  )
}
