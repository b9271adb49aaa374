import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { followGroups, holdsByGroup } from '#features/people/index.ts'
import { endSessionsOf, keepTokens } from '#platform/access/index.ts'
import { type Act, audit } from '#platform/audit/index.ts'
import type { OidcSettings } from '#platform/config.ts'
import { type Db, sql } from '#platform/db/index.ts'
import { askAgain, type Tokens } from './provider.ts'

const IV_BYTES = 12
const TAG_BYTES = 16

const keyOf = (secret: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, '', 'muniment tokens of the provider', 32))

/**
 * Tokens as the database keeps them: sealed (AES-256-GCM) with a key made from the secret that the provider gave this installation, which the
 * database does not hold. Null where there is no such secret: then the provider is asked at sign-in only.
 */
export function sealed({ clientSecret }: OidcSettings, tokens: Tokens): Buffer | null {
  if (clientSecret === null) return null
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv('aes-256-gcm', keyOf(clientSecret), iv)
  const text = Buffer.concat([cipher.update(JSON.stringify(tokens), 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), text])
}

const Kept = z.object({
  access: z.string(),
  refresh: z.string().nullable(),
  accessUntil: z.number(),
  groupsInIdToken: z.boolean(),
})

/** Null where they were sealed with another secret, or are damaged. */
export function opened({ clientSecret }: OidcSettings, kept: Buffer): Tokens | null {
  if (clientSecret === null) return null
  try {
    const decipher = createDecipheriv('aes-256-gcm', keyOf(clientSecret), kept.subarray(0, IV_BYTES))
    decipher.setAuthTag(kept.subarray(IV_BYTES, IV_BYTES + TAG_BYTES))
    const text = Buffer.concat([decipher.update(kept.subarray(IV_BYTES + TAG_BYTES)), decipher.final()])
    return Kept.parse(JSON.parse(text.toString('utf8')))
  } catch {
    return null
  }
}

interface Identity {
  readonly issuer: string
  readonly subject: string
  readonly personId: string
  readonly tokens: Buffer
}

/** After so many failures on end the provider is down: it is asked again next time. */
const MOST_FAILURES = 5

export interface AskedAgain {
  readonly asked: number
  readonly gone: number
  readonly silent: number
}

/**
 * Asks the provider again about everybody whom something stands or falls with: who has a session, or a role that a group gave them. Roles that no
 * group gives any more end with their sessions; whom the provider does not know any more loses both. Where the provider does not answer, nothing changes.
 */
export async function askProvider(db: Db, act: Act, settings: OidcSettings, signal?: AbortSignal): Promise<AskedAgain> {
  const counts = { asked: 0, gone: 0, silent: 0 }
  let [after, failures] = ['', 0]
  while (!signal?.aborted) {
    const batch = await db.many<Identity>(sql`
      select i.issuer, i.subject, i.person_id as "personId", i.tokens from access.identity i
      where rtrim(i.issuer, '/') = ${settings.issuer.replace(/\/+$/, '')} and i.tokens is not null and i.subject > ${after} and (
        exists (select from access.session s where s.person_id = i.person_id and s.ended_at is null and s.expires_at > ${act.at})
        or ${holdsByGroup(sql`i.person_id`)})
      order by i.subject limit 100`)
    for (const identity of batch) {
      const said = await askAbout(db, act, settings, identity)
      if (said !== 'unreachable') {
        counts[said] += 1
        failures = 0
      } else if (++failures === MOST_FAILURES) return counts
    }
    if (batch.length < 100) break
    after = batch.at(-1)?.subject ?? ''
  }
  return counts
}

async function askAbout(
  db: Db,
  act: Act,
  settings: OidcSettings,
  identity: Identity,
): Promise<'asked' | 'gone' | 'silent' | 'unreachable'> {
  const tokens = opened(settings, identity.tokens)
  const said = tokens ? await askAgain(settings, identity.subject, tokens) : ({ kind: 'silent' } as const)
  if (said.kind === 'unreachable') return said.kind
  await db.deed(async (tx) => {
    // Somebody who signed in meanwhile has said more than this.
    const same = await tx.maybe(
      sql`select from access.identity where issuer = ${identity.issuer} and subject = ${identity.subject} and tokens = ${identity.tokens} for update`,
    )
    if (!same) return
    const kept =
      said.kind === 'groups' ? (said.tokens === tokens ? identity.tokens : sealed(settings, said.tokens)) : null
    await keepTokens(tx, identity, kept, act.at)
    if (said.kind === 'silent') return
    await followGroups(tx, act, identity.personId, said.kind === 'groups' ? said.groups : [])
    if (said.kind === 'gone') {
      const sessions = await endSessionsOf(tx, identity.personId, act.at)
      await audit(tx, act, 'identity.gone', { kind: 'person', id: identity.personId }, { sessions })
    }
  })
  return said.kind === 'groups' ? 'asked' : said.kind
}
