import { findPerson, followGroups } from '#features/people/index.ts'
import { findIdentity, keepTokens, linkIdentity } from '#platform/access/index.ts'
import { type Act, audit } from '#platform/audit/index.ts'
import { dayOf } from '#platform/calendar/index.ts'
import type { OidcSettings } from '#platform/config.ts'
import type { Db, Tx } from '#platform/db/index.ts'
import { Forbidden } from '#platform/errors.ts'
import { sealed } from './asking.ts'
import type { Claims, Tokens } from './provider.ts'
import { peopleWithEmail } from './store.ts'

const ASK = 'If that is wrong, ask your Departmental Records Officer.'

/**
 * Tells who it is of whom the provider speaks, keeps what it is asked again with, and follows the groups that it names. Answers the person’s id.
 * Throws Forbidden where nobody here is meant for certain, or they have left.
 */
export function recognisePerson(
  db: Db,
  act: Act,
  settings: OidcSettings,
  { claims, tokens }: { readonly claims: Claims; readonly tokens: Tokens },
): Promise<string> {
  return db.deed(async (tx) => {
    const id = await personOf(tx, act, claims, settings)
    if (!(await findPerson(tx, id, dayOf(act.at))))
      throw new Forbidden('You have left, as far as this installation knows', ASK)
    await keepTokens(tx, claims, sealed(settings, tokens), act.at)
    await followGroups(tx, { ...act, actor: { kind: 'person', id, name: '' } }, id, claims.groups)
    return id
  })
}

/** The person by issuer and subject; the first time, by an address that the provider vouches for. */
async function personOf(tx: Tx, act: Act, claims: Claims, { trustsEmail }: OidcSettings): Promise<string> {
  const { issuer, subject, email } = claims
  const known = await findIdentity(tx, issuer, subject, act.at)
  if (known) return known
  if (!email || !(claims.isEmailVerified || trustsEmail))
    throw new Forbidden('Your organisation does not say which address is yours', ASK)
  const found = await peopleWithEmail(tx, email)
  const [person] = found
  if (found.length !== 1 || !person) throw new Forbidden(`Nobody here has the address ${email}`, ASK)
  // A subject is never handed on: one that differs from the one on record is somebody else with the same address.
  if (!(await linkIdentity(tx, { issuer, subject, personId: person.id }, act.at)))
    throw new Forbidden('This address belongs to another account of your organisation', ASK)
  await audit(tx, act, 'identity.linked', { kind: 'person', id: person.id }, { issuer, subject })
  return person.id
}
