import { readState } from '../dates/states.ts'
import { tokenise } from '../dates/tokens.ts'
import { DONE as DONE_CLAIMS } from '../over.ts'
import { statusIn } from './grammar.ts'

/** Words of a header that asks, which do not change what it asks: `Is the action complete? (Y/N)`. */
const ASKING = new Set(
  'is are has have been was were the this it they be a an action actions recommendation recommendations rec item task milestone deliverable activity objective work fully all yet now still and or if so y n yes no'.split(
    ' ',
  ),
)
/** Words that say that something was done, wherever a header has them. */
export const DEEDS =
  'completed achieved closed implemented delivered done finished resolved discharged met actioned ended concluded'.split(
    ' ',
  )
const DONE: ReadonlySet<string> = new Set([...DEEDS, 'complete', 'fixed'])
/** What other words ask, and what Yes and No under them say. `Open? No` does not say how it ended. */
const QUESTIONS: Readonly<Record<string, { readonly yes: string; readonly no?: string }>> = {
  open: { yes: 'Open' },
  outstanding: { yes: 'Open' },
  'in progress': { yes: 'In progress' },
  'under way': { yes: 'In progress' },
  underway: { yes: 'In progress' },
  'on track': { yes: 'On track' },
  overdue: { yes: 'Overdue' },
  late: { yes: 'Overdue' },
}
const YES = /^(?:yes|y|true|[\u2713\u2714\u2611\u2705]\ufe0f?)\.?$/iu
const NO = /^(?:no|n|false)\.?$/i

/** Whether a cell says Yes, No or the like, and nothing else. */
export const isYesOrNo = (cell: string): boolean => YES.test(cell.trim()) || isNo(cell)
/** Whether it says No. */
export const isNo = (cell: string): boolean => NO.test(cell.trim())

const OTHER_ANSWERS =
  'partially|partial|partly|in part|p|in progress|ongoing|under way|underway|not yet|n a|na|not applicable|not known|unknown|don t know|unsure'
const IS_OTHER_ANSWER = new RegExp(`^(?:or )?(?:${OTHER_ANSWERS})$`)
/** Whether words of a header are an answer that may be offered beside Yes and No. `plain` is without case and marks. */
export const isOtherAnswer = (plain: string): boolean => IS_OTHER_ANSWER.test(plain)

const OFFERED = new RegExp(
  String.raw`\b(?:please )?(?:state |enter |select |answer )?(?:yes|y)(?: (?:or )?(?:${OTHER_ANSWERS}))* (?:or )?(?:no|n)(?: (?:or )?(?:${OTHER_ANSWERS}))*\b`,
  'g',
)
/** A header without the answers that it offers: `Delivered? Yes/No/Partially`. They say nothing of what it asks. `plain` is without case and marks. */
export const withoutOffered = (plain: string): string => plain.replace(OFFERED, ' ').replace(/\s+/g, ' ').trim()

/** Columns that say how much is done: `% complete`, `Complete (%)`. */
const COUNTS =
  /^(?:(?:%|per ?cent|percentage|pct) (?:(?:of )?(?:work|action|task) )?(?:complete|completed|completion|done|delivered|implemented|progress)|(?:complete|completed|completion|done|progress) (?:%|per ?cent|percentage))$/

const plainly = (header: string) =>
  header
    .toLowerCase()
    .replace(/%/g, ' % ')
    .replace(/[^\p{L}%]+/gu, ' ')
    .trim()

/** Whether a column says how much is done. */
export const asksHowMuch = (header: string | null | undefined): boolean => COUNTS.test(plainly(header ?? ''))

/** A day in figures or in words, and nothing else. */
const DAY =
  /^(?:\d{1,2}[/.-]\d{1,2}[/.-](?:\d{2}|\d{4})|\d{4}-\d{2}-\d{2}|\d{1,2}(?:st|nd|rd|th)?[ -]\p{L}{3,9}[ -]\d{2,4}|\p{L}{3,9}[ -]\d{4})$/u

/**
 * The words of a cell as they answer the header above them: `N` under `Done?` is `Not complete`, `Yes` under `Open?` is `Open`,
 * `12/03/18` under `Completed` is `Completed 12/03/18`, `50` under `% complete` is `50%`. Other words are as they stand. Null where Yes or
 * No answers nothing that is known: `Yes` under `RAG`.
 */
