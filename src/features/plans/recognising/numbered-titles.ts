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
  const [opening = '', kind = '', number] = PART.exec(words) ?? []
  if (number === undefined || !DOCUMENT.test(words.slice(opening.length))) return false
  return (
    isOfLaw(words) ||
    lines.every((line) => {
      const [, otherKind = kind, otherNumber = number] = PART.exec(line) ?? []
      return otherKind.toLowerCase() !== kind.toLowerCase() || otherNumber === number
    })
  )
}

/** Whether words name a section or a part of an Act or a code, which numbers nothing here: `Section 46 of the Act`. */
export const isOfLaw = (words: string): boolean => {
  const [opening] = PART.exec(words) ?? []
  return opening !== undefined && OF_LAW.test(words.slice(opening.length))
}
const OF_LAW = /^\s+(?:of (?:the|schedule)\b|(?:the )?codes? of practice\b|[^:;.\u2013\u2014]{0,60}\bact\b)/i
