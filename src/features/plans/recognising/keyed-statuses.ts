import { inSentence, shortened } from '#platform/words.ts'
import type { Status } from '../model.ts'
import { OVER } from '../over.ts'
import { STATUS_NAMES } from '../status-names.ts'
import { isYesOrNo } from '../statuses/answers.ts'
import { statusOfWords } from '../statuses.ts'
import { isColour, isSign, type KeyPair } from './key-pairs.ts'
import type { ImportedAction, ImportedRecommendation, Question, TableColumns } from './model.ts'
import { tableInWords, tableOfPlace } from './places.ts'
import { meaningOf } from './status-keys.ts'

/** What a key says of the words of a cell, where that is not how they are usually read. */
interface Told {
  readonly sign: string
  /** The document's words for it; null where its key names others and not this one. */
  readonly words: string | null
  readonly claim: Status | 'none'
  /** What else stands in the cell. */
  readonly rest: string
}

const LONGEST_MEANING = 80

const PICTURES: Readonly<Record<string, string>> = {
  '\u{1f534}': 'red',
  '\u{1f7e0}': 'orange',
  '\u{1f7e1}': 'yellow',
  '\u{1f7e2}': 'green',
  '\u{1f535}': 'blue',
  '\u26ab': 'black',
  '\u26aa': 'white',
}

/** A sign as keys are looked up by it: without marks, case and spelling; a coloured picture is its colour. */
export const plainSign = (sign: string): string => {
  const plain = sign
    .replace(/^[\s["\u201c(]+|[\s\]"\u201d).*]+$|\ufe0f/g, '')
    .toLowerCase()
    .replace('gray', 'grey')
  return PICTURES[plain] ?? plain
}

