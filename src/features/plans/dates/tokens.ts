/** A piece of a target date. */
export type Token =
  | { readonly type: 'word'; readonly word: string }
  | { readonly type: 'number'; readonly value: number; readonly digits: number }
  | { readonly type: 'ordinal'; readonly value: number }
  /** Numbers joined by `/`, `-` or `.`: `30/09/13`, `2016-17`, `2016-09-30`, `09/2016`. */
  | { readonly type: 'joined'; readonly parts: readonly string[]; readonly joint: string }
  | { readonly type: 'mark'; readonly mark: string }

const DASHES = /[\u2010-\u2015\u2212]/g
const APOSTROPHES = /[\u2018\u2019\u02bc`]/g
const PIECE =
  /(\d{1,2})(?:st|nd|rd|th)\b|\d+(?:[/.-]\d+)+|\d{4} - \d{2,4}(?!\d)|\d+|[a-z][a-z0-9]*(?:'[a-z]+)?|[^\s\w]/g
const MONTH =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?'
/** Words that run into their number: `mar2017`, `fy22`, `q3`, `qtr4`. A code such as `o365` stays one word. */
const RUN_TOGETHER = new RegExp(`\\b(${MONTH}|q|qtr|quarter|h|half|fye?|end|by)(?=\\d)`, 'g')
/** The point in `Sept. 2016` ends a shortened word, not a sentence. */
const ABBREVIATION = new RegExp(`\\b(${MONTH})\\.(?=\\s*\\d)`, 'g')

/** Cuts the words of a target date into tokens; case, dashes, quotes and space do not matter. Never fails. */
export function tokenise(text: string): Token[] {
  const plain = text
    .toLowerCase()
    .replace(DASHES, '-')
    .replace(APOSTROPHES, "'")
    .replace(/\bn\/a\b/g, 'none')
    .replace(/[\r\n]/g, ';')
    .replace(/\s/g, ' ')
    .replace(ABBREVIATION, '$1')
    .replace(RUN_TOGETHER, '$1 ')
  return [...plain.matchAll(PIECE)].map((match) => token(match[0], match[1]))
}

function token(raw: string, ordinal: string | undefined): Token {
  if (ordinal) return { type: 'ordinal', value: Number(ordinal) }
  if (/^\d+$/.test(raw)) return { type: 'number', value: Number(raw), digits: raw.length }
  if (/^\d/.test(raw)) {
    return { type: 'joined', parts: raw.split(/\s*[/.-]\s*/), joint: /[^\d ]/.exec(raw)?.[0] ?? '-' }
  }
  return /^[a-z]/.test(raw) ? { type: 'word', word: raw } : { type: 'mark', mark: raw }
}
