import type { Day } from '../calendar/index.ts'
import { type Queries, type Sql, sql } from '../db/index.ts'
import { NO_ID } from '../ids.ts'

/** What somebody may do: a noun and a verb, `plans:import`. A room declares its own. */
export type Permission = `${string}:${string}`

export interface PermissionFacts {
  readonly key: Permission
  /** What it lets a person do, in plain English. */
  readonly means: string
  readonly holds: Holding
  /** The roles of a new installation that have it, by the titles of `content/roles.yaml`; in one that is there a migration gives it. */
  readonly given?: readonly string[]
}

/**
 * Where a permission holds that a role kept to the unit of the appointment gives: there and in what belongs to it, or everywhere all the same. The
 * reason is the end of a sentence. `wholly`: what else it lets a role do whose rights hold everywhere, because it belongs to no unit, as it stands after
 * “and”. No role that is kept to a unit may have what is `never` kept.
 */
export type Holding =
  | { readonly in: 'unit'; readonly wholly?: string }
  | { readonly in: 'body'; readonly because: string }
  | { readonly in: 'body'; readonly because: string; readonly isNeverKept: true }

/** It holds in the unit of the appointment and what belongs to it; everywhere where the role says so. Every right to change what belongs to units does. */
export const IN_UNIT: Holding = { in: 'unit' }
/** The same; and where it holds everywhere, it also lets them do this, such as “publish frameworks”. */
export const inUnitAnd = (wholly: string): Holding => ({ in: 'unit', wholly })
/** It holds everywhere, also where the role is kept to a unit: of what is open, and of what is somebody's own. */
export const inBody = (because: string): Holding => ({ in: 'body', because })
/** It holds everywhere, and a role that has it cannot be kept to a unit. */
export const neverKept = (because: string): Holding => ({ in: 'body', because, isNeverKept: true })

/** The reason of what is open to whoever may read it. */
export const OPEN = inBody('it is open to all units')

/** Where somebody holds a permission: in all of the body, or in these units (each with what is below it, already listed). */
export type Reach = 'everywhere' | readonly string[]

/** What rules about objects ask of whoever looks, worked out once for a request. */
export interface Subject {
  readonly id: string
  /** Ids of the roles that they are appointed to, or stand in for, today. */
  readonly roleIds: readonly string[]
  /** Bodies and other groups that they are members of today. */
  readonly groupIds: readonly string[]
  /** Units that they are appointed in today. */
  readonly unitIds: readonly string[]
  /** Those units, and every unit above one of them. */
  readonly unitsAbove: readonly string[]
  /** Markings that their clearance covers. */
  readonly markings: readonly string[]
  /** Permissions of today's appointments, and where each holds. */
  readonly reach: ReadonlyMap<Permission, Reach>
  /** The day of which all this is true. */
  readonly today: Day
  /** Whether it is the house's own work, which sees everything: jobs, and whoever has the machine under the command line. */
  readonly isHouse?: true
}

/** Whoever is signed in, with what their appointments of today let them do. */
export interface Person extends Subject {
  readonly name: string
  readonly roles: readonly string[]
}

/** Finds a person who may act today; null for somebody unknown or who has left. Joined on by the house. */
export type FindPerson = (db: Queries, id: string, today: Day) => Promise<Person | null>

/** Whether somebody holds a permission, wherever it may be: what doors ask. The house may do everything. */
export function may(person: Subject | null, permission: Permission): boolean {
  return person !== null && (person.isHouse === true || person.reach.has(permission))
}

/**
 * Whether somebody holds a permission in a unit: in it, or in one above it. What has no unit is the whole body's, and only a right that holds everywhere
 * reaches it. The same as the rule `holdsIn` of objects.
 */
export function mayIn(person: Subject | null, permission: Permission, unitId: string | null): boolean {
  if (person?.isHouse) return true
  const reach = person?.reach.get(permission)
  return reach === 'everywhere' || (unitId !== null && (reach?.includes(unitId) ?? false))
}

/** Whether somebody holds a permission in all of the body. */
export const mayEverywhere = (person: Subject | null, permission: Permission): boolean =>
  mayIn(person, permission, null)

/** The condition that somebody holds a permission in the unit that a query names; true or false for each row, and the same as `mayIn`. */
export function inReach(person: Subject, permission: Permission, unit: Sql): Sql {
  const reach = person.isHouse ? 'everywhere' : person.reach.get(permission)
  if (reach === 'everywhere') return sql`true`
  return reach && reach.length > 0 ? sql`coalesce(${unit} = any(${reach}::uuid[]), false)` : sql`false`
}

/** Somebody with no more than these of their permissions. */
export const keptWithin = (person: Person, permissions: readonly string[]): Person => ({
  ...person,
  reach: new Map([...person.reach].filter(([permission]) => permissions.includes(permission))),
})

/** The house itself, in nobody's name: it may do everything, and is shown every row. */
export const theHouse = (today: Day): Person => ({
  id: NO_ID,
  name: '',
  roles: [],
  roleIds: [],
  groupIds: [],
  unitIds: [],
  unitsAbove: [],
  markings: [],
  reach: new Map(),
  today,
  isHouse: true,
})
