import { rowsOf } from '#platform/access/index.ts'
import { Forbidden, NotFound } from '#platform/errors.ts'
import type { FormState } from '#platform/form/index.ts'
import { isId } from '#platform/ids.ts'
import {
  download,
  type FileReply,
  file,
  get,
  type PersonRequest,
  page,
  post,
  type Reply,
  type Route,
  redirect,
} from '#platform/web/index.ts'
import { paths } from '../paths.ts'
import { addEvidence, withdrawEvidence } from './deeds.ts'
import { claimToSupport, evidenceFiles } from './files.ts'
import { AUDIENCES, type Evidence } from './model.ts'
import { recordReading } from './record-reading.ts'
import { EVIDENCE } from './seeing.ts'
import { type ClaimFacts, findEvidence } from './store.ts'
import { evidenceForm, evidencePage, withdrawForm, withdrawPage } from './views.ts'

const EMPTY: FormState = { values: { audience: 'readers' }, errors: [] }

export const routes: readonly Route[] = [
  get(paths.evidence(':id'), 'plans:read', async (asked) => page(evidencePage(await claimOf(asked), EMPTY))),
  post(paths.evidence(':id'), 'plans:read', add, { takesLarge: evidenceFiles }),
  download(paths.evidenceFile(':id'), 'plans:read', rowsOf(EVIDENCE), handOver),
  get(paths.evidenceWithdraw(':id'), 'plans:read', async (asked) =>
    page(withdrawPage(await ownEvidence(asked), { values: {}, errors: [] })),
  ),
  post(paths.evidenceWithdraw(':id'), 'plans:read', async (asked) => {
    const evidence = await ownEvidence(asked)
    const read = withdrawForm.read(asked.body)
    if (!read.ok) return page(withdrawPage(evidence, read), 422)
    await withdrawEvidence(asked.db, asked, evidence, read.value.why)
    return redirect(paths.action(evidence.actionId), 'The evidence was withdrawn')
  }),
]

const claimOf = ({ db, params, person }: PersonRequest): Promise<ClaimFacts> =>
  claimToSupport(db, params.id ?? '', person)

async function add(asked: PersonRequest): Promise<Reply> {
  const claim = await claimOf(asked)
  const read = evidenceForm.read(asked.body)
  const { upload } = asked
  const isEmpty = read.ok && !upload && read.value.url === null && read.value.note === null
  const errors = isEmpty ? [{ field: 'file', message: 'Choose a file, or enter a link or a note' }] : read.errors
  if (!read.ok || isEmpty) return page(evidencePage(claim, { values: asked.body, errors }, upload), 422)
  const { url, note, audience } = read.value
  await addEvidence(asked, asked, claim, {
    file: upload,
    url,
    note,
    audience: AUDIENCES.find((known) => known === audience) ?? 'parties',
  })
  return redirect(paths.action(claim.actionId), 'The evidence was added')
}

/** What this person may not know of is not there. */
async function seenEvidence({ db, params, person }: PersonRequest): Promise<Evidence> {
  const id = params.id ?? ''
  const evidence = isId(id) ? await findEvidence(db, id, person) : null
  if (!evidence) throw new NotFound()
  return evidence
}

async function ownEvidence(asked: PersonRequest): Promise<Evidence> {
  const evidence = await seenEvidence(asked)
  if (evidence.withdrawnAt !== null) throw new NotFound()
  if (!evidence.canWithdraw)
    throw new Forbidden('Only whoever added a piece of evidence, or those who run the plan, can withdraw it')
  return evidence
}

/** Hands over a file as it was given. Who took one that only the parties may see is on record. */
async function handOver(asked: PersonRequest): Promise<FileReply> {
  const { db, blobs, act } = asked
  const evidence = await seenEvidence(asked)
  if (!evidence.digest) throw new NotFound()
  if (evidence.audience === 'parties') await recordReading(db, act, evidence)
  return file(evidence.name || 'evidence', 'application/octet-stream', blobs.read(evidence.digest))
}
