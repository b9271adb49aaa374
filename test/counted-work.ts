import { z } from 'zod'
import { type Connect, openPool, sql } from '#platform/db/index.ts'
import type { PayloadJob } from '#platform/jobs/index.ts'
import type { ItemsRun } from '#platform/runs/index.ts'

const Numbered = z.object({ number: z.number().int() })
const Counted = z.object({
  of: z.number().int(),
  throwsAt: z.array(z.number()).default([]),
  refusesAt: z.array(z.number()).default([]),
})
export type Counted = z.infer<typeof Counted>

/** Work that leaves a row for each time that it was done, so that what was done twice or not at all is seen. */
export const countedJob: PayloadJob<z.infer<typeof Numbered>> = {
  name: 'count-one',
  does: 'count-one',
  every: null,
  payload: Numbered,
  run: async ({ payload, once }) =>
    once(async (tx) => {
      await tx.run(sql`insert into public.effect (what, number) values ('job', ${payload.number})`)
    }),
}

export const countedRun: ItemsRun<number, Counted> = {
  kind: 'test.count',
  payload: Counted,
  admits: 'accounts:administer',
  what: 'test.counted',
  title: ({ of }) => `Counting to ${of}`,
  batch: 50,
  count: async (_, { of }) => of,
  next: async (tx, { of }, after, most) =>
    tx.many<{ key: string; item: number }>(sql`
      select lpad(n::text, 9, '0') as key, n as item from generate_series(${Number(after ?? 0) + 1}::integer, ${of}::integer) as n order by n limit ${most}`),
  take: async (tx, _, { throwsAt, refusesAt }, items) => {
    const thrown = items.find(({ item }) => throwsAt.includes(item))
    const done = items.filter(({ item }) => !refusesAt.includes(item))
    await tx.run(
      sql`insert into public.effect (what, number) select 'item', n from unnest(${done.map(({ item }) => item)}::integer[]) as n`,
    )
    if (thrown) throw new Error(`Cannot count ${thrown.item}: token=abcdef`)
    return {
      done: done.map(({ item }) => ({ subject: { kind: 'number', id: String(item) }, facts: {} })),
      refused: items.filter(({ item }) => refusesAt.includes(item)).map(({ key }) => ({ key, why: 'It is odd' })),
      said: `Counted to ${items.at(-1)?.item}`,
    }
  },
}

/** Makes the table of what was done. */
export async function prepareCounting(superuser: Connect): Promise<void> {
  const db = openPool({ ...superuser, max: 1 })
  await db.run(sql`create table public.effect (what text not null, number integer not null)`)
  await db.run(sql`grant select, insert, delete on public.effect to muniment_app`)
  await db.close()
}
