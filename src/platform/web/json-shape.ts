/** How far the shape of JSON is looked into: nothing of ours goes further, and what does takes long to read. */
export const SHAPE = {
  /** Lists and objects in each other. */
  deepest: 64,
  /** Values with lists and objects: what makes JSON slow to read is not its bytes. Six for each row of the longest table. */
  values: 120_000,
  /** Names in one object. */
  names: 1_000,
  /**
   * Beginnings of objects by their names in their order: `{"a", "b"}` has two, and so have a thousand objects with the same. Each that is new
   * takes twenty times as long to read as one that was met before.
   */
  beginnings: 5_000,
} as const

type JsonShape = { readonly [Measure in keyof typeof SHAPE]: number }

/** The names that objects go on with, after those that they begin with. */
type Names = Map<string, Names>

interface Open {
  /** Null for a list. */
  after: Names | null
  members: number
}

const [QUOTE, COMMA, COLON, OPEN_LIST, BACKSLASH, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = Array.from(
  '",:[\\]{}',
  (mark) => mark.charCodeAt(0),
)

/** Whether a character says anything of the shape where no word is: one for each of ASCII. */
const IS_MARK = Uint8Array.from({ length: 128 }, (_, mark) => ('",:[]{}'.includes(String.fromCharCode(mark)) ? 1 : 0))

/** The measure by which JSON is more than is looked into, or null. Goes once through the text, as far as it has to, and makes nothing of it. */
export function overIn(text: string): keyof JsonShape | null {
  const shape = { deepest: 0, values: 1, names: 0, beginnings: 0 }
  const first: Names = new Map()
  const opened: Open[] = []
  let word = ''
  for (let at = 0; at < text.length && overOf(shape) === null; at += 1) {
    const mark = text.charCodeAt(at)
    if (IS_MARK[mark] !== 1) continue
    const inner = opened.at(-1)
    if (mark === QUOTE) {
      const end = endOfWord(text, at)
      // Only a word before a colon is a name: it is cut out when that comes.
      if (text.charCodeAt(afterBlanks(text, end + 1)) === COLON) word = text.slice(at + 1, end)
      at = end
    } else if (mark === COLON && inner?.after) {
      const next = inner.after.get(word) ?? new Map()
      if (!inner.after.has(word)) {
        inner.after.set(word, next)
        shape.beginnings += 1
      }
      inner.after = next
    } else if (mark === OPEN_LIST || mark === OPEN_OBJECT) {
      opened.push({ after: mark === OPEN_OBJECT ? first : null, members: 1 })
      shape.values += 1
      shape.deepest = Math.max(shape.deepest, opened.length)
    } else if (mark === COMMA) {
      shape.values += 1
      if (inner) inner.members += 1
      if (inner?.after) shape.names = Math.max(shape.names, inner.members)
    } else if (mark === CLOSE_LIST || mark === CLOSE_OBJECT) opened.pop()
  }
  return overOf(shape)
}

function overOf({ deepest, values, names, beginnings }: JsonShape): keyof JsonShape | null {
  if (deepest > SHAPE.deepest) return 'deepest'
  if (values > SHAPE.values) return 'values'
  if (names > SHAPE.names) return 'names'
  return beginnings > SHAPE.beginnings ? 'beginnings' : null
}

/** Where the word ends whose quotation mark stands at a place: at its other one, or at the end of the text. */
function endOfWord(text: string, start: number): number {
  let at = start + 1
  for (; at < text.length && text.charCodeAt(at) !== QUOTE; at += 1) if (text.charCodeAt(at) === BACKSLASH) at += 1
  return at
}

/** Where something else stands than a blank (RFC 8259, section 2). */
function afterBlanks(text: string, start: number): number {
  let at = start
  while (BLANKS.has(text.charCodeAt(at))) at += 1
  return at
}

const BLANKS = new Set(Array.from(' \t\n\r', (blank) => blank.charCodeAt(0)))
