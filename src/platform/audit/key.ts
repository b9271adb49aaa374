import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createDurably, readKept } from '../durable.ts'
import { BadRequest, CannotStart, NotFound } from '../errors.ts'

/** A public key as checkpoints carry it: SPKI in base64. */
export const spkiOf = (key: KeyObject): string => key.export({ type: 'spki', format: 'der' }).toString('base64')

/** A short name of a public key, for people to compare. */
export const fingerprint = (key: KeyObject): string =>
  createHash('sha256').update(spkiOf(key)).digest('hex').slice(0, 16)

/**
 * The installation's signing key, made when first needed: Ed25519, readable by its owner only, on the disk before anything is
 * signed with it. @throws CannotStart with what to do, where it is damaged
 */
export async function signingKey(config: { readonly auditKey: string }): Promise<KeyObject> {
  const there = await readKey(config.auditKey)
  if (there) return there
  const { privateKey } = generateKeyPairSync('ed25519')
  await createDurably(config.auditKey, privateKey.export({ type: 'pkcs8', format: 'pem' }))
  return signingKey(config)
}

/** The public key of this installation; null where it has none yet, or no more. Makes nothing. */
export async function installationKey({ auditKey }: { readonly auditKey: string }): Promise<KeyObject | null> {
  const key = await readKey(auditKey)
  return key && createPublicKey(key)
}

async function readKey(file: string): Promise<KeyObject | null> {
  const kept = await readKept(file)
  if (kept === null) return null
  try {
    const key = typeof kept === 'string' ? createPrivateKey(kept) : null
    if (key?.asymmetricKeyType === 'ed25519') return key
  } catch {
    // Told below, as any other damage.
  }
  throw new CannotStart(
    `Cannot sign: ${file} is ${typeof kept === 'string' ? 'not a key' : kept.damage}. Put it back from a backup. If there is none, move it away: a new key is made, and whoever keeps earlier checkpoints has to know that another key signed them.`,
  )
}

/** Reads a public key that was kept elsewhere, in PEM. */
export function readPublicKey(file: string): KeyObject {
  let text: Buffer
  try {
    text = readFileSync(file)
  } catch {
    throw new NotFound(`Cannot read ${file}`)
  }
  try {
    const key = createPublicKey(text)
    if (key.asymmetricKeyType === 'ed25519') return key
  } catch {
    // told below
  }
  throw new BadRequest(`${file} is not a public key of an installation`, 'Print one with: npx muniment audit key')
}
