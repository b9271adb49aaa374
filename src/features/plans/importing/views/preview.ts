import { inWords } from '#platform/calendar/index.ts'
import type { Values } from '#platform/form/index.ts'
import {
  dataTable,
  deedButton,
  type FieldError,
  govukButton,
  govukInsetText,
  govukWarningText,
  type Html,
  heading,
  html,
  lines,
  link,
  postForm,
  twoThirds,
  type View,
} from '#platform/page/index.ts'
import { counted } from '#platform/words.ts'
import { ACTIONS_MOST } from '../../limits.ts'
import { paths } from '../../paths.ts'
import { FIELD_NAMES, type ImportedPlan, type ImportedRecommendation } from '../../recognising/model/model.ts'
import type { Edits } from '../model.ts'
import type { Promised } from '../promised.ts'
import type { Staying } from '../staying.ts'
import { actionRow, type RowsShown } from './action-rows.ts'
import { columns } from './columns.ts'
import { ABOUT, enterKey, goOn } from './going-on.ts'
import { otherRowsTable, ownersToCheck } from './mend.ts'
import { questionsToCheck } from './questions.ts'

const LEFT_OVER_SHOWN = 500

export interface Preview {
  readonly id: string
  readonly fileName: string
  readonly plan: ImportedPlan
  readonly details: readonly Html[]
  readonly edits: Edits
  /** Cells whose owners can be read in several ways. */
  readonly owners: Parameters<typeof ownersToCheck>[0]
  /** The first action that is shown, from 0. */
  readonly from: number
  /** Whether the columns were read as somebody once said. */
  readonly isMapped: boolean
  /** Whether how the columns are read can be kept for other imports. */
  readonly canKeep: boolean
  /** With which answers of the version before it was read; null where there were none. */
  readonly answered: string | null
  /** What is said of plans that are like it; null where there are none. */
  readonly suggested: string | null
  readonly errors: readonly FieldError[]
  /** The deliverables that would be made of the actions that are shown. */
  readonly promised: Promised
  /** Dates that the plan keeps, of which this is a new version. */
  readonly staying: Staying
  /** What was typed into the form and not yet saved for good. */
  readonly typed: Values
}

/** Everything that would be made, row by row, with what was guessed. */
export function previewPage({
  id,
  fileName,
  plan,
  details,
  edits,
  owners,
  from,
  isMapped,
  canKeep,
  answered,
  suggested,
  errors,
  promised,
  staying,
  typed,
}: Preview): View {
  const actions = plan.recommendations.flatMap((recommendation) => recommendation.actions)
  const hasVerdicts = actions.some(({ verdict }) => verdict)
  const hasStatuses = actions.some(({ status }) => status)
  const dates = actions.filter(({ target }) => target !== null && target.kind !== 'unset').length
  const empty =
    actions.length === 0
      ? govukWarningText({
          text: 'No actions were found in this document. Check what its columns hold, below, or choose another file.',
          iconFallbackText: 'Warning',
        })
      : null
  const summary = html`<p class="govuk-body-l">${counted(plan.recommendations.length, 'recommendation', 'recommendations')}, ${counted(actions.length, 'action', 'actions')}, ${counted(dates, 'target date', 'target dates')} read, ${counted(plan.leftOver.length, 'thing', 'things')} left over.</p>`
  const keep = govukButton({
    text: 'Save and go on checking',
    name: 'deed',
    value: 'keep',
    classes: 'govuk-button--secondary',
  })
  const button = govukButton({ text: 'Import this plan', preventDoubleClick: true })
  return {
    title: 'Check the plan before you import it',
    back: { href: paths.imports, text: 'Choose another document' },
    errors,
    content: html`${enterKey(plan.recommendations.length > 0)}${heading('Check the plan before you import it', fileName)}${summary}${empty}${suggested ? govukInsetText({ html: html`<p class="govuk-body">${suggested} ${link('#into', 'Go to that choice')}</p>` }) : null}
${answered ? govukInsetText({ text: answered }) : isMapped ? govukInsetText({ text: 'The columns were read as somebody said before for the same headers.' }) : null}${questionsToCheck(plan, id)}
${postForm(
  paths.import(id),
  [
    twoThirds(html`<h2 class="govuk-heading-m">About the plan</h2>${details}`),
    html`<div class="govuk-button-group">${plan.recommendations.length > 0 ? button : null}${keep}</div>`,
    ownersToCheck(owners, id, typed),
    columns(plan.tables, id, canKeep),
  ],
  { id: ABOUT },
)}
${otherRowsTable(plan.otherRows, id)}
<h2 class="govuk-heading-l">What will be made</h2>
${paging(id, from, actions.length)}
${hasStatuses ? html`<p class="govuk-body">${STATUSES_KEPT}</p>` : null}${hasVerdicts ? html`<p class="govuk-body">${VERDICTS_KEPT}</p>` : null}${shownFrom(plan.recommendations, from).map(({ recommendation, index }) => recommendationTable(recommendation, index, { id, edits, hasVerdicts, promised, staying }))}
${paging(id, from, actions.length)}
<p class="govuk-body">${goOn(paths.importRecommendation(id, 'new'), 'Add a recommendation')}</p>
${leftOverTable(plan, id)}
${plan.recommendations.length > 0 ? html`<p class="govuk-body">${link('#title', 'Back to the top to import this plan')}</p>` : null}
${deedButton(paths.importDiscard(id), 'Discard this import', { kind: 'warning' })}`,
  }
}

