import { planPaths } from '#features/plans/index.ts'
import { inWords } from '#platform/calendar/index.ts'
import { documentOnPage, type PaperDocument } from '#platform/documents/index.ts'
import { type FormState, form, requiredText } from '#platform/form/index.ts'
import { downloads } from '#platform/listing/index.ts'
import {
  type Content,
  dataTable,
  deedButton,
  govukButton,
  govukInsetText,
  govukSummaryList,
  type Html,
  heading,
  html,
  lines,
  link,
  postForm,
  twoThirds,
  type View,
} from '#platform/page/index.ts'
import { counted, inSentence, spelt } from '#platform/words.ts'
import { documentLinks } from '../campaigns/views.ts'
import type { Campaign } from '../model.ts'
import { paths } from '../paths.ts'
import { inFigures } from '../scoring/scale.ts'
import { HORIZON_NAMES } from './finding-views.ts'
import { consequenceState, isToBegin, type LineScale, lineProblem } from './model.ts'
import type { Consequence, Finding } from './store.ts'

export const settleForm = form({
  note: requiredText({ label: 'What was agreed?', required: 'Enter what was agreed', lines: 4, most: 5_000 }),
})

/** Called otherwise than the field of settling, which stands on the same page. */
export const undoForm = form({
  reason: requiredText({
    label: 'Why is it undone?',
    hint: 'Such as that the line was wrong',
    required: 'Enter why it is undone',
    lines: 3,
    most: 2_000,
  }),
})

/** What follows the scores of a unit. */
export function followingPart(followed: readonly Consequence[]): Html | null {
  if (followed.length === 0) return null
  return html`${followed.map((one) => govukInsetText({ html: html`<p class="govuk-body">${one.why}</p><p class="govuk-body">${link(paths.consequence(one.id), one.kind === 'repeat' ? 'The assessment is to be repeated' : `It is escalated to ${one.role ?? 'a role'}`)}. ${consequenceState(one)}.</p>` }))}`
}

export interface Following {
  readonly campaign: Campaign
  readonly scale: LineScale | null
  readonly followed: readonly Consequence[]
  /** Those of them that would not follow from the rule as it is now. */
  readonly wrong: readonly Consequence[]
  readonly found: readonly Finding[]
  readonly canRun: boolean
  readonly state: FormState
}

function ruleInWords({ repeatBelow, repeatBy, escalateRole }: Campaign, scale: LineScale | null): string {
  if (repeatBelow === null) return 'No rule is set, so nothing follows a low score.'
  const problem = lineProblem(repeatBelow, scale)
  if (problem) return `Nothing follows from the line ${inFigures(repeatBelow)}. ${problem}.`
  const again = `A unit that scores below ${inFigures(repeatBelow)} repeats the assessment${repeatBy ? ` by ${inWords(repeatBy)}` : ''}.`
  return `${again}${escalateRole ? ` If it scores below that line twice and has not improved, it is escalated to ${escalateRole}.` : ''}`
}

/** What the rule as it is now would not lead to, and the way to take it back. */
function wrongPart({ campaign, wrong, canRun, state }: Following): Html | null {
  if (wrong.length === 0) return null
  const many = spelt(wrong.length, 'One consequence was', 'consequences were')
  const names = wrong.slice(0, 10).map(({ unit }) => unit)
  const words = `${many} raised by another line, and would not follow from the rule as it is now: ${names.join(', ')}${wrong.length > names.length ? ' and others' : ''}.`
  return html`${govukInsetText({ text: words })}${canRun ? twoThirds(postForm(`${paths.following(campaign.id)}/undo`, [undoForm.controls(state), govukButton({ text: 'Undo these', classes: 'govuk-button--secondary', preventDoubleClick: true })])) : null}`
}

