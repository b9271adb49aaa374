import { type Day, daysBetween, instantInWords, inWords } from '#platform/calendar/index.ts'
import { type Choice, type FormState, form, radios, text } from '#platform/form/index.ts'
import {
  type Content,
  dataTable,
  deedButton,
  govukButton,
  govukInput,
  govukInsetText,
  type Html,
  heading,
  html,
  lines,
  link,
  postForm,
  twoThirds,
  type View,
} from '#platform/page/index.ts'
import { counted, often, shortened } from '#platform/words.ts'
import { actionTable } from '../action-table-views.ts'
import { paths } from '../paths.ts'
import { actionPlaceInWords } from '../recognising/model/places.ts'
import type { PlanAction } from '../store.ts'
import { statusTag, verdictTag } from '../tags.ts'
import { type Ancestor, LATER_NAMES, LINEAGE_NAMES, LINEAGES, type Lineage, type Subject } from './model.ts'
import type { Candidate, Recommendation } from './store.ts'

export const lineageForm = (candidates: readonly Choice[]) =>
  form({
    kind: radios({
      label: 'What does it do with the earlier one?',
      required: 'Select what it does with the earlier one',
      options: LINEAGES.map((kind) => ({ value: kind, text: LINEAGE_NAMES[kind], hint: HINTS[kind] })),
    }),
    earlier: radios({
      label: 'Which is the earlier one?',
      required: 'Select the earlier one',
      options: candidates,
    }),
    note: text({ label: 'Note', lines: 2, most: 2_000 }),
  })

const HINTS = {
  reiterates: 'It says the same again, because the earlier one was not carried out',
  supersedes: 'It takes the place of the earlier one',
  'merged-from': 'It brings the earlier one together with others',
} as const

/** How long, in the largest sensible unit. */
export function lengthInWords(from: Day, to: Day): string {
  const days = Math.max(0, daysBetween(from, to))
  const [count, unit] =
    days < 60 ? [days, 'day'] : days < 730 ? [Math.floor(days / 30.44), 'month'] : [Math.floor(days / 365.25), 'year']
  return counted(count, unit, `${unit}s`)
}

const hrefOf = ({ kind, id }: { readonly kind: string; readonly id: string }) =>
  kind === 'action' ? paths.action(id) : paths.recommendation(id)
const nameOf = ({ ref, text: words }: { readonly ref: string | null; readonly text: string | null }) => {
  const name = [ref, words?.replaceAll('\n', ' ')].filter(Boolean).join('. ')
  return shortened(name, 140) || 'No words'
}

/** Where a matter comes from, how long it has been open, and what carries it on. */
export function lineagePanel(subject: Subject, lineage: Lineage, canChange: boolean, today: Day): Html {
  const { provenance, ancestors, descendants, openSince } = lineage
  const place = provenance.place ? `, at ${actionPlaceInWords(provenance.place).replace(/^T/, 't')}` : ''
  const came = provenance.sourceName
    ? `It was read from ${provenance.sourceName}${place}, ${instantInWords(provenance.madeAt)}${provenance.madeBy ? `, by ${provenance.madeBy}` : ''}.`
    : `It was made here ${instantInWords(provenance.madeAt)}${provenance.madeBy ? `, by ${provenance.madeBy}` : ''}.`
  const { origin, originPath } = provenance
  // The page of a recommendation says so at its top.
  const found =
    subject.kind === 'action' && origin && !provenance.sourceName
      ? html` Its recommendation comes from ${originPath ? link(originPath, origin) : origin}.`
      : null
  const isRepeat = ancestors.some(({ planOn }) => planOn !== null)
  const open = html`<p class="govuk-body">The matter has been known since ${inWords(openSince)}: <strong>${lengthInWords(openSince, today)}</strong>${isRepeat ? ', counted from the first of those below' : null}.</p>`
  const back =
    ancestors.length === 0
      ? null
      : dataTable({
          caption: 'What it carries on',
          captionClasses: 'govuk-table__caption--s',
          columns: [
            { text: 'Link' },
            { text: 'Earlier', classes: 'm-words' },
            { text: 'Plan' },
            { text: 'How it stood' },
            { text: 'Action' },
          ],
          rows: ancestors.map((ancestor) => ancestorRow(ancestor, canChange)),
        })
  const later =
    descendants.length === 0
      ? null
      : html`<ul class="govuk-list">${descendants.map((one) => html`<li>${LATER_NAMES[one.link]} ${link(hrefOf(one), nameOf(one))} <span class="m-meta">${one.planTitle}</span></li>`)}</ul>`
  const add = canChange
    ? html`<p class="govuk-body m-no-print">${link(paths.lineage(subject.kind, subject.id), 'Say what it continues')}</p>`
    : null
  return html`<h2 class="govuk-heading-m">Where this came from</h2><p class="govuk-body">${came}${found}</p>${open}${back}${later}${add}`
}

