/** Words of a header that asks, which do not change what it asks: `Is the action complete? (Y/N)`. */
const ASKING = new Set(
  'is are has have been was were the this it they be a an action actions recommendation recommendations rec item task milestone deliverable activity objective work fully all yet now still and or if so y n yes no'.split(
    ' ',
  ),
)
const DONE = new Set(
  'complete completed done closed finished delivered implemented achieved actioned met discharged fixed resolved'.split(
    ' ',
  ),
)
/** What other words ask, and what Yes and No under them say. `Open? No` does not say how it ended. */
const QUESTIONS: Readonly<Record<string, { readonly yes: string; readonly no?: string }>> = {
  open: { yes: 'Open' },
  outstanding: { yes: 'Open' },
  started: { yes: 'In progress', no: 'Not started' },
  begun: { yes: 'In progress', no: 'Not started' },
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
  const asked = withoutOffered(above)
    .split(' ')
    .filter((word) => word !== '' && !ASKING.has(word))
  const [first = ''] = asked
  const isDone = asked.length > 0 && asked.every((word) => DONE.has(word))
  if (YES.test(cell)) return isDone ? (first === 'closed' ? 'Closed' : 'Yes') : yesUnder(asked)
  if (NO.test(cell)) return isDone ? 'Not complete' : (QUESTIONS[asked.join(' ')]?.no ?? null)
  if (!isDone) return words
  const told = first === 'complete' || first === 'met' ? 'completed' : first
  return DAY.test(cell) ? `${told} ${cell}` : words
}

const yesUnder = (asked: readonly string[]): string | null => {
  const [not, ...denied] = asked
  if (not === 'not' && denied.length > 0 && denied.every((word) => DONE.has(word))) return 'Not complete'
  return QUESTIONS[asked.join(' ')]?.yes ?? null
}

/** A number without its sign. One alone is the whole, or a hundredth of it: somebody is asked. */
function shareIn(cell: string): string | null {
  const number = /^(?:\d{1,3}(?:\.\d{1,3})?|\.\d{1,3})$/.test(cell) ? Number(cell) : null
  if (number === null || number === 1 || number > 100) return null
  return `${number > 0 && number < 1 ? Math.round(number * 100) : number}%`
}
