import { textOfHtml } from '#platform/reading/index.ts'
import { words } from './model.ts'

/** How a text is written. `moodle` is text in which HTML may stand: what GIFT has where it says nothing. */
export type TextFormat = 'html' | 'moodle' | 'plain' | 'markdown'

export interface PlainText {
  readonly text: string
  /** What of it is no text, in words: `a picture`. */
  readonly lost: readonly string[]
}

/** What HTML holds that no plain text can. */
const LOST: readonly (readonly [RegExp, string])[] = [
  [/<(?:img|picture|svg|canvas|map)\b/i, 'a picture'],
  [/<(?:audio|video|object|embed|iframe|applet)\b/i, 'sound, video or a page within the page'],
  [/<script\b/i, 'a script'],
  [/<math\b/i, 'a formula'],
  [/<a\s[^<>]*\bhref\b/i, 'the address of a link'],
  [/<(?:input|select|textarea|button|form)\b/i, 'a field of a form'],
]

/** Names of elements of HTML: what looks like one of them in a text that need not be HTML is taken for one. */
const TAG =
  /<\/?(?:a|abbr|audio|b|big|blockquote|br|center|code|div|dd|dl|dt|em|embed|font|form|h[1-6]|hr|i|iframe|img|input|li|math|object|ol|p|pre|q|s|script|small|span|strike|strong|style|sub|sup|svg|table|tbody|td|tfoot|th|thead|tr|tt|u|ul|video)(?:\s[^<>]*)?\/?>/i
const REFERENCE = /&(?:amp|lt|gt|quot|apos|nbsp|[lr][sd]quo|hellip|[mn]dash|pound|#\d{1,7}|#x[\da-f]{1,6});/i

/** What a text says, as plain text. Nothing of HTML is run or loaded. */
export function plainText(written: string, format: TextFormat): PlainText {
  if (format === 'plain' || format === 'markdown') return { text: words(written), lost: [] }
  if (format === 'html') return ofHtml(written)
  const lines = words(written)
    .split('\n')
    .map((line) => line.trim())
    .join('\n')
  if (!TAG.test(lines) && !REFERENCE.test(lines)) return { text: lines, lost: [] }
  const { text, lost } = ofHtml(lines.replaceAll('\n', '<br>'))
  return { text, lost: TAG.test(lines) ? ['HTML that is not marked as such', ...lost] : lost }
}

const ofHtml = (html: string): PlainText => ({
  text: words(textOfHtml(html)),
  lost: LOST.flatMap(([sign, what]) => (sign.test(html) ? [what] : [])),
})
