import type { Day } from '../../calendar/index.ts'
import { name, type Sql, sql } from '../../db/index.ts'
import type { Item, Problem, Register } from '../model.ts'
import type { KitEnding } from './declared.ts'
import { MERGED } from './merged.ts'

/** How the kit ends items of a register; null where it does not. */
export const kitEnding = ({ life: { ended } }: Pick<Register, 'life'>): KitEnding | null =>
  ended.by === 'kit' ? ended : null

/** Whether a day to come stands in the field itself: else the end waits beside the item. */
export const standsInField = ({ day, isCompared }: KitEnding): boolean => day === 'last' || isCompared

/** The condition that an `item` has ended by a day; null where items of the register never do. */
export function hasEnded({ life }: Pick<Register, 'life'>, today: Day): Sql | null {
  const { ended, merged } = life
  if (ended.by === 'nobody') return null
  const own = ended.by === 'room' ? ended.isEnded(today) : overBy(ended, today)
  return merged.by === 'kit' ? sql`(${own} or item.id in (${MERGED}))` : own
}

const overBy = ({ on, day }: KitEnding, today: Day): Sql => isPast(name('item', on), day === 'last', today)

/** The condition that something is over by a day: on the day that a column says, or after it where that is its last. */
export const isPast = (column: Sql, isLastDay: boolean, today: Day): Sql =>
  isLastDay ? sql`coalesce(${column} < ${today}, false)` : sql`coalesce(${column} <= ${today}, false)`

/** Whether an item has ended by a day, by what it says. */
export function isOver({ on, day }: KitEnding, item: Readonly<Record<string, unknown>>, today: Day): boolean {
  const last = item[on]
  if (typeof last !== 'string' || last === '') return false
  return day === 'last' ? last < today : last <= today
}

interface Saving {
  readonly value: Readonly<Record<string, unknown>>
  readonly before: Item | null
}

/** What stands against the end that items would be saved with: a day and a reason go together, and a day to come waits where nobody compares it. */
export function endingProblems(
  register: Pick<Register, 'life' | 'singular' | 'fields'>,
  savings: readonly Saving[],
  today: Day,
): readonly (Problem | null)[] {
  const ending = kitEnding(register)
  return ending ? savings.map((saving) => endingProblem(ending, register, saving, today)) : []
}

function endingProblem(
  ending: KitEnding,
  { singular, fields }: Pick<Register, 'singular' | 'fields'>,
  { value, before }: Saving,
  today: Day,
): Problem | null {
  const { on, why, day } = ending
  const now = (column: string) => (column in value ? value[column] : before?.[column]) || null
  const isAnother = (column: string) => now(column) !== (before?.[column] || null)
  if ((isAnother(why) || isAnother(on)) && now(why) !== null && now(on) === null)
    return { field: on, message: 'Enter the day on which it ended, or leave out why' }
  if (!isAnother(on) || now(on) === null) return null
  // A last day that is known when something begins needs no reason.
  if (day === 'first' && now(why) === null) return { field: why, message: 'Enter why it ended' }
  const last = now(on)
  if (standsInField(ending) || typeof last !== 'string' || last <= today) return null
  const { label = on } = fields.find(({ column }) => column === on) ?? {}
  return {
    field: on,
    message: `“${label}” cannot be a day to come. To end it later, use “End this ${singular}” on its page`,
  }
}