export function campaignFollowing(following: Following): Html {
  const { campaign, scale, followed, found, canRun } = following
  const { id } = campaign
  const rule = ruleInWords(campaign, scale)
  return html`<p class="govuk-body">${rule}${canRun ? html` ${link(paths.rules(id), campaign.repeatBelow === null ? 'Set a rule' : 'Change the rule')}` : null}</p>${wrongPart(following)}${
    followed.length > 0
      ? html`${dataTable({
          caption: 'What followed low scores',
          columns: [
            { text: 'Unit', classes: 'm-words' },
            { text: 'What follows' },
            { text: 'Why', classes: 'm-words' },
            { text: 'State' },
          ],
          rows: followed.map((one) => [
            link(paths.consequence(one.id), one.unit),
            one.kind === 'repeat' ? 'Repeat' : `Escalated to ${one.role ?? 'a role'}`,
            one.why,
            consequenceState(one),
          ]),
        })}${downloads('Download this table', `${paths.following(id)}/units`)}`
      : campaign.repeatBelow !== null && lineProblem(campaign.repeatBelow, scale) === null
        ? html`<p class="govuk-body">No unit has scored below that.</p>`
        : null
  }${
    found.length > 0
      ? html`${dataTable({
          caption: 'Findings',
          columns: [
            { text: 'Unit' },
            { text: 'Finding', classes: 'm-words' },
            { text: 'Kind' },
            { text: 'Recommendation', classes: 'm-words' },
            { text: 'Actions finished', numeric: true },
          ],
          rows: found.map((one) => [
            link(paths.findings(one.participantId), one.unit),
            lines(one.text),
            HORIZON_NAMES[one.horizon],
            one.recommendationId
              ? link(planPaths.recommendation(one.recommendationId), one.plan ?? 'Recommendation')
              : 'Not in a plan yet',
            one.recommendationId ? `${one.finished} of ${one.actions}` : '',
          ]),
        })}${downloads('Download this table', `${paths.following(id)}/findings`)}`
      : null
  }`
}

export interface ConsequencePage {
  readonly one: Consequence
  readonly letter: PaperDocument | null
  /** Why it cannot be undone; null where it can. */
  readonly obstacle: string | null
  readonly canRun: boolean
  /** For whoever does not run campaigns: who does, and whether the repeat is theirs to do. */
  readonly waits: {
    readonly runners: { readonly names: readonly string[]; readonly all: number }
    readonly isOwed: boolean
  } | null
  readonly state: FormState
  /** The form that was refused because of how things stand: shown with what was typed, whatever stands against it now. */
  readonly refused: 'settle' | 'undo' | null
}

export function consequencePage(shown: ConsequencePage): View {
  const { one, letter, state } = shown
  const title = one.kind === 'repeat' ? 'Repeat the assessment' : 'Escalation'
  const rows = consequenceRows(one)
  return {
    title,
    back: { href: paths.following(one.campaignId), text: 'Back to what follows' },
    errors: state.errors,
    content: html`${heading(title, `${one.unit}, ${one.campaign}`)}${govukSummaryList({ rows: rows.map(([key, value]) => ({ key: { text: key }, value: typeof value === 'string' ? { text: value } : { html: html`${value}` } })) })}${letter && !one.undoneOn ? html`<h2 class="govuk-heading-m">The letter</h2><p class="govuk-body">Drafted from what is on record. Download it, change it if you need to, and sign it.</p>${documentLinks(paths.letter(one.id))}<div class="m-letter"><p class="govuk-body"><strong>${letter.title}</strong></p>${documentOnPage(letter)}</div>` : null}${twoThirds(consequenceDeeds(shown))}`,
  }
}

function consequenceRows(one: Consequence): (readonly [string, Content])[] {
  const said = (words: string, by: string | null) =>
    html`${lines(words)}${by ? html`<br><span class="m-meta">${by}</span>` : null}`
  return [
    ['Unit', link(paths.unitResults(one.participantId), one.unit)],
    ...(one.unitId === one.scoredId ? [] : [['Falls to', one.owes] as const]),
    ['Why', one.why],
    [
      'What follows',
      one.kind === 'repeat'
        ? `The unit repeats the assessment${one.dueOn ? ` by ${inWords(one.dueOn)}` : ''}`
        : `It is escalated to ${one.role ?? 'a role'}${one.holders ? ` (${one.holders})` : ', which nobody holds today'}`,
    ],
    ['State', consequenceState(one)],
    ...(one.repeatId ? [['Repeat', link(paths.unit(one.repeatId), 'The repeated assessment')] as const] : []),
    ...(one.note ? [['What was agreed', said(one.note, one.settledBy)] as const] : []),
    ...(one.undoneWhy ? [['Why it was undone', said(one.undoneWhy, one.undoneBy)] as const] : []),
  ]
}