export interface Shown {
  readonly recommendation: ImportedRecommendation
  readonly index: number
}

/** The recommendations with the actions of one page; those whose actions are all on other pages are left to them. */
export function shownFrom(recommendations: readonly ImportedRecommendation[], from: number): Shown[] {
  let at = 0
  return recommendations.flatMap((recommendation, index) => {
    const [start, end] = [at, at + recommendation.actions.length]
    at = end
    const actions = recommendation.actions.slice(Math.max(0, from - start), Math.max(0, from + ACTIONS_MOST - start))
    const isHere =
      actions.length > 0 || (recommendation.actions.length === 0 && start >= from && start < from + ACTIONS_MOST)
    return isHere ? [{ recommendation: { ...recommendation, actions }, index }] : []
  })
}

function paging(id: string, from: number, count: number): Html | null {
  if (count <= ACTIONS_MOST) return null
  const at = (place: number) => `${paths.import(id)}?from=${place}`
  const last = Math.min(count, from + ACTIONS_MOST)
  const before = from > 0 ? goOn(at(Math.max(0, from - ACTIONS_MOST)), 'Previous', 'page of actions') : null
  const next = last < count ? goOn(at(last), 'Next', 'page of actions') : null
  return html`<div class="m-actions-bar govuk-body"><span>Actions ${from + 1} to ${last} of ${count}.</span>${before}${next}</div>`
}

const STATUSES_KEPT =
  'A status is recorded as a claim of the document, as it is read below its words. What names no status that is known claims nothing.'
const VERDICTS_KEPT =
  'A verdict in the document is recorded as one where it judges a claim that the same row brings. Otherwise it is kept as commentary.'

function recommendationTable(
  { place, ref, text, commentary, updated, actions }: ImportedRecommendation,
  index: number,
  shown: RowsShown,
): Html {
  const { id, edits, hasVerdicts } = shown
  const name = ref ? `Recommendation ${ref}` : `Recommendation ${index + 1} (no reference)`
  const said = commentary ? govukInsetText({ html: html`${lines(commentary)}` }) : null
  const upTo = updated ? html`<p class="govuk-body m-meta">Up to date on ${inWords(updated)}</p>` : null
  const table = dataTable({
    caption: `Actions of ${name.slice(0, 1).toLowerCase()}${name.slice(1)}`,
    captionClasses: 'govuk-visually-hidden',
    columns: [
      { text: 'Ref', classes: 'm-narrow' },
      { text: 'Action', classes: 'm-words' },
      { text: 'Owners' },
      { text: 'Priority' },
      { text: 'Target date', classes: 'm-date' },
      { text: 'Status' },
      ...(hasVerdicts ? [{ text: FIELD_NAMES.verdict }] : []),
      { text: 'Commentary' },
      { text: 'Correct' },
    ],
    rows: actions.map((action) => actionRow(action, shown)),
  })
  const tag = edits.recommendations[place] ? html` <strong class="govuk-tag govuk-tag--blue">Changed</strong>` : null
  const under = name.replace(/^R/, 'r')
  const tools = html`<p class="govuk-body">${goOn(paths.importRecommendation(id, place), 'Change this recommendation', under)}${tag}<br>${goOn(`${paths.importRow(id, 'new')}?under=${place}`, 'Add an action', `under ${under}`)}</p>`
  return html`<h3 class="govuk-heading-m">${name}</h3>${text ? html`<p class="govuk-body">${lines(text)}</p>` : null}${upTo}${said}${actions.length > 0 ? table : html`<p class="govuk-body">This recommendation has no actions.</p>`}${tools}`
}

function leftOverTable({ leftOver }: ImportedPlan, id: string): Html {
  if (leftOver.length === 0)
    return html`<h2 class="govuk-heading-m">Left over</h2><p class="govuk-body">Nothing: everything in the document found its place.</p>`
  const more =
    leftOver.length > LEFT_OVER_SHOWN
      ? html`<p class="govuk-body">The first ${LEFT_OVER_SHOWN} of ${leftOver.length.toLocaleString('en-GB')} are shown. All are kept with the plan.</p>`
      : null
  const table = dataTable({
    caption: 'Left over',
    columns: [{ text: 'Where' }, { text: 'Text', classes: 'm-words' }, { text: 'Why' }, { text: 'Correct' }],
    rows: leftOver
      .slice(0, LEFT_OVER_SHOWN)
      .map(({ where, text, why }, number) => [
        where,
        lines(text),
        why,
        goOn(paths.importLeftOver(id, number), 'Place it', `from ${where}`),
      ]),
  })
  return html`${table}${more}`
}
