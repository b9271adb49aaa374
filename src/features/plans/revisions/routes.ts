import { may, outside } from '#platform/access/index.ts'
import { NotFound } from '#platform/errors.ts'
import { firstValue, valuesOf } from '#platform/form/index.ts'
import { lines } from '#platform/page/index.ts'
import { UnreadableFile } from '#platform/reading/index.ts'
import {
  download,
  file,
  get,
  LONG_FORM,
  type PersonRequest,
  page,
  post,
  type Reply,
  type Route,
  redirect,
  redirectUndone,
} from '#platform/web/index.ts'
import { capital, counted } from '#platform/words.ts'
import { PLAN_FORMATS, writePlan } from '../exchange/files.ts'
import { writtenPlan } from '../exchange/store.ts'
import { readUpload } from '../importing/keep.ts'
import { foundImport } from '../importing/lookup.ts'
import { asCorrected } from '../importing/owners-said.ts'
import { type KeptImport, saveChoices } from '../importing/store.ts'
import { foundPlan } from '../lookup.ts'
import { STATUS_NAMES } from '../model.ts'
import { paths } from '../paths.ts'
import { mayImportInto } from '../rights.ts'
import { PLANS_SEEN } from '../seeing.ts'
import { findPlan } from '../store.ts'
import { compare } from './compare.ts'
import { fingerprint, mergeVersion } from './merge.ts'
import { CHANGED_NAMES, type ChosenMatches, type Comparison, contestedKeys } from './model.ts'
import { readReturn, returnMark, takeReturn, type Update } from './returns.ts'
import { revisionsOf, standingPlan } from './store.ts'
import { comparePage } from './views/comparison.ts'
import { SHOWN } from './views/matches.ts'
import { type ReturnRow, returnPage } from './views/returns.ts'
import { versionsPage } from './views/versions.ts'

export const routes: readonly Route[] = [
  get(paths.versions(':id'), 'plans:read', async (asked) => versions(asked)),
  post(paths.versions(':id'), 'plans:import', bringVersion, { takesFile: true }),
  get(paths.importCompare(':id'), 'plans:import', async (asked) => showComparison(asked, await compared(asked))),
  post(paths.importCompare(':id'), 'plans:import', merge, { most: LONG_FORM }),
  post(paths.returns(':id'), 'plans:claim', bringReturn, { takesFile: true }),
  get(paths.returned(':id'), 'plans:claim', showReturn),
  post(paths.returned(':id'), 'plans:claim', take, { most: LONG_FORM }),
  ...PLAN_FORMATS.map(({ ending, type }) =>
    download(`${paths.planFile(':id')}.${ending}`, 'plans:read', PLANS_SEEN, async (asked) => {
      const { id } = await foundPlan(asked)
      const plan = await writtenPlan(asked.db, id)
      if (!plan) throw new NotFound()
      return file(`action-plan-${asked.today}.${ending}`, type, await writePlan(ending, plan))
    }),
  ),
]

async function versions(asked: PersonRequest, problem?: string): Promise<Reply> {
  const plan = await foundPlan(asked)
  const rights = { bringVersions: mayImportInto(asked.person, plan.unitId), sendBack: may(asked.person, 'plans:claim') }
  const errors = problem ? [{ field: 'file', message: problem }] : []
  return page(versionsPage(plan, await revisionsOf(asked.db, plan.id), rights, { errors }), problem ? 422 : 200)
}

/** Reads and keeps an upload, or answers with the page that says what is wrong with it. */
async function reading(
  asked: PersonRequest,
  keep: (file: NonNullable<PersonRequest['file']>) => Promise<Reply>,
): Promise<Reply> {
  if (!asked.file) return versions(asked, 'Choose a document')
  try {
    return await keep(asked.file)
  } catch (error) {
    if (error instanceof UnreadableFile) return versions(asked, `${error.message} ${error.advice}`)
    throw error
  }
}

async function bringVersion(asked: PersonRequest): Promise<Reply> {
  const plan = await foundPlan(asked)
  if (!mayImportInto(asked.person, plan.unitId)) throw outside(plan.unitId)
  return reading(asked, async (upload) => {
    const id = await readUpload(asked, upload, plan.id)
    return redirect(paths.import(id))
  })
}

interface Compared {
  readonly kept: KeptImport
  readonly planId: string
  readonly planTitle: string
  readonly comparison: Comparison
}

/** The import laid beside the plan of which it is a new version. */
async function compared(asked: PersonRequest): Promise<Compared> {
  const kept = await foundImport(asked)
  const standing = kept.intoPlanId ? await standingPlan(asked.db, kept.intoPlanId) : null
  if (!standing) throw new NotFound()
  const unitId = (await findPlan(asked.db, standing.id))?.unitId ?? null
  if (!mayImportInto(asked.person, unitId)) throw outside(unitId)
  const incoming = asCorrected(kept)
  return {
    kept,
    planId: standing.id,
    planTitle: standing.title,
    comparison: await compare(standing, incoming, kept.choices.matches),
  }
}

