import { takingTurns } from '#platform/turns.ts'
import { folded } from '../exchange/folded.ts'
import type { Choices, ImportedAction, ImportedPlan, LeftOver } from '../recognising/model/model.ts'
import { rowOfPlace } from '../recognising/model/places.ts'
import { likeness, SIMILAR, wordsOf } from '../revisions/alike.ts'
import { guessKey } from './answered.ts'
import { isAdded } from './edits.ts'
import { type ActionEdit, type Edits, NO_EDITS, type RecommendationEdit } from './model.ts'

/** A version of a plan as it was understood, with what was said of it. */
export interface Answered {
  readonly plan: ImportedPlan
  readonly edits: Edits
  readonly choices: Pick<Choices, 'rows' | 'parts'>
}

/** The letters of some words: what is left the same when rows are cut, joined or numbered otherwise. */
const letters = (words: string): string =>
  folded(words)
    .replace(/[^\p{L}]+/gu, '')
    .toLowerCase()

/** The letters of the rows of a plan, by their places: of actions, or of what was read as something else. */
function rowsOf({ recommendations, otherRows }: ImportedPlan): Map<string, string> {
  const actions = recommendations.flatMap((recommendation) => recommendation.actions)
  const made = [...Map.groupBy(actions, ({ place }) => rowOfPlace(place))]
  return new Map([
    ...otherRows.map(({ place, words }): [string, string] => [place, letters(words)]),
    ...made.map(([place, of]): [string, string] => [place, letters(of.map(({ text }) => text).join(''))]),
  ])
}

/** What was said that rows are, and how many actions they hold, for the rows of a new version that have the same words. */
export function rowChoices({ plan, choices }: Answered, now: ImportedPlan): Pick<Choices, 'rows' | 'parts'> {
  const [old, rows] = [rowsOf(plan), [...rowsOf(now)]]
  const same = (place: string): string | null => {
    const words = old.get(place) ?? ''
    const found = rows.filter(([, other]) => other === words || isWithin(other, words) || isWithin(words, other))
    const [only, more] = found
    return words === '' || !only ? null : ((more ? found.find(([at]) => at === place)?.[0] : only[0]) ?? null)
  }
  const carried = <Kind>(said: Readonly<Record<string, Kind>> = {}) =>
    Object.fromEntries(
      Object.entries(said).flatMap(([place, kind]): [string, Kind][] => {
        const at = same(place)
        return at === null ? [] : [[at, kind]]
      }),
    )
  return { rows: carried(choices.rows), parts: carried(choices.parts) }
}

/** So many letters of one row in another are no chance. */
const TELLING = 12
const isWithin = (inner: string, outer: string): boolean => inner.length >= TELLING && outer.includes(inner)

/** Things of a new version by their places, each with that of the version before which it says again. */
type Pairs<Thing> = ReadonlyMap<Thing, Thing>

/** Pairs things by the first of several names that only one on each side has: by the last, a reference, only where their words are alike. */
async function paired<Thing extends Named>(
  before: readonly Thing[],
  now: readonly Thing[],
  names: readonly ((thing: Thing) => string | null)[],
): Promise<Pairs<Thing>> {
  const turn = takingTurns()
  const pairs = new Map<Thing, Thing>()
  const taken = new Set<Thing>()
  for (const name of names) {
    const old = Map.groupBy(
      before.filter((one) => !taken.has(one)),
      name,
    )
    const fresh = Map.groupBy(
      now.filter((one) => !pairs.has(one)),
      name,
    )
    for (const [key, [one, ...others]] of fresh) {
      await turn()
      const [same, ...more] = old.get(key) ?? []
      if (key === null || !one || !same || others.length > 0 || more.length > 0) continue
      if (name === names.at(-1) && !areAlike(one, same)) continue
      pairs.set(one, same)
      taken.add(same)
    }
  }
  return pairs
}

interface Named {
  readonly ref: string | null
  readonly text: string | null
}
const both = ({ ref, text }: Named): string => JSON.stringify([folded(ref), folded(text)])
const textOf = ({ text }: Named): string | null => (folded(text) === '' ? null : folded(text))
/** Whether one may be the other in other words. References move when a row is put in above them. */
const areAlike = (one: Named, other: Named): boolean =>
  one.text === null || other.text === null || likeness(wordsOf(one.text), wordsOf(other.text)) >= SIMILAR
const refOf = ({ ref }: Named): string | null => (ref === null ? null : folded(ref))

/**
 * What was said of the rows of the version before, for the rows of a new version that say the same: each answer holds where the words
 * that it is about are the same words. What was added by hand is added again.
 */
