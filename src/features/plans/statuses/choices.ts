/** Boxes of a form, drawn or in brackets. A cross within a box is how word processors tick it. */
const BOX = /[\u2610\u25a1\u2b1c\u2611\u2612\u{1f5f9}]\ufe0f?|\[\s{0,3}[xX\u2713\u2714]?\s{0,3}\]/gu
const EMPTY = /^(?:[\u2610\u25a1\u2b1c]\ufe0f?|\[\s*\])$/u
const MOST_BOXES = 12
const LONGEST_CHOICE = 40

/** The words beside the one box that is ticked among several: `In progress` of `☐ Not started ☒ In progress`. Null where that is not so. */
export function tickedChoice(words: string): string | null {
  const cell = words.trim()
  const boxes = [...cell.matchAll(BOX)]
  const ticked = boxes.flatMap(([box], index) => (EMPTY.test(box) ? [] : [index]))
  const [only, ...others] = ticked
  if (boxes.length < 2 || boxes.length > MOST_BOXES || only === undefined || others.length > 0) return null
  const pieces = cell.split(BOX).map((piece) => piece.replace(/^[\s,;/|]+|[\s,;/|]+$/g, ''))
  const isBefore = boxes[0]?.index === 0
  const choices = isBefore ? pieces.slice(1) : pieces.slice(0, -1)
  const isWhole = (isBefore ? pieces[0] : pieces.at(-1)) === ''
  const areNamed = choices.every((choice) => choice !== '' && choice.length <= LONGEST_CHOICE)
  return isWhole && areNamed ? (choices[only] ?? null) : null
}

/** What a form has where nobody has chosen or written anything. */
const PLACEHOLDER =
  /^\[?(?:choose an item|choose a building block|click (?:or tap )?(?:here )?to enter (?:a date|text)|click (?:or tap )?here to enter (?:a date|text)|click to enter (?:a date|text)|select (?:an item|a date|an option|one)|please select|enter (?:a date|text)(?: here)?)\]?[.]?$/i

/** Whether a cell of a form was left as it came: a placeholder, or boxes of which none is ticked. */
export function isUnfilled(words: string): boolean {
  const cell = words.trim()
  if (PLACEHOLDER.test(cell)) return true
  const boxes = [...cell.matchAll(BOX)]
  if (boxes.length === 0 || boxes.length > MOST_BOXES || !boxes.every(([box]) => EMPTY.test(box))) return false
  const rest = cell.split(BOX).filter((piece) => piece.trim() !== '')
  return rest.length === 0 || rest.length === boxes.length
}
