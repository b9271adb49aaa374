import { withoutUnseen } from '#platform/unseen.ts'

/** Longer words are no trigger and no period, and are not looked at. */
export const MOST_LETTERS = 300

/** How writing differs without meaning anything else: each is made into one form, in this order. */
const FORMS: readonly (readonly [RegExp, string])[] = [
  [/[\u2010-\u2015\u2212\ufe58\ufe63]/g, '-'],
  [/[\u2018\u2019\u02bc`´]/g, "'"],
  [/["“”]/g, ' '],
  // `seven (7) years`: the number once more, which is compared and goes.
  [/\b([a-z]+(?:[ -][a-z]+)?) \((\d+)\)/g, '$1 =$2'],
  [/[()[\]]/g, ' '],
  [/&/g, ' and '],
  [/\+/g, ' plus '],
  [/\b(?:in addition to|added to)\b/g, ' plus '],
  [/(?<=\d),(?=\d{3}\b)/g, ''],
  // `d.o.b.`, `f/y`, `yrs.`
  [/\b([a-z])\.(?=[a-z]\b)/g, '$1'],
  [/\bf\/y\b/g, 'fy'],
  [/(?<=[a-z])\.(?=\s|$)/g, ''],
  // `person's`, `years'`
  [/'s\b|(?<=s)'(?=\s|$)/g, ''],
  // `twenty-five`, `year-end`, `7-year`; a dash between numbers stays, and so does one between blanks.
  [/(?<=[a-z\d])-(?=[a-z])/g, ' '],
  [/\s*[;,]\s*/g, ', '],
  [/\s+/g, ' '],
]

/** The words of a period or a trigger in one form: small letters, one kind of dash and quotation mark, `+` as `plus`, single blanks. */
export function plainWords(text: string): string {
  // A sign such as ½ would run together with the number before it.
  const halves = withoutUnseen(text)
    .replace(/(?<=\d)\s*½/g, '.5')
    .replace(/½/g, '0.5')
  return FORMS.reduce((words, [sign, form]) => words.replace(sign, form), halves.normalize('NFKC').toLowerCase())
    .replace(/^[\s,]+|[\s,.]+$/g, '')
    .trim()
}
