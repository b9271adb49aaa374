/** Advance widths of Helvetica (and Arial, which has the same) in thousandths of an em, for the signs from space to tilde. Adobe's font metrics, 1990. */
const ADVANCES = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
  556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
  722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
  556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
  260, 334, 584,
] as const

const SPACE = 0x20
const HYPHEN = 0x2d
/** From here on signs are as wide as they are high, and lines break between any two: Chinese, Japanese, Korean, pictures. */
const FULL_WIDTH = 0x2e80
/** Any other letter: accented ones, Greek and Cyrillic are about as wide as this. */
const OTHER = 640

const advanceOf = (code: number): number =>
  ADVANCES[code - SPACE] ?? (code < SPACE ? 278 : code >= FULL_WIDTH ? 1000 : OTHER)

/** How wide text is in one line, in points at a size of one point. */
export function widthOf(text: string): number {
  let width = 0
  for (let at = 0; at < text.length; at += 1) width += advanceOf(text.charCodeAt(at))
  return width / 1000
}

/** Letters in a row that may stand as one word. What is longer is an address, a digest or a slip of the keyboard, and is broken where its column ends. */
const WORD_MOST = 26
/** The room that what is longer has at the least in each of its lines, in letters. */
const CHUNK = 14

const isBreak = (code: number) => code === SPACE || code === 0x09 || code === 0x0a || code === 0x0d

export interface Measured {
  /** Of the widest line, were it not broken. */
  readonly line: number
  /** Of the widest word that may not be broken. */
  readonly word: number
}

/** The widest line and the widest word of a text, in points at a size of one point. */
export function measured(text: string): Measured {
  let [line, lineMost, word, wordMost, letters] = [0, 0, 0, 0, 0]
  const endWord = () => {
    const kept = letters > WORD_MOST ? (word / letters) * CHUNK : word
    if (kept > wordMost) wordMost = kept
    word = 0
    letters = 0
  }
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    const advance = advanceOf(code)
    line += advance
    if (isBreak(code)) {
      endWord()
      if (code === 0x0a) {
        lineMost = Math.max(lineMost, line)
        line = 0
      }
      continue
    }
    word += advance
    letters += 1
    if (code === HYPHEN || code >= FULL_WIDTH) endWord()
  }
  endWord()
  return { line: Math.max(lineMost, line) / 1000, word: wordMost / 1000 }
}

/** How many lines a text has in a column: words go on the next line where they do not fit, and what is longer than a line is broken. */
export function linesIn(text: string, width: number): number {
  const most = width * 1000
  let lines = 0
  for (const part of text.split('\n')) {
    let [used, count] = [0, 1]
    for (const word of part.split(/[ \t]/)) {
      const wide = widthOf(word) * 1000
      if (used > 0 && used + 278 + wide > most) {
        count += 1
        used = 0
      }
      count += Math.floor(wide / most)
      used += (used > 0 ? 278 : 0) + (wide > most ? wide % most : wide)
    }
    lines += count
  }
  return lines
}
