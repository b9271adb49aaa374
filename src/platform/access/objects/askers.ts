import { Sql, sql } from '../../db/index.ts'
import type { Permission, Subject } from '../person.ts'
import type { SubjectList } from './rule.ts'

/** How conditions say whoever looks: by values of a query, or by what the connection was told. */
export interface Asker {
  readonly id: Sql
  readonly today: Sql
  /** What is known beforehand is said as a truth, and falls out of the condition. */
  holds(permission: Permission): boolean | Sql
  holdsEverywhere(permission: Permission): boolean | Sql
  /** Null where there is none. */
  unitsWith(permission: Permission): Sql | null
  list(whose: SubjectList): Sql | null
}

/** Whoever looks, by values. */
export function byValues(subject: Subject): Asker {
  const listed = (values: readonly string[]) => (values.length === 0 ? null : sql`${values}`)
  return {
    id: sql`${subject.id}`,
    today: sql`${subject.today}`,
    holds: (permission) => subject.reach.has(permission),
    holdsEverywhere: (permission) => subject.reach.get(permission) === 'everywhere',
    unitsWith: (permission) => {
      const reach = subject.reach.get(permission)
      return reach === undefined || reach === 'everywhere' ? null : listed(reach)
    },
    list: (whose) => listed(subject[whose]),
  }
}

/** Whoever looks, as the connection was told: for policies, which are written once and know nobody. Each is asked once for a statement. */
export const bySession: Asker = {
  id: once('viewer_id()'),
  today: once('viewer_today()'),
  holds: (permission) => once(`viewer_holds(${quoted(permission)})`),
  holdsEverywhere: (permission) => once(`viewer_holds_everywhere(${quoted(permission)})`),
  unitsWith: (permission) => list(`viewer_units(${quoted(permission)})`, 'uuid'),
  list: (whose) =>
    whose === 'markings' ? list(`viewer_words('markings')`, 'text') : list(`viewer_ids(${quoted(whose)})`, 'uuid'),
}

function once(call: string): Sql {
  return new Sql([`(select access.${call})`], [])
}

/** `any` of a subquery would be any of its rows: the cast makes it any of the list. */
function list(call: string, of: 'uuid' | 'text'): Sql {
  return new Sql([`(select access.${call})::${of}[]`], [])
}

/** What a connection is told that does the house's own work: jobs, commands, backups. */
export const HOUSE_VIEWER = JSON.stringify({ kind: 'house' })

/** What a connection is told of whoever looks: `Subject`, as the functions of the schema `access` read it. Sets of units are sent once each. */
export function toldOf({ reach, ...subject }: Subject): string {
  const sets = [...new Set([...reach.values()].filter((one) => one !== 'everywhere'))]
  const numbered = [...reach].map(([key, one]) => [key, one === 'everywhere' ? one : sets.indexOf(one)] as const)
  const { id, roleIds, groupIds, unitIds, unitsAbove, markings, today } = subject
  const told = { kind: 'person', id, roleIds, groupIds, unitIds, unitsAbove, markings, today }
  return JSON.stringify({ ...told, reach: Object.fromEntries(numbered), sets })
}

const quoted = (word: string) => `'${word.replaceAll("'", "''")}'`
