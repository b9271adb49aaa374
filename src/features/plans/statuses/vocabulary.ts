import { type Lexicon, lexicon, lookUp } from '../dates/cursor.ts'
import { tokenise } from '../dates/tokens.ts'
import type { Status } from '../status-names.ts'
import { WORDS } from './vocabulary.content.ts'

/** How an action stands by one phrase. */
export interface Said {
  readonly status: Status
  /** `neutral` says how it goes and gives way to another status; `alone` suffers none beside it. */
  readonly manner: 'plain' | 'neutral' | 'alone'
  readonly phrase: string
}

/** Whether the phrase tells of what was done: `completed`, and not `complete`. */
export const isParticiple = ({ phrase }: Said): boolean => /(?:ed|done|met|begun)(?: off| out| down)?$/.test(phrase)

const STATUSES: readonly Status[] = ['complete', 'closed', 'superseded', 'on-hold', 'not-started', 'in-progress']
const said = (status: Status, list: readonly string[], manner: Said['manner'] = 'plain') =>
  list.map((phrase): readonly [Said, readonly string[]] => [{ status, manner, phrase }, [phrase]])
const nearlyDone = WORDS.nearly.flatMap((nearly) =>
  [...WORDS.complete, ...WORDS.closed, 'met'].map((done) => `${nearly} ${done}`),
)
/** What the lists name by itself stands as they say. */
const TOLD: ReadonlySet<string> = new Set(
  STATUSES.flatMap((status) => WORDS[status as keyof typeof WORDS] as readonly string[]),
)
const pairs = (before: readonly string[], behind: readonly string[]) =>
  before.flatMap((one) => behind.map((other) => `${one} ${other}`))
const goingOn = pairs(WORDS.undertakings, WORDS['going-on'])
/**
 * `Not yet delivered`, of words for done that stand by themselves, and not of `all done` or `already in place`. `Not` before a participle
 * without `yet` (`not delivered`, `not implemented`, `not progressed`) denies the deed and does not say whether the action is under way, was
 * never begun or was given up: no such phrase is here, so that somebody is asked.
 */
const undone = [
  ...pairs(
    WORDS['not-yet'],
    WORDS.complete.filter((phrase) => !/\b(?:all|already|now|fully|task|met)\b/.test(phrase)),
  ),
  ...pairs(WORDS['not-yet'], WORDS.undone),
]

/** Every phrase that says how an action stands. */
export const STANDS: Lexicon<Said> = lexicon([
  ...STATUSES.flatMap((status) => said(status, WORDS[status as keyof typeof WORDS] as readonly string[])),
  ...said('complete', WORDS.alone, 'alone'),
  ...said('in-progress', WORDS.neutral, 'neutral'),
  ...said(
    'in-progress',
    [...new Set([...nearlyDone, ...goingOn, ...undone])].filter((phrase) => !TOLD.has(phrase)),
  ),
])

/** Whether words say only how well something goes, and give way to every other status: `Amber`, `on track`. */
export function saysOnlyHow(words: string): boolean {
  const tokens = tokenise(words)
  const found = lookUp(STANDS, tokens, 0)
  return found !== null && found.next === tokens.length && found.value.manner === 'neutral'
}

const set = (list: readonly string[]): Lexicon<true> => lexicon([[true, list]])

function wordSet(list: string): ReadonlySet<string> {
  return new Set(list.trim().split(/\s+/))
}

/** Words by which a column is seen to hold statuses: those that say how things stand, and answers and colours. */
export const SHOWN_STATES: ReadonlySet<string> = new Set(WORDS['shown-states'])
export const SHOWN_ANSWERS: ReadonlySet<string> = new Set(WORDS['shown-answers'])
export const BEFORE = set(WORDS.before)
export const BEFORE_UNDONE = set(WORDS['before-undone'])
export const BEFORE_PARTICIPLES = set(WORDS['before-participles'])
export const BEHIND = set(WORDS.behind)
export const APPROVALS = set(WORDS.approvals)
export const EVIDENCED = set(WORDS.evidenced)
export const BEHIND_UNDONE = set(WORDS['behind-undone'])
export const ABOUT = set(WORDS.about)
export const MERGED = set(WORDS.merged)
export const UPDATES = set(WORDS.updates)
/** Open a reference: to anything that shows it, or only to what is `exact`. */
export const REFERENCES: Lexicon<'any' | 'exact'> = lexicon([
  ['any', WORDS.references],
  ['exact', WORDS['exact-references']],
])
export const SHOWING: ReadonlySet<string> = new Set(WORDS.showing)
export const REFERRED: ReadonlySet<string> = new Set(WORDS.referred)
export const LINKING: ReadonlySet<string> = new Set(WORDS.linking)
export const SUBJECTS = set(WORDS.subjects)
/** The words of which names of people, posts and bodies are made. */
export const WHO = {
  offices: wordSet(WORDS.offices),
  posts: wordSet(WORDS.posts),
  bodies: wordSet(WORDS.bodies),
  meetings: wordSet(WORDS.meetings),
  meetingNames: wordSet(WORDS['meeting-names']),
  fields: wordSet(WORDS.fields),
  bare: wordSet(WORDS['bare-bodies']),
  ranks: wordSet(WORDS.ranks),
  functions: new Set(WORDS.functions),
  first: wordSet(WORDS['first-names']),
  otherFirst: wordSet(WORDS['other-first-names']),
  surnames: wordSet(WORDS.surnames),
  initials: wordSet(WORDS.initials),
  events: wordSet(WORDS.events),
} as const
export const PARTS = set(WORDS.parts)
export const TURNING = wordSet(WORDS.turning)
export const BECAUSE = set(WORDS.because)
export const BECAUSE_BESIDE = set(WORDS['because-beside'])
export const DRAFTS = set(WORDS.drafts)
export const DRAFTING = wordSet(WORDS.drafting)
export const BEGUN = set(WORDS.begun)
export const SUCCESSORS = set(WORDS.successors)
export const SUCCESSOR_WORDS = wordSet(WORDS['successor-words'])
export const DAYS = set(WORDS.days)
export const DONE_DAYS = set(WORDS['done-days'])
export const DONE_DAYS_OF_COMPLETE = set(WORDS['done-days-of-complete'])
/** The words of an explanation behind a status: of one that says done, and of one that does not. */
export const EXPLAINED = {
  deeds: set([...wordSet(WORDS.deeds), ...WORDS['deeds-of-words']]),
  to: wordSet(WORDS['deeds-to']),
  with: wordSet(WORDS['deeds-with']),
  auxiliaries: set(WORDS.auxiliaries),
  unsettling: set(WORDS.unsettling),
  begun: set([...wordSet(WORDS['begun-deeds'])]),
  left: set(WORDS.left),
  lacks: set(WORDS.lacks),
} as const
/** The words behind a status that claims nothing finished: those that end it all the same, and those that show what others are said of. */
export const STOPS = {
  ending: set(WORDS.ending),
  openings: wordSet(WORDS.openings),
  coming: wordSet(WORDS.coming),
  whole: wordSet(WORDS.whole),
  sure: wordSet(WORDS.sure),
  slight: wordSet(WORDS.slight),
} as const
