import { type Found, lexicon, lookUp, wordAt } from './cursor.ts'
import type { Token } from './tokens.ts'

const NEGATIONS: ReadonlySet<string> = new Set(
  'not no never nothing none nobody nowhere neither nor cannot unlikely unable unwilling impossible unrealistic unfeasible infeasible unachievable unattainable impractical impracticable improbable doubtful hardly scarcely barely rarely without fail fails failed failing missed unmet miss misses missing refuse refused refuses cant wont isnt arent wasnt werent dont doesnt didnt hasnt havent hadnt shouldnt wouldnt couldnt mustnt'.split(
    ' ',
  ),
)

/** Whether a word turns what is said of a date into its opposite: `not`, `unable`, `won't`. */
export const isNegation = (word: string): boolean => NEGATIONS.has(word) || word.endsWith("n't")

/** Those that turn a word some way on; `failed to deliver before June` says what was, and not when it begins. */
const TURNING: ReadonlySet<string> = new Set(
  'not no never nothing none nobody neither nor cannot unlikely unable impossible unrealistic cant wont isnt arent dont doesnt hasnt havent shouldnt wouldnt couldnt mustnt'.split(
    ' ',
  ),
)

/** Words between a negation and what it turns, as in `cannot realistically be delivered until`. */
const BETWEEN: ReadonlySet<string> = new Set(
  'a an any the this that it we to of be been being is are was were am will would shall should can could may might must do does did has have had get got go going gone live take taken takes taking place happen happening happens occur occurring start started starting starts begin beginning begins begun commence commenced commencing commences deliver delivered delivering delivery complete completed completing completion finish finished finishing done implement implemented implementing implementation launch launched launching publish published publishing issue issued make made making meet met move moved ready available achievable achieved achieve feasible possible realistic practical able expected expect expecting expects anticipated anticipate likely planned plan plans scheduled due set date dates target work action activity progress decision now yet for much well earliest realistically probably currently further date hold held put in approve approved agree agreed resolve resolved close closed review reviewed'.split(
    ' ',
  ),
)

/** What a negation turns into its opposite: before a day becomes from it, and after a day becomes by it. */
const TURNED = lexicon<'from' | 'by'>([
  [
    'from',
    'before|until|till|til|prior to|ahead of|in advance of|pre|earlier than|sooner than|any earlier than|any sooner than|any time before|anytime before|much before|until at least|before at least|until at the earliest|before at the earliest'.split(
      '|',
    ),
  ],
  [
    'by',
    'after|later than|later then|any later than|beyond|past|exceed|exceeding|go past|go beyond|run past'.split('|'),
  ],
])

/** How a negated date is meant. */
export interface Turned {
  readonly role: 'from' | 'by'
  readonly doubt?: string
}

/** `no later than`, `not after` are said of a last day. */
const PLAIN: ReadonlySet<string> = new Set(['no', 'not', 'never', 'nothing'])

/** The most words between a negation and the word that it turns. */
const REACH = 12

/** `not before`, `no later than`, `cannot be delivered until`: how the date that follows is meant. */
export function readTurned(tokens: readonly Token[], start: number): Found<Turned> | null {
  const word = wordAt(tokens, start)
  if (!TURNING.has(word) && !word.endsWith("n't")) return null
  for (let at = start + 1; at <= start + REACH; at += 1) {
    const found = lookUp(TURNED, tokens, at)
    if (found) return turned(found, at - start > 1 || !PLAIN.has(word))
    if (!BETWEEN.has(wordAt(tokens, at))) return null
  }
  return null
}

/** That nothing happens after a day does not quite say that something happens by it. */
function turned({ value, next }: Found<'from' | 'by'>, isApart: boolean): Found<Turned> {
  const isDoubtful = value === 'by' && isApart
  return { value: { role: value, ...(isDoubtful && { doubt: 'The words say when it is not to be done.' }) }, next }
}
