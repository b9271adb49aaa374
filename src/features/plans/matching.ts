import type { Match } from '#features/people/index.ts'

/** Words that tell nothing of who somebody is. */
const SMALL: ReadonlySet<string> = new Set(
  'a and assisted by for from help input of support supported the with'.split(' '),
)

const wordsOf = (text: string) =>
  new Set(
    text
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu)
      ?.filter((word) => !SMALL.has(word)) ?? [],
  )

/** The role or person whose name shares most words with these, or null where less than half is shared. Acronyms count as their initials. */
export function closest(words: string, possible: readonly Match[]): Match | null {
  const wanted = wordsOf(words)
  let best: { match: Match; score: number } | null = null
  for (const match of possible) {
    const score = Math.max(alike(wanted, wordsOf(match.name)), isAcronym(words, match.name) ? 1 : 0)
    if (score >= 0.5 && (best === null || score > best.score)) best = { match, score }
  }
  return best?.match ?? null
}

function alike(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const shared = [...a].filter((word) => b.has(word)).length
  return shared === 0 ? 0 : (2 * shared) / (a.size + b.size)
}

function isAcronym(words: string, name: string): boolean {
  const initials = name
    .replace(/\(.*\)/, '')
    .split(/\s+/)
    .map((word) => word.slice(0, 1))
    .filter((letter) => /\p{Lu}/u.test(letter))
    .join('')
  const plain = words.trim().replace(/s$/, '')
  return plain.length >= 2 && plain === initials
}
