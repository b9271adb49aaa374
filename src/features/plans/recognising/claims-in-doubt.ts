import type { Status } from '../model.ts'
import { DONE, OVER } from '../over.ts'
import { isYesOrNo } from '../statuses/answers.ts'
import { openingStatus } from '../statuses/openings.ts'
import { statusOfRow, statusOfWords } from '../statuses.ts'
import { deniesDone, HOW, isNeutral, MOST_READ, SPOKEN, tellsBeginning } from './commentary-words.ts'
import { isPale } from './keyed-statuses.ts'
import type { ImportedAction, ImportedRecommendation } from './model.ts'

/** What makes it doubtful which status an action claims. */
export interface ClaimInDoubt {
  /** Its status opens with one and goes on in words that are not understood, or its commentary says another one. */
  readonly kind: 'opening' | 'commentary'
  /** The words that say it. */
  readonly words: string
  /** What those words claim, where they are the guess; null where the status of the row is. */
  readonly claim: Status | null
}

/** Gives actions the claim that is the guess where it is doubtful which one they make. What the document's key says is no guess. */
export const withClaimsInDoubt = (
  recommendations: readonly ImportedRecommendation[],
): readonly ImportedRecommendation[] =>
  recommendations.map((one) => ({ ...one, actions: one.actions.map(withGuessedClaim) }))

function withGuessedClaim(action: ImportedAction): ImportedAction {
  const claim = action.keyed ? null : (claimInDoubt(action)?.claim ?? null)
  return claim === null ? action : { ...action, keyed: { claim, words: null, isGuess: true } }
}

/** Why it is doubtful which status an action claims, or null. */
export function claimInDoubt({ keyed, ...said }: ImportedAction): ClaimInDoubt | null {
  const action = keyed && !keyed.isGuess ? { ...said, keyed } : said
  const claim = statusOfRow(action)
  if (claim !== null) return besideCommentary(action, claim)
  const opening = keyed && !keyed.isGuess ? null : openingStatus(action.status ?? '', action.saidOn, action.registered)
  return opening && { kind: 'opening', words: opening.words, claim: opening.status }
}

/** A word for how well it goes gives way to what the commentary says; what is over does not. Colours, Yes and No are asked about by table. */
function besideCommentary(action: ImportedAction, claim: Status): ClaimInDoubt | null {
  if (isPale(action.status ?? '')) return null
  const givesWay = action.keyed === undefined && !OVER.has(claim)
  const beside = givesWay ? statusBeside(action, claim) : null
  if (beside) return { kind: 'commentary', ...beside }
  const words = OVER.has(claim) ? deniedIn(action) : overIn(action)
  return words === null ? null : { kind: 'commentary', words, claim: null }
}

/** The cells of the commentary, and the first sentence of each; those that stand under a label of something else are left out. */
function cellsOf(commentary: string | null): { readonly first: string; readonly isWhole: boolean }[] {
  const lines = (commentary ?? '').slice(0, MOST_READ).split('\n')
  return lines.flatMap((line, index) => {
    if (index > 0 && !SPOKEN.test(line)) return []
    const cell = line.replace(SPOKEN, '').trim()
    const next = lines[index + 1]
    const [first = ''] = cell.split(/[.;]/)
    const isWhole = cell.replace(/[.;]\s*$/, '') === first && (next === undefined || /^[^:\n]{1,60}:\s/.test(next))
    return first === '' || first.includes(':') ? [] : [{ first: first.trim(), isWhole }]
  })
}

/**
 * Another status that the commentary says: as the whole of a cell, or at its beginning where the status of the row says only how well it
 * goes, or where it says that it is done. What is on hold may not have begun.
 */
function statusBeside(action: ImportedAction, claim: Status): Omit<ClaimInDoubt, 'kind'> | null {
  const isLoose = isNeutral(action.status ?? '')
  for (const { first, isWhole } of cellsOf(action.commentary)) {
    const said = isYesOrNo(first) || isNeutral(first) ? null : statusOfWords(first, action.saidOn)
    if (said === null || said === claim || (claim === 'on-hold' && said === 'not-started')) continue
    // That it is done is no guess beside a status in so many words.
    if (DONE.has(said)) return { words: first, claim: null }
    if (isLoose || isWhole) return { words: first, claim: said }
  }
  return null
}

/** What another column asks, with its answer: `Initiated: Yes`. Answers that do not agree are asked about as such. */
const ANSWERED = /^[^:\n]{1,60}:\s*(?:yes|no|[yn]|true|false|[\u2713-\u2718])\.?$/i
/** The sentences with which the commentary begins, each up to a colon: what stands behind one has a label of its own. */
const sentencesOf = (commentary: string | null): string[] =>
  (commentary ?? '')
    .slice(0, MOST_READ)
    .split('\n')
    .filter((line) => !ANSWERED.test(line))
    .flatMap((line) => line.replace(SPOKEN, '').split(/[;]|\.(?!\d)/))
    .flatMap((words) => words.split(':')[0]?.trim() || [])

/** The first words of the commentary, where they say by themselves that the action is done. */
const overIn = ({ commentary, saidOn }: ImportedAction): string | null =>
  cellsOf(commentary).find(({ first }) => !isYesOrNo(first) && DONE.has(statusOfWords(first, saidOn) ?? 'unclaimed'))
    ?.first ?? null

/** The last sentence of the commentary that says how the action stands, where it says that it is not over. */
function deniedIn({ commentary, saidOn, registered }: ImportedAction): string | null {
  const told = sentencesOf(commentary).flatMap((words) => {
    if (HOW.test(words) || tellsBeginning(words)) return []
    if (deniesDone(words)) return [{ words, isOver: false }]
    const said = statusOfWords(words, saidOn, registered)
    return said === null ? [] : [{ words, isOver: OVER.has(said) }]
  })
  const last = told.at(-1)
  return last === undefined || last.isOver ? null : last.words
}
