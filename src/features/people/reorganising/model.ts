import type { Person } from '#platform/access/index.ts'
import type { Day } from '#platform/calendar/index.ts'
import type { Choice } from '#platform/form/index.ts'
import { isId } from '#platform/ids.ts'
import type { Belonging } from '#platform/room/index.ts'

export const KINDS = {
  move: {
    text: 'Move a unit',
    about: 'It becomes part of another unit on a day that you choose, with every unit below it.',
    done: 'Moved',
  },
  merge: {
    text: 'Merge units',
    about: 'Several units become one. It gets everything that they own, and they are closed.',
    done: 'Merged',
  },
  split: {
    text: 'Split a unit',
    about: 'One unit becomes several. You choose which part gets each item.',
    done: 'Split',
  },
  'transfer-out': {
    text: 'Transfer a unit out',
    about:
      'Its functions go to another body. It is closed here with every unit below it. You choose which unit takes what stays behind.',
    done: 'Transferred out',
  },
  'transfer-in': {
    text: 'Transfer a unit in',
    about: 'Functions come from another body, as a new unit.',
    done: 'Transferred in',
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

/** Where a thing goes: the id of a unit, `new:0` for the first that is made and so on, or `body` with the functions to another body. */
export type Target = string
export const WITH_FUNCTIONS: Target = 'body'
export const madeTarget = (index: number): Target => `new:${index}`
/** Whether a target is a unit that is there already, by its id. */
export const isUnitTarget = (target: Target): boolean => isId(target)

/** Where things of a reorganisation may go, as each is called: new units, another body, units that are there. */
export const placesFor = ({ makes, kind, otherBody }: Reorganisation, units: readonly Choice[]): readonly Choice[] => [
  ...makes.map(({ name }, index) => ({ value: madeTarget(index), text: name })),
  ...(kind === 'transfer-out' ? [{ value: WITH_FUNCTIONS, text: otherBody ?? 'The other body' }] : []),
  ...units,
]

export interface Placement {
  readonly key: string
  readonly id: string
  readonly target: Target
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
  /** Who inherits what is not placed: a unit that is there, or the first of those that are made; null where nobody does. */
  readonly heir: UnitRef | 'made' | null
  /** For a move: the new parent. */
  readonly parent: UnitRef | null
  /** Whether the units of before are closed. */
  readonly closes: boolean
  /** Things that go elsewhere than to the heir. */
  readonly placements: readonly Placement[]
}

/** A reorganisation as somebody asks for it on a day. */
export interface Asked {
  readonly all: readonly Belonging[]
  readonly what: Reorganisation
  readonly today: Day
  readonly viewer: Person
}

/** Where things go that nobody has placed; null where they have to be. */
export const heirTarget = ({ heir }: Reorganisation): Target | null =>
  heir === null ? null : heir === 'made' ? madeTarget(0) : heir.id

/** The heir that is there already; null where it is made first, or there is none. */
export const heirThere = ({ heir }: Reorganisation): UnitRef | null => (heir === 'made' ? null : heir)

/** Whether a day waits, is today or is past. */
export function whenOf(on: Day, today: Day): 'ahead' | 'today' | 'past' {
  return on > today ? 'ahead' : on < today ? 'past' : 'today'
}

/** The name of the control that says where a thing goes. */
export const placeName = ({ key, id }: { readonly key: string; readonly id: string }) => `place-${key}-${id}`
