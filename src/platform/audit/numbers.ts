/** A text of JSON, which is passed over, or a number. */
const TOKENS = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g
/** Whatever has no more digits than this comes back from a `number` as it went in (IEEE 754, binary64). */
const SAFE_LENGTH = 15

/** Whether every number in a text of JSON is one that the program reads to its last digit: PostgreSQL keeps more of them than it. */
export function isExact(json: string): boolean {
  for (const [token] of json.matchAll(TOKENS))
    if (!token.startsWith('"') && token.length > SAFE_LENGTH && decimal(token) !== decimal(String(Number(token))))
      return false
  return true
}

/** The one way to write a decimal number: its digits without zeros around them, and the power of ten behind. */
function decimal(text: string): string {
  const [, sign = '', whole = '', fraction = '', power = '0'] = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(
    text,
  ) ?? [text, text]
  const digits = `${whole}${fraction}`
  const core = digits.replace(/^0+/, '').replace(/0+$/, '')
  const zeros = digits.length - digits.replace(/0+$/, '').length
  return core === '' ? '0' : `${sign}${core}e${Number(power) - fraction.length + zeros}`
}
