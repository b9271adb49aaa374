import type { Day } from '../../calendar/index.ts'
import type { Permission } from '../person.ts'

/** Where somebody holds a permission: in all of the body, or in these units (each with what is below it, already listed). */
export type Reach = 'everywhere' | readonly string[]

/** What rules ask of whoever looks, worked out once for a request. */
export interface Subject {
  readonly id: string
  /** Roles that they are appointed to, or stand in for, today. */
  readonly roleIds: readonly string[]
  /** Groups of need to know that they belong to. */
  readonly groupIds: readonly string[]
  /** Units that they are appointed in today. */
  readonly unitIds: readonly string[]
  /** Those units, and every unit above one of them. */
  readonly unitsAbove: readonly string[]
  /** Markings that their clearance covers. */
  readonly markings: readonly string[]
  readonly reach: ReadonlyMap<Permission, Reach>
  readonly today: Day
}
