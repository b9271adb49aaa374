import type { FieldValue, Item, Register } from '../model.ts'
import type { Change } from '../store.ts'

/** One item that led to what was merged, and leads to what stays: as it was, and the line of its history. */
export interface Moved {
  readonly id: string
  readonly name: string
  /** Its version afterwards. */
  readonly version: number
  /** Its fields as they were, by their columns. */
  readonly before: Readonly<Record<string, FieldValue>>
  readonly fields: Change['fields']
}

/** What moved of one register, and what stands against it in words. */
export interface MovedOf {
  readonly register: Register
  readonly moved: readonly Moved[]
  readonly obstacles: readonly string[]
}

/** What a merge does, or would do. */
export interface MergeFound {
  readonly from: Item
  readonly into: Item
  readonly moves: readonly MovedOf[]
  /** What stands against it, in words: then nothing of it is done. */
  readonly obstacles: readonly string[]
  /** Of all that moves, so that what is done is what was shown. */
  readonly digest: string
}

/** What moved of a register without the merged item itself, which is among what moved because it ended. */
export const othersMoved = ({ moved }: Pick<MovedOf, 'moved'>, mergedId: string): readonly Moved[] =>
  moved.filter(({ id }) => id !== mergedId)

/** How many others lead to another item now: the merged one itself is not counted. */
export const movedCount = (moves: readonly Pick<MovedOf, 'moved'>[], mergedId: string): number =>
  moves.reduce((count, one) => count + othersMoved(one, mergedId).length, 0)

/** So many entries of one register are named; the others are counted. */
export const NAMED = 20

/** What of one register leads to an item: how many entries, and the first of them. */
export interface Leading {
  readonly register: Pick<Register, 'path' | 'plural'>
  readonly count: number
  readonly named: readonly { readonly id: string; readonly name: string }[]
}
