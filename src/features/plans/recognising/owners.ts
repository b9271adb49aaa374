const HEAD_WORDS =
  /\b(head|director|manager|officer|owner|lead|leads|champion|champions|secretary|chief|team|teams|board|group|unit|directorate|division|committee|dro|siro|iao|iaos|hr|it|kim|rms|cio|cdo|legal|finance|security|communications|comms|archivist|librarian|adviser|advisers|advisor|all staff|all|dpo|coo|ceo|services?|department)\b/i

/** `Information Asset Owner, Policy Group` is one owner: a post, and the unit that it is in. */
const POST = /\b(head|director|manager|officer|owner|lead|champion|secretary|adviser|advisor)\b/i
const UNIT =
  /^(?!.*\b(head|director|manager|officer|owner|lead|champion|secretary|adviser|advisor)\b).*\b(group|directorate|division|unit|department|agency|commission|branch|team|office)\s*$/i

/** Words between owners who carry an action together, and those before one who only helps, which stay with their owner. */
const TOGETHER =
  /,?\s+(?:jointly with|together with|along with|alongside|as well as|in (?:partnership|conjunction|collaboration) with|working with)\s+(?:the\s+)?/i
const HELPED = /,?\s+(?=(?:supported by|assisted by|with (?:support|help|input|advice) from)\s)/i

/**
 * Splits the owners of one cell as people write them: `DRO/Head of Information Appraisal (paper)`, `DRO; SIRO`.
 * `and` and commas part two owners only where both sides can stand as one; brackets are never cut. Words are kept.
 */
export function splitOwners(paragraphs: readonly string[]): string[] {
  return paragraphs.flatMap(splitParagraph).filter((owner) => !/^(n\/?a|none|-+|tbc|tba|\u2013|\u2014)?$/i.test(owner))
}

function splitParagraph(words: string): string[] {
  if (/^n\/a$/i.test(words.trim())) return []
  return cut(words, TOGETHER)
    .flatMap((piece) => cut(piece, HELPED))
    .flatMap((piece) => cut(piece, /;|\/(?=\s*[\p{Lu}(])|\s\/\s|\s\+\s/u))
    .flatMap((piece) => (isPostInUnit(piece) ? [piece] : cutIfRoles(piece, /,\s+/)))
    .flatMap((piece) => cutIfRoles(piece, /\s+(?:and|&)\s+|,\s+and\s+/))
    .map((owner) => owner.trim())
    .filter((owner) => owner !== '')
}

/** Cuts at the pattern, but not inside brackets. */
function cut(words: string, pattern: RegExp): string[] {
  const pieces: string[] = []
  let rest = words
  let from = 0
  for (;;) {
    const match = pattern.exec(rest.slice(from))
    if (!match) return [...pieces, rest]
    const at = from + match.index
    const before = rest.slice(0, at)
    if (count(before, '(') > count(before, ')')) {
      from = at + match[0].length
      continue
    }
    pieces.push(before)
    rest = rest.slice(at + match[0].length)
    from = 0
  }
}

function isPostInUnit(words: string): boolean {
  const [post = '', unit = '', ...more] = cut(words, /,\s+/)
  return more.length === 0 && POST.test(post) && UNIT.test(unit)
}

function cutIfRoles(words: string, pattern: RegExp): string[] {
  const pieces = cut(words, pattern)
  return pieces.length > 1 && pieces.every(standsAlone) ? pieces : [words]
}

/** An acronym, a name of two capitalised words, or words with a role or a body in them. */
function standsAlone(piece: string): boolean {
  const words = piece.trim()
  if (/^[A-Z][A-Z&]{1,7}s?$/.test(words)) return true
  if (/^\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+){1,2}$/u.test(words) && words.split(' ').length <= 3)
    return !/^(Head|Director) of$/.test(words)
  return HEAD_WORDS.test(words) && words.split(' ').length >= 2
}

const count = (words: string, mark: string) => words.split(mark).length - 1
