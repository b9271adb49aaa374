import { ageFrom } from './ages.ts'
import { lengthFrom } from './lengths.ts'
import { MOST_LETTERS, plainWords } from './wording.ts'
import { type YearKind, yearFrom } from './years.ts'

export const TRIGGER_KINDS = ['creation', 'closure', 'last-action', 'superseded', 'birth', 'event', 'day'] as const
/** `event` is one that the schedule names itself; `day` is whatever happened on the day that is given. */
export type TriggerKind = (typeof TRIGGER_KINDS)[number]

/** What starts a clock. */
export interface Trigger {
  readonly kind: TriggerKind
  /** Its name in a sentence: `closure`, `“contract ends”`. */
  readonly name: string
  /** Which of several days the words choose, or null where they do not say. */
  readonly which: 'first' | 'last' | null
  /** The year or month from whose end the clock runs, where the trigger says so itself; whether it was taken for granted. */
  readonly year: { readonly kind: YearKind; readonly isTaken: boolean } | null
}

const listed = (words: string) => new Set(words.trim().split(/\s+/))

/** Words that are beside a trigger and choose nothing. */
const BESIDE = listed('the a an of date day is was has been being when on at upon by its this that their each')
/** What is kept: its own closure and creation are those of the record. */
const KEPT = listed(`
  record records file files folder folders document documents item items case cases e-mail email emails paper papers volume class series
  container aggregation box message entry matter`)
const PEOPLE = listed(`
  person persons people child children individual pupil student learner patient client subject data employee applicant claimant
  staff member user service customer resident young`)
const NEWER = listed(
  'policy guidance procedure plan version standard edition manual by new newer later another latest current',
)

/** Triggers that every schedule knows: the word that says so, its name in sentences, and what else may stand beside it. */
const KNOWN: readonly {
  readonly kind: TriggerKind
  readonly name: string
  readonly core: RegExp
  readonly with: readonly ReadonlySet<string>[]
}[] = [
  { kind: 'creation', name: 'creation', core: /^(?:creation|created)$/, with: [KEPT] },
  { kind: 'closure', name: 'closure', core: /^(?:closure|closed|closes|close|closing)$/, with: [KEPT] },
  {
    kind: 'superseded',
    name: 'being superseded',
    core: /^supersed(?:ed|es|ing)$|^supersession$|^replaced$|^replacement$/,
    with: [KEPT, NEWER],
  },
  { kind: 'birth', name: 'birth', core: /^(?:birth|dob|born|age|birthday)$/, with: [PEOPLE] },
]
const LAST_ACTION =
  /^(?:last|latest|final|most recent) (?:recorded )?(?:action|activity|entry|use|used|modification|modified|update|updated|edit|edited|access|accessed|action taken|correspondence)$/

/** Words that lead to the event and are no part of its name. */
const LEADS = /^(?:(?:from|after|following|on|upon|since|until|till|when|once|at|as soon as|the|an|a) )+/
/** Words after which any event may be named. */
const NAMES_EVENT =
  /^(?:event: ?|(?:date|day|end|start|expiry|life|lifetime|duration|term|completion|conclusion|termination) of(?: |$)(?:the |an? )?)+/
/** How words look that say that something happens. */
const HAPPENS =
  /(?:.{2}ed|.{2}[tsc]ion|.{2}ment|.{2}[st]ure|.{2}an[ct]e|.{2}ence|.{2}[vswi]al|.{2}ing|.{2}ery)$|^(?:ends?|closes?|starts?|begins?|begun|leaves?|leaver|left|sold|sale|dies|death|paid|lost|loss|lapses?|lapse|exits?|expiry|expires?|award|visit|return|returns|receipt|won|sent|met|completes?|finishes|concludes|concluded|ceases?|stops?|retires?|resigns?|handover|transfer|audit|review|election|report|repeal|repaid|withdrawn|refund|discharge|given|made|goes|birthday|appeal|reaches|live|delivery|incident|accident|offence|arrest|arrival|contact|claim|request|diagnosis|surgery|referral|merger|release|issue|publication)$/

const CHOICE =
  /,? whichever (?:is|comes|occurs|falls|happens) (?:the )?(later|latest|last|sooner|soonest|earlier|earliest|first)$/

/** A period within a trigger would be counted twice, or not at all. */
const HOLDS_PERIOD = /^(?:\d|p\d)|\d ?(?:y|m|d|w|years?|yrs?|months?|mths?|weeks?|days?)\b| plus /
/** What has not happened, or not yet, is no day. */
const DENIES = /\b(?:not|never|without|before|prior|unless|except|if)\b/

