import { realpathSync, statSync } from 'node:fs'
import { sep } from 'node:path'
import { askIn } from '#features/people/index.ts'
import { type Act, audit, byOf } from '#platform/audit/index.ts'
import { type Db, sql, type Tx } from '#platform/db/index.ts'
import { Conflict } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { ask } from '#platform/jobs/index.ts'
import { scanRuns, toldState } from './scanning/hold.ts'

export interface ShareFields {
  readonly name: string
  readonly root: string | null
  readonly unitId: string | null
  readonly audience: 'all' | 'unit'
  readonly keepYears: number
}

/** Whether another share has the name. */
export async function isNameTaken(db: Db, name: string, but: string | null = null): Promise<boolean> {
  const { taken } = await db.one<{ taken: boolean }>(sql`
    select exists (select from shares.share where lower(name) = lower(${name}) and (${but}::uuid is null or id <> ${but})) as taken`)
  return taken
}

/** Why a folder cannot be profiled from the browser, in words; null where it can. Only folders that the operator named may be. */
export function folderObstacle(folder: string, allowed: readonly string[]): string | null {
  let real: string
  try {
    real = realpathSync(folder)
    if (!statSync(real).isDirectory()) return 'It must be a folder on the server'
  } catch {
    return 'There is no such folder on the server'
  }
  const isAllowed = allowed.some((root) => {
    const top = realOrSame(root)
    return real === top || real.startsWith(top.endsWith(sep) ? top : `${top}${sep}`)
  })
  return isAllowed ? null : 'It must lie in a folder that the operator opened to Muniment'
}

function realOrSame(folder: string): string {
  try {
    return realpathSync(folder)
  } catch {
    return folder
  }
}

export async function addShare(tx: Tx, act: Act, share: ShareFields): Promise<string> {
  const id = newId(act.at.getTime())
  const by = byOf(act)
  await tx.run(sql`
    insert into shares.share (id, name, root, unit_id, audience, keep_years, made_at, made_by)
    values (${id}, ${share.name}, ${share.root}, ${share.unitId}, ${share.audience}, ${share.keepYears}, ${act.at}, ${by})`)
  await audit(tx, act, 'share.added', { kind: 'share', id }, { name: share.name, root: share.root })
  return id
}

/** Asks within a deed, with the share held, whether whoever does it manages the drives of its unit. @throws Forbidden */
async function askShare(tx: Tx, act: Act, id: string): Promise<void> {
  const share = await tx.maybe<{ unitId: string | null }>(
    sql`select unit_id as "unitId" from shares.share where id = ${id} for update`,
  )
  if (share) await askIn(tx, act, 'shares:manage', share.unitId)
}

export async function changeShare(
  db: Db,
  act: Act,
  id: string,
  version: number,
  share: Omit<ShareFields, 'root'>,
): Promise<void> {
  await db.transaction(async (tx) => {
    await askShare(tx, act, id)
    await askIn(tx, act, 'shares:manage', share.unitId)
    const written = await tx.run(sql`
      update shares.share set name = ${share.name}, unit_id = ${share.unitId}, audience = ${share.audience}, keep_years = ${share.keepYears},
        version = version + 1 where id = ${id} and version = ${version}`)
    if (written === 0) throw new Conflict('Somebody else has changed this share meanwhile')
    await audit(tx, act, 'share.changed', { kind: 'share', id }, { ...share })
  })
}

export const SCAN_JOB = 'scan-shares'

/** Asks for a scan; one that was stopped, failed or was left by its process goes on where it was. Answers its id. Throws Conflict where one is under way. */
export const askForScan = (db: Db, act: Act, shareId: string, withDigests: boolean): Promise<string> =>
  db.transaction(async (tx) => {
    await askShare(tx, act, shareId)
    return askForScanIn(tx, act, shareId, withDigests)
  })

/** The same within a transaction. */
export async function askForScanIn(tx: Tx, act: Act, shareId: string, withDigests: boolean): Promise<string> {
  await tx.run(sql`select from shares.share where id = ${shareId} for update`)
  const last = await tx.maybe<{ id: string; number: number; state: string }>(sql`
    select c.id, c.number, ${toldState} as state from shares.scan c where c.share_id = ${shareId} order by c.number desc limit 1`)
  if (last && ['waiting', 'running', 'stopping'].includes(last.state))
    throw new Conflict('The share is being scanned already', 'Wait until that has ended, or stop it.')
  const by = byOf(act)
  const goesOn = last !== null && ['stopped', 'failed', 'left'].includes(last.state)
  const id = goesOn ? last.id : newId(act.at.getTime())
  if (goesOn)
    await tx.run(sql`
      update shares.scan set state = 'waiting', with_digests = ${withDigests}, ended_at = null, error = null, asked_at = ${act.at}, asked_by = ${by} where id = ${id}`)
  else
    await tx.run(sql`
      insert into shares.scan (id, share_id, number, source, state, with_digests, asked_at, asked_by)
      values (${id}, ${shareId}, ${(last?.number ?? 0) + 1}, 'walk', 'waiting', ${withDigests}, ${act.at}, ${by})`)
  await audit(tx, act, goesOn ? 'share.scan-resumed' : 'share.scan-asked', { kind: 'share', id: shareId }, { scan: id })
  await ask(tx, SCAN_JOB)
  return id
}

/** Stops a scan: at once where it waits or nobody works on it, after its batch where it is under way. What it has seen stays. */
export async function stopScan(db: Db, act: Act, shareId: string): Promise<boolean> {
  return db.transaction(async (tx) => {
    await askShare(tx, act, shareId)
    const stopped = await scanRuns.stop(tx, sql`c.share_id = ${shareId}`, act.at)
    if (stopped > 0) await audit(tx, act, 'share.scan-stopping', { kind: 'share', id: shareId })
    return stopped > 0
  })
}
