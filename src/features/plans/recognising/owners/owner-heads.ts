import { WHO } from '../../statuses/vocabulary.ts'
import { endsInBody, isHeadAlone, isPlural, isTitled, kindOf } from './owner-words.ts'

/** How two pieces of a cell of owners stand to each other. */
export type Boundary = 'cut' | 'join' | 'likely cut' | 'likely join'

const withoutThe = (words: string): string => words.trim().replace(/^the\s+/i, '')

/** The rank of somebody, which no part of a house has: the `Deputy` of `Deputy Police and Crime Commissioner`. */
const RANK = /^(?:deputy|assistant|acting|interim|vice|senior|chief|principal)\s+/i
/** Whether words open with somebody's rank: `Chief Executive`. */
export const opensWithRank = (words: string): boolean => RANK.test(withoutThe(words))

/** What an office or a post is of, where only its last word is left: the `Police` of `Office of the Police`. */
const OF_LAST = /\b(?:of|for|to)\s+((?:the\s+)?\S+)$/i
/** Posts that are complete though nothing says of which part of the house: `Head of Service`. */
const HEAD_OF_PART = /^(?:\p{L}+\s+)?heads?\s+of\s+\S+$/iu

/** Whether words are a part of the house or a post that nothing tells from others, so that the next words may be of it too: `Board`, `the Police`, `Coroner`. */
export function isBareHead(words: string): boolean {
  const plain = withoutThe(words)
  if (isPlural(plain)) return false
  const ranked = plain.replace(RANK, '')
  return isHeadAlone(plain) || (ranked !== plain && isHeadAlone(ranked) && endsInBody(ranked))
}

/** Whether such words are a part of the house. */
export const isBareBody = (words: string): boolean => isBareHead(words) && endsInBody(words)

const endsInBareBody = (words: string): boolean => {
  const [, last = ''] = OF_LAST.exec(words.trim()) ?? []
  return !HEAD_OF_PART.test(words.trim()) && isBareBody(last)
}

/**
 * How a head that cannot stand alone for certain stands to what is named behind it: `Police and Crime Commissioner` and `Board and
 * Committee Secretary` are likelier one, `Board and Audit Committee` two, and all of them are asked about; so is a body beside a post of such
 * a body. Null where the words behind it name somebody for certain (`the Council`, `Jane Smith`), or what stands before them is complete.
 */
export function besideBareHead(left: string, right: string, between: string): Boundary | null {
  if (!SHARING.test(between.trim()) || /^the\s/i.test(right.trim())) return null
  const isOf = endsInBareBody(left)
  if (!isOf && !isBareHead(left)) return endsInBody(left) && isPostOfBody(right) ? 'likely cut' : null
  // A body that meets needs no word before it: `Clerk to the Council and Monitoring Officer`.
  const isComplete = WHO.bare.has((left.trim().split(/\s/).at(-1) ?? '').toLowerCase())
  const rightKind = kindOf(right)
  if (rightKind === 'post') return (isOf && isComplete) || between === ' / ' ? 'likely cut' : 'likely join'
  if (rightKind === 'body' && !isBareHead(right)) return isComplete || !endsInBody(left) ? 'likely cut' : 'likely join'
  return rightKind === 'name' && !isSomebodyByName(right) ? 'likely join' : null
}

/** Whether words are a post beside a body that meets: the `Committee Secretary` of `Trust Board and Committee Secretary`. */
const isPostOfBody = (words: string): boolean =>
  kindOf(words) === 'post' &&
  words
    .toLowerCase()
    .split(/\s+/)
    .slice(0, -1)
    .some((word) => WHO.meetings.has(word))

/** What may stand between two words that share a head. */
const SHARING = /^(?:and|&|\/)$/

/** Whether a title or an initial says that the words are the name of a person: `Dr Smith`, `J. Smith`. */
export const isSurelyNamed = (words: string): boolean => isTitled(words) || /\b\p{Lu}\.?\s/u.test(words)

/** Whether the words are the name of a person, and not only words with capitals: `Jane Smith`. */
export const isSomebodyByName = (words: string): boolean =>
  isSurelyNamed(words) || WHO.first.has((words.trim().split(/[\s-]/)[0] ?? '').toLowerCase())