export function underHeader(words: string, header: string | null | undefined): string | null {
  const above = plainly(header ?? '')
  const cell = words.trim()
  if (above === 'o c') return /^o$/i.test(cell) ? 'Open' : /^c$/i.test(cell) ? 'Closed' : words
  if (COUNTS.test(above)) return shareIn(cell) ?? words
  const asked = askedBy(header)
  const [first = ''] = asked
  const isDone = areDone(asked)
  if (asksWhetherInTime(header) && isYesOrNo(cell)) return isNo(cell) ? null : 'Yes'
  if (YES.test(cell)) return isDone || saysDone(asked) ? (first === 'closed' ? 'Closed' : 'Yes') : yesUnder(asked)
  if (NO.test(cell)) return isDone || saysDone(asked) ? 'Not complete' : noUnder(asked)
  if (!isDone) return words
  const told = first === 'complete' || first === 'met' ? 'completed' : first
  return DAY.test(cell) ? `${told} ${cell}` : words
}

/** The words of a header that asks, without those that do not change what it asks. */
const askedBy = (header: string | null | undefined): readonly string[] =>
  withoutOffered(plainly(header ?? ''))
    .split(' ')
    .filter((word) => word !== '' && !ASKING.has(word))

/** Words that belong to the deed before them: `closed out`, `finished off`. */
const PARTICLES: ReadonlySet<string> = new Set(['off', 'out', 'down', 'up'])
const areDone = (asked: readonly string[]): boolean =>
  asked.length > 0 &&
  asked.every((word, at) => DONE.has(word) || (PARTICLES.has(word) && DONE.has(asked[at - 1] ?? '')))

/** `Completed on time` asks two things: Yes says that it was done, and No may say only that it was late. */
const IN_TIME = /^(.*) (?:on|in|to|within) (?:time|schedule|target|budget|deadline)$/
/** The words of a header without those that ask whether it was done in time; null where it does not ask so. */
function askedInTime(header: string | null | undefined): readonly string[] | null {
  const [, deed] = IN_TIME.exec(withoutOffered(plainly(header ?? ''))) ?? []
  return deed === undefined ? null : askedBy(deed)
}
/** Whether it asks if something was done in time. */
export const asksWhetherInTime = (header: string | null | undefined): boolean => areDone(askedInTime(header) ?? [])

/** What one word, or one such as `signed off`, claims, which does not hang on the day on which it is said. Several may ask several things: `Complete or on track?`. */
const claimOf = (asked: readonly string[]) =>
  asked.length === 1 || (asked.length === 2 && asked[1] === 'off') ? statusIn(asked.join(' '), '2018-01-01') : null

const saysDone = (asked: readonly string[]): boolean => {
  const claim = claimOf(asked)
  return claim !== null && DONE_CLAIMS.has(claim)
}

/** Whether they ask if it was begun: `Commenced?`, `Has work started?`. Whoever says No says that it was not. */
const saysBegun = (asked: readonly string[]): boolean => {
  return claimOf(asked) === 'in-progress' && readState(tokenise(asked.join(' ')), 0)?.value === 'started'
}

/** How far an action is that a header asks about: begun, done, or closed when it was done. Null where it asks something else. */
export function stageAsked(header: string | null | undefined): 1 | 2 | 3 | null {
  const asked = askedBy(header)
  if (saysBegun(asked)) return 1
  return areDone(asked) || saysDone(asked) ? (asked[0] === 'closed' ? 3 : 2) : null
}

/** Whether it asks by words that can mean nothing else if it is done: `Work completed (Y/N)`. */
export const asksWhetherDone = (header: string | null | undefined): boolean => areDone(askedBy(header))

const noUnder = (asked: readonly string[]): string | null =>
  saysBegun(asked) ? 'Not started' : (QUESTIONS[asked.join(' ')]?.no ?? null)

const yesUnder = (asked: readonly string[]): string | null => {
  const [not, ...denied] = asked
  if (not === 'not' && denied.length > 0 && denied.every((word) => DONE.has(word))) return 'Not complete'
  return QUESTIONS[asked.join(' ')]?.yes ?? (claimOf(asked) === 'in-progress' ? 'In progress' : null)
}

/** A number without its sign. One alone is the whole, or a hundredth of it: somebody is asked. */
function shareIn(cell: string): string | null {
  const number = /^(?:\d{1,3}(?:\.\d{1,3})?|\.\d{1,3})$/.test(cell) ? Number(cell) : null
  if (number === null || number === 1 || number > 100) return null
  return `${number > 0 && number < 1 ? Math.round(number * 100) : number}%`
}
