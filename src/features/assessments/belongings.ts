import type { Belonging } from '#features/people/index.ts'
import { sql } from '#platform/db/index.ts'
import { refreshBefore } from './results/before.ts'
import { refreshStanding } from './standing.ts'

const open = sql`p.state in ('answering', 'submitted')`
const takesPart = (to: string | null) => sql`exists (
  select from assessments.participant o where o.campaign_id = p.campaign_id and o.unit_id = ${to} and o.state <> 'withdrawn')`

/** Assessments that go on follow when units are reorganised; where the heir takes part itself, somebody has to choose. */
export const belongings: readonly Belonging[] = [
  {
    one: 'assessment that goes on',
    more: 'assessments that go on',
    count: (db, unitId, to) =>
      db.one(sql`
        select count(*) filter (where not ${takesPart(to)}) as moves, count(*) filter (where ${takesPart(to)}) as stays
        from assessments.participant p where p.unit_id = ${unitId} and ${open}`),
    move: async (tx, unitId, to) => {
      const moved = await tx.many<{ id: string }>(sql`
        update assessments.participant p set unit_id = u.id, unit_name = u.name, unit_kind = u.kind, version = p.version + 1
        from people.unit u where u.id = ${to} and p.unit_id = ${unitId} and ${open} and not ${takesPart(to)} returning p.id`)
      for (const { id } of moved) {
        await refreshStanding(tx, id)
        await refreshBefore(tx, id)
      }
      return moved.length
    },
  },
]
