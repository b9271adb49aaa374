import { type Act, audit, byOf } from '#platform/audit/index.ts'
import { type Day, dayOf } from '#platform/calendar/index.ts'
import { type Db, sql, type Tx } from '#platform/db/index.ts'
import { Conflict, Forbidden, NotFound } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { ATTESTATION } from '../model.ts'

/** Begins a review: every asset that is held, with whoever owns it today. One at a time. */
export async function openReview(
  db: Db,
  act: Act,
  { name, dueOn }: { readonly name: string; readonly dueOn: Day },
): Promise<string> {
  return db.transaction(async (tx) => {
    if (await tx.maybe(sql`select from assets.review where closed_on is null for update`))
      throw new Conflict('A review is under way', 'Close that one first.')
    const id = newId(act.at.getTime())
    await tx.run(sql`
      insert into assets.review (id, name, opens_on, due_on, opened_at, opened_by) values (${id}, ${name}, ${dayOf(act.at)}, ${dueOn}, ${act.at}, ${byOf(act)})`)
    const assets = await tx.run(sql`
      insert into assets.review_asset (review_id, asset_id, owner_id) select ${id}, id, owner_id from assets.asset where ended_on is null`)
    await audit(tx, act, 'review.opened', { kind: 'asset-review', id }, { assets })
    return id
  })
}

export async function closeReview(db: Db, act: Act, id: string): Promise<void> {
  await db.transaction(async (tx) => {
    if (
      (await tx.run(
        sql`update assets.review set closed_on = ${dayOf(act.at)} where id = ${id} and closed_on is null`,
      )) === 0
    )
      throw new Conflict('This review has been closed already')
    await audit(tx, act, 'review.closed', { kind: 'asset-review', id })
  })
}

/** An owner, or their deputy, says that an entry is right as it stands. Only the version that they saw is confirmed. */
export async function confirmAsset(
  db: Db,
  act: Act,
  personId: string,
  assetId: string,
  version: number,
): Promise<void> {
  await db.transaction(async (tx) => {
    const asset = await tx.maybe<{ version: number; isTheirs: boolean }>(sql`
      select version, ${personId}::uuid in (owner_id, deputy_id) as "isTheirs" from assets.asset where id = ${assetId} for update`)
    if (!asset) throw new NotFound()
    if (!asset.isTheirs) throw new Forbidden('Only the owner of an asset and their deputy can confirm it')
    if (asset.version !== version)
      throw new Conflict('The entry has been changed meanwhile', 'Look at it as it is now, and confirm that.')
    await tx.run(
      sql`update assets.asset set confirmed_on = ${dayOf(act.at)}, confirmed_by = ${personId} where id = ${assetId}`,
    )
    await tx.run(sql`
      update assets.review_asset set confirmed_at = ${act.at}, confirmed_by = ${personId}, asset_version = ${version}
      where asset_id = ${assetId} and review_id = (select id from assets.review where closed_on is null)`)
    await audit(tx, act, 'asset.confirmed', { kind: 'asset', id: assetId }, { version })
  })
}

/** Entries that somebody else than their owner and their deputy has changed are not confirmed any more, nor in a review in which they have not attested yet. */
export async function unconfirm(tx: Tx, act: Act, assetIds: readonly string[]): Promise<void> {
  const by = byOf(act)
  const changed = await tx.many<{ id: string }>(sql`
    update assets.asset set confirmed_on = null, confirmed_by = null
    where id = any(${assetIds}::uuid[]) and confirmed_on is not null and not coalesce(${by}::uuid in (owner_id, deputy_id), false) returning id`)
  if (changed.length === 0) return
  await tx.run(sql`
    update assets.review_asset x set confirmed_at = null, confirmed_by = null, asset_version = null
    from assets.review r join assets.asset a on a.id = any(${changed.map(({ id }) => id)}::uuid[])
    where x.review_id = r.id and x.asset_id = a.id and r.closed_on is null
      and not exists (select from assets.attestation t where t.review_id = r.id and t.owner_id = a.owner_id)`)
}

/** An owner attests that all of theirs are right: once everything is confirmed, and once a review. */
export async function attest(db: Db, act: Act, personId: string, note: string | null): Promise<void> {
  await db.transaction(async (tx) => {
    const review = await tx.maybe<{ id: string }>(sql`select id from assets.review where closed_on is null for share`)
    if (!review) throw new Conflict('No review is under way')
    const { open, own } = await tx.one<{ open: number; own: number }>(sql`
      select count(*) filter (where r.confirmed_at is null) as open, count(*) as own
      from assets.review_asset r join assets.asset a on a.id = r.asset_id where r.review_id = ${review.id} and a.owner_id = ${personId} and a.ended_on is null`)
    if (own === 0) throw new Conflict('You own no asset in this review')
    if (open > 0)
      throw new Conflict('Not all of your assets are confirmed yet', `${open} of ${own} are still to be confirmed.`)
    const written = await tx.run(sql`
      insert into assets.attestation (id, review_id, owner_id, words, note, at)
      values (${newId(act.at.getTime())}, ${review.id}, ${personId}, ${ATTESTATION}, ${note}, ${act.at}) on conflict do nothing`)
    if (written === 0) throw new Conflict('You have attested in this review already')
    await audit(tx, act, 'assets.attested', { kind: 'asset-review', id: review.id }, { assets: own })
  })
}
