import { agreeing } from '../words.ts'
import { govukButton } from './components.gen.ts'
import { type Content, type Html, html, trusted } from './html.ts'
import { CSRF_MARK } from './layout.ts'

/** A form that changes something. The token against forgery is put in when the page is rendered. */
export function postForm(
  action: string,
  content: Content,
  options: { readonly upload?: boolean; readonly classes?: string; readonly id?: string } = {},
): Html {
  const encoding = options.upload ? html` enctype="multipart/form-data"` : ''
  const classes = options.classes ? html` class="${options.classes}"` : ''
  const id = options.id ? html` id="${options.id}"` : ''
  return html`<form method="post" action="${action}"${id}${encoding}${classes} novalidate>${trusted(CSRF_MARK)}${content}</form>`
}

/** What a form sends without showing it. */
export const hidden = (name: string, value: Content): Html =>
  html`<input type="hidden" name="${name}" value="${value}">`

/** A button in a form of its own, for a deed that asks nothing more. */
export function deedButton(
  action: string,
  text: string,
  options: {
    readonly kind?: 'secondary' | 'warning'
    readonly values?: Readonly<Record<string, string>>
    readonly hiddenText?: string
  } = {},
): Html {
  const hidden = Object.entries(options.values ?? {}).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )
  const classes = options.kind ? `govuk-button--${options.kind}` : ''
  const label = options.hiddenText
    ? html`${text}<span class="govuk-visually-hidden"> ${options.hiddenText}</span>`
    : html`${text}`
  return postForm(action, [hidden, govukButton({ html: label, classes, preventDoubleClick: true })], {
    classes: 'm-inline-form',
  })
}

/** A link that looks like a link; `hidden` tells people who hear the page what it is about. */
export function link(href: string, text: string, hidden?: string): Html {
  return html`<a class="govuk-link" href="${href}">${text}${hidden ? html`<span class="govuk-visually-hidden"> ${hidden}</span>` : ''}</a>`
}

/** A button that looks like a link: it sends what a form of the page holds, so that nothing that was typed there is lost by going on. */
export function formLink(
  sends: { readonly form: string; readonly name: string; readonly value: string },
  text: string,
  hidden?: string,
): Html {
  return html`<button type="submit" form="${sends.form}" name="${sends.name}" value="${sends.value}" class="govuk-link m-button-link">${text}${hidden ? html`<span class="govuk-visually-hidden"> ${hidden}</span>` : ''}</button>`
}

/** Something, and under it in small letters what is noted of it. */
export const noted = (content: Content, note: Content): Html => html`${content}<br><span class="m-meta">${note}</span>`

export interface TableColumn {
  readonly text: string
  readonly html?: Html
  readonly numeric?: boolean
  readonly classes?: string
  /** Says how the rows are sorted, to people who hear the page. */
  readonly sorted?: 'ascending' | 'descending'
}

/** A table that scrolls sideways, or on a phone becomes one block for each row. The first column heads its row. */
export function dataTable(options: {
  readonly caption: string
  readonly captionClasses?: string
  readonly columns: readonly TableColumn[]
  readonly rows: readonly (readonly Content[])[]
  readonly stack?: boolean
}): Html {
  const { columns } = options
  const head = columns.map(
    ({ text, html: markup, numeric, classes, sorted }) =>
      html`<th scope="col" class="govuk-table__header ${numeric ? 'govuk-table__header--numeric' : ''} ${classes ?? ''}"${sorted ? html` aria-sort="${sorted}"` : ''}>${markup ?? text}</th>`,
  )
  const cell = (content: Content, index: number) => {
    const column = columns[index]
    const numeric = column?.numeric ? 'govuk-table__cell--numeric' : ''
    const label = html` data-label="${column?.text}"`
    return index === 0
      ? html`<th scope="row" class="govuk-table__header govuk-!-font-weight-regular ${column?.classes ?? ''}"${label}>${content}</th>`
      : html`<td class="govuk-table__cell ${numeric} ${column?.classes ?? ''}"${label}>${content}</td>`
  }
  const rows = options.rows.map((row) => html`<tr class="govuk-table__row">${row.map(cell)}</tr>`)
  return html`<div class="m-wide" tabindex="0" role="region" aria-label="${options.caption}"><table class="govuk-table m-table ${options.stack === false ? '' : 'm-stack'}">
<caption class="govuk-table__caption ${options.captionClasses ?? 'govuk-table__caption--m'}">${options.caption}</caption>
<thead class="govuk-table__head"><tr class="govuk-table__row">${head}</tr></thead>
<tbody class="govuk-table__body">${rows}</tbody></table></div>`
}

export interface Count {
  readonly number: number | string
  /** What is counted; one and many where they differ. */
  readonly label: string | { readonly one: string; readonly more: string }
  readonly href?: string
  readonly alert?: boolean
}

/** Figures that can be clicked down to what they count. */
export function counts(items: readonly Count[]): Html {
  return html`<ul class="m-counts">${items.map(({ number, label, href, alert }) => {
    const inner = html`<span class="m-count__number">${typeof number === 'number' ? number.toLocaleString('en-GB') : number}</span><span class="m-count__label">${typeof label === 'string' ? label : agreeing(Number(number), label.one, label.more)}</span>`
    return html`<li class="m-count ${alert ? 'm-count--alert' : ''}">${href ? html`<a class="govuk-link" href="${href}">${inner}</a>` : inner}</li>`
  })}</ul>`
}

/** A page heading with an optional caption above it. */
export function heading(text: string, caption?: string): Html {
  return html`${caption ? html`<span class="govuk-caption-l">${caption}</span>` : ''}<h1 class="govuk-heading-l">${text}</h1>`
}

/** Content at the width that people read well. */
export function twoThirds(content: Content): Html {
  return html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">${content}</div></div>`
}
