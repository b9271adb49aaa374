/** Boxes that are ticked, boxes that are not, and what stands for either. */
export const TICKED = '☑'
export const UNTICKED = '☐'

/** Boxes and ticks of the fonts Wingdings and Wingdings 2 by their place in the font, as Unicode has them. */
const SIGNS: readonly (readonly [string, readonly number[]])[] = [
  [UNTICKED, [0x6f, 0x70, 0x71, 0x72, 0xa8, 0xa3]],
  [TICKED, [0xfe, 0x52]],
  ['☒', [0xfd, 0x78, 0x53, 0x54]],
  ['✔', [0xfc, 0x50]],
  ['✘', [0xfb, 0x4f]],
  ['→', [0xe0, 0xe8, 0xf0]],
]
const BY_PLACE = new Map(SIGNS.flatMap(([sign, places]) => places.map((place): [number, string] => [place, sign])))

/** What a symbol says, by the number that Word writes (`F0A8` or `00A8`); one that is not known stays a sign that no word is. */
export function symbol(code: string): string {
  const place = Number.parseInt(code, 16) & 0xff
  return Number.isNaN(place) ? '\ufffd' : (BY_PLACE.get(place) ?? String.fromCodePoint(0xf000 | place))
}

/** Words in which symbols of such fonts are made into the signs that they show. */
export const withSymbols = (text: string): string =>
  text.replace(/[\uf020-\uf0ff]/g, (sign) => BY_PLACE.get(sign.charCodeAt(0) & 0xff) ?? sign)
