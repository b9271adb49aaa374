import { saysFinished } from './dates/index.ts'
import type { Status, Verdict } from './model.ts'

/** Words longer than this are prose and name no status. */
const LONGEST = 300

const NEVER_DONE = /\b(supersed\w*|replaced|no longer (?:needed|required)|withdrawn|cancell?ed)\b/i
const NOT_SO = /\b(?:not|never|to be|if|unless|once|when|until|may be|might be|could be|will be)\s+(?:\w+\s+)?$/i
const ON_HOLD = /\b(on hold|paused|suspended|deferred|parked|stalled)\b/i
const NOT_STARTED =
  /\b(not (?:yet )?(?:started|begun|commenced|due)|no progress|to start|planned|yet to (?:start|begin|commence)|unstarted)\b/i
const FINISHED_ALONE = /^(?:fully )?(?:y|yes|blue|met|discharged|b)$/i
const UNDER_WAY =
  /\b(in progress|on ?going|started|under ?way|on track|off track|delayed|overdue|progress(?:ing)?|continuing|open|amber|green|red|incomplete|part|partial|partially|partly|in part|nearly|almost|mostly|largely|substantially)\b/i
const CONDITIONAL =
  /\b(when|once|after|if|until|unless|before|subject to|pending|awaiting|following|upon|prior to|provided|depend\w*)\b/i
const NOT_FINISHED = /\b(?:not|n't|to be|never|yet to be|incomplete|remains? to)\b/i
/** Words beside `complete` that say that something is still to be done. */
const GOES_ON = /\b(in progress|on ?going|under ?way|continuing|outstanding|remaining|remains|to follow|not|yet)\b/i
const PERCENT = /(\d+(?:\.\d+)?) ?(?:%|per ?cent\b)/i

const names = (pattern: RegExp, words: string): boolean => {
  const found = pattern.exec(words)
  return found !== null && !NOT_SO.test(words.slice(0, found.index))
}

/** The share in the words, 0 to 100, or null. */
function shareIn(words: string): number | null {
  const share = PERCENT.exec(words)?.[1]
  return share === undefined ? null : Number(share)
}

/**
 * The status that a document's words claim: null where they say nothing that is known, or leave a doubt, so that somebody is asked.
 * `80% complete` and `Not yet complete` are under way; `Once training is done` claims nothing.
 */
export function statusOfWords(words: string): Status | null {
  if (words.length > LONGEST) return null
  if (names(NEVER_DONE, words)) return 'superseded'
  if (names(ON_HOLD, words)) return 'on-hold'
  if (NOT_STARTED.test(words)) return 'not-started'
  const share = shareIn(words)
  if (share !== null && share < 100) return share === 0 ? 'not-started' : 'in-progress'
  if (FINISHED_ALONE.test(words.trim()) || words.trim() === '100%') return 'complete'
  const said = saysFinished(words)
  if (said === 'finished' && GOES_ON.test(words)) return 'in-progress'
  if (said === 'finished') return /\bclosed\b/i.test(words) ? 'closed' : 'complete'
  if (said === 'unfinished') return CONDITIONAL.test(words) ? null : underWay(words)
  return CONDITIONAL.test(words) && !/^\W*(?:in progress|on ?going|started|under ?way)/i.test(words)
    ? null
    : UNDER_WAY.test(words)
      ? 'in-progress'
      : null
}

/** Words that take a claim back say that it is under way only where they say so. */
const underWay = (words: string): Status | null =>
  UNDER_WAY.test(words) || NOT_FINISHED.test(words) ? 'in-progress' : null

const VERDICT_WORDS: readonly [RegExp, Verdict][] = [
  [
    /\b(not (yet )?(accepted|agreed|verified|met|satisfied|satisfactory|implemented|complete|confirmed)|reject\w*|refus\w*|insufficient|unsatisfactory|disagree\w*|no evidence|disputed|unverified|no)\b/i,
    'not-accepted',
  ],
  [/\b(part(ly|ial|ially)?|some|limited|almost|mostly|amber)\b/i, 'partly-accepted'],
  [
    /\b(accept\w*|agree\w*|verified|satisf\w*|confirmed|met|yes|y|validated|complete|closed|implemented|green)\b/i,
    'accepted',
  ],
]
const UNDECIDED =
  /\b(to be|will be|would be|should be|when|once|if|until|unless|pending|awaiting|subject to|yet to be|not yet)\b/i

/** The verdict of a row of a document: it judges the claim of the same row. Null where there is no such claim, or the words give none. */
export function verdictOfRow({
  status,
  verdict,
}: {
  readonly status: string | null
  readonly verdict?: string | null
}): Verdict | null {
  return verdict && status !== null && statusOfWords(status) !== null ? verdictOfWords(verdict) : null
}

/** The verdict that a document's words give: null where they say nothing that is known, or only what may come. */
export function verdictOfWords(words: string): Verdict | null {
  const found = VERDICT_WORDS.find(([pattern]) => pattern.test(words))?.[1] ?? null
  if (found !== 'accepted') return found
  const share = shareIn(words)
  if (share !== null && share < 100) return 'partly-accepted'
  return UNDECIDED.test(words) || /\bnot\b|n't\b/i.test(words) ? null : found
}
