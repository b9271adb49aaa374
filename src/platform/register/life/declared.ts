import type { Act } from '../../audit/index.ts'
import type { Day } from '../../calendar/index.ts'
import type { Sql, Tx } from '../../db/index.ts'

/** What becomes of items of a register in the end. Each register says all three: what it has, or why it has not. */
export interface Life {
  readonly ended: Ending
  readonly merged: Merging
  readonly deleted: Deleting
}

/** An item ends on a day and for a reason, and stays on record. */
export type Ending =
  | KitEnding
  | {
      /** The room has a deed of its own for it. */
      readonly by: 'room'
      /** The condition that an `item` has ended. */
      readonly isEnded: (today: Day) => Sql
      /** Where people do it, from an item's page, and the words of the link to it. */
      readonly deed: { readonly text: string; readonly href: (id: string) => string }
    }
  | { readonly by: 'nobody'; readonly because: string }

export interface KitEnding {
  readonly by: 'kit'
  /** The field of the day. */
  readonly on: string
  /** The field of the reason. */
  readonly why: string
  /** Whether it has ended on that day already, or holds on it for the last time. */
  readonly day: 'first' | 'last'
  /**
   * Whether everybody who asks its rows compares the day: then a day to come stands in the field. Where they ask only whether there is one, the end
   * waits beside the item and is written on its day. A last day is compared always.
   */
  readonly isCompared: boolean
}

/** Two items turn out to be one: what led to one leads to the other. */
export type Merging =
  | {
      readonly by: 'kit'
      /** Columns of tables that are no registers which name an item and go on naming it, because they tell what was: each as schema, table and column. */
      readonly stays: readonly string[]
      /** What the merged item becomes, where the kit does not end items of the register. */
      readonly becomes?: (today: Day, into: string) => Readonly<Record<string, string>>
    }
  | {
      readonly by: 'room'
      readonly deed: { readonly text: string; readonly href: (id: string) => string }
    }
  | { readonly by: 'nobody'; readonly because: string }

/** What should never have been added goes: only on the day on which it was, while nothing leads to it and nothing rests on it. */
export type Deleting =
  | {
      readonly by: 'kit'
      /** Asks rules again that the item had a part in. It is given as it was. */
      readonly gone?: (tx: Tx, act: Act, item: Readonly<Record<string, unknown>>) => Promise<unknown>
    }
  | { readonly by: 'nobody'; readonly because: string }

/** Items that hold until a last day, in the fields that registers have for it. */
export const HOLDS_UNTIL = { by: 'kit', on: 'until_on', why: 'ended_why', day: 'last', isCompared: true } as const

/** Items that end on a day, of which those who ask for them ask only whether there is one. */
export const ENDS_ON = { by: 'kit', on: 'ended_on', why: 'ended_why', day: 'first', isCompared: false } as const

/** What no register is deleted of that says no other reason. */
export const STAYS_ON_RECORD = { by: 'nobody', because: 'Who could do what, and when, stays on record.' } as const

/** Nothing leads to items of the register, so that there is nothing to move: the one that is too many is ended. */
export const NOTHING_LEADS = {
  by: 'nobody',
  because: 'Nothing leads to these entries. End the one that is too many.',
} as const
