import { statusOfWords } from '../../statuses.ts'

/** One sign of a key with what the document says that it means: `G` and `complete`. */
export interface KeyPair {
  /** As written, of one sign perhaps several ways to write it: `Green (G)`. */
  readonly signs: readonly string[]
  readonly meaning: string
}

const COLOUR = 'red|amber|green|blue|yellow|orange|gr[ea]y|black|white|purple|pink|brown|gold|silver'
const PICTURE =
  '[\u2713\u2714\u2705\u2611\u2717\u2718\u274c\u2612\u2610\u25cf\u25cb\u25d0\u25a0\u25a1\u25b2\u25bc\u2605\u2606\u{1f534}\u{1f7e0}\u{1f7e1}\u{1f7e2}\u{1f535}\u{1f7e3}\u26ab\u26aa]\ufe0f?'
const OPEN = '["\u201c\u2018\'([]?'
const CLOSE = '["\u201d\u2019\')\\]]?'
const WORD = String.raw`(?:(?:${COLOUR})(?:\s?[/-]\s?(?:${COLOUR}))?|[A-Za-z]{1,3}(?:/[A-Za-z]{1,2})?|\d{1,2}|${PICTURE})`
const SIGN = String.raw`${OPEN}${WORD}${CLOSE}(?:\s?[(/]\s?${WORD}\s?\)?)?`
const MEANS = String.raw`(?:\s*(?:=>?|\u2192|[:\u2013\u2014-])\s*|\s+(?:means?|denotes?|indicates?|signifies|represents?|stands for|is|for)\s+(?:that\s+)?(?:the\s+(?:action|task|item|recommendation)\s+(?:is|has been)\s+)?)`
/** Signs that say by themselves that a meaning follows. */
const EQUALS = String.raw`(?:\s*(?:=>?|\u2192)\s*|\s+(?:means?|denotes?|indicates?|signifies|represents?|stands for)\s+)`

