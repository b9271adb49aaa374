import {
  type Content,
  counts as countsOnPage,
  dataTable,
  govukButton,
  type Html,
  heading,
  hidden,
  html,
  lines,
  link,
  postForm,
  type View,
} from '#platform/page/index.ts'
import { effectOnLastDay, STATUS_NAMES, VERDICT_NAMES } from '../../model.ts'
import { paths } from '../../paths.ts'
import type { ImportedAction } from '../../recognising/model/model.ts'
import { statusOfRow, verdictOfRow } from '../../statuses.ts'
import { wordsReadAs } from '../../targets.ts'
import {
  type ActionMatch,
  CHANGED_NAMES,
  type Change,
  type Comparison,
  changesAnything,
  changesByNeed,
  countsOf,
  type StandingAction,
  skipKey,
} from '../model.ts'
import { readingThatStays } from '../readings.ts'
import { choose, cut, doubtful, nameOf, SHOWN } from './matches.ts'

export interface ComparePage {
  readonly importId: string
  readonly planId: string
  readonly planTitle: string
  readonly fileName: string
  readonly comparison: Comparison
  readonly approved: string
  readonly skipped: ReadonlySet<string>
}

/** The new version beside the plan: what would be added, changed, moved, and what is gone. */
export function comparePage(shown: ComparePage): View {
  const { importId, planId, planTitle, fileName, comparison, approved } = shown
  const counts = countsOf(comparison)
  const figures = countsOnPage([
    { number: counts.added, label: { one: 'action added', more: 'actions added' } },
    { number: counts.changed, label: { one: 'action changed', more: 'actions changed' } },
    { number: counts.moved, label: { one: 'action moved', more: 'actions moved' } },
    { number: counts.gone, label: { one: 'action gone', more: 'actions gone' } },
    { number: counts.unchanged, label: { one: 'action unchanged', more: 'actions unchanged' } },
    {
      number: counts.recommendations,
      label: { one: 'recommendation new or changed', more: 'recommendations new or changed' },
    },
  ])
  const isEmpty = !changesAnything(comparison)
  const head = html`${heading('Compare the new version with the plan', planTitle)}<p class="govuk-body">${fileName} is compared with the plan as it is now. Nothing is overwritten or deleted: new commentary is added, changed dates become slips with this version as their reason, another reading of the same words is no slip, other words change with their history, and actions that are no longer in the document stay, marked as gone.</p>${figures}`
  const back = { href: paths.import(importId), text: 'Back to what was read' }
  if (isEmpty)
    return {
      title: 'Compare the new version with the plan',
      back,
      content: html`${head}<p class="govuk-body-l">This version says nothing new. There is nothing to merge.</p>${stays(shown)}<p class="govuk-body">${link(paths.plan(planId), 'Go to the plan')}</p>`,
    }
  const deeds = html`<div class="govuk-button-group">${govukButton({ text: 'Merge this version', name: 'deed', value: 'merge', preventDoubleClick: true })}${govukButton({ text: 'Compare again with these matches', name: 'deed', value: 'again', classes: 'govuk-button--secondary' })}</div>`
  return {
    title: 'Compare the new version with the plan',
    back,
    content: html`${head}${postForm(paths.importCompare(importId), [
      hidden('approved', approved),
      ...doubtful(comparison),
      changed(shown),
      added(comparison),
      recommendations(comparison),
      gone(comparison.gone),
      stays(shown),
      deeds,
    ])}`,
  }
}

function changed({ comparison, skipped }: ComparePage): Html | null {
  const rows = changesByNeed(comparison)
  if (rows.length === 0) return null
  return html`${dataTable({
    caption: 'Changed',
    columns: [
      { text: 'Action', classes: 'm-words' },
      { text: 'What' },
      { text: 'As it stands', classes: 'm-words' },
      { text: 'In the new version', classes: 'm-words' },
      { text: 'Leave as it is' },
    ],
    rows: rows.slice(0, SHOWN).map(({ match, change }) => changeRow(match, change, skipped)),
  })}${cut(rows.length, 'The others are merged in the same way; what was changed here too is left as it is.')}`
}

/** How it was read before, where only the reading has changed. */
const was = (reading: Change['reading']): string => (reading ? `, was ${reading.before}` : '')

/** What is recorded of a new status, and of the assessor's verdict beside it. */
function becomes(incoming: ImportedAction, { reading }: Change): Content {
  const { verdict } = incoming
  const status = statusOfRow(incoming)
  if (status === null)
    return html`<br><span class="m-meta">It names no status that is known, so it is added to the commentary.${verdict ? ` So is the assessor’s verdict: ${verdict}` : ''}</span>`
  const read = html`<br><span class="m-meta">Read as: ${STATUS_NAMES[status]}${was(reading)}</span>`
  if (!verdict) return read
  const judged = verdictOfRow(incoming)
  return html`${read}<br><span class="m-meta">Assessor’s verdict: ${verdict}. ${judged ? `Recorded as: ${VERDICT_NAMES[judged]}` : 'It names no verdict that is known, so it is added to the commentary'}.</span>`
}

/** How a new target date is read, and what that does to the last day. */
function targetRead(
  standing: StandingAction | null,
  target: NonNullable<ImportedAction['target']>,
  { reading }: Change,
): Content {
  const effect = standing ? effectOnLastDay(standing, target) : null
  return html`<br><span class="m-meta">Read as: ${wordsReadAs(target)}${was(reading)}${effect ? `. ${effect}` : ''}</span>`
}

