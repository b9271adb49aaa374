import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import nunjucks from 'nunjucks'
import { instantInWords, inWords } from '../calendar/index.ts'
import { Html } from './html.ts'
import { Remembered } from './remembered.ts'

const require = createRequire(import.meta.url)
/** Folder of govuk-frontend's templates and assets. */
export const GOVUK = dirname(require.resolve('govuk-frontend/package.json'))
export const MOJ = dirname(require.resolve('@ministryofjustice/frontend/package.json'))

/** With these two options the official fixtures come out to the letter, and pages render five times as fast. */
const environment = new nunjucks.Environment(
  new nunjucks.FileSystemLoader([join(GOVUK, 'dist'), MOJ, import.meta.dirname], { noCache: false }),
  { autoescape: true, trimBlocks: true, lstripBlocks: true, throwOnUndefined: false },
)
const inTime = (at: string) => (at.length === 10 ? inWords(at) : instantInWords(new Date(at)))
environment.addFilter('mojDate', inTime)
environment.addFilter('date', inTime)

/**
 * What templates made last. They know nothing but their options, and pages have the same filters, buttons and doors again and again: rendering them anew was a fifth of
 * what the web process did.
 */
const made = new Remembered(4_000_000)

/** A function that renders one of the official macros. Its options are compiled to plain values first. */
export function component<Options extends object>(
  name: string,
  macro: string,
  family: 'govuk' | 'moj' = 'govuk',
): (options: Options) => Html {
  let template: nunjucks.Template | undefined
  const render = (options: unknown) => {
    template ??= new nunjucks.Template(
      `{%- from "${family}/components/${name}/macro.njk" import ${macro} -%}{{- ${macro}(options) -}}`,
      environment,
      `${macro}.njk`,
      true,
    )
    return template.render({ options }).trim()
  }
  return (given) => {
    const options = plain(given)
    return new Html(made.get(`${macro} ${JSON.stringify(options)}`, () => render(options)))
  }
}

/** Renders a template of ours, such as the layout. */
export function renderTemplate(file: string, values: object): string {
  const options = plain(values) as object
  return made.get(`${file} ${JSON.stringify(options)}`, () => environment.render(file, options))
}

/** Markup becomes the text of markup: the macros decide by the option's name whether to escape it. */
function plain(value: unknown): unknown {
  if (value instanceof Html) return value.markup
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]))
}
