import { entriesOf, type FoundEntry, standingOf, standingProblems } from '#platform/audit/index.ts'
import { frozenFileProblems, namedFiles } from '#platform/backup/index.ts'
import type { BlobStore } from '#platform/blobs/index.ts'
import { instantInWords } from '#platform/calendar/index.ts'
import type { Queries } from '#platform/db/index.ts'
import { counted } from '#platform/words.ts'
import { closedPlanIds, FROZEN, hasClosed, type KeptRound, keptRounds, reportsOf } from './store.ts'

/** What stands against a review that was closed and the reports that were frozen with it, in words; empty when nothing does. */
export interface RoundVerdict {
  readonly id: string
  readonly name: string
  readonly problems: readonly string[]
  /** What the log does not say of it, in words. */
  readonly cannotKnow: readonly string[]
}

const PAGE = 200

/** Ids of every plan with a review that was ever closed, by its row or by the log, each once: also of plans whose row is gone. */
export async function* everReviewed(db: Queries): AsyncIterable<string> {
  for (let last: string | null = null; ; ) {
    const ids: string[] = await closedPlanIds(db, last, PAGE)
    yield* ids
    last = ids.at(-1) ?? null
    if (last === null) break
  }
  for (let after = ''; ; ) {
    const entries: FoundEntry[] = await entriesOf(db, 'round.closed', { kind: 'plan', after })
    for (const id of new Set(entries.map(({ subjectId }) => subjectId))) if (!(await hasClosed(db, id))) yield id
    const end = entries.at(-1)
    if (!end) return
    after = end.subjectId
  }
}

/**
 * Compares every column of the closed reviews of a plan, how actions stood when they began, and the reports that were frozen with them with the
 * files in the store and with what the audit log says of their opening and close.
 */
export async function verifyRounds(db: Queries, blobs: BlobStore, planId: string): Promise<RoundVerdict[]> {
  const about = { kind: 'plan', id: planId }
  const closed = Map.groupBy(await entriesOf(db, 'round.closed', about), ({ facts }) => facts.round)
  const opened = Map.groupBy(await entriesOf(db, 'round.opened', about), ({ facts }) => facts.round)
  const rounds = await keptRounds(db, planId)
  const verdicts: RoundVerdict[] = []
  for (const round of rounds) {
    const entries = closed.get(round.id) ?? []
    if (entries.length === 0 && round.closedAt === null) continue
    verdicts.push(await verdictOf(db, blobs, round, { closes: entries, opens: opened.get(round.id) ?? [] }))
  }
  const known = new Set(rounds.map(({ id }) => id))
  for (const id of closed.keys())
    if (typeof id === 'string' && !known.has(id))
      verdicts.push({
        id,
        name: 'A review that is gone',
        problems: ['There is no such review any more.'],
        cannotKnow: [],
      })
  return verdicts
}

async function verdictOf(
  db: Queries,
  blobs: BlobStore,
  round: KeptRound,
  { closes, opens }: { readonly closes: readonly FoundEntry[]; readonly opens: readonly FoundEntry[] },
): Promise<RoundVerdict> {
  const { id, name, closedAt, closedBy, openedAt, openedBy } = round
  const [entry] = closes
  const rows = entry
    ? standingProblems(await standingOf(db, FROZEN, id), entry.facts.stands)
    : { problems: [], unsaid: [] }
  const problems = [
    ...(closes.length > 1 ? [`The log says ${counted(closes.length, 'time', 'times')} that it was closed.`] : []),
    ...(entry ? [] : ['The audit log has no entry of its close.']),
    ...(entry && closedAt === null ? ['The log says that it was closed, but it stands as open.'] : []),
    ...(closedAt ? handProblems('close', entry, { at: closedAt, by: closedBy }) : []),
    ...handProblems('opening', opens[0], { at: openedAt, by: openedBy }),
    ...rows.problems,
    ...(await frozenFileProblems(blobs, await reportsOf(db, id), namedFiles(entry?.facts.reports))),
  ]
  return { id, name, problems, cannotKnow: unsaidInWords(rows.unsaid) }
}

/** What stands against when a review was opened or closed, and by whom, by the entry of that. */
function handProblems(
  what: string,
  entry: FoundEntry | undefined,
  { at, by }: { readonly at: Date | null; readonly by: string | null },
): string[] {
  if (!entry) return []
  const problems: string[] = []
  if (!entry.isWhole) problems.push(`The entry of its ${what} in the audit log has been changed.`)
  if (at?.getTime() !== entry.at.getTime())
    problems.push(
      `The log dates its ${what} ${instantInWords(entry.at)}, and its row ${at ? instantInWords(at) : 'does not'}.`,
    )
  if (by !== entry.personId) problems.push(`The log names somebody else for its ${what}.`)
  return problems
}

/** What the entries of its opening and close prove, of the columns that the entry of an older close says nothing of. */
const PROVEN_BESIDE: ReadonlySet<string> = new Set(
  ['plan id', 'opened at', 'opened by', 'closed at', 'closed by', 'dropped at'].map((one) => `review: ${one}`),
)

function unsaidInWords(unsaid: readonly string[]): string[] {
  const left = unsaid.filter((one) => !PROVEN_BESIDE.has(one))
  return left.length === 0
    ? []
    : [
        `It was closed when the log said less of reviews. Nobody can know whether this is as it was: ${left.join(', ')}.`,
      ]
}
