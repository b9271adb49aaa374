import { byTheHouse, type Person } from '#platform/access/index.ts'
import { type Act, audit } from '#platform/audit/index.ts'
import { nameFile } from '#platform/blobs/index.ts'
import type { Db } from '#platform/db/index.ts'
import { Conflict, Forbidden } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { dropPieces, endUpload, keepUpload, type Landing, type Upload } from '#platform/uploads/index.ts'
import { voicesOf } from '../actions/claim-store.ts'
import { type Audience, type Evidence, mayAdd } from './model.ts'
import { askWithdrawal } from './rights-asked.ts'
import { type ClaimFacts, withdraw, writeEvidence } from './store.ts'

export interface Given {
  readonly file: Upload | null
  readonly url: string | null
  readonly note: string | null
  readonly audience: Audience
}

/** Adds what was given to a claim: a file, a link and a note are three pieces. The file is safe before its row is. */
export async function addEvidence(
  { db, blobs, config }: Omit<Landing, 'now'>,
  { person, act }: { readonly person: Person; readonly act: Act },
  claim: ClaimFacts,
  { file, url, note, audience }: Given,
): Promise<void> {
  const kept = file ? await keepUpload({ db, blobs, config }, file) : null
  await byTheHouse(db, 'rows of evidence are written by the house').transaction(async (tx) => {
    if (!mayAdd(await voicesOf(tx, claim.actionId), person))
      throw new Forbidden('Only those who make the claim can add evidence to it')
    const common = { claimId: claim.id, actionId: claim.actionId, audience, at: act.at, byId: person.id }
    const empty = { digest: null, size: null, name: null, url: null, note: null }
    const pieces: Omit<Evidence, 'id' | 'by' | 'withdrawnAt' | 'withdrawnWhy' | 'canWithdraw'>[] = []
    if (kept && file) {
      await nameFile(tx, kept)
      await endUpload(tx, file)
      pieces.push({ ...common, ...empty, kind: 'file', digest: kept.digest, size: kept.size, name: file.name, note })
    }
    if (url) pieces.push({ ...common, ...empty, kind: 'link', url, name: url, note: kept ? null : note })
    if (note && !kept && !url) pieces.push({ ...common, ...empty, kind: 'note', note })
    for (const piece of pieces) {
      const id = newId(act.at.getTime())
      await writeEvidence(tx, { id, ...piece })
      await audit(
        tx,
        act,
        'evidence.added',
        { kind: 'action', id: claim.actionId },
        {
          evidence: id,
          claim: claim.id,
          kind: piece.kind,
          audience,
          file: piece.digest?.toString('hex') ?? null,
        },
      )
    }
  })
  if (file) await dropPieces(blobs, file.id)
}

/** Says that a piece of evidence does not stand any more. It stays on record with the reason. */
export async function withdrawEvidence(
  db: Db,
  { person, act }: { readonly person: Person; readonly act: Act },
  evidence: Pick<Evidence, 'id' | 'actionId'>,
  why: string,
): Promise<void> {
  await byTheHouse(db, 'rows of evidence are written by the house').transaction(async (tx) => {
    await askWithdrawal(tx, act, evidence.id)
    if ((await withdraw(tx, evidence.id, act.at, person.id, why)) === 0)
      throw new Conflict('This piece of evidence has been withdrawn already')
    await audit(tx, act, 'evidence.withdrawn', { kind: 'action', id: evidence.actionId }, { evidence: evidence.id })
  })
}
