import { may, type Person } from '#platform/access/index.ts'
import { type Day, inWords } from '#platform/calendar/index.ts'
import { type Queries, sql } from '#platform/db/index.ts'
import { counted } from '#platform/words.ts'
import { paths } from './paths.ts'
import { handovers } from './reviewing/handover.ts'
import { ownerless } from './store.ts'

/** What the register of assets wants of this person today. */
export async function needs(
  db: Queries,
  person: Person,
  today: Day,
): Promise<{ text: string; href: string; isUrgent: boolean }[]> {
  if (!may(person, 'assets:read')) return []
  const review = await db.maybe<{ dueOn: Day; open: number; attested: boolean; own: number }>(sql`
    select r.due_on as "dueOn", count(*) filter (where x.confirmed_at is null) as open, count(x.asset_id) as own,
      exists (select from assets.attestation t where t.review_id = r.id and t.owner_id = ${person.id}) as attested
    from assets.review r join assets.review_asset x on x.review_id = r.id join assets.asset a on a.id = x.asset_id and a.owner_id = ${person.id} and a.ended_on is null
    where r.closed_on is null group by r.id`)
  const found = []
  if (review && !review.attested)
    found.push({
      text:
        review.open > 0
          ? `${counted(review.open, 'information asset of yours is', 'information assets of yours are')} to be confirmed by ${inWords(review.dueOn)}`
          : `Attest for your information assets by ${inWords(review.dueOn)}`,
      href: paths.mine,
      isUrgent: review.dueOn < today,
    })
  const came = (await handovers(db, person.id)).length
  if (came > 0)
    found.push({
      text: `${counted(came, 'information asset', 'information assets')} came to you from another owner`,
      href: paths.handover,
      isUrgent: false,
    })
  if (may(person, 'assets:change')) {
    const { count } = await db.one<{ count: number }>(
      sql`select count(*) from assets.asset a left join people.person p on p.id = a.owner_id where a.ended_on is null and ${ownerless(today)}`,
    )
    if (count > 0)
      found.push({
        text: counted(count, 'information asset has no owner', 'information assets have no owner'),
        href: `${paths.gaps}?gap=owner`,
        isUrgent: false,
      })
  }
  return found
}
