/** Columns that ask whether it is done: `Done?`, `Is the action complete?`, `Closed (Y/N)`, `Completed`. */
const ASKS =
  /^(?:(?:is|are|has|have) (?:it|this|they|the actions?|actions?) (?:been )?|(?:the )?(?:action|task|recommendation)s? )?(complete|completed|done|closed|finished|delivered|implemented|achieved|actioned|met)(?: (?:y n|yes no|y|yes))?$/
/** Columns that say how much is done: `% complete`, `Complete (%)`. */
const COUNTS =
  /^(?:(?:%|per ?cent|percentage|pct) (?:(?:of )?(?:work|action|task) )?(?:complete|completed|completion|done|delivered|implemented|progress)|(?:complete|completed|completion|done|progress) (?:%|per ?cent|percentage))$/

const plainly = (header: string) =>
  header
    .toLowerCase()
    .replace(/%/g, ' % ')
    .replace(/[^\p{L}%]+/gu, ' ')
    .trim()

/** A day in figures or in words, and nothing else. */
const DAY =
  /^(?:\d{1,2}[/.-]\d{1,2}[/.-](?:\d{2}|\d{4})|\d{4}-\d{2}-\d{2}|\d{1,2}(?:st|nd|rd|th)?[ -]\p{L}{3,9}[ -]\d{2,4}|\p{L}{3,9}[ -]\d{4})$/u

/**
 * The words of a cell as they answer the header above them: `N` under `Done?` is `Not done`, `12/03/18` under `Completed` is
 * `Completed 12/03/18`, `50` under `% complete` is `50%`. Other words are as they stand.
 */
export function underHeader(words: string, header: string | null | undefined): string {
  const above = plainly(header ?? '')
  const cell = words.trim()
  if (above === 'o c') return /^o$/i.test(cell) ? 'Open' : /^c$/i.test(cell) ? 'Closed' : words
  if (COUNTS.test(above)) return shareIn(cell) ?? words
  const asked = ASKS.exec(above)?.[1]
  if (asked === undefined) return words
  if (/^(?:no|n|false)\.?$/i.test(cell)) return 'Not complete'
  if (/^(?:yes|y|true)\.?$/i.test(cell)) return asked === 'closed' ? 'Closed' : 'Yes'
  const told = asked === 'complete' || asked === 'met' ? 'completed' : asked
  return DAY.test(cell) ? `${told} ${cell}` : words
}

/** A number without its sign. One alone is the whole, or a hundredth of it: somebody is asked. */
function shareIn(cell: string): string | null {
  const number = /^(?:\d{1,3}(?:\.\d{1,3})?|\.\d{1,3})$/.test(cell) ? Number(cell) : null
  if (number === null || number === 1 || number > 100) return null
  return `${number > 0 && number < 1 ? Math.round(number * 100) : number}%`
}
