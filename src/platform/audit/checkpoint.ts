import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import { type Db, sql } from '../db/index.ts'
import { createDurably, readKept } from '../durable.ts'
import { CannotStart } from '../errors.ts'
import { canonical } from './canonical.ts'
import { MerkleTree } from './merkle.ts'
import { placeEntries } from './sequence.ts'

/** What a signed checkpoint says: how long the log was, and the root over it. Kept outside the database. */
export const Checkpoint = z.object({
  origin: z.literal('muniment-audit'),
  size: z.number().int().positive(),
  root: z.string().regex(/^[0-9a-f]{64}$/),
  madeAt: z.iso.datetime(),
  publicKey: z.string(),
  signature: z.string(),
})
export type Checkpoint = z.infer<typeof Checkpoint>

/**
 * The installation's signing key, made when first needed: Ed25519, readable by its owner only, on the disk before anything is
 * signed with it. @throws CannotStart with what to do, where it is damaged
 */
export async function signingKey(data: string): Promise<KeyObject> {
  const file = join(data, 'audit-key.pem')
  const kept = await readKept(file)
  if (kept === null) {
    const { privateKey } = generateKeyPairSync('ed25519')
    await createDurably(file, privateKey.export({ type: 'pkcs8', format: 'pem' }))
    return signingKey(data)
  }
  try {
    if (typeof kept === 'string') return createPrivateKey(kept)
  } catch {
    // Told below, as any other damage.
  }
  throw new CannotStart(
    `Cannot sign: ${file} is ${typeof kept === 'string' ? 'not a key' : kept.damage}. Put it back from a backup. If there is none, move it away: a new key is made, and whoever keeps earlier checkpoints has to know that another key signed them.`,
  )
}

/** Places what waits, then signs how long the log is and its root. Answers null for an empty log. */
export async function makeCheckpoint(db: Db, key: KeyObject, now: Date): Promise<Checkpoint | null> {
  await placeEntries(db)
  const tree = new MerkleTree()
  for await (const rows of db.batches<{ leaf: Buffer }>(sql`select leaf from audit.place order by position`, 5_000)) {
    for (const { leaf } of rows) tree.add(leaf)
  }
  if (tree.size === 0) return null
  const publicKey = createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64')
  const said = {
    origin: 'muniment-audit' as const,
    size: tree.size,
    root: tree.root().toString('hex'),
    madeAt: now.toISOString(),
    publicKey,
  }
  const signature = sign(null, Buffer.from(canonical(said)), key)
  const keyName = createHash('sha256').update(publicKey).digest('hex').slice(0, 16)
  await db.run(sql`
    insert into audit.checkpoint (size, root, made_at, key, signature)
    values (${said.size}, ${tree.root()}, ${now}, ${keyName}, ${signature}) on conflict (size) do nothing`)
  return { ...said, signature: signature.toString('base64') }
}

/** Whether the checkpoint was signed by the key that it names, and, where one is given, by that key. */
export function isSigned(checkpoint: Checkpoint, trusted?: KeyObject): boolean {
  const { signature, ...said } = checkpoint
  const named = createPublicKey({ key: Buffer.from(said.publicKey, 'base64'), format: 'der', type: 'spki' })
  if (trusted && !createPublicKey(trusted).equals(named)) return false
  return verify(null, Buffer.from(canonical(said)), named, Buffer.from(signature, 'base64'))
}