/** The way to begin a repeat: a campaign that is closed is opened first. */
const beginPart = ({ id, campaignId, campaign, campaignState }: Consequence): Html =>
  campaignState === 'closed'
    ? html`<p class="govuk-body">Open the campaign again first: ${link(paths.campaign(campaignId), campaign)}.</p>`
    : html`${deedButton(`${paths.consequence(id)}/begin`, 'Begin the repeat')}`

/** What a repeat that has not begun waits for, and whose it is to begin. */
function waitsPart({ campaignState }: Consequence, { runners, isOwed }: NonNullable<ConsequencePage['waits']>): Html {
  const { names, all } = runners
  const deed = campaignState === 'closed' ? 'opens the campaign again' : 'begins the repeat'
  const who =
    all === 0
      ? 'Nobody may do that today.'
      : `Who can do that: ${inSentence(all > names.length ? [...names, counted(all - names.length, 'other', 'others')] : names)}.`
  return html`<p class="govuk-body">${isOwed ? 'You' : 'The unit'} can begin when a records officer ${deed}. ${who}</p>`
}

/** What settling and undoing are called, and what each of them does. */
const DEEDS = {
  repeat: {
    settle: 'Settle this repeat',
    settles: 'The unit does not have to repeat the assessment any more.',
    undo: 'Undo this repeat',
    undoes:
      'The unit does not have to repeat the assessment any more. Use this if the repeat should not have been asked for. It stays on record with your reason.',
  },
  escalate: {
    settle: 'Settle this escalation',
    settles: 'The escalation ends, and no longer waits for anybody.',
    undo: 'Undo this escalation',
    undoes:
      'The escalation ends. Use this if the scores should not have been escalated. It stays on record with your reason.',
  },
} as const

function consequenceDeeds({ one, obstacle, canRun, waits, state, refused }: ConsequencePage): Html | null {
  const isOpen = one.settledOn === null && one.undoneOn === null
  if (!canRun) return waits && isOpen && isToBegin(one) ? waitsPart(one, waits) : null
  const words = DEEDS[one.kind]
  const begin = isOpen && isToBegin(one) ? beginPart(one) : null
  const sent =
    isOpen && one.kind === 'escalate' && !one.sentOn
      ? deedButton(`${paths.consequence(one.id)}/sent`, 'Mark the letter as sent')
      : null
  const isBegun = one.repeatState === 'answering' || one.repeatState === 'submitted'
  const ends = isBegun ? ' The assessment that repeats it ends, and its answers stay on record.' : ''
  const settling =
    isOpen || refused === 'settle'
      ? html`<h2 class="govuk-heading-m">${words.settle}</h2><p class="govuk-body">${isBegun ? 'The repeat that has begun goes on.' : words.settles} What was agreed stays on record.</p>${postForm(paths.consequence(one.id), [settleForm.controls(state), govukButton({ text: words.settle, classes: 'govuk-button--secondary', preventDoubleClick: true })])}`
      : null
  const undoing =
    obstacle === null || refused === 'undo'
      ? html`<h2 class="govuk-heading-m">${words.undo}</h2><p class="govuk-body">${words.undoes}${ends}</p>${postForm(`${paths.consequence(one.id)}/undo`, [undoForm.controls(state), govukButton({ text: words.undo, classes: 'govuk-button--warning', preventDoubleClick: true })])}`
      : one.undoneOn
        ? null
        : html`<p class="govuk-body">${obstacle}</p>`
  return html`${begin}${sent}${settling}${undoing}`
}
