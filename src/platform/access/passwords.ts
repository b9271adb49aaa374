import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

/** OWASP's least for argon2id: 19 MiB, two passes, one lane. */
const COST = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 }
const derive = promisify(argon2) as (algorithm: 'argon2id', parameters: object) => Promise<Buffer>

const encode = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64').replace(/=+$/, '')

/** Hash of a password in the usual form, `$argon2id$v=19$m=…,t=…,p=…$salt$hash` (RFC 9106). */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16)
  const hash = await derive('argon2id', { message: password.normalize('NFKC'), nonce, ...COST })
  return `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${encode(nonce)}$${encode(hash)}`
}

/** Whether the password is the one that was hashed. Takes as long for a wrong one. */
export async function isPassword(password: string, encoded: string): Promise<boolean> {
  const [, algorithm, , costs = '', salt = '', hash = ''] = encoded.split('$')
  if (algorithm !== 'argon2id') return false
  const [memory = 0, passes = 0, parallelism = 0] = costs.split(',').map((part) => Number(part.slice(2)))
  const expected = Buffer.from(hash, 'base64')
  const parameters = { memory, passes, parallelism, tagLength: expected.length, nonce: Buffer.from(salt, 'base64') }
  const actual = await derive('argon2id', { message: password.normalize('NFKC'), ...parameters })
  return actual.length === expected.length && timingSafeEqual(actual, expected)
}

let decoy: Promise<string> | null = null

/** Spends the time of a check where there is no account, so that names cannot be found out by the clock. */
export async function spendAsIfChecked(password: string): Promise<false> {
  decoy ??= hashPassword(randomBytes(16).toString('hex'))
  await isPassword(password, await decoy)
  return false
}
