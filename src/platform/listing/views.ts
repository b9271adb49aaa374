import { SHEET_FORMATS } from '../exports/index.ts'
import { besideBox } from '../form/index.ts'
import {
  dataTable,
  govukButton,
  govukInput,
  govukPagination,
  govukSelect,
  type Html,
  hidden,
  html,
  mojFilter,
  postForm,
} from '../page/index.ts'
import { counted } from '../words.ts'
import { address } from './address.ts'
import type { AskedFilter, Listed, Listing, SavedView, ShownList } from './model.ts'
import type { ListPage } from './query.ts'

/** The filters beside the list, its rows, and the ways to take them away. Everything works by links and one form. */
export function listPart<Row extends Listed>(
  listing: Listing<Row>,
  page: ListPage<Row>,
  filters: readonly AskedFilter[],
  options: ShownList,
): Html {
  const { path } = options
  const filter = filters.length === 0 ? '' : filterForm(listing, page, filters.map(control), path)
  const body =
    page.rows.length === 0
      ? html`<p class="govuk-body">${options.empty ?? `No ${listing.plural} match. Change or clear the filters.`}</p>`
      : rowsTable(listing, page, options.caption, path)
  return html`<p class="govuk-body m-phone-only"><a class="govuk-link" href="#list">Go past the filters to the list</a></p><div class="m-side">${filter ? html`<div class="m-side__filter">${filter}${savedViews(options.views, page, path, listing.key)}</div>` : ''}
<div class="m-side__list" id="list"><p class="govuk-body" role="status">${howMany(page, listing)}</p>${body}${paging(page, path)}${downloads('Download this list', path, address(page.state))}</div></div>`
}

function howMany<Row extends Listed>({ count, isMore }: ListPage<Row>, { singular, plural }: Listing<Row>): string {
  const many = counted(count, singular, plural)
  return isMore ? `More than ${many}` : many
}

interface ShownFilter {
  readonly markup: Html
  readonly chosen: { readonly label: string; readonly text: string; readonly key: string } | null
}

function control({ filter, value, options, typed }: AskedFilter): ShownFilter {
  const label = { text: filter.label, classes: 'govuk-label--s' }
  const hint = filter.hint ? { hint: { text: filter.hint } } : {}
  const id = `filter-${filter.key}`
  if (filter.kind === 'choice') {
    if (typed !== null) {
      const part = { hint: { text: 'A part of the name' }, type: 'search', value: typed }
      return {
        markup: govukInput({ id, name: filter.key, label, ...part }),
        chosen: typed ? { label: filter.label, text: typed, key: filter.key } : null,
      }
    }
    const items = [{ value: '', text: 'Any' }, ...options.map((option) => ({ value: option.value, text: option.text }))]
    const chosen = options.find((option) => option.value === value)
    return {
      markup: govukSelect({ id, name: filter.key, label, ...hint, value, items }),
      chosen: chosen ? { label: filter.label, text: chosen.text, key: filter.key } : null,
    }
  }
  if (filter.kind === 'number') {
    const unit = filter.unit && besideBox(filter.unit)
    const common = { classes: 'govuk-input--width-5', inputmode: 'decimal' as const, spellcheck: false }
    return {
      markup: govukInput({ id, name: filter.key, label, ...hint, value, ...common, ...unit }),
      chosen: value ? { label: filter.label, text: value, key: filter.key } : null,
    }
  }
  const type = filter.kind === 'day' ? { type: 'date' } : { type: 'search' }
  return {
    markup: govukInput({ id, name: filter.key, label, ...hint, value, ...type }),
    chosen: value ? { label: filter.label, text: value, key: filter.key } : null,
  }
}

