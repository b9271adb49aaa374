import type { Queries } from '../db/index.ts'
import {
  type Content,
  dataTable,
  govukButton,
  govukInput,
  govukPagination,
  govukSelect,
  type Html,
  html,
  mojFilter,
  postForm,
} from '../page/index.ts'
import { counted } from '../words.ts'
import type { FilterContext, Listed, ListFilter, Listing } from './model.ts'
import { address, type ListPage } from './query.ts'
import { downloads } from './tables.ts'

/** A view of the list that somebody saved. */
export interface SavedView {
  readonly id: string
  readonly name: string
  readonly query: string
}

/** The filters beside the list, its rows, and the ways to take them away. Everything works by links and one form. */
export async function listView<Row extends Listed>(
  db: Queries,
  listing: Listing<Row>,
  page: ListPage<Row>,
  context: FilterContext,
  options: {
    readonly path: string
    readonly caption: string
    readonly views?: readonly SavedView[]
    readonly empty?: Content
  },
): Promise<Html> {
  const { path } = options
  const controls = await Promise.all(listing.filters.map((filter) => control(db, filter, page, context)))
  const filter = listing.filters.length === 0 ? '' : filterForm(listing, page, controls, path)
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

async function control<Row>(
  db: Queries,
  filter: ListFilter,
  { state }: ListPage<Row>,
  context: FilterContext,
): Promise<ShownFilter> {
  const value = state.filters[filter.key] ?? ''
  const label = { text: filter.label, classes: 'govuk-label--s' }
  const hint = filter.hint ? { hint: { text: filter.hint } } : {}
  const id = `filter-${filter.key}`
  if (filter.kind === 'choice') {
    const options = (await filter.options?.(db, context)) ?? []
    if (filter.typed && options.length >= filter.typed.from) {
      const text = value && (await filter.typed.nameOf(db, value))
      const part = { hint: { text: 'A part of the name' }, type: 'search', value: text }
      return {
        markup: govukInput({ id, name: filter.key, label, ...part }),
        chosen: text ? { label: filter.label, text, key: filter.key } : null,
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
    const unit = filter.unit && asSigns(filter.unit)
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

const asSigns = (unit: NonNullable<ListFilter['unit']>) =>
  'before' in unit ? { prefix: { text: unit.before } } : { suffix: { text: unit.after } }

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
  const order = state.backwards ? html`<input type="hidden" name="order" value="descending">` : ''
  return html`<form method="get" action="${path}" novalidate aria-label="Filter ${listing.plural}"><input type="hidden" name="sort" value="${state.sort}">${order}${mojFilter(
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
      html`<li><a class="govuk-link" href="${path}${view.query}">${view.name}</a> ${postForm('/views/remove', [html`<input type="hidden" name="id" value="${view.id}"><input type="hidden" name="back" value="${path}">`, html`<button class="govuk-link m-button-link" type="submit">Remove<span class="govuk-visually-hidden"> the view ${view.name}</span></button>`], { classes: 'm-inline-form' })}</li>`,
  )
  const form = postForm('/views', [
    html`<input type="hidden" name="register" value="${key}"><input type="hidden" name="query" value="${address(state)}"><input type="hidden" name="back" value="${path}">`,
    govukInput({ id: 'view-name', name: 'name', label: { text: 'Name of the view' } }),
    govukButton({ text: 'Save this view', classes: 'govuk-button--secondary' }),
  ])
  return html`<details class="govuk-details govuk-!-margin-top-4"${views.length > 0 ? html` open` : ''}><summary class="govuk-details__summary"><span class="govuk-details__summary-text">Saved views</span></summary><div class="govuk-details__text">${saved.length > 0 ? html`<ul class="govuk-list">${saved}</ul>` : ''}${form}</div></details>`
}
