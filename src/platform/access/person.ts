import type { Day } from '../calendar/index.ts'
import type { Queries } from '../db/index.ts'

/** What somebody may do: a noun and a verb, `plans:import`. A room declares its own. */
export type Permission = `${string}:${string}`

export interface PermissionFacts {
  readonly key: Permission
  /** What it lets a person do, in plain English. */
  readonly means: string
  /** Why it holds everywhere, whatever the unit of the appointment, as the end of a sentence; a role that has it cannot be kept to a unit. */
  readonly isEverywhere?: string
}

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

/** Somebody with no more than these of their permissions. */
export const keptWithin = (person: Person, permissions: readonly string[]): Person => ({
  ...person,
  reach: new Map([...person.reach].filter(([permission]) => permissions.includes(permission))),
})

/** The house itself, in nobody's name: it may do everything, and is shown every row. */
export const theHouse = (today: Day): Person => ({
  id: '00000000-0000-0000-0000-000000000000',
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
