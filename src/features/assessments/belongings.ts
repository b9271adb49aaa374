import type { Belonging } from '#features/people/index.ts'
import { sql } from '#platform/db/index.ts'
import { refreshBefore } from './results/before.ts'
import { refreshStanding } from './standing.ts'

/** Assessments that go on follow when units are reorganised; where the heir takes part itself, somebody has to choose. */
export const belongings: readonly Belonging[] = [
  {
    key: 'participants',
    one: 'assessment that goes on',
    more: 'assessments that go on',
    column: 'assessments.participant.unit_id',
    move: async (tx, _act, which, { to }) => {
      const moved = await tx.many<{ id: string }>(sql`
        update assessments.participant p set unit_id = u.id, unit_name = u.name, unit_kind = u.kind, version = p.version + 1
        from people.unit u where u.id = ${to} and ${which(sql`p.id`)} returning p.id`)
      for (const { id } of moved) {
        await refreshStanding(tx, id)
        await refreshBefore(tx, id)
      }
      return moved.length
    },
    leave: (tx, _act, which, { body }) =>
      tx.run(sql`
        update assessments.participant set state = 'withdrawn', ended_why = ${`The unit went to ${body}`}, version = version + 1 where ${which(sql`id`)}`),
  },
]
