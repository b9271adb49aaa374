const DITTO =
  /^\s*(?:-?\s*(?:ditto|do\.|as\s+(?:above|before|previous(?:ly)?)|same(?:\s+as\s+(?:above|before|previous(?:\s+row)?))?|see\s+above|(?:same\s+)?as\s+(?:(?:for|per|in|at)\s+)?(?:action\s+)?[A-Z]{0,3}\d{1,3}(?:\.\d{1,3})*[a-z]?)\s*-?|[\u2191\u21d1]+|-+\s*do\.?\s*-+|do|["\u201c\u201d\u201e\u2033\u3003]+|'{2}|\u2018{2}|\u2019{2})\s*(?:[.,;+&]|$|(?=\s(?:and|plus|with)\b))\s*(?:and\s+|plus\s+|with\s+)?/i

/** What stands behind a sign that means the cell above (`"`, `ditto`, `as above, and HR`), or null where no such sign stands first. */
export function behindDitto(words: string): string | null {
  const found = DITTO.exec(words)
  return found ? words.slice(found[0].length).trim() : null
}

export interface Labelled {
  /** Without brackets: `a`, `ii`, `2`. */
  readonly label: string
  readonly words: string
}

const LABEL = /(?<![\p{L}\p{N}])(?:\(([a-h]|[ivx]{1,4}|\d{1,2})\)|([a-h]|[ivx]{1,4}|\d{1,2})\))\s*/giu
const ROMANS = 'i ii iii iv v vi vii viii ix x'.split(' ')
const MOST = 10

/** The parts of `(a) DRO (b) Comms`, each with its label; null unless the labels count from the first and each has words. */
export function labelledParts(cell: string): Labelled[] | null {
  const marks = [...cell.matchAll(LABEL)]
  if (marks.length < 2 || marks.length > MOST || cell.slice(0, marks[0]?.index).trim() !== '') return null
  const parts = marks.map((mark, index) => ({
    label: (mark[1] ?? mark[2] ?? '').toLowerCase(),
    words: cell
      .slice(mark.index + mark[0].length, marks[index + 1]?.index ?? cell.length)
      .replace(/[\s,;]+(?:and\s*)?$|\s+and\s*$/i, '')
      .trim(),
  }))
  const counts = (label: string, index: number) =>
    [String(index + 1), String.fromCharCode(97 + index), ROMANS[index]].includes(label)
  return parts.every(({ label, words }, index) => counts(label, index) && words !== '') ? parts : null
}
