import { setTimeout as pause } from 'node:timers/promises'
import { sql } from '#platform/db/index.ts'
import type { Job } from '#platform/jobs/index.ts'

export const DEEDS = 60

/** A job of many deeds, each with the row that says it is done, that goes on where it was left: into the table `public.deed`. */
export const slowDeeds: Job = {
  name: 'slow-deeds',
  does: 'slow-deeds',
  every: null,
  run: async ({ db }) => {
    for (;;) {
      const made = await db.transaction((tx) =>
        tx.run(sql`
          insert into public.deed (number, worker) select n, ${process.pid} from generate_series(1, ${DEEDS}) as n
          where not exists (select from public.deed d where d.number = n) order by n limit 1`),
      )
      if (made === 0) return
      await pause(30)
    }
  },
}
