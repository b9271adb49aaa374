import { type Html, html } from '#platform/page/index.ts'

/** Remarks on a file, each in a mark of its own. */
export const remarks = (words: readonly string[]): Html[] =>
  words.map((one) => html`<span class="m-remark">${one}</span>`)
