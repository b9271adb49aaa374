import { govukInput, govukTextarea } from '../page/index.ts'
import { withoutUnseen } from '../unseen.ts'
import { counted } from '../words.ts'
import { type Field, firstValue, type Read, type Values } from './field.ts'
import { type Common, errorOf, hintOf, labelOf } from './labels.ts'

/** Text as people mean it: what nobody sees gone, ends trimmed, line ends as one sign (those of Unicode, UAX 14: BK, CR, LF and NL). */
export const clean = (text: string): string =>
  withoutUnseen(text.replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, '\n')).trim()

/** The same on one line, for names and titles: programs and files send line ends and tabs where a browser has none. */
export const oneLine = (text: string): string =>
  clean(text)
    .split(/[\n\t]/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(' ')

export interface TextOptions extends Common {
  /** What is said when nothing is written; without it the field may stay empty. */
  readonly required?: string
  readonly most?: number
  readonly check?: (text: string) => string | null
  readonly width?: 2 | 3 | 5 | 10 | 20
  readonly autocomplete?: string
  readonly kind?: 'email' | 'search'
  readonly lines?: number
  /** The id of the control, where another form of the page has a field of the same name. */
  readonly id?: string
}

/** So many characters at most, where nothing else is said: fewer on one line. */
const mostOf = ({ most, lines }: TextOptions): number => most ?? (lines ? 20_000 : 300)

function readText(options: TextOptions, values: Values, name: string): Read<string | null> {
  const sent = firstValue(values, name)
  const text = options.lines ? clean(sent) : oneLine(sent)
  if (text === '') return options.required ? { error: options.required } : { value: null }
  const most = mostOf(options)
  if (text.length > most)
    return { error: `${options.label} must be ${counted(most, 'character', 'characters')} or less` }
  const problem = options.check?.(text) ?? null
  return problem ? { error: problem } : { value: text }
}

/** One line of text, or several where `lines` says how high the box is. */
export function text(options: TextOptions): Field<string | null> {
  return {
    label: options.label,
    hint: options.hint,
    firstControl: (name) => options.id ?? name,
    read: (values, name) => readText(options, values, name),
    control: (name, values, error) => {
      const common = {
        id: options.id ?? name,
        name,
        label: labelOf(options),
        ...hintOf(options),
        ...errorOf(error),
        value: firstValue(values, name),
      }
      if (options.lines) return govukTextarea({ ...common, rows: String(options.lines) })
      const width = options.width ? { classes: `govuk-input--width-${options.width}` } : {}
      const email = options.kind === 'email' ? { type: 'email', spellcheck: false } : {}
      return govukInput({
        ...common,
        ...width,
        ...email,
        ...(options.autocomplete ? { autocomplete: options.autocomplete } : {}),
      })
    },
    write: (value, name) => ({ [name]: value ?? '' }),
    show: (value) => value ?? '',
    schema: { type: options.required ? 'string' : ['string', 'null'], maxLength: mostOf(options) },
  }
}

/** Text that must be there. */
export function requiredText(options: TextOptions & { readonly required: string }): Field<string> {
  return text(options) as Field<string>
}

/** An address of the web. */
export function webAddress(options: TextOptions): Field<string | null> {
  return text({
    most: 2_000,
    ...options,
    check: (url) => (isWebAddress(url) ? null : 'Enter a link that begins with https:// or http://'),
  })
}

function isWebAddress(url: string): boolean {
  const parsed = URL.parse(url)
  return parsed !== null && ['http:', 'https:'].includes(parsed.protocol)
}
