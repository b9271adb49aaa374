import type { Day } from '#platform/calendar/index.ts'
import { name, type Sql, sql } from '#platform/db/index.ts'
import { isChange, lastDay } from './conditions.ts'

const hasDay = (target: string): Sql =>
  sql`(${lastDay(sql`${name(target)}.kind`, sql`${name(target)}.latest`)} is not null)`

/**
 * What `lostDay` says of every action among some, at the end of a day: `action_id`, the words and the last day as they were (`was`,
 * `was_on`), the words now (`now`) and why (`reason`).
 */
export function lostDays(day: Day, actionIds: Sql): Sql {
  const latestFirst = sql`set_on desc, at desc, id desc`
  return sql`
    select t.action_id, e.text as was, e.latest as was_on, t.text as now, c.reason
    from (select distinct on (action_id) * from plans.target where set_on <= ${day} and action_id in (${actionIds}) order by action_id, ${latestFirst}) t
      cross join lateral (
        select * from plans.target e where e.action_id = t.action_id and e.set_on <= ${day} and ${hasDay('e')} order by ${latestFirst} limit 1) e
      cross join lateral (
        select c.reason from plans.target c where c.action_id = t.action_id and ${isChange('c')} and c.set_on <= ${day}
          and (c.set_on, c.at, c.id) > (e.set_on, e.at, e.id) order by ${latestFirst} limit 1) c
    where t.kind <> 'done' and not ${hasDay('t')}`
}
