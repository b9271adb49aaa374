/** Parts of Acts, codes and standards, after which plans are called: `Section 46 Code of Practice: action plan`. */
const PART = /^(section|part|principle)s?\.?\s*(?:no\.?|number)?\s*[:#]?\s*(\d{1,3}[a-z]?)\b/i
/** What a document is, and not what is to be done: `review of policies`, and not `review policies`. */
const DOCUMENT =
  /\b(?:(?:action|improvement|delivery|implementation|work|project|recovery) (?:plan|programme|tracker|log|register)|plan|programme|review|report|tracker|codes? of practice)s?\b(?=\s*(?:$|[-:;,.()\u2013\u2014]|(?:of|for|on|to|by|and|as at|v|version)\b|\d|action|improvement|progress|plan|report|review))/i

/**
 * Whether a line that opens with the number of a section, a part or a principle calls a document by its name. It does not where others of
 * the same kind stand among `lines`, so that each of them names a group, unless it is of an Act or a code.
 */
export function isNumberedTitle(words: string, lines: readonly string[]): boolean {
  const [opening = '', , number] = PART.exec(words) ?? []
  if (number === undefined || !DOCUMENT.test(words.slice(opening.length))) return false
  return isOfLaw(words) || isOnlyPart(words, lines)
}

/** Whether a line opens with the number of a section, a part or a principle, and no other of the same kind stands among `lines`. */
export function isOnlyPart(words: string, lines: readonly string[]): boolean {
  const [, kind = '', number] = PART.exec(words) ?? []
  if (number === undefined) return false
  return lines.every((line) => {
    const [, otherKind = kind, otherNumber = number] = PART.exec(line) ?? []
    return otherKind.toLowerCase() !== kind.toLowerCase() || otherNumber === number
  })
}

/** A kind of group, its number and words behind it: `Theme 3 delivery plan`. */
const GROUP =
  /^(recommendation|rec|finding|theme|goal|outcome|objective|aim|strand|pillar|work ?stream|priority|area|issue)s?\.?\s*(?:no\.?|number)?\s*[:#]?\s*(\d{1,3}[a-z]?)\b(?=[\s:.)\u2013\u2014-]+[\p{L}\p{N}])/iu

const PLAN_OF_ONE = /^[\s:.)\u2013\u2014-]*(?:action|delivery|improvement|implementation) plan\b/i

/** Whether a heading names the one group of its kind with more than its number, so that it may be the title of that group's own plan. */
export function isOnlyGroup(words: string, lines: readonly string[]): boolean {
  const [opening = '', kind = '', number] = GROUP.exec(words) ?? []
  // The first of several may stand alone so far; another one, or the plan of one, does not.
  if (number === undefined || (number === '1' && !PLAN_OF_ONE.test(words.slice(opening.length)))) return false
  const opens = new RegExp(`^${kind}s?\\b.{0,12}?\\d`, 'i')
  return lines.filter((line) => opens.test(line)).length === 1
}

/** Whether words name a section or a part of an Act or a code, which numbers nothing here: `Section 46 of the Act`. */
export const isOfLaw = (words: string): boolean => {
  const [opening] = PART.exec(words) ?? []
  return opening !== undefined && OF_LAW.test(words.slice(opening.length))
}
const OF_LAW = /^\s+(?:of (?:the|schedule)\b|(?:the )?codes? of practice\b|[^:;.\u2013\u2014]{0,60}\bact\b)/i
