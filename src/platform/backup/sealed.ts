import { type BlobStore, ChangedFile, lengthSealed, sealedPlaceOf } from '../blobs/index.ts'
import { type Queries, sql } from '../db/index.ts'
import { NothingThere } from '../depot/index.ts'
import type { Backup, NewBackup } from './folder.ts'
import { knowsSealed } from './keys.ts'
import type { Manifest } from './manifest.ts'

/** Where the list of sealed files lies in a backup: group, address, digest and size, parted by tabs. */
export const SEALED_LIST = 'sealed.txt'

/** A sealed file as rows speak of it; digests and addresses in hexadecimal. */
export interface SealedFile {
  readonly group: string
  readonly address: string
  readonly digest: string
  readonly size: number
}

export const fileOfSealed = ({ group, address }: Pick<SealedFile, 'group' | 'address'>): string =>
  `sealed/${group}/${address}`

async function* listedSealed(lines: AsyncIterable<string>): AsyncIterable<SealedFile> {
  for await (const line of lines) {
    const [group = '', address = '', digest = '', size = ''] = line.split('\t')
    yield { group, address, digest, size: Number(size) }
  }
}

/** Whether a file that the snapshot speaks of has been destroyed since. */
export async function isDestroyed(
  db: Queries,
  { digest, group }: { readonly digest: string; readonly group?: string },
): Promise<boolean> {
  if (!(await knowsSealed(db))) return false
  const bytes = Buffer.from(digest, 'hex')
  const { is } = await db.one<{ is: boolean }>(
    group
      ? sql`select exists (select from blobs.sealed s join blobs.object_group g on g.id = s.group_id
          where s.group_id = ${group} and s.digest = ${bytes} and coalesce(s.destroyed_at, g.destroyed_at) is not null) as is`
      : sql`select exists (select from blobs.blob where digest = ${bytes} and destroyed_at is not null) as is`,
  )
  return is
}

type Written = Omit<NonNullable<Manifest['sealed']>, 'keys'>

/** Every sealed file that the snapshot speaks of, as it lies: nothing is opened, and no key is needed. Null where the house knows none. */
export async function writeSealed(db: Queries, blobs: BlobStore, backup: NewBackup): Promise<Written | null> {
  if (!(await knowsSealed(db))) return null
  const written = { count: 0, bytes: 0, lost: [] as Written['lost'] }
  for await (const one of listedSealed(backup.lines(SEALED_LIST))) {
    written.count += 1
    written.bytes += one.size
    try {
      await backup.write(
        fileOfSealed(one),
        asLong(one, blobs.depot.read(sealedPlaceOf(one.group, Buffer.from(one.address, 'hex')))),
      )
    } catch (error) {
      if (!(error instanceof NothingThere || error instanceof ChangedFile)) throw error
      await backup.drop(fileOfSealed(one))
      const why = (await isDestroyed(db, one)) ? 'destroyed' : error instanceof NothingThere ? 'missing' : 'changed'
      written.lost.push({ group: one.group, address: one.address, why })
    }
  }
  return written
}

/** Passes bytes on, and fails at the end where they are not as many as a sealed file of that size has. */
async function* asLong({ digest, size }: SealedFile, bytes: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  let length = 0
  for await (const chunk of bytes) {
    length += chunk.length
    yield chunk
  }
  if (length !== lengthSealed(size)) throw new ChangedFile(Buffer.from(digest, 'hex'))
}

/** Puts the sealed files of a backup back as they lay, but for those that are destroyed by now. Answers how many it lists. */
export async function putSealed(
  backup: Backup,
  blobs: BlobStore,
  isGone: (one: SealedFile) => boolean,
): Promise<{ readonly count: number; readonly bytes: number }> {
  const listed = { count: 0, bytes: 0 }
  const { sealed } = backup.manifest
  if (!sealed) return listed
  const lost = new Set(sealed.lost.map(({ group, address }) => `${group} ${address}`))
  for await (const one of listedSealed(backup.lines(SEALED_LIST))) {
    listed.count += 1
    listed.bytes += one.size
    if (lost.has(`${one.group} ${one.address}`) || isGone(one)) continue
    await blobs.putBack(one.group, Buffer.from(one.address, 'hex'), backup.read(fileOfSealed(one)))
  }
  return listed
}
