import type { Act } from '#platform/audit/index.ts'
import type { Day } from '#platform/calendar/index.ts'
import type { Queries, Tx } from '#platform/db/index.ts'

/** Something that belongs to units. Each room says what of its own does; the house joins them on. */
export interface Belonging {
  readonly one: string
  readonly more: string
  /** How many there are, and how many of them cannot follow to another unit. */
  count(db: Queries, unitId: string, toUnitId: string | null, on: Day): Promise<{ moves: number; stays: number }>
  /** What is chosen where several of these units, or the one that inherits, have the same: in sentences. */
  choices?(db: Queries, unitIds: readonly string[], toUnitId: string | null): Promise<string[]>
  /** Chooses so, before anything moves. Answers what was chosen. */
  choose?(tx: Tx, unitIds: readonly string[], toUnitId: string): Promise<string[]>
  /** Gives them to another unit. Answers how many followed. */
  move(tx: Tx, unitId: string, toUnitId: string, on: Day, act: Act): Promise<number>
}

export const KINDS = {
  move: {
    text: 'Move a unit',
    about: 'It belongs to another unit from now on, with everything below it.',
    done: 'moved',
  },
  merge: {
    text: 'Merge units',
    about: 'Several units become one, which inherits everything that they own. They are closed.',
    done: 'merged',
  },
  split: {
    text: 'Split a unit',
    about: 'New units come out of one. One of them, or the unit itself, inherits what it owns.',
    done: 'split',
  },
  'transfer-out': {
    text: 'Transfer a unit out',
    about:
      'Its functions go to another body. It is closed here with everything below it, and what it owned stays on record.',
    done: 'transferred out',
  },
  'transfer-in': {
    text: 'Transfer a unit in',
    about: 'Functions come from another body, as a new unit.',
    done: 'transferred in',
  },
} as const
export type Kind = keyof typeof KINDS
export const isKind = (text: string): text is Kind => Object.hasOwn(KINDS, text)

export interface UnitRef {
  readonly id: string
  readonly name: string
  readonly parent: string | null
}

/** A unit that is to be made. */
export interface NewUnit {
  readonly name: string
  readonly kind: string
  readonly parentId: string | null
}

/** What is to happen, before it does. */
export interface Reorganisation {
  readonly kind: Kind
  readonly on: Day
  readonly why: string
  readonly otherBody: string | null
  /** Units that were there before. */
  readonly before: readonly UnitRef[]
  /** Units that are made. */
  readonly makes: readonly NewUnit[]
  /** Who inherits: a unit that is there, or the first of those that are made; null where nobody does. */
  readonly heir: UnitRef | 'made' | null
  /** For a move: the new parent. */
  readonly parent: UnitRef | null
  /** Whether the units of before are closed. */
  readonly closes: boolean
}
