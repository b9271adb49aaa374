import { kindOf } from './owner-words.ts'

/** A sign that stands for the owners of another row. */
export interface Sign {
  readonly words: string
  /** The references that it names; none where it means the row above. */
  readonly refs: readonly string[]
  /** Whether nothing but the reference is said, so that it may also be a name. */
  readonly isBare: boolean
  /** What stands behind it: the `HR` of `as above, and HR`. */
  readonly behind: string
}

const REF = String.raw`(?:[A-Z]{1,4}[-.]?)?\d{1,3}(?:[.-]\d{1,3})*[a-z]?`
const ROW = String.raw`(?:(?:the\s+)?(?:actions?|recommendations?|recs?|items?|rows?|refs?|references?|points?|lines?|nos?|numbers?)\.?\s*)?`
const LIST = String.raw`${ROW}${REF}(?:\s*(?:,|;|&|\/|\band\b|\bor\b)+\s*${ROW}${REF}(?![\p{L}\p{N}]))*`
const POINTS = String.raw`(?:(?:the\s+)?same\s+as|as|see|per|cf\.?|refer\s+to|ditto)\s+(?:(?:for|per|in|at|under)\s+)?`
const BEHIND = String.raw`\s*(?:[.,;+&\n]|$|(?=\s(?:and|plus|with)\b))\s*(?:and\s+|plus\s+|with\s+)?`
const OTHER_ROWS = new RegExp(String.raw`^[([]?\s*${POINTS}(${LIST})\s*[)\]]?${BEHIND}`, 'iu')
const BARE = new RegExp(String.raw`^[([]?\s*(${LIST})\s*[)\]]?\.?$`, 'iu')
const DITTO = new RegExp(
  String.raw`^\s*(?:-?\s*(?:ditto|do\.|as\s+(?:above|before|previous(?:ly)?)|same(?:\s+as\s+(?:above|before|previous(?:\s+row)?))?|see\s+above)\s*-?|[\u2191\u21d1]+|-+\s*do\.?\s*-+|do|["\u201c\u201d\u201e\u2033\u3003]+|'{2}|\u2018{2}|\u2019{2})${BEHIND}`,
  'iu',
)

/** The sign with which a cell of owners begins (`"`, `ditto`, `as above, and HR`, `As 1.3`), or null. */
export function signOf(cell: string): Sign | null {
  const words = cell.trim()
  const other = OTHER_ROWS.exec(words)
  const bare = other ? null : BARE.exec(words)
  const found = other ?? bare ?? DITTO.exec(words)
  if (!found) return null
  const behind = words.slice(found[0].length).trim()
  const sign = (behind === '' ? words : words.slice(0, words.length - behind.length)).trim()
  return { words: sign, refs: refsIn(found[1] ?? ''), isBare: bare !== null, behind }
}

const refsIn = (list: string): string[] =>
  [...list.matchAll(new RegExp(String.raw`(?<![\p{L}\p{N}.])${REF}(?![\p{L}\p{N}])`, 'giu'))].map(([ref]) => ref)

export interface Labelled {
  /** Without brackets: `a`, `ii`, `2`. */
  readonly label: string
  readonly words: string
}

const LABEL =
  /(?<![\p{L}\p{N}])(?:\(([a-h]|[ivx]{1,4}|\d{1,2})\)|([a-h]|[ivx]{1,4}|\d{1,2})\)|(\d{1,2})\.(?=\s+\p{L}))\s*/giu
const ROMANS = 'i ii iii iv v vi vii viii ix x'.split(' ')
const MOST = 10

/** The parts of `(a) DRO (b) Comms`, each with its label; null unless the labels count from the first and each has words. */
export function labelledParts(cell: string): Labelled[] | null {
  const marks = [...cell.matchAll(LABEL)]
  if (marks.length < 2 || marks.length > MOST || cell.slice(0, marks[0]?.index).trim() !== '') return null
  const parts = marks.map((mark, index) => ({
    label: (mark[1] ?? mark[2] ?? mark[3] ?? '').toLowerCase(),
    words: wordsBetween(cell, mark.index + mark[0].length, marks[index + 1]?.index),
  }))
  const counts = (label: string, index: number) =>
    [String(index + 1), String.fromCharCode(97 + index), ROMANS[index]].includes(label)
  return parts.every(({ label, words }, index) => counts(label, index) && words !== '') ? parts : null
}

const wordsBetween = (cell: string, from: number, to = cell.length): string =>
  cell
    .slice(from, to)
    .replace(/[\s,;/.]+(?:and\s*)?$|\s+and\s*$/i, '')
    .trim()

const PART =
  /(?<![\p{L}\p{N}])(lead|owner|sponsor|support(?:ed by|ing)?|deputy|accountable|responsible|delivery|consulted|informed|(?-i:[RACI](?:\/[RACI])?))\s*[:=]\s*/giu
const PART_BEHIND = /\s*\(([RACI](?:[/,&]?[RACI])?)\)[\s,;/]*(?:and\s+)?/g

/** Any words that open a part: `Draft: DRO; Approve: SIRO`. They tell parts only where there are several. */
const ANY_PART = /(?<=^|[;.,\n|]\s{0,3})(\p{Lu}[\p{L}-]+(?:[ /&]+\p{L}[\p{L}-]*){0,3})\s*:\s+/gu

function anyParts(cell: string): Labelled[] | null {
  const marks = [...cell.matchAll(ANY_PART)]
  if (marks.length < 2 || marks.length > MOST || marks[0]?.index !== 0) return null
  const parts = marks.map((mark, index) => ({
    label: mark[1] ?? '',
    words: wordsBetween(cell, mark.index + mark[0].length, marks[index + 1]?.index),
  }))
  return parts.every(({ words }) => words !== '') ? parts : null
}

/** The parts that people have in an action: `Lead: DRO; Support: HR`, `DRO (A) SIRO (R)`; null where no such labels stand. */
export function partsInAction(cell: string): Labelled[] | null {
  const before = [...cell.matchAll(PART)]
  const any = anyParts(cell)
  if (any && any.length >= before.length) return any.map(named)
  const behind = [...cell.matchAll(PART_BEHIND)]
  if (before.length > MOST || behind.length > MOST) return null
  const parts =
    before[0]?.index === 0
      ? before.map((mark, index) => ({
          label: mark[1] ?? '',
          words: wordsBetween(cell, mark.index + mark[0].length, before[index + 1]?.index),
        }))
      : behind.map((mark, index) => {
          const last = behind[index - 1]
          return { label: mark[1] ?? '', words: cell.slice(last ? last.index + last[0].length : 0, mark.index).trim() }
        })
  return parts.length > 0 && parts.every(({ words }) => words !== '') ? parts.map(named) : null
}

/** `DRO: drafting` says what the owner does, and not who drafts. */
function named(part: Labelled): Labelled {
  const isTurned =
    ['role', 'acronym', 'of', 'post', 'body'].includes(kindOf(part.label)) && kindOf(part.words) === 'none'
  return isTurned && /^\p{Ll}/u.test(part.words) ? { label: part.words, words: part.label } : part
}

/** Whether somebody with that part in an action only hears of it or is asked. */
export const onlyHears = ({ label }: Labelled): boolean => /^(?:[CI]|[Cc]onsult(?:ed)?|[Ii]nform(?:ed)?)$/.test(label)

/** Whether the one label of a cell only says what its column says too: `Lead: Jane Smith`. */
export const isOwnersLabel = ([only, ...others]: readonly Labelled[]): boolean =>
  others.length === 0 && /^(?:lead|owner|responsible|accountable|delivery)$/i.test(only?.label ?? '')
