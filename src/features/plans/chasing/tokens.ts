import { createHash, randomBytes } from 'node:crypto'

/** A token that an address carries and nobody can guess. */
export const newToken = (): string => randomBytes(24).toString('base64url')

/** What is kept of a token, so that the database lets nobody in. */
export const digestOfToken = (token: string): Buffer => createHash('sha256').update(token).digest()
