import { dataTable, type Html, html, lines } from '../page/index.ts'
import { legalText } from '../xml.ts'
import { linesBelowTitle, type PaperBlock, type PaperDocument } from './model.ts'
import { type ProseList, proseOf, type Run } from './prose.ts'

const inWords = (runs: readonly Run[]): Html =>
  html`${runs.map(({ text, isBold }) => (isBold ? html`<strong>${lines(text)}</strong>` : lines(text)))}`

function list({ isNumbered, start, items }: ProseList): Html {
  const drawn = items.map(({ runs, inner }) => html`<li>${inWords(runs)}${inner ? list(inner) : null}</li>`)
  if (!isNumbered) return html`<ul class="govuk-list govuk-list--bullet">${drawn}</ul>`
  return html`<ol class="govuk-list govuk-list--number"${start === 1 ? '' : html` start="${start}"`}>${drawn}</ol>`
}

/** What somebody wrote, with its lists and its bold. */
export function writtenOnPage(text: string): Html {
  return html`${proseOf(text).map((one) => (one.type === 'list' ? list(one) : html`<p class="govuk-body">${inWords(one.runs)}</p>`))}`
}

function block(one: PaperBlock, below: Html | null = null): Html {
  switch (one.type) {
    case 'heading':
      return one.level === 1
        ? html`<h2 class="govuk-heading-m govuk-!-margin-top-6">${one.text}</h2>`
        : html`<h3 class="govuk-heading-s">${one.text}</h3>`
    case 'paragraph':
      return html`<p class="govuk-body${one.quiet ? ' m-meta' : ''}">${one.text}</p>`
    case 'list':
      return html`<ul class="govuk-list govuk-list--bullet">${one.items.map((item) => html`<li>${item}</li>`)}</ul>`
    case 'written':
      return writtenOnPage(one.text)
    case 'picture':
      return html`<div class="m-wide" tabindex="0" role="region" aria-label="Picture: ${one.description.split(':')[0]}"><figure class="m-figure">${one.svg}</figure></div>`
    case 'table':
      return html`${dataTable({
        caption: one.caption,
        captionClasses: 'govuk-table__caption--s',
        columns: one.columns.map(({ text, numeric }) => ({ text, ...(numeric ? { numeric } : {}) })),
        rows: one.rows.map((row) => row.map((cell) => lines(cell))),
      })}${below}`
  }
}

/** The document as part of a page. `below` is put under each table, by its number from 1. */
export function documentOnPage(document: PaperDocument, below: (table: number) => Html | null = () => null): Html {
  const tables = tablesOf(document)
  return html`${document.blocks.map((one) => block(one, one.type === 'table' ? below(tables.indexOf(one) + 1) : null))}`
}

/** The tables of a document, in their order. */
export function tablesOf({ blocks }: PaperDocument): Extract<PaperBlock, { type: 'table' }>[] {
  return blocks.filter((one) => one.type === 'table')
}

/** The document as an HTML file that stands alone. */
export function writeHtml(document: PaperDocument): Buffer {
  const plain = (one: PaperBlock): Html => {
    if (one.type !== 'table') return block(one)
    const head = one.columns.map(({ text }) => html`<th scope="col">${text}</th>`)
    const rows = one.rows.map(
      (row) =>
        html`<tr>${row.map((cell, index) => (index === 0 ? html`<th scope="row">${lines(cell)}</th>` : html`<td>${lines(cell)}</td>`))}</tr>`,
    )
    return html`<table><caption>${one.caption}</caption><thead><tr>${head}</tr></thead><tbody>${rows}</tbody></table>`
  }
  const page = html`<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${document.title}</title><style>
body{font:16px/1.5 arial,sans-serif;color:#0b0c0c;max-width:60em;margin:2em auto;padding:0 1em}
h1{font-size:2em;margin-bottom:0}table{border-collapse:collapse;width:100%;margin:1em 0}caption{text-align:left;font-weight:bold;padding:.5em 0}
th,td{border-bottom:1px solid #b1b4b6;text-align:left;vertical-align:top;padding:.4em .6em .4em 0}tbody th{font-weight:normal}
svg{max-width:100%;height:auto}.m-meta{color:#505a5f}figure{margin:1em 0}
.mark{font-weight:bold}@media print{.mark{position:fixed;top:0;right:0;margin:0}}</style></head>
<body>${document.mark ? html`<p class="mark">${document.mark}</p>` : null}<h1>${document.title}</h1>${linesBelowTitle(document).map((line) => html`<p class="m-meta">${line}</p>`)}${document.blocks.map((one) => plain(one))}</body></html>`
  return Buffer.from(legalText(`<!doctype html>\n${page.markup}`))
}
