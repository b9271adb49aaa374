import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import type { Day } from '#platform/calendar/index.ts'
import { ROOT } from '#platform/config.ts'
import { type Found, lexicon, lookUp, markAt, wordAt } from '../dates/cursor.ts'
import { type Token, tokenise } from '../dates/tokens.ts'
import type { Verdict } from '../model.ts'
import { isUnanswered, withBoxes } from './forms.ts'
import { withoutNames } from './names.ts'
import { readShare, readShown, speaksOfLater } from './pieces.ts'
import { BETWEEN, isHarmless } from './prose.ts'

const phrases = z.array(z.string())
const WORDS = z
  .strictObject({
    accepted: phrases,
    'partly-accepted': phrases,
    'not-accepted': phrases,
    partly: phrases,
    before: phrases,
    behind: phrases,
  })
  .parse(parse(readFileSync(join(ROOT, 'content/plan-verdict-words.yaml'), 'utf8')))

const VERDICTS = lexicon<Verdict>([
  ['accepted', WORDS.accepted],
  ['partly-accepted', [...WORDS['partly-accepted'], ...inPart(WORDS.accepted)]],
  ['not-accepted', WORDS['not-accepted']],
])
const BEFORE = lexicon<true>([[true, WORDS.before]])
const BEHIND = lexicon<true>([[true, WORDS.behind]])

function inPart(accepted: readonly string[]): string[] {
  return WORDS.partly.flatMap((partly) => accepted.map((word) => `${partly} ${word}`))
}

/** Words longer than this are prose and give no verdict. */
const LONGEST = 300

/**
 * The verdict that the words of a cell give, or null where somebody must be asked. Read like statuses: every word of the cell must be
 * known, and no day may be after that of the document. Behind a refusal, or a verdict in part, its reason may stand in words of its own.
 */
export function verdictIn(words: string, asOf: Day): Verdict | null {
  if (words.length > LONGEST) return null
  const boxed = withBoxes(words)
  const tokens = tokenise(withoutNames(boxed))
  if (isUnanswered(boxed, tokens)) return null
  const verdict = readWhole(tokens)
  return verdict === 'accepted' && speaksOfLater(tokens, asOf) ? null : verdict
}

function readWhole(tokens: readonly Token[]): Verdict | null {
  const heard = new Set<Verdict>()
  for (let at = 0; at < tokens.length; ) {
    const next = readMark(tokens, at) ?? (heard.size > 0 ? readBehind(tokens, at, heard) : null)
    const found = next === null ? readVerdict(tokens, at) : null
    if (found) heard.add(found.value)
    else if (next === null) return hasReason(tokens, at, heard) ? only(heard) : null
    at = found?.next ?? next ?? tokens.length
  }
  return only(heard)
}

const only = (heard: ReadonlySet<Verdict>): Verdict | null => (heard.size === 1 ? ([...heard][0] ?? null) : null)

const readMark = (tokens: readonly Token[], at: number): number | null =>
  BETWEEN.has(markAt(tokens, at)) || wordAt(tokens, at) === 'and' ? at + 1 : null

/** The day, by whom, and where it is shown; behind what accepts also that nothing is left. */
function readBehind(tokens: readonly Token[], at: number, heard: ReadonlySet<Verdict>): number | null {
  const settled = heard.has('accepted') ? lookUp(BEHIND, tokens, at) : null
  return settled?.next ?? readShown(tokens, at)
}

const MOST_BEFORE = 3

function readVerdict(tokens: readonly Token[], at: number): Found<Verdict> | null {
  const share = readShare(tokens, at)
  if (share) return share.value.status === 'complete' ? { ...share, value: 'accepted' } : partly(share)
  let next = at
  for (let steps = 0; steps <= MOST_BEFORE; steps += 1) {
    const found = lookUp(VERDICTS, tokens, next)
    if (found) return found
    const step = lookUp(BEFORE, tokens, next)
    if (!step) return null
    next = step.next
  }
  return null
}

const partly = ({ value, next }: NonNullable<ReturnType<typeof readShare>>): Found<Verdict> | null =>
  value.status === 'in-progress' ? { value: 'partly-accepted', next } : null

function hasReason(tokens: readonly Token[], at: number, heard: ReadonlySet<Verdict>): boolean {
  if (heard.size === 0 || heard.has('accepted') || !BETWEEN.has(markAt(tokens, at - 1))) return false
  return tokens.slice(at).every((_, index) => {
    const here = at + index
    return isHarmless(tokens, here) && lookUp(VERDICTS, tokens, here) === null
  })
}
