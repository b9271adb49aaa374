import { may, type Person } from '#platform/access/index.ts'
import type { Day } from '#platform/calendar/index.ts'
import { prepared, type Queries, sql } from '#platform/db/index.ts'
import type { Html } from '#platform/page/index.ts'
import { type Ahead, chosenAhead } from '#platform/register/index.ts'
import { agreeing, counted, inSentence } from '#platform/words.ts'
import { paths } from '../paths.ts'
import { type UnitChoice, unitsToChoose } from '../tree.ts'
import type { Reorganisation } from './model.ts'
import { aheadPart } from './planned-pages.ts'

/** A unit's part in what is planned: one of those that it is done to, one below such a one, who gets what they own, who gets them below it, below which a new one is made, or who is given something of theirs. */
type PartInPlan = 'before' | 'below' | 'heir' | 'parent' | 'above' | 'given'

interface Row {
  readonly id: string
  readonly name: string
  readonly plannedId: string | null
  readonly what: Reorganisation | null
  readonly part: PartInPlan
  /** Units below it that it is given, by their names, and how many other things. */
  readonly teams: string | null
  readonly things: number
  readonly on: Day
}

/** What is planned for units, or for these alone, in the order of its days; of all units at most 1,000. */
async function rowsAhead(db: Queries, unitIds: readonly string[] | null, today: Day): Promise<Row[]> {
  return db.many(
    prepared(sql`
    with recursive waits as (select id, on_day, kind, what from people.planned_reorganisation where state = 'waiting'),
    touched as (
      select w.id as planned, (b.value ->> 'id')::uuid as unit_id, 'before' as part from waits w cross join lateral jsonb_array_elements(w.what -> 'before') b (value)
      union
      select t.planned, u.id, 'below' from touched t join waits w on w.id = t.planned and w.kind = 'transfer-out' join people.unit u on u.parent_id = t.unit_id),
    parts as (
      select planned, unit_id, part from touched
      union all select id, (what -> 'heir' ->> 'id')::uuid, 'heir' from waits where what -> 'heir' ->> 'id' is not null and kind <> 'split'
      union all select id, (what -> 'parent' ->> 'id')::uuid, 'parent' from waits where what -> 'parent' ->> 'id' is not null
      union select w.id, (m.value ->> 'parentId')::uuid, 'above' from waits w cross join lateral jsonb_array_elements(w.what -> 'makes') m (value) where m.value ->> 'parentId' is not null),
    given as (
      select w.id as planned, (g.value ->> 'target')::uuid as unit_id, string_agg(u.name, ', ' order by u.name) as teams, count(*) filter (where u.id is null) as things
      from waits w cross join lateral jsonb_array_elements(coalesce(w.what -> 'placements', '[]')) g (value)
        left join people.unit u on g.value ->> 'key' = 'units' and u.id = (g.value ->> 'id')::uuid
      where g.value ->> 'target' ~ '^[0-9a-f]{8}-[0-9a-f-]{27}$' group by 1, 2)
    select u.id, u.name, x.planned as "plannedId", x.what, x.part, x.teams, x.things, x.on from (
      select p.unit_id, p.planned, w.what, p.part, null as teams, 0 as things, w.on_day as on from parts p join waits w on w.id = p.planned
      union all select g.unit_id, g.planned, w.what, 'given', g.teams, g.things, w.on_day from given g join waits w on w.id = g.planned
        where not exists (select from parts p where p.planned = g.planned and p.unit_id = g.unit_id and p.part <> 'above')
      union all select id, null, null, 'before', null, 0, closed_on from people.unit where closed_on > ${today}) x
    join people.unit u on u.id = x.unit_id
    where coalesce(u.closed_on > ${today}, true) and ${unitIds === null ? sql`true` : sql`u.id = any(${unitIds}::uuid[])`}
    order by x.on, u.name, u.id, x.part, x.planned limit 1000`),
  )
}

const names = (units: readonly { readonly name: string }[]) => units.map(({ name }) => name).join(', ')

/** What happens to a unit, after its name and before the day. */
function inFull({ id, what, part, teams, things }: Row): string {
  if (!what) return 'closes'
  const { kind, before, makes, heir, parent, otherBody, closes } = what
  const all = names(before)
  if (part === 'parent') return `gets another unit below it: ${all}`
  if (part === 'above')
    return `gets ${names(makes.filter(({ parentId }) => parentId === id))} below it, ${kind === 'transfer-in' ? `transferred in from ${otherBody}` : `made from ${all}`}`
  if (part === 'given') {
    const given = [...(teams ? [`${teams} below it`] : []), ...(things > 0 ? [counted(things, 'item', 'items')] : [])]
    return `gets ${inSentence(given)} from ${all}`
  }
  if (part === 'heir') return kind === 'merge' ? `takes over from ${all}` : `takes over what stays behind of ${all}`
  if (kind === 'move') return `becomes part of ${parent?.name}`
  if (kind === 'transfer-out') return `is transferred out to ${otherBody}${part === 'below' ? ` with ${all}` : ''}`
  if (kind === 'split')
    return closes
      ? `is split into ${names(makes)}, and closes`
      : `is split: ${names(makes)} ${agreeing(makes.length, 'is', 'are')} made from it`
  const others = names(before.filter((unit) => unit.id !== id))
  return `merges ${others ? `with ${others} ` : ''}into ${heir === 'made' || heir === null ? names(makes) : heir.name}`
}

const SHORT: Readonly<Record<Reorganisation['kind'], string>> = {
  merge: 'merges',
  split: 'is split',
  'transfer-out': 'is transferred out',
  'transfer-in': '',
  move: '',
}

/** Whether the unit ends with it, or is divided: who puts something there has to know. */
const concernsUsers = ({ what, part }: Row): boolean => (part === 'before' || part === 'below') && what?.kind !== 'move'

const asAhead = (row: Row): Ahead => ({
  id: row.id,
  name: row.name,
  on: row.on,
  short: row.what ? SHORT[row.what.kind] : 'closes',
  words: inFull(row),
  href: row.plannedId === null ? paths.unit(row.id) : paths.planned(row.plannedId),
})

/** Units that are planned to close, merge or be split: all of them, or of these. Nothing for whoever may not see units. */
export async function unitsAhead(
  db: Queries,
  ids: readonly string[] | null,
  today: Day,
  viewer: Person,
): Promise<Ahead[]> {
  if (!may(viewer, 'people:read')) return []
  return (await rowsAhead(db, ids, today)).filter(concernsUsers).map(asAhead)
}

/** Everything that is planned for these units. Nothing for whoever may not see units. */
export const allAhead = async (
  db: Queries,
  ids: readonly string[],
  today: Day,
  viewer: Person,
): Promise<readonly Ahead[]> => (may(viewer, 'people:read') ? (await rowsAhead(db, ids, today)).map(asAhead) : [])

/** Everything that is planned for a unit, said first on its page. */
export async function unitLead(db: Queries, id: string, today: Day): Promise<Html> {
  const rows = await rowsAhead(db, [id], today)
  return aheadPart(rows.map((row) => ({ ...asAhead(row), isPlanned: row.plannedId !== null })))
}

/** The open units to choose from, each with what is planned for it if it ends or is divided, for whoever may see that. */
export async function unitChoices(db: Queries, today: Day, viewer: Person): Promise<UnitChoice[]> {
  const [units, ahead] = await Promise.all([unitsToChoose(db, today), unitsAhead(db, null, today, viewer)])
  return chosenAhead(units, ahead)
}
