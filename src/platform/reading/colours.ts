/** Colours that people give to cells to say how something stands. */
export type SignalColour = 'red' | 'amber' | 'green' | 'blue'

/** Where on the circle of hues, in degrees, each signal colour ends. Between green and blue, and between blue and red, there is none. */
const HUES: readonly (readonly [from: number, to: number, colour: SignalColour])[] = [
  [0, 14, 'red'],
  [14, 65, 'amber'],
  [65, 165, 'green'],
  [195, 255, 'blue'],
  [345, 360, 'red'],
]
/** Paler or greyer ones shade headers and every second row; a pure tint may be a little paler. */
const LEAST_SATURATION = 0.4
const [DARKEST, PALEST, PALEST_TINT] = [0.15, 0.893, 0.901]
const TINT = 0.9

const NAMED: Readonly<Record<string, SignalColour>> = {
  red: 'red',
  orange: 'amber',
  gold: 'amber',
  yellow: 'amber',
  green: 'green',
  lime: 'green',
  blue: 'blue',
}

/** The signal colour that a colour shows: `FF0000`, `#ffc000`, `FF00B050` with its opacity first, `rgb(0, 176, 80)`, or a name of CSS. Null where it shows none. */
export function signalColour(colour: string | undefined): SignalColour | null {
  const plain = (colour ?? '').trim().toLowerCase().replace(/^#/, '')
  const named = NAMED[plain]
  if (named) return named
  const digits = /^[0-9a-f]{3}$/.test(plain) ? plain.replace(/./g, '$&$&') : plain
  const hex = /^(?:[0-9a-f]{2})?([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/.exec(digits)
  if (hex) return shown(hex.slice(1).map((part) => Number.parseInt(part, 16) / 255))
  const parts = /^rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})\s*(?:[,/]\s*(?:1|1\.0+|100%)\s*)?\)$/.exec(plain)
  return parts ? shown(parts.slice(1).map((part) => Math.min(Number(part), 255) / 255)) : null
}

/** The hue, saturation and lightness of the three parts of a colour, each 0 to 1, tell which signal it is. */
function shown(parts: readonly number[]): SignalColour | null {
  const [red = 0, green = 0, blue = 0] = parts
  const [most, least] = [Math.max(...parts), Math.min(...parts)]
  const spread = most - least
  const lightness = (most + least) / 2
  const saturation = spread === 0 ? 0 : spread / (1 - Math.abs(2 * lightness - 1))
  if (saturation < LEAST_SATURATION || lightness < DARKEST || lightness > (saturation > TINT ? PALEST_TINT : PALEST))
    return null
  const sixth =
    most === red ? (green - blue) / spread : most === green ? 2 + (blue - red) / spread : 4 + (red - green) / spread
  const hue = (sixth * 60 + 360) % 360
  return HUES.find(([from, to]) => hue >= from && hue < to)?.[2] ?? null
}

/** The colours of the palette that workbooks name by number: ECMA-376 part 1, 18.8.27. */
const INDEXED: Readonly<Record<number, SignalColour>> = {
  2: 'red',
  3: 'green',
  4: 'blue',
  5: 'amber',
  10: 'red',
  11: 'green',
  12: 'blue',
  13: 'amber',
  17: 'green',
  50: 'green',
  51: 'amber',
  52: 'amber',
  53: 'amber',
  57: 'green',
}

/** The signal colour of a palette's number. */
export const indexedSignal = (index: string | undefined): SignalColour | null => INDEXED[Number(index ?? -1)] ?? null