function showComparison(_asked: PersonRequest, { kept, planId, planTitle, comparison }: Compared): Reply {
  return page(
    comparePage({
      importId: kept.id,
      planId,
      planTitle,
      fileName: kept.fileName,
      comparison,
      approved: fingerprint(comparison),
      skipped: new Set(kept.choices.skipped ? [...kept.choices.skipped, 'asked'] : []),
    }),
  )
}

/** An answer is an id or a word. */
const LONGEST_MATCH = 100

/** What was answered about the matches: the id of an action or a recommendation, or that it is new. */
function matchesIn({ body }: PersonRequest, before: ChosenMatches = {}): ChosenMatches {
  const answers = Object.keys(body).flatMap((name): [string, string][] => {
    const place = /^match (t\d+r\d+(?:\.\d+)?|new-\d+|recommendation [a-z0-9-]{1,100})$/.exec(name)?.[1]
    const answer = firstValue(body, name)
    return place && answer && answer.length <= LONGEST_MATCH ? [[place, answer]] : []
  })
  return { ...before, ...Object.fromEntries(answers) }
}

async function merge(asked: PersonRequest): Promise<Reply> {
  const { db, act, body } = asked
  const { kept, planId, comparison } = await compared(asked)
  const skipped = valuesOf(body, 'skip')
  const matches = matchesIn(asked, kept.choices.matches)
  if (firstValue(body, 'deed') === 'again') {
    await saveChoices(db, kept.id, { ...kept.choices, matches, skipped })
    return redirect(paths.importCompare(kept.id), 'The versions were compared again')
  }
  const counts = await mergeVersion(db, act, {
    planId,
    incoming: asCorrected(kept),
    importId: kept.id,
    fileName: kept.fileName,
    digest: kept.digest,
    chosen: kept.choices.matches ?? {},
    // Nobody could choose about what was not shown.
    skipped: new Set([...skipped, ...contestedKeys(comparison).slice(SHOWN)]),
    approved: firstValue(body, 'approved'),
  })
  const to = paths.plan(planId)
  return counts ? redirect(to, 'The new version was merged') : redirectUndone(to, 'The new version says nothing new')
}

async function bringReturn(asked: PersonRequest): Promise<Reply> {
  const plan = await foundPlan(asked)
  return reading(asked, async (upload) => {
    const id = await readUpload(asked, upload, plan.id)
    return redirect(paths.returned(id))
  })
}

async function returnOf(asked: PersonRequest) {
  const kept = await foundImport(asked)
  const incoming = kept.plan
  const standing = kept.intoPlanId ? await standingPlan(asked.db, kept.intoPlanId) : null
  if (!standing) throw new NotFound()
  const read = await readReturn(asked.db, standing.id, incoming, asked.person)
  if (!read) throw new NotFound()
  return { kept, incoming, standing, ...read }
}

async function showReturn(asked: PersonRequest): Promise<Reply> {
  const { kept, standing, updates, comparison, incoming } = await returnOf(asked)
  const isOurs = incoming.writtenFrom !== undefined && (incoming.writtenFrom ?? standing.id) === standing.id
  if (!isOurs)
    return page(
      returnPage(
        kept.id,
        standing,
        [
          {
            action: kept.fileName,
            what: 'The file',
            before: '',
            after: '',
            readAs: null,
            becomes:
              'It is not this plan as Muniment wrote it. Take the plan away as a workbook, change that and send it back.',
          },
        ],
        null,
        '',
      ),
      422,
    )
  return page(returnPage(kept.id, standing, updates.map(rowOf), deedIn(updates), returnMark({ comparison, updates })))
}

/** What approving these updates does, in the words of its button; null where it would do nothing. */
function deedIn(updates: readonly Update[]): string | null {
  const claims = updates.filter(({ becomes }) => becomes === 'claim').length
  const deeds = [
    claims > 0 ? `make ${claims === 1 ? 'this claim' : 'these claims'}` : null,
    updates.some(({ becomes }) => becomes === 'commentary') ? 'add this commentary' : null,
  ].filter((deed) => deed !== null)
  return deeds.length > 0 ? capital(deeds.join(' and ')) : null
}

function rowOf({ standing, change, status, becomes, why }: Update): ReturnRow {
  return {
    action: [standing.ref, standing.text].filter(Boolean).join('. ').slice(0, 200),
    what: CHANGED_NAMES[change.field],
    before: change.field === 'commentary' ? '' : lines(change.before ?? '–'),
    after: lines(change.after),
    readAs: status && STATUS_NAMES[status],
    becomes: why ?? (becomes === 'claim' ? 'Your claim, as of today' : 'Your commentary'),
  }
}

async function take(asked: PersonRequest): Promise<Reply> {
  const { db, act, person, body, today } = asked
  const { kept, incoming, standing } = await returnOf(asked)
  const done = await takeReturn(
    db,
    { person, act },
    { importId: kept.id, planId: standing.id, incoming, approved: firstValue(body, 'approved') },
    today,
  )
  const told = [
    done.claims > 0 ? `${counted(done.claims, 'claim was', 'claims were')} made` : null,
    done.commented > 0 ? `commentary was added to ${counted(done.commented, 'action', 'actions')}` : null,
  ].filter(Boolean)
  const to = paths.plan(standing.id)
  return told.length > 0 ? redirect(to, capital(told.join(', '))) : redirectUndone(to, 'Nothing was changed')
}
