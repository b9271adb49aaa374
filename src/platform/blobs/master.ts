import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { createDurably, readKept, writeDurably } from '../durable.ts'
import { CannotStart, Conflict } from '../errors.ts'

/** A key as the master key has closed it, and by which. */
export interface Wrapped {
  readonly master: string
  readonly wrapped: Buffer
}

/**
 * Whoever holds the master key: it closes keys of groups and opens them again, and never gives itself away. A key management service fits
 * behind the same door. `context` says what the key is of; what was closed for one thing opens for nothing else.
 */
export interface MasterKeys {
  wrap(key: Uint8Array, context: string): Promise<Wrapped>
  /** @throws Conflict in words, where the master key is not here or the wrapped key is not whole */
  unwrap(wrapped: Wrapped, context: string): Promise<Buffer>
  /** The master key that closes keys now. Makes one where there is none. */
  current(): Promise<string>
  /** Takes a new master key for what is closed from now on; those before still open. Answers its name. */
  renew(): Promise<string>
  /** Forgets every master key but the one that closes now. */
  forgetEarlier(): Promise<void>
}

interface Master {
  readonly name: string
  readonly key: Buffer
}

/** A short name of a master key, for people to compare: it does not give the key away. */
const nameOf = (key: Uint8Array): string =>
  createHash('sha256').update('muniment master key').update(key).digest('hex').slice(0, 16)

const TAG = 16
const NONCE = 12

/** Master keys of the environment, or of a file of the data folder: one a line in base64, the one that closes first. */
export class KeptMasterKeys implements MasterKeys {
  readonly #file: string
  readonly #given: readonly string[] | null

  constructor({ data, masterKeys }: Pick<Config, 'data' | 'masterKeys'>) {
    this.#file = join(data, 'secrets', 'master-key')
    this.#given = masterKeys
  }

  async wrap(key: Uint8Array, context: string): Promise<Wrapped> {
    const [master] = await this.#masters()
    if (!master) throw new CannotStart('There is no master key')
    const nonce = randomBytes(NONCE)
    const cipher = createCipheriv('aes-256-gcm', master.key, nonce, { authTagLength: TAG })
    cipher.setAAD(Buffer.from(context))
    const wrapped = Buffer.concat([nonce, cipher.update(key), cipher.final(), cipher.getAuthTag()])
    return { master: master.name, wrapped }
  }

  async unwrap({ master, wrapped }: Wrapped, context: string): Promise<Buffer> {
    const found = (await this.#kept())?.find(({ name }) => name === master)
    if (!found)
      throw new Conflict(
        `The master key ${master} is not here`,
        'Put it back, as docs/operate/keys.md says: without it nothing that it sealed can be read.',
      )
    const decipher = createDecipheriv('aes-256-gcm', found.key, wrapped.subarray(0, NONCE), { authTagLength: TAG })
    try {
      decipher.setAAD(Buffer.from(context))
      decipher.setAuthTag(wrapped.subarray(wrapped.length - TAG))
      return Buffer.concat([decipher.update(wrapped.subarray(NONCE, wrapped.length - TAG)), decipher.final()])
    } catch {
      throw new Conflict('A key of the store is damaged', 'Put it back from the copy of the keys.')
    }
  }

  async current(): Promise<string> {
    return (await this.#masters())[0]?.name ?? ''
  }

  /** The names of all that are kept; makes none. */
  async names(): Promise<readonly string[]> {
    return ((await this.#kept()) ?? []).map(({ name }) => name)
  }

  async renew(): Promise<string> {
    this.#mustBeFile()
    const before = (await this.#masters()).map(({ key }) => key)
    const key = randomBytes(32)
    await writeDurably(this.#file, textOf([key, ...before]), { mode: 0o600 })
    return nameOf(key)
  }

  async forgetEarlier(): Promise<void> {
    if (this.#given) return
    const [current, ...earlier] = await this.#masters()
    if (current && earlier.length > 0) await writeDurably(this.#file, textOf([current.key]), { mode: 0o600 })
  }

  #mustBeFile(): void {
    if (this.#given)
      throw new Conflict(
        'The master key comes from the environment',
        'Put the new one before the old one in MUNIMENT_MASTER_KEY, parted by a comma, start Muniment anew, and run this again.',
      )
  }

  /** The keys, made where there are none: on the disk before anything is closed with them. */
  async #masters(): Promise<readonly Master[]> {
    const kept = await this.#kept()
    if (kept) return kept
    await createDurably(this.#file, textOf([randomBytes(32)]), { mode: 0o600 })
    return (await this.#kept()) ?? []
  }

  /** Read each time: another process may have taken a new one. */
  async #kept(): Promise<readonly Master[] | null> {
    if (this.#given) return this.#given.map((text) => masterIn(text, 'MUNIMENT_MASTER_KEY'))
    const text = await readKept(this.#file)
    if (text === null) return null
    if (typeof text !== 'string') throw damaged(this.#file, text.damage)
    return text
      .trim()
      .split('\n')
      .map((line) => masterIn(line, this.#file))
  }
}

const textOf = (keys: readonly Buffer[]): string => keys.map((key) => `${key.toString('base64')}\n`).join('')

function masterIn(text: string, where: string): Master {
  const key = Buffer.from(text.trim(), 'base64')
  if (key.length !== 32 || key.toString('base64') !== text.trim())
    throw damaged(where, 'not a key of 32 bytes in base64')
  return { name: nameOf(key), key }
}

const damaged = (where: string, what: string) =>
  new CannotStart(
    `Cannot open sealed files: ${where} is ${what}. Put it back from where you keep the master key. A new one cannot open what the old one sealed.`,
  )
