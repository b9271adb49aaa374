import { type Db, HOUSE_VIEWER, join, Sql, sql } from '../../db/index.ts'
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
  /** The same of the units in which a permission is held. */
  rowsOfUnits(permission: Permission): Sql | null
  /** Rows of whoever looks, found beforehand, once for a statement: what they are tied by, as a call that answers rows. Without it each question finds them itself. */
  readonly gathered?: (arms: readonly Arm[]) => Sql
}

/** One way in which related rows are found, so that an index can find them: their column that ties them to us, the tables, and the conditions. */
export interface Arm {
  readonly theirs: Sql
  readonly from: Sql
  readonly where: readonly Sql[]
  /** Whether it finds only rows of whoever looks, such as those that name them. */
  readonly isOwn: boolean
  /** A list without which it finds nothing, so that nothing has to be looked up. */
  readonly unlessEmpty?: Sql
}

/**
 * As many as most lists of somebody have. Their values are written singly, so that a plan that is made beforehand knows how many there are: of an array PostgreSQL takes it for ten, and
 * would plan the same statement anew each time.
 */
const FEW = 3

const arrayOf = (values: readonly string[], of: Sql): Sql | null => {
  if (values.length === 0) return null
  if (values.length > FEW) return sql`${values}`
  return sql`array[${join(
    values.map((value) => sql`${value}::${of}`),
    sql`, `,
  )}]`
}

/** Whoever looks, by values. */
export function byValues(subject: Subject): Asker {
  return {
    id: sql`${subject.id}`,
    today: sql`${subject.today}`,
    holds: (permission) => subject.reach.has(permission),
    holdsEverywhere: (permission) => subject.reach.get(permission) === 'everywhere',
    unitsWith: (permission) => {
      const reach = subject.reach.get(permission)
      return reach === undefined || reach === 'everywhere' ? null : arrayOf(reach, sql`uuid`)
    },
    list: (whose) => arrayOf(subject[whose], whose === 'markings' ? sql`text` : sql`uuid`),
    rows: () => null,
    rowsOfUnits: () => null,
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
  rowsOfUnits: (permission) => new Sql([`access.viewer_units_list(${quoted(permission)})`], []),
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
