import { type Lexicon, lexicon, lookUp, wordAt } from './cursor.ts'
import type { Token } from './tokens.ts'

/** Words beside `completed` with which nothing is said to be finished: negation, intention, condition, parts and doubt. */
const UNFINISHED: Lexicon<true> = lexicon([
  [
    true,
    "not|never|no|nor|neither|cannot|yet|be|being|to|will|shall|should|must|would|could|can|may|might|when|whenever|once|if|until|till|unless|after|following|before|prior|upon|subject|pending|awaiting|awaits|depends|dependent|provided|assuming|partially|partly|part|partial|nearly|almost|mostly|largely|substantially|broadly|half|some|most|many|several|majority|near|approximately|expected|anticipated|due|planned|scheduled|target|aim|aims|aiming|except|excluding|apart|other|bar|but|ready|require|requires|required|needs|need|remains|remaining|outstanding|unable|failed|fails|fail|delayed|overdue|incomplete|phase|stage|draft|first|initial|interim|unlikely|hope|hopes|likely|should've|isn't|hasn't|haven't|wasn't|aren't|won't|can't|cannot|didn't|don't|doesn't|couldn't|probably|possibly|perhaps|maybe|want|wants|date|deadline|how|whether|why|percentage|percent|out|only|all".split(
      '|',
    ),
  ],
])

/** Numbered parts of something: what is said of them is not said of the whole. */
const PART_OF_WHOLE = /^(?:(?:phase|stage|tranche|wave|part|sprint)\w*|(?:step|milestone|action|item)\d+)$/

/** Whether the words around a claim such as `completed` take it back, so that it says nothing of the whole. */
export function isTakenBack(tokens: readonly Token[], at: number): boolean {
  const next = wordAt(tokens, at + 1)
  if (tokens[at + 1]?.type === 'mark' && ['?', '/'].includes(tokens[at + 1]?.raw ?? '')) return true
  if (
    ['to', 'the', 'all', 'and', 'a', 'an', 'our', 'its', 'any', 'each', 'this', 'these'].includes(next) &&
    wordAt(tokens, at) === 'complete'
  )
    return true
  return tokens.some((token, index) => index !== at && takesBack(tokens, index, token, at))
}

function takesBack(tokens: readonly Token[], index: number, token: Token, at: number): boolean {
  if (token.type === 'percent') return token.value < 100
  if (token.type === 'mark') return token.mark === '?' && index === tokens.length - 1
  if (token.type !== 'word') return false
  if (index > at && LATER_IS_FINE.has(token.word)) return false
  return PART_OF_WHOLE.test(token.word) || token.word.endsWith("n't") || lookUp(UNFINISHED, tokens, index) !== null
}

/** Words that take nothing back where they follow: `completed to plan`, `completed, no further action`. */
const LATER_IS_FINE = new Set(
  'to all may no first following after due can planned scheduled expected target date deadline other before prior out'.split(
    ' ',
  ),
)
