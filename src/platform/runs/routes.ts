import { z } from 'zod'
import { may } from '../access/index.ts'
import type { Queries } from '../db/index.ts'
import { NotFound } from '../errors.ts'
import { firstValue } from '../form/index.ts'
import { isId } from '../ids.ts'
import { type AskedBy, get, json, page, post, type Route, redirect } from '../web/index.ts'
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
  const seen = async ({ db, params, person }: AskedBy): Promise<KeptRun> => {
    const run = isId(params.id ?? '') ? await findRun(db, params.id ?? '') : null
    const kind = kinds.find((one) => one.kind === run?.kind)
    if (!run || !kind || !may(person, kind.admits)) throw new NotFound()
    return run
  }
  return [
    get(paths.run(':id'), 'signed-in', async (asked) => {
      const run = await seen(asked)
      const refusals = await refusalsOf(asked.db, run.id, REFUSALS_SHOWN + 1)
      return page(
        runPage({
          run,
          askedBy: run.askedById
            ? ((await nameOf(asked.db, run.askedById)) ?? 'somebody who is not known')
            : 'the command line',
          refusals: refusals.slice(0, REFUSALS_SHOWN),
          isCut: refusals.length > REFUSALS_SHOWN,
          isRefreshing: firstValue(asked.query, 'refresh') === 'yes',
        }),
      )
    }),
    post(paths.stop(':id'), 'signed-in', async (asked) => {
      const run = await seen(asked)
      await stopRun(asked.db, asked.act, run.id)
      return redirect(paths.run(run.id), 'It stops after what it is at')
    }),
    post(paths.resume(':id'), 'signed-in', async (asked) => {
      const run = await seen(asked)
      await resumeRun(asked.db, asked.act, run.id)
      return redirect(paths.run(run.id), 'It goes on as soon as a worker is free')
    }),
    get(
      paths.api(':id'),
      'signed-in',
      async (asked) => {
        const { href: _, askedBy: __, ...run } = await seen(asked)
        return json({ ...run, itemsPerSecond: speedOf(run) })
      },
      { api: { summary: 'How far a run over many items is', tag: 'Runs', answer: RunAnswer } },
    ),
  ]
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
