import { readClauses } from './findings.ts'
import { interpretDate, LONGEST_WORDS } from './interpret.ts'
import type { Token } from './tokens.ts'

/** How much of some words says when something is due, how often, for how long, on what it hangs or that it is done. */
export interface Extent {
  /** Whether any of them does. */
  readonly isSaid: boolean
  /** Whether the reader of dates knows what they say, though it may ask whether that is right. Several dates that do not go together are not known. */
  readonly isKnown: boolean
  /** Whether they begin with it: `Quarterly return`, and not `Head of Quarterly Returns`. */
  readonly opens: boolean
  /** Whether all of them do. */
  readonly isWhole: boolean
  /** Whether a word stands among them that the reader does not know at all. */
  readonly isStrange: boolean
}

const NONE: Extent = { isSaid: false, isKnown: false, opens: false, isWhole: false, isStrange: false }
/** Words that are a time only where nothing stands beside them: `Now`. */
const ALL: Extent = { isSaid: true, isKnown: true, opens: true, isWhole: true, isStrange: false }
/** Which time is said, and whether any is, does not hang on the day from which it is counted. */
const AS_OF = '2018-01-01'
/** Words that join others and say nothing by themselves. */
const JOINING: ReadonlySet<string> = new Set('a an and at by for in of on or the then to with'.split(' '))
const ARTICLES: ReadonlySet<string> = new Set(['a', 'an', 'the'])

/** Says how much of the words the reader of dates takes for a time. Words that are too long to be read say none. */
export function extentOf(words: string): Extent {
  if (words.length > LONGEST_WORDS) return NONE
  const clauses = readClauses(words, AS_OF)
  const { kind, asked } = interpretDate(words, AS_OF)
  const isSaidInClauses = clauses.some(
    ({ dates, durations, every, states, isLoose }) =>
      dates.length > 0 || durations.length > 0 || every !== null || states.size > 0 || isLoose,
  )
  if (!isSaidInClauses) return kind === 'unset' ? NONE : ALL
  const told = clauses.flatMap(({ tokens, isRead, isConditioned }) =>
    tokens.flatMap((token, at) =>
      token.type === 'mark' ? [] : [{ token, isTime: (isRead[at] ?? false) || (isConditioned[at] ?? false) }],
    ),
  )
  const isWhole = told.every(({ token, isTime }) => isTime || isOneOf(JOINING, token))
  const areSeveral =
    asked === true && clauses.every(({ every }) => every === null) && clauses.flatMap(({ dates }) => dates).length > 1
  return {
    isSaid: true,
    isKnown: !areSeveral && (isWhole || kind !== 'unset' || asked !== true),
    opens: told.find(({ token }) => !isOneOf(ARTICLES, token))?.isTime ?? false,
    isWhole,
    isStrange: clauses.some(({ doubts }) => doubts.some(({ unknown }) => unknown !== undefined)),
  }
}

const isOneOf = (words: ReadonlySet<string>, token: Token): boolean => token.type === 'word' && words.has(token.word)