function filterForm<Row extends Listed>(
  listing: Listing<Row>,
  { state }: ListPage<Row>,
  shown: readonly ShownFilter[],
  path: string,
): Html {
  const chosen = shown.flatMap((filter) => filter.chosen ?? [])
  const without = (key: string) => Object.fromEntries(Object.entries(state.filters).filter(([other]) => other !== key))
  const selectedFilters = {
    heading: { text: 'Selected filters' },
    clearLink: { text: 'Clear filters', href: path },
    categories: chosen.map(({ label, text, key }) => ({
      heading: { text: label },
      items: [{ text, href: `${path}${address(state, { filters: without(key) })}` }],
    })),
  }
  const order = state.backwards ? hidden('order', 'descending') : ''
  return html`<form method="get" action="${path}" novalidate aria-label="Filter ${listing.plural}">${hidden('sort', state.sort)}${order}${mojFilter(
    {
      heading: { text: 'Filter' },
      submit: { text: 'Apply filters' },
      optionsHtml: html`${shown.map(({ markup }) => markup)}`,
      ...(chosen.length > 0 ? { selectedFilters } : {}),
    },
  )}</form>`
}

function rowsTable<Row extends Listed>(
  listing: Listing<Row>,
  { rows, state }: ListPage<Row>,
  caption: string,
  path: string,
): Html {
  const shown = listing.columns.filter(({ cell }) => cell !== null)
  return dataTable({
    caption,
    captionClasses: 'govuk-visually-hidden',
    columns: shown.map(({ key, label, classes, numeric, sort }) => {
      const isSorted = state.sort === key
      const backwards = isSorted && !state.backwards
      const arrow = isSorted ? (state.backwards ? ' ▼' : ' ▲') : ''
      const sorter = html`<a class="govuk-link m-sort" href="${path}${address(state, { sort: key, backwards })}">${label}<span aria-hidden="true">${arrow}</span></a>`
      return {
        text: label,
        ...(sort ? { html: sorter } : {}),
        ...(classes ? { classes } : {}),
        ...(numeric ? { numeric } : {}),
        ...(isSorted ? { sorted: state.backwards ? ('descending' as const) : ('ascending' as const) } : {}),
      }
    }),
    rows: rows.map((row) => shown.map(({ cell }) => cell?.(row))),
  })
}

function paging<Row>({ state, next, previous }: ListPage<Row>, path: string): Html | '' {
  if (!next && !previous) return ''
  return govukPagination({
    ...(previous ? { previous: { href: `${path}${address(state, { before: previous })}` } } : {}),
    ...(next ? { next: { href: `${path}${address(state, { after: next })}` } } : {}),
  })
}

function savedViews<Row>(
  views: readonly SavedView[] | undefined,
  { state }: ListPage<Row>,
  path: string,
  key: string,
): Html | '' {
  if (!views) return ''
  const saved = views.map(
    (view) =>
      html`<li><a class="govuk-link" href="${path}${view.query}">${view.name}</a> ${postForm('/views/remove', [html`${hidden('id', view.id)}${hidden('back', path)}`, html`<button class="govuk-link m-button-link" type="submit">Remove<span class="govuk-visually-hidden"> the view ${view.name}</span></button>`], { classes: 'm-inline-form' })}</li>`,
  )
  const form = postForm('/views', [
    html`${hidden('register', key)}${hidden('query', address(state))}${hidden('back', path)}`,
    govukInput({ id: 'view-name', name: 'name', label: { text: 'Name of the view' } }),
    govukButton({ text: 'Save this view', classes: 'govuk-button--secondary' }),
  ])
  return html`<details class="govuk-details govuk-!-margin-top-4"${views.length > 0 ? html` open` : ''}><summary class="govuk-details__summary"><span class="govuk-details__summary-text">Saved views</span></summary><div class="govuk-details__text">${saved.length > 0 ? html`<ul class="govuk-list">${saved}</ul>` : ''}${form}</div></details>`
}

const NAMES = { csv: 'CSV', xlsx: 'Excel', ods: 'OpenDocument' } as const

/** Links to the files that `tableRoutes` and `listRoutes` answer with. */
export function downloads(text: string, path: string, query = ''): Html {
  const [first, second, third] = SHEET_FORMATS.map(
    ({ ending }) => html`<a class="govuk-link" href="${path}.${ending}${query}">${NAMES[ending]}</a>`,
  )
  return html`<p class="govuk-body m-no-print">${text}: ${first}, ${second} or ${third}</p>`
}
