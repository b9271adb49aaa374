import { z } from 'zod'
import { everybody } from '../access/index.ts'
import type { Queries } from '../db/index.ts'
import { NotFound } from '../errors.ts'
import { firstValue } from '../form/index.ts'
import { isId } from '../ids.ts'
import { get, json, type PersonRequest, page, post, type Reply, type Route, redirect } from '../web/index.ts'
import { resumeRun, stopRun } from './deeds.ts'
import type { ItemsRun } from './items.ts'
import { RUN_STATES, speedOf } from './model.ts'
import { paths } from './paths.ts'
import { findRun, type KeptRun, refusalsOf } from './store.ts'
import { runPage } from './views.ts'

const REFUSALS_SHOWN = 200

/** What a person is called, also one who has left; null for nobody known. */
export type NameOf = (db: Queries, personId: string) => Promise<string | null>

/** The page of each run, for those who may see runs of its kind. To others it does not exist. */
export function runRoutes(kinds: readonly ItemsRun[], nameOf: NameOf): Route[] {
  return kinds.flatMap((kind) => routesOf(kind, nameOf))
}

function routesOf({ kind, admits }: ItemsRun, nameOf: NameOf): Route[] {
  const found = async ({ db, params }: PersonRequest): Promise<KeptRun> => {
    const run = isId(params.id ?? '') ? await findRun(db, params.id ?? '') : null
    if (run?.kind !== kind) throw new NotFound()
    return run
  }
  return [
    get(paths.run(kind, ':id'), admits, async (asked) => show(asked, await found(asked), nameOf)),
    post(paths.stop(kind, ':id'), admits, async (asked) => {
      const run = await found(asked)
      await stopRun(asked.db, asked.act, run.id)
      return redirect(run.href, 'It stops after what it is at')
    }),
    post(paths.resume(kind, ':id'), admits, async (asked) => {
      const run = await found(asked)
      await resumeRun(asked.db, asked.act, run.id)
      return redirect(run.href, 'It goes on as soon as a worker is free')
    }),
    get(
      paths.api(kind, ':id'),
      admits,
      async (asked) => {
        const { href: _, askedBy: __, ...run } = await found(asked)
        return json({ ...run, itemsPerSecond: speedOf(run) })
      },
      {
        api: {
          seenBy: everybody('whoever holds the permission of a run sees how far it is'),
          summary: 'How far a run over many items is',
          tag: 'runs',
          answer: RunAnswer,
        },
      },
    ),
  ]
}

async function show({ db, query }: PersonRequest, run: KeptRun, nameOf: NameOf): Promise<Reply> {
  const refusals = await refusalsOf(db, run.id, REFUSALS_SHOWN + 1)
  return page(
    runPage({
      run,
      askedBy: run.askedById ? ((await nameOf(db, run.askedById)) ?? 'somebody who is not known') : 'the command line',
      refusals: refusals.slice(0, REFUSALS_SHOWN),
      isCut: refusals.length > REFUSALS_SHOWN,
      isRefreshing: firstValue(query, 'refresh') === 'yes',
    }),
  )
}

const RunAnswer = z.object({
  id: z.string(),
  kind: z.string(),
  title: z.string(),
  state: z.enum(Object.keys(RUN_STATES) as [keyof typeof RUN_STATES]),
  done: z.number(),
  expected: z.number().nullable(),
  refused: z.number(),
  workedMs: z.number(),
  itemsPerSecond: z.number().nullable(),
  said: z.string().nullable(),
  error: z.string().nullable(),
})
