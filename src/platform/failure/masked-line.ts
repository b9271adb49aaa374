import { masked } from './masking.ts'
import { inOneAlphabet } from './naming-secrets.ts'

const LONGEST = 500
/** So much of what was said is looked at: what is masked is shorter than it was, and nothing behind it is shown. */
const LOOKED_AT = 2_000

/** Our own words, in which others may be, on one line: without whatever looks like a password, a key or a token. At most 500 signs. */
export function maskedLine(said: string): string {
  const lines = inOneAlphabet(inPlainSigns(said.slice(0, LOOKED_AT)))
  const isCut = said.length > LOOKED_AT || lines.length > LOOKED_AT
  const line = masked(isCut ? withoutUnended(lines.slice(0, LOOKED_AT)) : lines)
    .replaceAll(/\n+/g, ' ')
    .trim()
  if (line === '' && !isCut) return 'It failed without saying why'
  return line.length > LONGEST || isCut ? `${line.slice(0, LONGEST - 1)}…` : line
}

/** The lines of a text, with letters and digits in their plain form and without what nobody sees, so that a name is known however it is written. */
const inPlainSigns = (text: string): string =>
  text
    .replaceAll(/[\p{L}\p{N}\p{M}\u00a0\u3000\ufe50-\ufe6f\uff01-\uff5e\u24b6-\u24e9]+/gu, (some) =>
      some.normalize('NFKC'),
    )
    .replaceAll(/(?<=\w)\p{Default_Ignorable_Code_Point}+(?=\w)/gu, '')
    .replaceAll(/\r\n?|[\v\f\u0085\u2028\u2029]/g, '\n')
    .replaceAll(/\n[\t ]+/g, ' ')
    .replaceAll(/[[\p{Cc}\p{Bidi_Control}]--\n]+/gv, ' ')
    .replaceAll(/\p{Default_Ignorable_Code_Point}/gu, '')
    .trim()

/** What may be part of a secret at the end of a text that was cut: what began in quotation marks, and an address whose password has not ended. */
const UNENDED = [
  /(?<![^\s=:,(p])(["'`])(?:(?!\1)[^\n])*$/,
  /[“‘«][^”’»\n]*$/,
  /\/\/[^\s"'<>@/:]*:(?!\d{1,5}(?:\D|$))[^\s@][^\n"'<>@]*$/,
]

/** A text that was cut, without the word in which that was done, and without what had not ended: part of a secret looks like none. */
function withoutUnended(text: string): string {
  let end = text.length
  while (end > 0 && !/\s/.test(text[end - 1] ?? '')) end -= 1
  return UNENDED.reduce((left, pattern) => left.replace(pattern, '***'), text.slice(0, end))
}
