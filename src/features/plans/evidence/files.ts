import { mayEverywhere, type Person } from '#platform/access/index.ts'
import type { Queries } from '#platform/db/index.ts'
import { Forbidden, NotFound } from '#platform/errors.ts'
import { isId } from '#platform/ids.ts'
import type { LargeFiles } from '#platform/web/index.ts'
import { voicesOf } from '../actions/claim-store.ts'
import { EVIDENCE_FILES, mayAdd } from './model.ts'
import { type ClaimFacts, findClaim } from './store.ts'

/** The claim of that id, for somebody who may add evidence to it. Throws NotFound and Forbidden. */
export async function claimToSupport(db: Queries, id: string, person: Person): Promise<ClaimFacts> {
  const claim = isId(id) ? await findClaim(db, id) : null
  if (!claim) throw new NotFound()
  if (!mayAdd(await voicesOf(db, claim.actionId), person))
    throw new Forbidden('Only those who make the claim can add evidence to it')
  return claim
}

/** Files of evidence: sent for a claim, by whoever may add evidence to it. Those who run all plans need not name one. */
export const evidenceFiles: LargeFiles = {
  ...EVIDENCE_FILES,
  subject: ({ id = '' }) => id,
  async allow({ db, person }, subject) {
    if (subject !== null) await claimToSupport(db, subject, person)
    else if (!mayEverywhere(person, 'plans:change'))
      throw new Forbidden(
        'You do not have permission to send files for this',
        'Name the claim that the file supports, as “for” in Upload-Metadata.',
      )
  },
}
