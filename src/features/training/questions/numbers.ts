/** A number as people and programs write it: `3.14`, `-.5`, `1e6`. */
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?$/i

const isNumber = (text: string): boolean => text.length <= 400 && NUMBER.test(text) && Number.isFinite(Number(text))

/** What counts as right: any number, or those from one to another, or those that are off by no more than so much. */
export type Range = { readonly any: true } | { readonly any: false; readonly value: string; readonly off: string }

/**
 * The answer of a numerical question as it is kept (`Answer.text`): `1822`, `1822:5`, `1820..1825` or `*`; null where it is no number.
 * A number that may be off by nothing is one by itself.
 */
export function numberText(written: string): string | null {
  const text = written.trim()
  if (text === '*') return text
  const dots = text.indexOf('..')
  if (dots > 0) {
    const [least, most] = [text.slice(0, dots).trim(), text.slice(dots + 2).trim()]
    return isNumber(least) && isNumber(most) && Number(least) <= Number(most) ? `${least}..${most}` : null
  }
  const [value = '', off, ...more] = text.split(':').map((part) => part.trim())
  if (!isNumber(value) || more.length > 0) return null
  if (off === undefined) return value
  if (!isNumber(off) || Number(off) < 0) return null
  return Number(off) === 0 ? value : `${value}:${off}`
}

/** The same as a value and what it may be off by, to the last digit. `text` is one of `numberText`. */
export function rangeOf(text: string): Range {
  if (text === '*') return { any: true }
  const [least, most] = text.split('..')
  if (least === undefined || most === undefined) {
    const [value = '', off = '0'] = text.split(':')
    return { any: false, value, off }
  }
  const [from, to] = aligned(exact(least), exact(most))
  // Half of a whole number has one digit more after its point: 5/10 of it.
  const places = from.places + 1
  return {
    any: false,
    value: inDigits({ units: (from.units + to.units) * 5n, places }),
    off: inDigits({ units: (to.units - from.units) * 5n, places }),
  }
}

/** A decimal number: so many units of ten to the power of minus `places`. */
interface Exact {
  readonly units: bigint
  readonly places: number
}

function exact(text: string): Exact {
  const [digits = '', power = '0'] = text.toLowerCase().split('e')
  const [whole = '', part = ''] = digits.split('.')
  const places = part.length - Number(power)
  const units = BigInt(`${whole}${part}`.replace('+', ''))
  return places < 0 ? { units: units * 10n ** BigInt(-places), places: 0 } : { units, places }
}

function aligned(one: Exact, other: Exact): readonly [Exact, Exact] {
  const places = Math.max(one.places, other.places)
  const to = ({ units, places: own }: Exact): Exact => ({ units: units * 10n ** BigInt(places - own), places })
  return [to(one), to(other)]
}

function inDigits({ units, places }: Exact): string {
  const digits = String(units < 0n ? -units : units).padStart(places + 1, '0')
  const [whole, part] = [digits.slice(0, -places), digits.slice(-places).replace(/0+$/, '')]
  return `${units < 0n ? '-' : ''}${whole}${part ? `.${part}` : ''}`
}
