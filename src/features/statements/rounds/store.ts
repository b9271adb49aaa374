import { assetOwners } from '#features/assets/index.ts'
import { appointmentsOn, presentOn } from '#features/people/index.ts'
import type { Day } from '#platform/calendar/index.ts'
import { type Queries, sql } from '#platform/db/index.ts'

/** How many own information assets today, and the role of owners; null where no role is theirs. */
export const ownersOf = (db: Queries, today: Day): Promise<{ owners: number; role: string } | null> =>
  db.maybe(sql`
    select r.name as role, (select count(*) from ${presentOn(today)} p where p.id in (${assetOwners})) as owners
    from people.role r where r.asset_part = 'owner'`)

/** Roles to choose from, each with how many hold it today. */
export const rolesToAsk = (db: Queries, today: Day): Promise<{ value: string; text: string; holders: number }[]> =>
  db.many(sql`
    select r.id as value, r.name as text, (select count(*) from ${appointmentsOn(today)} a where a.role_id = r.id) as holders
    from people.role r where r.ended_on is null order by r.name, r.id limit 500`)
