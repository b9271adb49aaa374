import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { ROOT } from '#platform/config.ts'
import { type Lexicon, lexicon } from '../dates/cursor.ts'
import type { Status } from '../model.ts'

const phrases = z.array(z.string())
const WORDS = z
  .strictObject({
    complete: phrases,
    closed: phrases,
    alone: phrases,
    superseded: phrases,
    'on-hold': phrases,
    'not-started': phrases,
    'in-progress': phrases,
    neutral: phrases,
    nearly: phrases,
    before: phrases,
    'before-undone': phrases,
    'before-participles': phrases,
    behind: phrases,
    references: phrases,
    referred: phrases,
    linking: phrases,
    subjects: phrases,
    offices: phrases,
    events: z.string(),
    parts: phrases,
    turning: z.string(),
    because: phrases,
    days: phrases,
    'done-days': phrases,
    'done-days-of-complete': phrases,
  })
  .parse(parse(readFileSync(join(ROOT, 'content/plan-status-words.yaml'), 'utf8')))

/** How an action stands by one phrase. */
export interface Said {
  readonly status: Status
  /** `neutral` says how it goes and gives way to another status; `alone` suffers none beside it. */
  readonly manner: 'plain' | 'neutral' | 'alone'
  readonly phrase: string
}

const STATUSES: readonly Status[] = ['complete', 'closed', 'superseded', 'on-hold', 'not-started', 'in-progress']
const said = (status: Status, list: readonly string[], manner: Said['manner'] = 'plain') =>
  list.map((phrase): readonly [Said, readonly string[]] => [{ status, manner, phrase }, [phrase]])
const nearlyDone = WORDS.nearly.flatMap((nearly) =>
  [...WORDS.complete, ...WORDS.closed, 'met'].map((done) => `${nearly} ${done}`),
)

/** Every phrase that says how an action stands. */
export const STANDS: Lexicon<Said> = lexicon([
  ...STATUSES.flatMap((status) => said(status, WORDS[status as keyof typeof WORDS] as readonly string[])),
  ...said('complete', WORDS.alone, 'alone'),
  ...said('in-progress', WORDS.neutral, 'neutral'),
  ...said('in-progress', nearlyDone),
])

const set = (list: readonly string[]): Lexicon<true> => lexicon([[true, list]])

export const BEFORE = set(WORDS.before)
export const BEFORE_UNDONE = set(WORDS['before-undone'])
export const BEFORE_PARTICIPLES = set(WORDS['before-participles'])
export const BEHIND = set(WORDS.behind)
export const REFERENCES = set(WORDS.references)
export const REFERRED: ReadonlySet<string> = new Set(WORDS.referred.map((word) => word.toLowerCase()))
export const LINKING: ReadonlySet<string> = new Set(WORDS.linking)
export const SUBJECTS = set(WORDS.subjects)
export const OFFICES: ReadonlySet<string> = new Set(WORDS.offices)
export const EVENTS: ReadonlySet<string> = new Set(WORDS.events.trim().split(/\s+/))
export const PARTS = set(WORDS.parts)
export const TURNING: ReadonlySet<string> = new Set(WORDS.turning.trim().split(/\s+/))
export const BECAUSE = set(WORDS.because)
export const DAYS = set(WORDS.days)
export const DONE_DAYS = set(WORDS['done-days'])
export const DONE_DAYS_OF_COMPLETE = set(WORDS['done-days-of-complete'])