export async function editsBefore({ plan, edits }: Answered, now: ImportedPlan): Promise<Edits> {
  const actionsOf = ({ recommendations }: ImportedPlan) => recommendations.flatMap(({ actions }) => actions)
  const homes = await paired(plan.recommendations, now.recommendations, [both, textOf, refOf])
  const rows = await paired(actionsOf(plan), actionsOf(now), [both, textOf, refOf])
  const home = new Map([...homes].map(([one, old]) => [old.place, one.place]))
  const place = new Map([...rows].map(([one, old]) => [old.place, one.place]))
  const leftOver = new Map(now.leftOver.map((item) => [folded(item.text), item]))
  const again = (item: Pick<LeftOver, 'where' | 'text'>) => {
    const found = leftOver.get(folded(item.text))
    return found ? [{ where: found.where, text: found.text }] : []
  }
  const moved = (at: string | null): string | null => (at === null ? null : isAdded(at) ? at : (home.get(at) ?? null))
  const actions: Record<string, ActionEdit> = {}
  for (const [one, old] of rows) {
    const edit = edits.actions[old.place]
    if (edit)
      actions[one.place] = {
        ...carriedOn(sameWords(edit, old, one)),
        recommendation: moved(edit.recommendation),
        takes: null,
      }
  }
  for (const [at, edit] of Object.entries(edits.actions))
    if (isAdded(at)) {
      const [takes = null] = edit.takes ? again(edit.takes) : []
      if (takes || !edit.takes) actions[at] = { ...carriedOn(edit), recommendation: moved(edit.recommendation), takes }
    }
  const recommendations: Record<string, RecommendationEdit> = {}
  for (const [one, old] of homes) {
    const edit = edits.recommendations[old.place]
    if (edit && both(one) === both(old)) {
      const isSaidAgain = folded(one.commentary) === folded(old.commentary)
      const { commentary, updated } = isSaidAgain ? edit : one
      recommendations[one.place] = { ...edit, commentary, updated, takes: isSaidAgain ? edit.takes.flatMap(again) : [] }
    }
  }
  for (const [at, edit] of Object.entries(edits.recommendations))
    if (isAdded(at)) recommendations[at] = { ...edit, takes: edit.takes.flatMap(again) }
  return {
    ...NO_EDITS,
    statuses: edits.statuses,
    actions,
    recommendations,
    confirmed: confirmedAgain({ plan, edits }, now, place),
  }
}

/** A correction of the version before: nobody has said it of this one. */
const carriedOn = (edit: ActionEdit): ActionEdit => ({ ...edit, carried: Object.keys(edit) })

/** Of a correction, what is about words that the row says again. */
function sameWords(edit: ActionEdit, old: ImportedAction, now: ImportedAction): ActionEdit {
  const isSame = (words: (action: ImportedAction) => string | null | undefined) =>
    folded(words(old)) === folded(words(now))
  const same: Readonly<Record<keyof Omit<ActionEdit, 'leaveOut' | 'recommendation' | 'takes' | 'carried'>, boolean>> = {
    ref: isSame(({ ref }) => ref),
    text: isSame(({ text }) => text),
    owners: isSame(({ ownersCell, owners }) => ownersCell ?? owners.join('\n')),
    priority: isSame(({ priority }) => priority),
    target: isSame(({ target }) => target?.text),
    status: isSame(({ status }) => status),
    claim: isSame(({ status, statusHeader, keyed }) => JSON.stringify([statusHeader, status, keyed?.claim])),
    commentary: isSame(({ commentary }) => commentary),
  }
  const kept = Object.entries(edit).filter(([field]) => same[field as keyof typeof same] ?? true)
  return { ...(Object.fromEntries(kept) as ActionEdit), leaveOut: edit.leaveOut && Object.values(same).every(Boolean) }
}

/** Guesses that were found right and are guessed again of the same rows in the same words. */
function confirmedAgain(
  { plan, edits }: Pick<Answered, 'plan' | 'edits'>,
  now: ImportedPlan,
  placeNow: ReadonlyMap<string, string>,
): string[] {
  const right = new Set(edits.confirmed)
  const said = plan.questions.filter((question) => right.has(guessKey(question)))
  const known = Map.groupBy(said, ({ question, guess }) => JSON.stringify([question, guess]))
  return now.questions.flatMap((question) => {
    const same = known.get(JSON.stringify([question.question, question.guess])) ?? []
    const isAgain = same.some(
      ({ where, place }) => where === question.where || (place !== null && placeNow.get(place) === question.place),
    )
    return isAgain ? [guessKey(question)] : []
  })
}
