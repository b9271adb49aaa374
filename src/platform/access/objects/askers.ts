import { type Db, HOUSE_VIEWER, Sql, sql } from '../../db/index.ts'
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
  /** The same list as rows to join, where its length is not known beforehand: an array of unknown length is planned as a long one. Null where there is none. */
  rows(whose: SubjectList): Sql | null
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
    rows: () => null,
  }
}

/** Whoever looks, as the transaction was told: for policies, which are written once and know nobody. Each is asked once for a statement. */
export const bySession: Asker = {
  id: once('viewer_id()'),
  today: once('viewer_today()'),
  holds: (permission) => once(`viewer_holds(${quoted(permission)})`),
  holdsEverywhere: (permission) => once(`viewer_holds_everywhere(${quoted(permission)})`),
  unitsWith: (permission) => list(`viewer_units(${quoted(permission)})`, 'uuid'),
  list: (whose) =>
    whose === 'markings' ? list(`viewer_words('markings')`, 'text') : list(`viewer_ids(${quoted(whose)})`, 'uuid'),
  rows: (whose) => (whose === 'markings' ? null : new Sql([`access.viewer_list(${quoted(whose)})`], [])),
}

function once(call: string): Sql {
  return new Sql([`(select access.${call})`], [])
}

/** `any` of a subquery would be any of its rows: the cast makes it any of the list. */
function list(call: string, of: 'uuid' | 'text'): Sql {
  return new Sql([`(select access.${call})::${of}[]`], [])
}

/** Whoever looks is told of with each question of a page. */
const told = new WeakMap<Subject, string>()

/** What a transaction is told of whoever looks: `Subject`, as the functions of the schema `access` read it. Sets of units are sent once each. */
export function toldOf(subject: Subject): string {
  const text = told.get(subject) ?? written(subject)
  told.set(subject, text)
  return text
}

function written({ reach, ...subject }: Subject): string {
  const sets = [...new Set([...reach.values()].filter((one) => one !== 'everywhere'))]
  const numbered = [...reach].map(([key, one]) => [key, one === 'everywhere' ? one : sets.indexOf(one)] as const)
  const { id, roleIds, groupIds, unitIds, unitsAbove, markings, today } = subject
  const facts = { kind: 'person', id, roleIds, groupIds, unitIds, unitsAbove, markings, today }
  return JSON.stringify({ ...facts, reach: Object.fromEntries(numbered), sets })
}

/** The database as somebody sees it: what is guarded is shown to them or not, also by a question that has no condition. */
export const seenAs = (db: Db, viewer: Subject): Db => db.as(viewer.isHouse ? HOUSE_VIEWER : toldOf(viewer))

const quoted = (word: string) => `'${word.replaceAll("'", "''")}'`