const IS_SIGN = new RegExp(`^${SIGN}$`, 'iu')
const IS_COLOUR = new RegExp(`^${OPEN}(?:(?:${COLOUR})(?:\\s?[/-]\\s?(?:${COLOUR}))?|${PICTURE})`, 'iu')
const PAIR = new RegExp(`^(${SIGN})${MEANS}(\\S.*)$`, 'isu')
const BRACKETED = new RegExp(`^(${OPEN}${WORD}${CLOSE})\\s*[([]([^()[\\]]{3,80})[)\\]]$`, 'isu')
/** `Complete = G`, `Complete (green)`. */
const REVERSED = new RegExp(
  `^(\\D{3,60}?)\\s*(?:=|:|[(\\u2013\\u2014-]\\s?)\\s*(${OPEN}${WORD}${CLOSE})\\s?\\)?$`,
  'iu',
)
/** Where a piece of a key ends: at a mark, or before the next sign with its equals sign. */
const PARTS = new RegExp(
  String.raw`[;,|\n\u2022\u00b7]+|\.\s+|\s/\s|\s+(?=${SIGN}${EQUALS})|\s+(?=${OPEN}(?:${COLOUR})${CLOSE}\s*[:\u2013\u2014-]\s)`,
  'iu',
)
const LABEL =
  /^\W*(?:(?:the|a|an|status|statuses|colou?rs?|b?ragy?b?|progress|rating|ratings|action|actions|to|of|for)[\s/&-]+){0,4}(?:key|legend|codes?|coding|b?ragy?b?|status(?:es)?|ratings?|colou?rs?|definitions?|meanings?|where|guide|note|nb)\b(?:\s+(?:key|legend|codes?|coding|ratings?|status|used|definitions?|meanings?|guide|to|for|of|the|statuses|colou?rs?|column|as follows)\b){0,5}\s*[:;.=(\u2013\u2014-]*\s*/i
/** Keys of something else than how actions stand. */
export const OF_OTHERS =
  /\b(?:priorit(?:y|ies)|risks?|likelihood|probability|impact|severity|importance|urgency|assurance|opinion|maturity|grade|confidence|cost)\b/i
/** Words that announce a key. */
export const isKeyLabel = (words: string): boolean =>
  words.length <= LONGEST_LABEL && words.replace(LABEL, '').trim() === '' && !OF_OTHERS.test(words)

const LONGEST_LABEL = 40
const LONGEST = 1_500
const LONGEST_MEANING = 160
const MOST_PAIRS = 12

/** Whether the words are a colour, a letter, a number or a picture, as it stands in a key. */
export const isSign = (words: string): boolean => words.length <= 24 && IS_SIGN.test(words)
/** Whether they can hardly stand for anything else than how something is. */
export const isColour = (words: string): boolean => IS_COLOUR.test(words) && isSign(words)

/** The ways in which a sign is written: `Green (G)` is both. */
export const signsIn = (words: string): string[] =>
  words.split(/\s?[(]\s?/).flatMap((one) => one.replace(/^["\u201c\u2018'([]+|["\u201d\u2019')\]\s]+$/g, '') || [])

/** The pairs of a key that stands in some words, with what stands before it; null where the words are none. */
export function keyIn(words: string): { readonly before: string; readonly pairs: readonly KeyPair[] } | null {
  if (words.length > LONGEST) return null
  const { before, rest } = opened(words)
  if (OF_OTHERS.test(before)) return null
  const [plain, states] = [pairsIn(rest), statesIn(rest)]
  const pairs = (states?.length ?? 0) > (plain?.length ?? 0) ? states : plain
  if (pairs === null || pairs.length > MOST_PAIRS) return null
  const isLabelled = before !== '' && LABEL.test(before)
  const isClear =
    pairs.every(({ signs: [sign = ''] }) => isColour(sign)) || isAllEquals(rest, pairs.length) || areStates(pairs)
  const areEnough = pairs.length > 1 || isLabelled || (isClear && isAllEquals(rest, 1))
  return areEnough && (isLabelled || isClear) ? { before, pairs } : null
}

/** What stands before the first pair, and the rest. */
function opened(words: string): { before: string; rest: string } {
  const first = new RegExp(`(?<=^|[\\s(:;,.\\u2013\\u2014-])${SIGN}${EQUALS}`, 'iu').exec(words)
  const label = LABEL.exec(words)?.[0] ?? ''
  const at = first && first.index >= label.length ? first.index : label.length
  const before = words.slice(0, at)
  return before.length <= MOST_BEFORE && !/[.;]\s*\S/.test(before.trimEnd())
    ? { before: before.trim(), rest: words.slice(at) }
    : { before: '', rest: words }
}

const MOST_BEFORE = 80

const isAllEquals = (words: string, count: number): boolean =>
  [...words.matchAll(new RegExp(EQUALS, 'giu'))].length >= count

/** Every piece is a pair, or goes on with the meaning before it; null where the first is none. */
function pairsIn(words: string): KeyPair[] | null {
  const pieces = words.split(PARTS).flatMap((piece) => trimmed(piece) || [])
  const pairs: KeyPair[] = []
  for (const piece of pieces) {
    const pair = pairOf(piece)
    const last = pairs.at(-1)
    if (pair) pairs.push(pair)
    else if (!last) return null
    else pairs[pairs.length - 1] = { ...last, meaning: `${last.meaning}, ${piece}`.slice(0, LONGEST_MEANING) }
  }
  return pairs.length > 0 ? pairs : null
}

/** Where a number with a dash, a colon, an equals sign or a bracket opens the next piece: `1) done 2) begun`, `0-none 1-some`. */
const NUMBERED = /(?<=^|[\s;,])[([]?(\d{1,2}|[A-Z])(?:[)\]]\s*|\s?[-=:\u2013\u2014]\s?|\.\s+)(?=\p{L})/gu

/** The pairs of numbers or letters that nothing else parts, where each says how something stands; null of other words. */
function statesIn(words: string): KeyPair[] | null {
  const pairs = pairsIn(words.replace(NUMBERED, '; $1 = '))
  return pairs !== null && areStates(pairs) ? pairs : null
}

/** Whether several signs each say how something stands, as statuses are read, so that nothing else can be meant. */
const areStates = (pairs: readonly KeyPair[]): boolean =>
  pairs.length > 1 &&
  pairs.every(({ meaning }) => statusOfWords(meaning) !== null) &&
  new Set(pairs.flatMap(({ signs }) => signs)).size >= pairs.length

const trimmed = (words: string): string =>
  words
    .replace(/^(?:and|or|&)\s+/i, '')
    .replace(/\s+(?:and|&)$/i, '')
    .replace(/^[\s[]+|[\s.\]]+$|(?<=^[^(]*)\)+$/g, '')

/** One sign and what it means. */
export function pairOf(piece: string): KeyPair | null {
  const [, sign, meaning] = PAIR.exec(piece) ?? BRACKETED.exec(piece) ?? []
  if (sign && meaning && /\p{L}{2}/u.test(meaning) && meaning.length <= LONGEST_MEANING)
    return { signs: signsIn(sign), meaning: meaning.trim() }
  const [, said, by] = REVERSED.exec(piece) ?? []
  return said && by && (isColourOrLetter(by) || statusOfWords(said) !== null)
    ? { signs: signsIn(by), meaning: said.trim() }
    : null
}

const isColourOrLetter = (words: string): boolean => isColour(words) || /^[A-Z]{1,2}$/.test(words)