function ancestorRow(ancestor: Ancestor, canChange: boolean): Content[] {
  const { kind, id, status, verdict, slips, words, note } = ancestor
  const name: Content =
    kind === 'words'
      ? html`“${words}” <span class="m-meta">(not found here)</span>`
      : kind === 'role' || id === null
        ? (ancestor.text ?? '')
        : link(hrefOf({ kind, id }), nameOf(ancestor))
  const stood = status
    ? html`${statusTag(status)} ${verdict ? verdictTag(verdict) : null}${slips ? html`<br><span class="m-meta">Slipped ${often(slips)}</span>` : null}`
    : ''
  const undo =
    canChange && ancestor.isOwn && ancestor.link !== 'escalated-to'
      ? deedButton(paths.lineageEnd, 'Take back', {
          kind: 'secondary',
          values: { id: ancestor.linkId },
          hiddenText: `the link to ${ancestor.ref ?? words ?? 'it'}`,
        })
      : ''
  return [
    LINEAGE_NAMES[ancestor.link],
    html`${name}${note ? html`<br><span class="m-meta">${note}</span>` : null}`,
    ancestor.planTitle
      ? html`${ancestor.planTitle}${ancestor.planOn ? html`<br><span class="m-meta">${inWords(ancestor.planOn)}</span>` : null}`
      : '',
    stood,
    undo,
  ]
}

/** Asks what a matter carries on: first for words to look for, then for one of what was found. */
export function linkPage(
  subject: Subject,
  name: string,
  words: string,
  candidates: readonly Candidate[],
  state: FormState,
): View {
  const here = paths.lineage(subject.kind, subject.id)
  const search = html`<form method="get" action="${here}" novalidate>${govukInput({ id: 'words', name: 'words', label: { text: 'Look for words or a reference' }, value: words })}${govukButton({ text: 'Look', classes: 'govuk-button--secondary' })}</form>`
  const choices = candidates.map(
    (candidate): Choice => ({
      value: `${candidate.kind} ${candidate.id}`,
      text: nameOf(candidate),
      hint: `${candidate.kind === 'action' ? 'Action' : 'Recommendation'} of ${candidate.planTitle}, ${inWords(candidate.lastOn)}`,
    }),
  )
  const choose =
    candidates.length === 0
      ? html`<p class="govuk-body">Nothing like it was found in any plan.</p>`
      : postForm(`${here}?words=${encodeURIComponent(words)}`, [
          lineageForm(choices).controls(state),
          govukButton({ text: 'Save', preventDoubleClick: true }),
        ])
  return {
    title: 'Say what it continues',
    back: { href: hrefOf(subject), text: 'Back' },
    errors: state.errors,
    content: twoThirds(html`${heading('Say what it continues', name)}${search}${choose}`),
  }
}

/** A recommendation with everything that was said on it, and where it comes from. */
export function recommendationPage(
  recommendation: Recommendation,
  actions: Html,
  lineage: Html,
  predecessors: Html | null,
  canChange: boolean,
): View {
  const { ref, text: words, planId, planTitle, updatedOn, origin, originPath, commentary, changes } = recommendation
  const name = ref ? `Recommendation ${ref}` : 'Recommendation'
  const said = commentary.map(
    ({ on, text: one, by }) =>
      html`<p class="govuk-body m-meta">${inWords(on)}${by ? `, ${by}` : ''}</p>${govukInsetText({ html: lines(one) })}`,
  )
  const changed =
    changes.length === 0
      ? null
      : dataTable({
          caption: 'How its words changed',
          columns: [
            { text: 'Day' },
            { text: 'What' },
            { text: 'From', classes: 'm-words' },
            { text: 'To', classes: 'm-words' },
          ],
          rows: changes.map(({ on, field, before, after }) => [
            inWords(on),
            field === 'ref' ? 'Reference' : 'Words',
            lines(before ?? '–'),
            lines(after ?? '–'),
          ]),
        })
  return {
    title: name,
    trail: [
      { text: 'Action plans', href: paths.plans },
      { text: planTitle, href: paths.plan(planId) },
      { text: name, href: paths.recommendation(recommendation.id) },
    ],
    content: html`${heading(name, planTitle)}${words ? html`<p class="govuk-body-l">${lines(words)}</p>` : null}${updatedOn ? html`<p class="govuk-body m-meta">Up to date on ${inWords(updatedOn)}</p>` : null}${origin ? html`<p class="govuk-body">It comes from ${originPath ? link(originPath, origin) : origin}.</p>` : null}${lineage}${predecessors}<h2 class="govuk-heading-m">Actions</h2>${actions}${canChange ? html`<p class="govuk-body m-no-print">${link(paths.addAction(recommendation.id), 'Add an action')}</p>` : null}${said.length > 0 ? html`<h2 class="govuk-heading-m">Commentary</h2>${said}` : null}${changed}`,
  }
}

/** What became of the actions of earlier recommendations, by their ids. */
export function predecessorsPart(
  earlier: Lineage['ancestors'],
  under: ReadonlyMap<string, readonly PlanAction[]>,
  today: Day,
): Html {
  const parts = earlier.map(
    ({ id, ref, planTitle }) =>
      html`<h3 class="govuk-heading-s">${[ref ? `Recommendation ${ref}` : 'Recommendation', planTitle].filter(Boolean).join(', ')}</h3>${actionTable(`What became of the earlier actions of ${planTitle ?? 'the plan'}`, under.get(id ?? '') ?? [], today)}`,
  )
  return html`<h2 class="govuk-heading-m">What became of it before</h2>${parts}`
}