/** A trigger's words, understood; null where they name none. */
export function triggerFrom(text: string): Trigger | null {
  if (text.length > MOST_LETTERS) return null
  const [, chosen] = CHOICE.exec(plainWords(text)) ?? []
  const plain = plainWords(text).replace(CHOICE, '')
  // What could be a period, or the day of a birthday as well as that of birth, is no trigger.
  if (HOLDS_PERIOD.test(plain) || lengthFrom(plain) !== null || ageFrom(plain) !== null || DENIES.test(plain))
    return null
  const year = yearFrom(plain.replace(/^(?:from|after|following|on|at|until) /, ''))
  const inner = year === null ? knownOrNamed(plain, text) : withinYear(year.of, text)
  if (inner === null) return null
  const which = chosen === undefined ? inner.which : /^(?:s|e|f)/.test(chosen) ? 'first' : 'last'
  return { ...inner, which, year: year === null ? null : { kind: year.kind, isTaken: year.isTaken } }
}

const NEUTRAL =
  /^(?:(?:the )?(?:records?|files?|documents?|it|they|this|that|these|event|trigger|payments?|entry|information)(?: (?:it|they))? (?:relates?|falls?|fell|happens|happened|occurs|occurred|belongs?|refers?|applies|apply|lies|pertains?)(?: to)?|(?:the |that |this )?(?:event|trigger|day|date|then|thereafter)|then|thereafter|trigger date|event date)$/

/** Whether words point at the event without naming one: `the event`, `to which they relate`. */
export const isNeutral = (plain: string): boolean => NEUTRAL.test(plain)

const DAY: Trigger = { kind: 'day', name: '', which: null, year: null }

const withinYear = (of: string | null, text: string): Trigger | null =>
  of === null || isNeutral(of) ? DAY : knownOrNamed(of, of === plainWords(text) ? text : of)

function knownOrNamed(plain: string, text: string): Trigger | null {
  const bare = plain.replace(LEADS, '').replace(/^event: ?/, (lead) => (plain.startsWith(lead) ? lead : ''))
  const which = /\b(?:first|earliest|initial)\b/.test(bare)
    ? 'first'
    : /\b(?:last|latest|final|most recent)\b/.test(bare)
      ? 'last'
      : null
  const words = bare.split(' ')
  const core = words.filter((word) => !BESIDE.has(word))
  const action = core.filter((word) => !KEPT.has(word) || word === 'entry').join(' ')
  if (LAST_ACTION.test(action)) return { ...DAY, kind: 'last-action', name: 'the last action', which: 'last' }
  for (const known of KNOWN) {
    const rest = core.filter((word) => !known.core.test(word) && !CHOOSING.has(word))
    if (rest.length < core.length && rest.every((word) => known.with.some((set) => set.has(word))))
      return { ...DAY, kind: known.kind, name: known.name, which }
  }
  return namesEvent(bare) ? { ...DAY, kind: 'event', name: `“${shown(text, plain)}”`, which } : null
}

const CHOOSING = listed('first last latest earliest most recent final initial')

function namesEvent(bare: string): boolean {
  const named = bare.replace(NAMES_EVENT, '')
  const words = named.split(/[ ,/]+/).filter((word) => /\p{L}{2}/u.test(word) && !BESIDE.has(word))
  return named === bare ? words.some((word) => HAPPENS.test(word)) : words.length > 0
}

/** The event in the words of whoever wrote it, without what leads to it. */
function shown(text: string, plain: string): string {
  const written = plainWords(text) === plain ? text.trim().replace(/\s+/g, ' ') : plain
  return written
    .replace(/["“”]/g, '')
    .replace(/^(?:(?:from|after|following|on|upon|since|until|till|when|once|at|the|an|a) )+/i, '')
    .replace(/^event: ?/i, '')
    .replace(/,? whichever .*$/i, '')
}

/** The letters that words of one family begin with: `ends`, `ended`. */
const stems = (name: string): string[] =>
  plainWords(name)
    .split(/[ ,/]+/)
    .filter((word) => !BESIDE.has(word) && !CHOOSING.has(word) && word.length > 2 && !/^(?:end|start|begin)/.test(word))
    .map((word) => word.slice(0, 4))

/** Whether what a period says it runs from may be the trigger: the same kind, or events that share a word. */
export function agree(own: Trigger, trigger: Trigger): boolean {
  if (own.kind === 'day' || trigger.kind === 'day') return true
  if (own.kind !== 'event' && trigger.kind !== 'event') return own.kind === trigger.kind
  const known = new Set(stems(trigger.name))
  return stems(own.name).some((stem) => known.has(stem))
}
