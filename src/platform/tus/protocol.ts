import { BadRequest } from '../errors.ts'
import type { Checksum } from '../uploads/index.ts'

/** What a client says in the headers of tus 1.0.0 (https://tus.io/protocols/resumable-upload), read. No database, no web. */
export const VERSION = '1.0.0'
export const EXTENSIONS = 'creation,expiration,termination,checksum'
export const ALGORITHMS = 'sha1,sha256'

/** A count of bytes; null for what is none. */
export function bytesIn(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null
}

/** `Upload-Metadata`: names, each with a value in base64 or without one. */
export function metadataIn(text: string | undefined): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const pair of (text ?? '').split(',')) {
    const [name = '', value = '', ...more] = pair.trim().split(' ')
    if (name === '' && (text ?? '').trim() === '') continue
    if (!/^[\x21-\x7e]+$/.test(name) || found.has(name) || more.length > 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(value))
      throw new BadRequest('Upload-Metadata cannot be read')
    found.set(name, Buffer.from(value, 'base64').toString('utf8'))
  }
  return found
}

/** `Upload-Checksum`: an algorithm and a digest in base64. Null where there is none. */
export function checksumIn(text: string | undefined): Checksum | null {
  if (text === undefined) return null
  const [algorithm, digest = ''] = text.trim().split(' ')
  if (algorithm !== 'sha1' && algorithm !== 'sha256')
    throw new BadRequest('The algorithm of Upload-Checksum is not known', `Use one of: ${ALGORITHMS}.`)
  const bytes = Buffer.from(digest, 'base64')
  if (bytes.length !== (algorithm === 'sha1' ? 20 : 32)) throw new BadRequest('Upload-Checksum cannot be read')
  return { algorithm, digest: bytes }
}
