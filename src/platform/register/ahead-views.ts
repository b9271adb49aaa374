import { inWords } from '../calendar/index.ts'
import { type Html, html, link } from '../page/index.ts'
import type { Ahead } from './reference-target.ts'

/** What is planned, below the name of what is referred to. */
export const aheadNotes = (ahead: readonly Ahead[]): Html[] =>
  ahead.map(
    ({ name, words, on, href }) =>
      html`<br><span class="m-meta">${name} ${words} on ${inWords(on)}. ${link(href, 'See what is planned', `for ${name}`)}</span>`,
  )
