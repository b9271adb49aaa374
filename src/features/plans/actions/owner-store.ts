import { leftJoinName } from '#features/people/index.ts'
import { prepared, type Queries, sql, type Tx } from '#platform/db/index.ts'
import { ownersInWords } from '../owners-in-words.ts'

export interface Owner {
  readonly position: number
  readonly words: string
  readonly roleId: string | null
  readonly personId: string | null
  readonly name: string | null
}

export function ownersOf(db: Queries, actionId: string): Promise<Owner[]> {
  return db.many(
    prepared(sql`
    select o.position, o.words, o.role_id as "roleId", o.person_id as "personId", coalesce(r.name, p.name) as name
    from plans.owner o ${leftJoinName('role', 'r', 'o.role_id')} ${leftJoinName('person', 'p', 'o.person_id')}
    where o.action_id = ${actionId} order by o.position`),
  )
}

/** The version of an action, and its owners in words. */
export function ownersNow(tx: Tx, actionId: string): Promise<{ version: number; before: string | null }> {
  return tx.one(
    sql`select a.version, ${ownersInWords(sql`a.id`)} as before from plans.action a where a.id = ${actionId}`,
  )
}

/** Puts these owners in place of those that an action has. */
export async function writeOwners(
  tx: Tx,
  actionId: string,
  owners: readonly { words: string; roleId: string | null; personId: string | null }[],
): Promise<void> {
  await tx.run(sql`delete from plans.owner where action_id = ${actionId}`)
  const values = owners.map((owner, position) => ({
    position,
    words: owner.words,
    role_id: owner.roleId,
    person_id: owner.personId,
  }))
  await tx.run(sql`
    insert into plans.owner (action_id, position, words, role_id, person_id)
    select ${actionId}, position, words, role_id, person_id
    from jsonb_to_recordset(${JSON.stringify(values)}) as r (position integer, words text, role_id uuid, person_id uuid)`)
  await tx.run(sql`update plans.action set version = version + 1 where id = ${actionId}`)
}

/** Words that stand for owners of a plan and fit no role or person yet, with how many actions they own. */
export function unmatchedOwners(db: Queries, planId: string): Promise<{ words: string; actions: number }[]> {
  return db.many(sql`
    select min(o.words) as words, count(*) as actions from plans.owner o join plans.action a on a.id = o.action_id
    where a.plan_id = ${planId} and o.role_id is null and o.person_id is null
    group by lower(o.words) order by lower(o.words) limit 200`)
}

/** Makes these words of a plan mean a role or a person, wherever they stand. Answers how many actions. */
export function matchOwner(
  tx: Tx,
  planId: string,
  words: string,
  match: { kind: 'role' | 'person'; id: string },
): Promise<number> {
  return tx.run(sql`
    update plans.owner o set role_id = ${match.kind === 'role' ? match.id : null}, person_id = ${match.kind === 'person' ? match.id : null}
    from plans.action a where a.id = o.action_id and a.plan_id = ${planId} and lower(o.words) = lower(${words})
      and o.role_id is null and o.person_id is null`)
}
