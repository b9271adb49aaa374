import type { Day } from '#platform/calendar/index.ts'
import { name, type Sql, sql } from '#platform/db/index.ts'

/** A table as a question calls it: its alias, as it is written in the program. */
type Alias = string | Sql

const called = (alias: Alias): Sql => (typeof alias === 'string' ? name(alias) : alias)

/** That something with a last day (`until_on`) holds on a day or later. The last day is one of its days; without one it has no end. */
export const notOver = (alias: Alias, day: Day | Sql): Sql => sql`coalesce(${called(alias)}.until_on >= ${day}, true)`

/** That something from one day to another (`from_on`, `until_on`) holds on a day: an appointment, a delegation. The first and last day are its own. */
export const inForce = (alias: Alias, day: Day): Sql =>
  sql`${called(alias)}.from_on <= ${day} and ${notOver(alias, day)}`

/** That a person has not left before a day: their last day is one on which they are there. Whoever has no last day has not left. */
export const hasNotLeft = (alias: Alias, day: Day): Sql => sql`coalesce(${called(alias)}.left_on >= ${day}, true)`

/** That a person has left before a day: the day after their last one is the first without them. */
export const hasLeft = (alias: Alias, day: Day): Sql => sql`not ${hasNotLeft(alias, day)}`

/** The appointments of a day, to be read as a table: id, person_id, role_id, unit_id, from_on. Also those of people who have left. */
export const appointmentsOn = (day: Day): Sql => sql`(
  select x.id, x.person_id, x.role_id, x.unit_id, x.from_on from people.appointment x where ${inForce('x', day)})`

/** Who acts in which appointment on a day, to be read as a table: appointment_id, person_id. The appointment may be over. */
export const delegationsOn = (day: Day): Sql => sql`(
  select x.appointment_id, x.person_id from people.delegation x where ${inForce('x', day)})`

/** Who was appointed to which role, whenever it was, to be read as a table: person_id, role_id, unit_id. */
export const APPOINTED_EVER = sql`(select x.person_id, x.role_id, x.unit_id from people.appointment x)`

/** Who has not left on a day, to be read as a table: id, name, email, unit_id. */
export const presentOn = (day: Day): Sql => sql`(
  select x.id, x.name, x.email, x.unit_id from people.person x where ${hasNotLeft('x', day)})`

/** Who has not left on a day and has an email address, to be read as a table: id, name, email. */
export const mailedOn = (day: Day): Sql => sql`(
  select x.id, x.name, x.email from people.person x where x.email is not null and ${hasNotLeft('x', day)})`

/** That somebody holds a role that a group of a directory gave them, and that has no last day. */
export const holdsByGroup = (personId: Sql): Sql => sql`exists (
  select from people.appointment x where x.person_id = ${personId} and x.source = 'directory' and x.until_on is null)`
