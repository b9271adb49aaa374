const NUMBER = String.raw`\d{1,4}(?:[./-]\d{1,4})*[ ]?[A-Za-z]{0,3}(?:\([a-zA-Z0-9]{1,4}\))?`
const CORE = `(?:[A-Z]{1,6}[-./ ]?)?${NUMBER}`
const ROMAN = '[ivxlc]{1,6}|[IVXLC]{1,6}'
const WORD = String.raw`(?:actions?|recommendations?|recs?|refs?|references?|items?|tasks?|points?|steps?|findings?|no|number|nr)\.?`
const WHOLE = new RegExp(
  String.raw`^(?:${WORD}\s*(?:no\.?|number|ref\.?)?\s*[:#]?\s*)?#?(?:\((${CORE}|${ROMAN}|[a-zA-Z])\)|\[(${CORE})\]|(${CORE}|(?:${ROMAN}|[a-zA-Z])(?=[.):]))(?:[\s.:)]|[-\u2013\u2014]\s*)*)$`,
  'i',
)

/** The reference that some words are, and nothing else: `4.9a`, `Action 1.1:`, `1A`, `R1.`, `(iv)`; or null. */
export function refOf(words: string): string | null {
  const plain = words.trim()
  if (plain.length > 28) return null
  const [, inBrackets, inSquares, bare] = WHOLE.exec(plain) ?? []
  return (inBrackets ?? inSquares ?? bare)?.trim() ?? null
}

/** Whether the words are a reference. */
export const isRef = (words: string): boolean => refOf(words) !== null

const NAMED = new RegExp(
  String.raw`^${WORD}\s*(?:no\.?|number|ref\.?)?\s*#?(${CORE})\s*(?:[:.)\u2013\u2014-]+|(?<=\.\d{1,4}[a-z]?))\s*(?=\S)`,
  'i',
)
const BRACKETED = new RegExp(String.raw`^\((${ROMAN}|[a-zA-Z]|\d{1,3}[a-z]?)\)\s*(?=\S)`)
const MARKED = /^(\d{1,3}[A-Za-z]?|[a-z]|[ivx]{1,5})[.):]\s+(?=\S)/
const DOTTED = /^((?:[A-Z]{1,4}[-.]?)?\d{1,3}(?:\.\d{1,3})+[a-z]?)[.):]?\s*[-\u2013\u2014]?\s+(?=\S)/
const LETTERED = /^([A-Z]{1,3}[-]?\d{1,3}[a-z]?|\d{1,3}[A-Z])(?:[.):]\s*|\s+[-\u2013\u2014]\s+|\s+(?=\p{Lu}))(?=\S)/u
/** What looks like a reference and is none: quarters, halves, sizes of paper, names of products. */
const OTHERS = /^(?:Q[1-4]|H[12]|[MO]365|A[2-5]|[GE][5-8]|\d[DGK])$/

/** `1. Buy 2. Install 3. Test`: the first number of a list that runs on in the same words is none of the action's. */
const RUNS_ON: readonly RegExp[] = [
  /^1[.)]\s+\S.*\s2[.)]\s+\S/s,
  /^\(?a[.)]\s+\S.*\s\(?b[.)]\s+\S/is,
  /^\(?i[.)]\s+\S.*\s\(?ii[.)]\s+\S/is,
]

/** Takes a reference off the front of an action's words where the table has no column for it. */
export function leadingRef(words: string): { ref: string | null; text: string } {
  if (RUNS_ON.some((pattern) => pattern.test(words))) return { ref: null, text: words }
  for (const pattern of [NAMED, BRACKETED, DOTTED, MARKED, LETTERED]) {
    const match = pattern.exec(words)
    if (match?.[1] && !OTHERS.test(match[1])) return { ref: match[1].trim(), text: words.slice(match[0].length) }
  }
  return { ref: null, text: words }
}
