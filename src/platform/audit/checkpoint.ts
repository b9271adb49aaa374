import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import { z } from 'zod'
import { type Db, sql } from '../db/index.ts'
import { canonical } from './canonical.ts'
import { fingerprint, spkiOf } from './key.ts'
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

/** A checkpoint that is kept outside the database, or a file that should be one and is not. */
export interface KeptCheckpoint {
  /** Where it was found, in words. */
  readonly from: string
  /** Whether it lies in the data folder, which is rolled back when the whole folder is. */
  readonly isBesideData: boolean
  /** Null where the file cannot be read as one. */
  readonly checkpoint: Checkpoint | null
  /** What is wrong with such a file, in words. */
  readonly damage?: string
}

/** Reads a checkpoint from a file or from the text of a message that holds one; null where there is none. */
export function checkpointIn(text: string): Checkpoint | null {
  const [from, to] = [text.indexOf('{'), text.lastIndexOf('}')]
  try {
    return Checkpoint.parse(JSON.parse(text.slice(from, to + 1)))
  } catch {
    return null
  }
}

/** The tree over leaves in the order of their places. */
export async function treeOver(batches: AsyncIterable<readonly { readonly leaf: Buffer }[]>): Promise<MerkleTree> {
  const tree = new MerkleTree()
  for await (const rows of batches) for (const { leaf } of rows) tree.add(leaf)
  return tree
}

export const LEAVES = sql`select leaf from audit.place order by position`

/** Places what waits, then signs how long the log is and its root. Answers null for an empty log. */
export async function makeCheckpoint(db: Db, key: KeyObject, now: Date): Promise<Checkpoint | null> {
  await placeEntries(db)
  const tree = await treeOver(db.batches<{ leaf: Buffer }>(LEAVES, 5_000))
  if (tree.size === 0) return null
  const publicKey = createPublicKey(key)
  const said = {
    origin: 'muniment-audit' as const,
    size: tree.size,
    root: tree.root().toString('hex'),
    madeAt: now.toISOString(),
    publicKey: spkiOf(publicKey),
  }
  const signature = sign(null, Buffer.from(canonical(said)), key)
  await db.run(sql`
    insert into audit.checkpoint (size, root, made_at, key, signature)
    values (${said.size}, ${tree.root()}, ${now}, ${fingerprint(publicKey)}, ${signature}) on conflict (size) do nothing`)
  return { ...said, signature: signature.toString('base64') }
}

/** Why a checkpoint does not count that says something else than was signed, and one of a key that is not trusted. */
export const CHANGED = 'its signature does not fit what it says: it has been changed'
export const signedBy = (key: string): string =>
  `it is not signed by the key of this installation but by the key ${key}`

/** What stands against the signature of a checkpoint, in words; null where one of the trusted keys made it. */
export function objection(checkpoint: Checkpoint, trusted: readonly KeyObject[]): string | null {
  const named = signerOf(checkpoint)
  if (!named) return CHANGED
  if (trusted.some((key) => key.equals(named))) return null
  return signedBy(fingerprint(named))
}

/** The key that signed a checkpoint, which it names itself; null where its signature does not fit. */
export function signerOf({ signature, ...said }: Checkpoint): KeyObject | null {
  const named = readSpki(said.publicKey)
  return named && verify(null, Buffer.from(canonical(said)), named, Buffer.from(signature, 'base64')) ? named : null
}

function readSpki(text: string): KeyObject | null {
  try {
    const key = createPublicKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' })
    return key.asymmetricKeyType === 'ed25519' ? key : null
  } catch {
    return null
  }
}
