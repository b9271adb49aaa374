import { type Content, type Html, html, lines } from '#platform/page/index.ts'
import { counted } from '#platform/words.ts'
import type { Reading } from '../../dates/index.ts'
import type { Wanted } from '../../deliverables/model.ts'
import { STATUS_NAMES, VERDICT_NAMES } from '../../model.ts'
import { paths } from '../../paths.ts'
import type { ImportedAction } from '../../recognising/model/model.ts'
import { actionPlaceInWords } from '../../recognising/model/places.ts'
import { statusOfRow, verdictOfRow } from '../../statuses.ts'
import { readingInWords, type SaidTarget, saysNothing, targetInWords } from '../../targets.ts'
import type { Edits } from '../model.ts'
import type { Promised } from '../promised.ts'
import type { Staying } from '../staying.ts'
import { goOn } from './going-on.ts'

/** What the rows of actions are shown with. */
export interface RowsShown {
  readonly id: string
  readonly edits: Edits
  /** Whether any action has words in an assessor's column, which is shown only then. */
  readonly hasVerdicts: boolean
  readonly promised: Promised
  readonly staying: Staying
}

/** The cells of an action that would be made, as `recommendationTable` names them. */
export function actionRow(action: ImportedAction, { id, edits, hasVerdicts, promised, staying }: RowsShown): Content[] {
  const isEdited = edits.actions[action.place] !== undefined
  const { target, commentary } = action
  const wanted = promised.get(action.place) ?? []
  const times = timesInWords(wanted)
  const said = saidOf(target, wanted)
  const date = target
    ? html`${target.text}<br><span class="m-meta">${targetInWords(said)}${times === null ? null : html`<br>${times}`}${staysInWords(staying.get(action.place))}</span>`
    : saysNothing(said)
      ? ''
      : html`<span class="m-meta">${targetInWords(said)}</span>`
  const shortened = commentary && commentary.length > 200 ? `${commentary.slice(0, 200)} …` : commentary
  return [
    action.ref ?? '–',
    html`${lines(action.text)}${deliverables(wanted)}`,
    lines(action.owners.join(';\n')),
    action.priority,
    date,
    statusCell(action),
    ...(hasVerdicts ? [verdictCell(action)] : []),
    shortened ? lines(shortened) : '',
    html`${goOn(paths.importRow(id, action.place), 'Change', `action ${action.ref ?? `at ${actionPlaceInWords(action.place)}`}`)}${isEdited ? html`<br><strong class="govuk-tag govuk-tag--blue">Changed</strong>` : null}`,
  ]
}

/** What a target date would say together with the deliverables that would be made. */
function saidOf(target: ImportedAction['target'], wanted: readonly Wanted[]): SaidTarget {
  const { text, kind, earliest, latest } = target ?? { text: null, kind: 'unset', earliest: null, latest: null }
  const days = wanted.flatMap((one) => (one.kind === 'part' && one.latest !== null ? [one.latest] : [])).toSorted()
  const [first = null] = days
  return {
    targetText: text,
    kind,
    earliest,
    latest,
    deliverableDue: first,
    firstDay: first,
    lastDay: days.at(-1) ?? null,
  }
}

/** The parts of an action that would become deliverables, each with its day. */
function deliverables(wanted: readonly Wanted[]): Html | null {
  const parts = wanted.filter(({ kind }) => kind === 'part')
  if (parts.length === 0) return null
  const items = parts.map(
    ({ text, targetKind, earliest, latest }) =>
      html`<li>${text}: ${readingInWords({ kind: targetKind, earliest, latest })}</li>`,
  )
  return html`<div class="m-meta"><p class="govuk-!-margin-bottom-1">${counted(parts.length, 'deliverable', 'deliverables')}:</p><ul class="govuk-list govuk-list--bullet m-meta">${items}</ul></div>`
}

/** Which date stays in the plan, where nobody has said otherwise. */
function staysInWords(kept: Reading | undefined): Html | null {
  if (!kept) return null
  const told = readingInWords(kept).concat(' stays in the plan')
  return html`<br><strong>${told}</strong>, because the words have not changed and nobody has said how to read them in this version. To use another date, select Change.`
}

/** The first times that a promise comes round: `September 2026, then March 2027`. */
function timesInWords(wanted: readonly Wanted[]): string | null {
  const [first, second] = wanted.filter(({ kind }) => kind === 'occurrence')
  if (!first) return null
  return second ? `${first.targetText}, then ${second.targetText}` : first.targetText
}

/** The status as written, and below it the claim that is recorded of it. */
function statusCell(action: ImportedAction): Content {
  const claim = statusOfRow(action)
  const words = action.status ? html`${lines(action.status)}<br>` : null
  if (claim) return html`${words}<span class="m-meta">Read as: ${STATUS_NAMES[claim]}</span>`
  return words ? html`${words}<span class="m-meta">No claim: kept as commentary</span>` : ''
}

function verdictCell(action: ImportedAction): Content {
  if (!action.verdict) return ''
  const judged = verdictOfRow(action)
  return html`${lines(action.verdict)}<br><span class="m-meta">${judged ? `Read as: ${VERDICT_NAMES[judged]}` : 'Kept as commentary'}</span>`
}