function changeRow({ incoming, standing }: ActionMatch, change: Change, skipped: ReadonlySet<string>): Content[] {
  const key = skipKey(incoming.place, change.field)
  const id = `skip-${key.replace(/\W/g, '-')}`
  const isSkipped = skipped.has(key) || (change.isContested && !skipped.has('asked'))
  return [
    standing ? nameOf(standing) : nameOf(incoming),
    html`${CHANGED_NAMES[change.field]}${change.isContested ? html`<br><strong class="govuk-tag govuk-tag--yellow">Changed here too</strong>` : null}`,
    change.field === 'commentary' ? html`<span class="m-meta">It is added to</span>` : lines(change.before ?? '–'),
    html`${lines(change.after)}${change.field === 'status' ? becomes(incoming, change) : null}${change.field === 'target' && incoming.target ? targetRead(standing, incoming.target, change) : null}`,
    html`<div class="govuk-checkboxes govuk-checkboxes--small"><div class="govuk-checkboxes__item"><input class="govuk-checkboxes__input" id="${id}" type="checkbox" name="skip" value="${key}"${isSkipped ? html` checked` : ''}><label class="govuk-label govuk-checkboxes__label" for="${id}"><span class="govuk-visually-hidden">Leave the ${CHANGED_NAMES[change.field].toLowerCase()} of ${nameOf(incoming)} as it is</span></label></div></div>`,
  ]
}

/** New actions; where others are gone, a person can say that one of those is meant. */
function added({ actions, gone: missing }: Comparison): Html | null {
  const rows = actions.filter(({ standing }) => standing === null)
  if (rows.length === 0) return null
  const options = [
    { value: '', text: 'A new action' },
    ...missing.slice(0, 100).map((action) => ({ value: action.id, text: nameOf(action).slice(0, 80) })),
  ]
  return html`${dataTable({
    caption: 'Added',
    columns: [
      { text: 'Ref', classes: 'm-narrow' },
      { text: 'Action', classes: 'm-words' },
      { text: 'Owners' },
      { text: 'Target date' },
      { text: 'Is it one of those that are gone?' },
    ],
    rows: rows
      .slice(0, SHOWN)
      .map(({ incoming }) => [
        incoming.ref ?? '–',
        lines(incoming.text),
        lines(incoming.owners.join('\n')),
        incoming.target?.text ?? '',
        missing.length > 0 && rows.length <= 200
          ? choose(`match ${incoming.place}`, `Is ${nameOf(incoming)} one of those that are gone?`, options, '')
          : 'A new action',
      ]),
  })}${cut(rows.length)}`
}

function recommendations(comparison: Comparison): Html | null {
  const rows = comparison.recommendations.flatMap(({ incoming, standing, changes }): Content[][] => {
    const name = [incoming.ref, incoming.text].filter(Boolean).join('. ') || 'No words'
    return standing === null
      ? [[name, 'New', '', '']]
      : changes.map(({ field, before, after }) => [name, CHANGED_NAMES[field], lines(before ?? '–'), lines(after)])
  })
  if (rows.length === 0) return null
  return html`${dataTable({
    caption: 'Recommendations',
    columns: [
      { text: 'Recommendation', classes: 'm-words' },
      { text: 'What' },
      { text: 'As it stands', classes: 'm-words' },
      { text: 'In the new version', classes: 'm-words' },
    ],
    rows: rows.slice(0, SHOWN),
  })}${cut(rows.length)}`
}

function gone(actions: readonly StandingAction[]): Html | null {
  if (actions.length === 0) return null
  return html`${dataTable({
    caption: 'Gone from the new version',
    columns: [
      { text: 'Ref', classes: 'm-narrow' },
      { text: 'Action', classes: 'm-words' },
      { text: 'What becomes of it' },
    ],
    rows: actions
      .slice(0, SHOWN)
      .map(({ ref, text, isAbsent }) => [
        ref ?? '–',
        lines(text),
        isAbsent ? 'It was gone before' : 'It stays, and says that the new version does not have it',
      ]),
  })}${cut(actions.length)}`
}

/** Dates that are read otherwise in the new version, of which nobody has said so: what stands stays. */
function stays({ comparison, importId }: ComparePage): Html | null {
  const rows = comparison.actions.flatMap((match): Content[][] => {
    const reading = readingThatStays(match)
    const { target } = match.incoming
    if (!reading || !target) return []
    const change = link(paths.importRow(importId, match.incoming.place), 'Change', nameOf(match.incoming))
    return [[nameOf(match.incoming), target.text, wordsReadAs(reading), wordsReadAs(target), change]]
  })
  if (rows.length === 0) return null
  return html`${dataTable({
    caption: 'Target dates that stay as they are',
    columns: [
      { text: 'Action', classes: 'm-words' },
      { text: 'In the new version' },
      { text: 'Stays in the plan' },
      { text: 'Not used' },
      { text: 'Correct' },
    ],
    rows: rows.slice(0, SHOWN),
  })}${cut(rows.length, 'The others stay in the same way.')}<p class="govuk-body">Their words have not changed, and nobody has said how to read them in this version.</p>`
}