/** `Green - policy adopted`: the sign, and what stands behind a stop. Arrows say where it goes, and not how it stands. */
const LED = /^\s*(\S+?)\s*(?:\s[-\u2013\u2014]\s*|[:;,.(]\s*)(\S.*)$/su
const ARROWS = /(?:[\s\u2190-\u21ff\u25b2\u25bc\u2b06\u2b07\u27a1]|\ufe0f)+$/u

/** Whether a cell holds a colour, or its letter, and nothing else: `Amber`, `[Red]`, `G`, `Green ↑`. */
export function isColourAlone(words: string): boolean {
  const sign = plainSign(words.replace(ARROWS, ''))
  return isColour(sign) || /^[ragb]$/.test(sign)
}

/** Whether a status says by a colour, or by Yes or No alone, what it says. */
export const isPale = (words: string): boolean => isColourAlone(words) || isYesOrNo(words)

/** A key that is looked up by the words of cells. */
class StatusKey {
  readonly #meanings = new Map<string, { readonly as: string; readonly meaning: string }>()
  readonly #tells: boolean

  constructor(pairs: readonly KeyPair[]) {
    for (const { signs, meaning } of pairs)
      for (const sign of signs) {
        const before = this.#meanings.get(plainSign(sign))
        if (before === undefined || meaningOf(before.meaning) === null)
          this.#meanings.set(plainSign(sign), { as: sign, meaning })
      }
    this.#tells = [...this.#meanings.values()].some(({ meaning }) => OVER.has(statusIn(meaning)))
  }

  get isEmpty(): boolean {
    return this.#meanings.size === 0
  }

  /** Whether one of its signs says that an action is over. */
  get tellsDone(): boolean {
    return this.#tells
  }

  /** Whether it says what a sign means. */
  explains(sign: string): boolean {
    return this.#isKnown(sign.replace(ARROWS, '').trim())
  }

  /** What the document says of a cell. Null where it says nothing, or nothing else than is read without it. */
  tell(status: string): Told | null {
    const whole = status.replace(ARROWS, '').trim()
    const [, sign = whole, rest = ''] = this.#isKnown(whole) ? [] : (LED.exec(whole) ?? [])
    if (!isSign(sign) && !this.#isKnown(sign)) return null
    const usual = statusOfWords(plainSign(sign))
    const known = this.#meaningOf(sign)
    if (known === undefined) {
      const isTaken = usual !== null && OVER.has(usual) && this.#tells && isColourSign(sign)
      return isTaken ? { sign, words: null, claim: 'none', rest } : null
    }
    const { as, meaning } = known
    const said = meaningOf(meaning)
    if (said === usual) return null
    if (said === null && (usual === null || !OVER.has(usual) || !isSign(sign))) return null
    return {
      sign,
      words: `${as} = ${shortened(meaning, LONGEST_MEANING)}`,
      claim: said === null || said === 'mixed' ? 'none' : said,
      rest,
    }
  }

  readonly #isKnown = (sign: string): boolean => this.#meaningOf(sign) !== undefined

  /** By the sign itself, or by the colour that its letter stands for. */
  #meaningOf(sign: string): { readonly as: string; readonly meaning: string } | undefined {
    const plain = plainSign(sign)
    const own = this.#meanings.get(plain)
    if (own !== undefined) return own
    if (isColour(plain)) return this.#meanings.get(plain.slice(0, 1))
    if (!/^[a-z]$/.test(plain)) return undefined
    const [only, ...others] = [...this.#meanings].filter(([other]) => isColour(other) && other.startsWith(plain))
    return others.length === 0 ? only?.[1] : undefined
  }
}

/** Whether a document's key explains a sign, and tells which signs say that an action is done. */
export function keyOfDone(pairs: readonly KeyPair[]): (sign: string) => boolean {
  const key = new StatusKey(pairs)
  return (sign) => key.tellsDone && key.explains(sign)
}

const statusIn = (meaning: string): Status => {
  const said = meaningOf(meaning)
  return said === null || said === 'mixed' ? 'in-progress' : said
}

const isColourSign = (sign: string): boolean => isColour(plainSign(sign)) || /^[bgyr]$/.test(plainSign(sign))

/** Statuses as the document's own key says them, with one question where it says something else than is usually meant. */
export function withKeys(
  recommendations: readonly ImportedRecommendation[],
  pairs: readonly KeyPair[],
  tables: readonly TableColumns[],
): { readonly found: readonly ImportedRecommendation[]; readonly questions: readonly Question[] } {
  const key = new StatusKey(pairs)
  if (key.isEmpty) return { found: recommendations, questions: [] }
  const told: (Told & { readonly place: string })[] = []
  const found = recommendations.map((recommendation) => ({
    ...recommendation,
    actions: recommendation.actions.map((action) => {
      const said = action.status === null ? null : key.tell(action.status)
      if (!said) return action
      told.push({ ...said, place: action.place })
      return keyed(action, said)
    }),
  }))
  return { found, questions: told.length === 0 ? [] : [questionOf(told, tables)] }
}

function keyed(action: ImportedAction, { words, claim, rest }: Told): ImportedAction {
  if (rest === '' || claim === 'none') return { ...action, keyed: { claim, words } }
  return { ...action, keyed: { claim: statusOfWords(`${STATUS_NAMES[claim]} - ${rest}`, action.saidOn), words } }
}

function questionOf(told: readonly (Told & { readonly place: string })[], tables: readonly TableColumns[]): Question {
  const bySign = [...Map.groupBy(told, ({ sign }) => plainSign(sign)).values()].flatMap(([first]) => first ?? [])
  const numbers = [...new Set(told.map(({ place }) => tableOfPlace(place)))]
  const headers = numbers.flatMap(
    (number) => tables[number]?.columns.find(({ field }) => field === 'status')?.header ?? [],
  )
  const says = [...new Set(bySign.flatMap(({ words }) => (words === null ? [] : [`“${words}”`])))]
  const unsaid = bySign.flatMap(({ sign, words }) => (words === null ? [`“${sign}”`] : []))
  const unknown = `The document’s key does not say what ${inSentence(unsaid)} ${unsaid.length > 1 ? 'mean' : 'means'}.`
  const column = headers.length > 0 ? `the column “${headers[0]}”` : 'the status'
  const asked =
    says.length > 0
      ? [
          `The document says ${inSentence(says)}.`,
          ...(unsaid.length > 0 ? [unknown] : []),
          `Is ${column} to be read so?`,
        ]
      : [unknown, 'What does it say?']
  const read = bySign.map(({ sign, claim }) =>
    claim === 'none' ? `“${sign}” claims nothing` : `“${sign}” is read as “${STATUS_NAMES[claim]}”`,
  )
  return {
    where: `${inSentence(numbers.map(tableInWords))}${headers.length > 0 ? `, column “${headers[0]}”` : ''}`,
    place: null,
    places: told.map(({ place }) => place),
    question: asked.join(' '),
    guess: says.length > 0 ? `Yes: ${inSentence(read)}.` : `It is not known: ${inSentence(read)}.`,
  }
}
