/** Markup that may go to a page as it is. Made by the `html` tag, which escapes everything else. */
export class Html {
  readonly markup: string
  constructor(markup: string) {
    this.markup = markup
  }
  toString(): string {
    return this.markup
  }
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign)
}

/** What may stand in a template: markup as it is, text escaped, lists joined, nothing for null, undefined and false. */
export type Content = Html | string | number | null | undefined | false | readonly Content[]

function write(content: Content): string {
  if (content === null || content === undefined || content === false) return ''
  if (content instanceof Html) return content.markup
  if (typeof content === 'object') return content.map(write).join('')
  return escapeHtml(String(content))
}

/** Writes markup. What stands in `${}` is escaped unless it is markup itself. */
export function html(strings: TemplateStringsArray, ...contents: Content[]): Html {
  return new Html(strings.reduce((markup, part, index) => markup + write(contents[index - 1]) + part))
}

/** Markup made by a library that has escaped its parts. */
export function trusted(markup: string): Html {
  return new Html(markup)
}

/** Lines of text as paragraphs. */
export function paragraphs(text: string, classes = 'govuk-body'): Html {
  return html`${text.split('\n').map((line) => html`<p class="${classes}">${line}</p>`)}`
}

/** Lines of text with breaks between them. */
export function lines(text: string): Html {
  return html`${text.split('\n').map((line, index) => (index === 0 ? html`${line}` : html`<br>${line}`))}`
}
