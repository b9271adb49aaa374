import { inTerminal } from '#formats'
import { BadRequest } from '#platform/errors.ts'
import { counted } from '#platform/words.ts'
import type { ImportedPlan } from '../recognising/model/model.ts'
import { compare } from './compare.ts'
import type { ActionMatch, Change, ChosenMatches, Comparison, StandingAction, StandingPlan } from './model.ts'

/** What is said of every row of which it is not certain that it is an action of the plan. */
export const DOUBTFUL_ANSWERS = ['same', 'new'] as const
export type DoubtfulAnswer = (typeof DOUBTFUL_ANSWERS)[number]

/** A match that somebody must look at, with the action that it may be. */
export type DoubtfulMatch = ActionMatch & { readonly standing: StandingAction }

/** A new version beside a plan, with the matches that are not certain and what was said of them. */
export interface LaidBeside {
  readonly comparison: Comparison
  readonly doubtful: readonly DoubtfulMatch[]
  readonly chosen: ChosenMatches
}

export const doubtfulOf = ({ actions }: Comparison): DoubtfulMatch[] =>
  actions.flatMap((match) => (match.isDoubtful && match.standing ? [{ ...match, standing: match.standing }] : []))

/** Compares a new version where one answer holds for every match that is not certain; without an answer they are as they were found. */
export async function layBeside(
  standing: StandingPlan,
  incoming: ImportedPlan,
  answer?: DoubtfulAnswer,
): Promise<LaidBeside> {
  let comparison = await compare(standing, incoming)
  let doubtful = doubtfulOf(comparison)
  const all = [...doubtful]
  let chosen: ChosenMatches = {}
  // What is no longer taken by a row that is new may be found for another row, in doubt again.
  while (answer === 'new' && doubtful.length > 0) {
    chosen = { ...chosen, ...Object.fromEntries(doubtful.map(({ incoming: { place } }) => [place, 'new'])) }
    comparison = await compare(standing, incoming, chosen)
    doubtful = doubtfulOf(comparison)
    all.push(...doubtful)
  }
  return { comparison, doubtful: all, chosen }
}

/**
 * Refuses to merge matches that are not certain and of which nobody said anything: a history would go to another action.
 * @throws BadRequest with each of them, and how to answer.
 */
export function askDoubtful({ doubtful }: LaidBeside, answer: DoubtfulAnswer | undefined): void {
  if (answer !== undefined || doubtful.length === 0) return
  const count = counted(doubtful.length, 'row may be an action', 'rows may each be an action')
  throw new BadRequest(
    [...doubtful.map(doubtInWords).map(inTerminal), `Nothing was merged: ${count} of the plan in other words`].join(
      '\n',
    ),
    'Say --doubtful same if each of them is the same action, or --doubtful new if each is a new one. Where they differ, merge in the browser, which asks about each.',
  )
}

const nameOf = ({ ref, text }: { readonly ref: string | null; readonly text: string }) =>
  [ref, text.replace(/\s+/g, ' ')].filter(Boolean).join('. ')

/** A match that is not certain, in one line. */
export const doubtInWords = ({ incoming, standing }: DoubtfulMatch): string =>
  `Not certain: is “${nameOf(incoming)}” in the document the action “${nameOf(standing)}” of the plan?`

/** A change in one line; `isLeft` where both sides changed it and it is left as it stands. */
export function changeInWords(
  { incoming }: ActionMatch,
  { field, before, after, reading }: Change,
  isLeft: boolean,
): string {
  const read = (words: string, how: string | undefined) => (how === undefined ? words : `${words} (read as: ${how})`)
  const left = isLeft ? '  (changed here too: left as it is)' : ''
  return `${incoming.ref ?? incoming.place}  ${field}: ${read(before ?? '–', reading?.before)} → ${read(after, reading?.after)}${left}`
}
