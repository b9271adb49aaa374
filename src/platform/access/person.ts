import type { Day } from '../calendar/index.ts'
import type { Queries } from '../db/index.ts'

/** What somebody may do: a noun and a verb, `plans:import`. A room declares its own. */
export type Permission = `${string}:${string}`

export interface PermissionFacts {
  readonly key: Permission
  /** What it lets a person do, in plain English. */
  readonly means: string
}

/** Whoever is signed in, with what their appointments of today let them do. */
export interface Person {
  readonly id: string
  readonly name: string
  /** Ids of the roles that they are appointed to today. */
  readonly roleIds: readonly string[]
  readonly roles: readonly string[]
  readonly permissions: ReadonlySet<string>
}

/** Finds a person who may act today; null for somebody unknown or who has left. Joined on by the house. */
export type FindPerson = (db: Queries, id: string, today: Day) => Promise<Person | null>

export function may(person: Person | null, permission: Permission): boolean {
  return person?.permissions.has(permission) ?? false
}
