import type { Block } from '#platform/reading/index.ts'
import { deniesAction } from '../words/no-action-words.ts'
import { saysToDo } from '../words/to-do-words.ts'
import { isLabel, isStateWord, openingOf, ROMANS } from '../words/wording.ts'
import type { Line } from './open-recommendations.ts'

/**
 * How a line with a number stands: it `opens` a recommendation; it is `likely` to, or may all the same, and is `asked` about; its number opens
 * none, but its words may be a `heading`; or it `tells` of numbers and names nothing.
 */
export type NumberedKind = 'opens' | 'likely' | 'asked' | 'heading' | 'tells'

const PLAIN = 20
const FIRST_BOLD = 10
const KIND_AND_NUMBER = /^(\P{N}{0,40}?)(\d{1,3}(?:\.\d{1,3})*)([a-z]?)(?![\p{L}\p{N}])(.*)$/su
const KIND_AND_LETTER = /^(\p{L}[\p{L} ]{2,39}?)\s+([A-Z]|[IVX]{2,4})(?![\p{L}\p{N}'\u2019])(.*)$/su
const RANGE = /^\s*(?:to|and|&|or|[-\u2013\u2014,/])\s*(?:[A-Z]\s?)?\d/u
const PAIR = /(?<=^|[\s;,|(])\(?(\d{1,2})\)?\s*[-=:\u2013\u2014]\s*\p{L}/gu
/** So many words say what a number means; more are sentences. */
const MOST_MEANT = 3
const LEVEL =
  /^(?:very )?(?:high|medium|moderate|low|critical|urgent|essential|important|desirable|routine)(?: priority)?[.;,]?$/i

interface Parts {
  /** What stands before the number, without case. */
  readonly kind: string
  readonly number: string
  readonly behind: string
}

function partsOf(words: string): Parts | null {
  const [, ofLetter, letter, behindLetter] = KIND_AND_LETTER.exec(words) ?? []
  const isLettered = letter !== undefined && openingOf(words, null)?.ref === letter
  const [, ofNumber, digits, , behindNumber] = KIND_AND_NUMBER.exec(words) ?? []
  const [kind, number, behind] = isLettered ? [ofLetter, letter, behindLetter] : [ofNumber, digits, behindNumber]
  if (kind === undefined || number === undefined || behind === undefined) return null
  return { kind: kind.trim().toLowerCase(), number, behind }
}

/** Whether the next of the same kind stands in the same line: `Priority A: this year. Priority B: if money allows.` */
function goesOn({ kind, number, behind }: Parts): boolean {
  if (kind === '') return false
  const words = behind.toLowerCase()
  const at = words.indexOf(`${kind} `)
  const [, next] =
    /^\s*([\p{L}\p{N}.]+?)\s*[-=:).\u2013\u2014]/u.exec(at < 0 ? '' : behind.slice(at + kind.length)) ?? []
  return next !== undefined && step({ number }, { number: next }) === 1
}

/** Whether numbers stand before what they mean: `1 – High, 2 – Medium`, `Priority 1 = high`. */
function isKey(words: string, parts: Parts): boolean {
  if (/^\s*=/.test(parts.behind) || goesOn(parts)) return true
  const starts = [...words.matchAll(PAIR)]
  const isShort = (at: number) => {
    const said = words.slice(starts[at]?.index ?? 0, starts[at + 1]?.index ?? words.length)
    return (said.match(/\p{L}+/gu) ?? []).length <= MOST_MEANT + 1
  }
  const follow = starts.every(([, number], at) => at === 0 || Number(number) === Number(starts[at - 1]?.[1]) + 1)
  return starts.length > 1 && follow && starts.every((_, at) => isShort(at))
}

/** Whether the number counts what stands behind it: `3 actions are complete`, `5 open, 7 closed`, `7 of the 12`. */
function isCount({ kind, behind }: Parts): boolean {
  if (kind !== '' || !/^\s+\p{L}/u.test(behind)) return false
  const [first = '', second = ''] = behind.toLowerCase().match(/\p{L}+/gu) ?? []
  const isNoun = /^(?:actions?|recommendations?|findings?|tasks?|items?|milestones?|objectives?)$/.test(first)
  return first === 'of' || isNoun || isStateWord(first) || isStateWord(`${first} ${second}`)
}

/** Whether the number of a line only says how much something matters: `Priority 1 – High`. */
const isLevel = ({ behind }: Parts): boolean => LEVEL.test(textBehind(behind))

/** What the words themselves say of their number, with `run` for those that go on behind it with a small letter. */
function saidBy(words: string): 'key' | 'count' | 'level' | 'range' | 'run' | 'capital' | 'sure' {
  const parts = partsOf(words)
  if (parts === null) return 'sure'
  if (isKey(words, parts)) return 'key'
  if (isCount(parts)) return 'count'
  if (isLevel(parts)) return 'level'
  if (RANGE.test(parts.behind)) return 'range'
  if (/^\s+["\u2018\u201c(]*\p{Ll}/u.test(parts.behind)) return 'run'
  return /^\s+["\u2018\u201c(]*\p{Lu}/u.test(parts.behind) ? 'capital' : 'sure'
}

/** Whether words count something or say what numbers mean, so that they are no name: `7 of the 12 actions are complete`. */
export const tellsOfNumbers = (words: string): boolean => ['key', 'count'].includes(saidBy(words))

interface Numbered extends Parts {
  /** Whether a table stands between it and the next line with a number. */
  readonly hasTable: boolean
  /** Whether a table stands below it before any other heading. */
  readonly isOver: boolean
}

const isHeading = (block: Block): boolean => block.type === 'heading' && !isLabel(block.text)

/** The lines of a document that stand outside its tables with a number, by which each other is told: several in a row open, one alone must show it. */
export class NumberedLines {
  readonly #all: readonly Numbered[]

  constructor(blocks: readonly Block[]) {
    const lines = blocks.flatMap((block, at) => {
      if (block.type === 'table' || openingOf(block.text, block.number) === null) return []
      const parts = partsOf(block.number === null ? block.text : `${block.number} ${block.text}`)
      return parts === null ? [] : [{ ...parts, at }]
    })
    this.#all = lines.map((line, index) => {
      const between = blocks.slice(line.at + 1, lines[index + 1]?.at)
      const end = between.findIndex(isHeading)
      const isTable = ({ type }: Block) => type === 'table'
      return {
        ...line,
        hasTable: between.some(isTable),
        isOver: between.slice(0, end < 0 ? undefined : end).some(isTable),
      }
    })
  }

  /** How a line for which `openingOf` finds a number stands. */
  of(line: Line): NumberedKind {
    const { words, number, level } = line
    const said = saidBy(words)
    if (said === 'key' || (said === 'count' && number === null)) return 'tells'
    const own = partsOf(number === null ? words : `${number} ${words}`)
    const others =
      line.isCell || own === null ? [] : this.#all.filter((one) => one.kind === own.kind && isNext(one, own))
    if (others.some(({ hasTable }) => hasTable) && this.#hasTable(own)) return 'opens'
    if (said === 'level') return level < FIRST_BOLD || line.isBelowHeaders ? 'opens' : 'tells'
    const isSentence = /[.;]$/.test(words)
    if (line.isBelowHeaders && !isSentence) return 'opens'
    if (said === 'range' || (said === 'run' && number === null))
      return level >= PLAIN || (level >= FIRST_BOLD && isSentence) ? 'tells' : 'heading'
    const isOfProse =
      own?.kind === '' &&
      (others.some((one) => isBefore(one, own) && !one.hasTable) ||
        (others.some((one) => isBefore(own, one)) && !this.#hasTable(own)))
    const isUnlikely = isSentence || own?.number.includes('.') === true
    const isOpen =
      said === 'capital' && number === null && isUnlikely && (level >= PLAIN || (isSentence && own?.kind === ''))
    if (isOpen || (isOfProse && level >= PLAIN)) return 'asked'
    if (own === null || !this.#isAlone(line, own)) return 'opens'
    return isLikely(own) ? 'likely' : 'asked'
  }

  /** Whether nothing shows that a line with words behind its number opens one: others of its kind over tables, or, in other looks than plain ones, its words. */
  #isAlone(line: Line, own: Parts): boolean {
    const text = textBehind(own.behind)
    if (line.isBelowHeaders || text === '') return false
    if (this.#all.some((one) => one.hasTable && areSiblings(one, own))) return false
    if (line.level < PLAIN) return /[.;]$/.test(text) && !saysToDo(text)
    return this.#all.some((one) => one.isOver && isSame(one, own))
  }

  #hasTable(own: Parts | null): boolean {
    return this.#all.some((one) => one.hasTable && isSame(one, own))
  }
}

const isSame = (one: Parts, own: Parts | null): boolean => one.number === own?.number && one.behind === own.behind
const textBehind = (behind: string): string => behind.replace(/^[\s:.)\u2013\u2014-]+/u, '')

/** Whether what stands alone is a recommendation sooner than not: it asks for something, or is called so and is no sentence. */
function isLikely({ kind, behind }: Parts): boolean {
  const text = textBehind(behind)
  const isCalledSo = /^(?:rec|recommendation|r)s?\b/.test(kind)
  return saysToDo(text) || (isCalledSo && !/[.;]$/.test(text) && !deniesAction(text))
}

/** Whether two lines number things of one kind: those without a name for it follow one another, or both say what is to be done. */
function areSiblings(one: Parts, own: Parts): boolean {
  if (one.kind !== own.kind || one.number === own.number) return false
  return own.kind !== '' || isNext(one, own) || [one, own].every(({ behind }) => saysToDo(textBehind(behind)))
}

const LETTERS: readonly (readonly string[])[] = ['abcdefghijklmnopqrstuvwxyz'.split(''), ROMANS]

/** How far the second number stands behind the first; 0 where they are not of one row. */
const step = (one: Pick<Parts, 'number'>, other: Pick<Parts, 'number'>): number => {
  const places = LETTERS.map((all) => [one, other].map((each) => all.indexOf(each.number.toLowerCase())))
  const letters = places.flatMap(([from = -1, to = -1]) => (from < 0 || to < 0 ? [] : [to - from]))
  if (letters.length > 0) return letters.find((far) => Math.abs(far) === 1) ?? letters[0] ?? 0
  const [own, next] = [one, other].map(({ number }) => number.split('.'))
  if (own?.length !== next?.length || own?.slice(0, -1).join() !== next?.slice(0, -1).join()) return 0
  return Number(next?.at(-1)) - Number(own?.at(-1))
}
const isBefore = (one: Parts, other: Parts): boolean => step(one, other) === 1
const isNext = (one: Pick<Parts, 'number'>, other: Pick<Parts, 'number'>): boolean => Math.abs(step(one, other)) === 1
