import { inTerminal } from '#formats'
import { BadRequest } from '#platform/errors.ts'
import { counted, shortened } from '#platform/words.ts'
import type { ImportedPlan } from '../recognising/model/model.ts'
import { compare } from './compare.ts'
import {
  type ActionMatch,
  type Change,
  type ChosenMatches,
  type Comparison,
  chosenKey,
  type MatchBasis,
  type StandingPlan,
} from './model.ts'

/** What is said of every row of which it is not certain that it is an action of the plan. */
export const DOUBTFUL_ANSWERS = ['same', 'new'] as const
export type DoubtfulAnswer = (typeof DOUBTFUL_ANSWERS)[number]

interface Named {
  readonly ref: string | null
  readonly text: string | null
}

/** A match that somebody must look at: of which kind it is, and what may be the same. */
export interface DoubtfulMatch {
  readonly kind: 'action' | 'recommendation'
  /** By what the answer is kept. */
  readonly key: string
  readonly incoming: Named
  readonly standing: Named & { readonly id: string }
  readonly basis: MatchBasis
}

/** A new version beside a plan, with the matches that are not certain and what was said of them. */
export interface LaidBeside {
  readonly comparison: Comparison
  readonly doubtful: readonly DoubtfulMatch[]
  readonly chosen: ChosenMatches
}

/** The matches that are not certain: those of recommendations before those of actions, which stand under them. */
export const doubtfulOf = ({ recommendations, actions }: Comparison): DoubtfulMatch[] => [
  ...recommendations.flatMap(({ incoming, standing, basis, isDoubtful }): DoubtfulMatch[] =>
    isDoubtful && standing && basis
      ? [{ kind: 'recommendation', key: chosenKey(incoming.place), incoming, standing, basis }]
      : [],
  ),
  ...actions.flatMap(({ incoming, standing, basis, isDoubtful }): DoubtfulMatch[] =>
    isDoubtful && standing && basis ? [{ kind: 'action', key: incoming.place, incoming, standing, basis }] : [],
  ),
]

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
    chosen = { ...chosen, ...Object.fromEntries(doubtful.map(({ key }) => [key, 'new'])) }
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
  throw new BadRequest(
    [
      ...doubtful.map(doubtInWords).map(inTerminal),
      `Nothing was merged: ${counted(doubtful.length, 'match is', 'matches are')} not certain`,
    ].join('\n'),
    'Say --doubtful same if each of them is the same, or --doubtful new if each is new. Where they differ, merge in the browser, which asks about each.',
  )
}

const nameOf = ({ ref, text }: Named) => [ref, text?.replace(/\s+/g, ' ')].filter(Boolean).join('. ')

/** A match that is not certain, in one line. */
export const doubtInWords = ({ kind, incoming, standing }: DoubtfulMatch): string =>
  `Not certain: is “${nameOf(incoming)}” in the document the ${kind} “${nameOf(standing)}” of the plan?`

/** So many letters name an action that has no reference. */
const MOST_NAMED = 60

/** A change in one line; `isLeft` where both sides changed it and it is left as it stands. */
export function changeInWords(
  { incoming }: ActionMatch,
  { field, before, after, reading }: Change,
  isLeft: boolean,
): string {
  const read = (words: string, how: string | undefined) => (how === undefined ? words : `${words} (read as: ${how})`)
  const left = isLeft ? '  (changed here too: left as it is)' : ''
  const of = incoming.ref ?? `“${shortened(incoming.text.replace(/\s+/g, ' '), MOST_NAMED)}”`
  return `${of}  ${field}: ${read(before ?? '–', reading?.before)} → ${read(after, reading?.after)}${left}`
}
