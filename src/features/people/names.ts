import { name, type Sql, sql } from '#platform/db/index.ts'

/** What has a name and is named by other rooms. */
type Kind = 'unit' | 'person' | 'role'

/**
 * What has a name, to be read as a table: id and name; of units also kind, of roles short_name. Units that are closed and people who have left are among them: their
 * closed_on and left_on say since when.
 */
const NAMED: Readonly<Record<Kind, Sql>> = {
  unit: sql`(select id, name, kind, closed_on from people.unit)`,
  person: sql`(select id, name, left_on from people.person)`,
  role: sql`(select id, name, short_name from people.role)`,
}
export const namedRows = (kind: Kind): Sql => NAMED[kind]

/** A column as the program writes it: `a.unit_id`. */
const columnOf = (column: string | Sql): Sql => (typeof column === 'string' ? name(...column.split('.')) : column)

/** Joins what a column names, under an alias: its id and name. Rows that name nothing are left out. */
export const joinName = (kind: Kind, alias: string, column: string | Sql): Sql =>
  sql`join ${namedRows(kind)} ${name(alias)} on ${name(alias)}.id = ${columnOf(column)}`

/** The same, where the column may name nothing: id and name are null then. */
export const leftJoinName = (kind: Kind, alias: string, column: string | Sql): Sql =>
  sql`left ${joinName(kind, alias, column)}`

/** The name of what a column names; null where it names nothing. */
export const nameByKey = (kind: Kind, column: string | Sql): Sql =>
  sql`(select named_so.name from ${namedRows(kind)} named_so where named_so.id = ${columnOf(column)})`
