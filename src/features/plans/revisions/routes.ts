import { may } from '#platform/access/index.ts'
import { NotFound } from '#platform/errors.ts'
import { firstValue, valuesOf } from '#platform/form/index.ts'
import { lines } from '#platform/page/index.ts'
import { UnreadableFile } from '#platform/reading/index.ts'
import {
  file,
  get,
  LONG_FORM,
  type PersonRequest,
  page,
  post,
  type Reply,
  type Route,
  redirect,
} from '#platform/web/index.ts'
import { counted } from '#platform/words.ts'
import { PLAN_FORMATS, writePlan } from '../exchange/files.ts'
import { writtenPlan } from '../exchange/store.ts'
import { applyEdits } from '../importing/edits.ts'
import { readUpload } from '../importing/keep.ts'
import { foundImport } from '../importing/lookup.ts'
import { type KeptImport, saveChoices } from '../importing/store.ts'
import { foundPlan } from '../lookup.ts'
import { paths } from '../paths.ts'
import { compare } from './compare.ts'
import { fingerprint, mergeVersion } from './merge.ts'
import { CHANGED_NAMES, type ChosenMatches, type Comparison, contestedKeys } from './model.ts'
import { readReturn, returnMark, takeReturn, type Update } from './returns.ts'
import { revisionsOf, standingPlan } from './store.ts'
import { comparePage, SHOWN } from './views/comparison.ts'
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
    get(`${paths.planFile(':id')}.${ending}`, 'plans:read', async (asked) => {
      const { id } = await foundPlan(asked)
      const plan = await writtenPlan(asked.db, id)
      if (!plan) throw new NotFound()
      return file(`action-plan-${asked.today}.${ending}`, type, await writePlan(ending, plan))
    }),
  ),
]

async function versions(asked: PersonRequest, problem?: string): Promise<Reply> {
  const plan = await foundPlan(asked)
  const rights = { bringVersions: may(asked.person, 'plans:import'), sendBack: may(asked.person, 'plans:claim') }
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
  const incoming = applyEdits(kept.plan, kept.edits)
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

/** What was answered about the matches: the id of an action, or that it is new. */
function matchesIn({ body }: PersonRequest, before: ChosenMatches = {}): ChosenMatches {
  const answers = Object.keys(body).flatMap((name): [string, string][] => {
    const place = /^match (t\d+r\d+(?:\.\d+)?|new-\d+)$/.exec(name)?.[1]
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
    incoming: applyEdits(kept.plan, kept.edits),
    importId: kept.id,
    fileName: kept.fileName,
    digest: kept.digest,
    chosen: kept.choices.matches ?? {},
    // Nobody could choose about what was not shown.
    skipped: new Set([...skipped, ...contestedKeys(comparison).slice(SHOWN)]),
    approved: firstValue(body, 'approved'),
  })
  return redirect(paths.plan(planId), counts ? 'The new version was merged' : 'The new version says nothing new')
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
            becomes:
              'It is not this plan as Muniment wrote it. Take the plan away as a workbook, change that and send it back.',
          },
        ],
        false,
        '',
      ),
      422,
    )
  const isUsable = updates.some(({ becomes }) => becomes !== 'nothing')
  return page(returnPage(kept.id, standing, updates.map(rowOf), isUsable, returnMark({ comparison, updates })))
}

function rowOf({ standing, change, becomes, why }: Update): ReturnRow {
  return {
    action: [standing.ref, standing.text].filter(Boolean).join('. ').slice(0, 200),
    what: CHANGED_NAMES[change.field],
    before: change.field === 'commentary' ? '' : lines(change.before ?? '–'),
    after: lines(change.after),
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
    done.commentary > 0 ? `commentary was added to ${counted(done.commentary, 'action', 'actions')}` : null,
  ].filter(Boolean)
  const notice = told.join(', ') || 'Nothing was changed'
  return redirect(
    paths.plan(standing.id),
    notice.replace(/^./, (letter) => letter.toUpperCase()),
  )
}
