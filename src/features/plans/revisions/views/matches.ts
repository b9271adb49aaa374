import { dataTable, govukWarningText, type Html, html } from '#platform/page/index.ts'
import { counted, shortened } from '#platform/words.ts'
import { type DoubtfulMatch, doubtfulOf } from '../laid-beside.ts'
import type { Comparison, MatchBasis } from '../model.ts'

/** Rows of each kind on one page. What is not shown is merged in the same way, and the page says how many. */
export const SHOWN = 1000

const BASIS_NAMES: Readonly<Record<MatchBasis, string>> = {
  key: 'by its key',
  reference: 'by its reference',
  text: 'by its words',
  similar: 'by words that are alike',
  chosen: 'as you chose',
}

export const cut = (count: number, others = 'The others are merged in the same way.') =>
  count > SHOWN
    ? html`<p class="govuk-body">The first ${SHOWN.toLocaleString('en-GB')} of ${count.toLocaleString('en-GB')} are shown. ${others}</p>`
    : null

export const nameOf = ({ ref, text }: { readonly ref: string | null; readonly text: string | null }) =>
  [ref, text && shortened(text, 120)].filter(Boolean).join('. ')

/** A list to choose from, small enough for a cell. */
export function choose(
  name: string,
  label: string,
  items: readonly { readonly value: string; readonly text: string }[],
  value: string,
): Html {
  return html`<label class="govuk-visually-hidden" for="${name}">${label}</label><select class="govuk-select m-cell-select" id="${name}" name="${name}">${items.map((item) => html`<option value="${item.value}"${item.value === value ? html` selected` : ''}>${item.text}</option>`)}</select>`
}

/** Matches that are guesses: a person says whether it is the same recommendation or action. */
export function doubtful(comparison: Comparison): (Html | null)[] {
  const doubted = doubtfulOf(comparison)
  if (doubted.length === 0) return []
  return [
    govukWarningText({
      text: `${counted(doubted.length, 'match is', 'matches are')} not certain. Please check.`,
      iconFallbackText: 'Warning',
    }),
    ...(['recommendation', 'action'] as const).map((kind) =>
      doubtfulOfKind(
        kind,
        doubted.filter((match) => match.kind === kind),
      ),
    ),
  ]
}

function doubtfulOfKind(kind: DoubtfulMatch['kind'], doubted: readonly DoubtfulMatch[]): Html | null {
  if (doubted.length === 0) return null
  return html`${dataTable({
    caption: `Are these the same ${kind}s?`,
    columns: [
      { text: 'In the new version', classes: 'm-words' },
      { text: 'In the plan', classes: 'm-words' },
      { text: 'Found' },
      { text: 'Answer' },
    ],
    rows: doubted.slice(0, SHOWN).map(({ key, incoming, standing, basis }) => [
      nameOf(incoming),
      nameOf(standing),
      BASIS_NAMES[basis],
      choose(
        `match ${key}`,
        `Is ${nameOf(incoming)} the same ${kind}?`,
        [
          { value: standing.id, text: `The same ${kind}` },
          { value: 'new', text: `A new ${kind}` },
        ],
        standing.id,
      ),
    ]),
  })}${cut(doubted.length, `The others are taken to be the same ${kind}s.`)}`
}
