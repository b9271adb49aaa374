import { administrators, findPerson, namedRows, peoplePaths } from '#features/people/index.ts'
import { everybody, may } from '#platform/access/index.ts'
import { audit } from '#platform/audit/index.ts'
import { instantInWords } from '#platform/calendar/index.ts'
import { addressIn } from '#platform/config.ts'
import { sql } from '#platform/db/index.ts'
import { newId } from '#platform/ids.ts'
import { post } from '#platform/mail/index.ts'
import type { Request } from '#platform/web/index.ts'

/**
 * Whether a right password lets this person in. Where people sign in with their organisation, a password is for the day on which that is down,
 * and for those who can put it right: people who administer accounts. `MUNIMENT_OIDC_PASSWORDS=everybody` lets the others in too.
 */
export async function mayUsePassword({ db, config, today }: Request, personId: string): Promise<boolean> {
  if (config.oidc === null || config.oidc.passwordsFor === 'everybody') return true
  return may(await findPerson(db, personId, today), 'accounts:administer')
}

/** Writes down that somebody went past the organisation's sign-in, and tells everybody else who administers accounts. */
export async function tellOfPassword({ db, config, act, now, today }: Request, personId: string): Promise<void> {
  if (config.oidc === null) return
  await db.transaction(async (tx) => {
    const { name } = await tx.one<{ name: string }>(
      sql`select name from ${namedRows('person')} p where id = ${personId}`,
    )
    const others = (await administrators(tx, today)).filter(({ id }) => id !== personId)
    await post(
      tx,
      others.map(({ id, email }) => ({
        id: newId(now.getTime()),
        key: `password-used ${personId} ${now.toISOString()} ${id}`,
        kind: 'security',
        personId: id,
        address: email,
        subject: `${name} signed in with a password`,
        body: `${name} signed in with a password on ${instantInWords(now)}, past your organisation’s sign-in. If nobody knows why, end their sessions and change the password.\n\n${addressIn(config)}${peoplePaths.person(personId)}`,
        stopUrl: null,
      })),
      now,
      everybody('administrators hear of each sign-in past the organisation’s'),
    )
    await audit(
      tx,
      { ...act, actor: { kind: 'person', id: personId, name: '' } },
      'sign-in.past-organisation',
      { kind: 'person', id: personId },
      { told: others.length },
    )
  })
}
