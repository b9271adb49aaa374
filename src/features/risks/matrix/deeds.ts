import { type Act, audit, byOf } from '#platform/audit/index.ts'
import { type Db, sql, takeTurn } from '#platform/db/index.ts'
import { newId } from '#platform/ids.ts'
import { rateAgain } from '../scales.ts'
import type { ChangedCell } from './store.ts'

interface Cell {
  readonly likelihoodId: string
  readonly impactId: string
  readonly bandId: string
}

/** Saves bands of cells; every open risk is judged anew in the same transaction. */
export async function saveCells(db: Db, act: Act, cells: readonly Cell[]): Promise<void> {
  await db.transaction(async (tx) => {
    await takeTurn(tx, 'risks.cell')
    // Asked before the cells are written, under their lock.
    const before = await tx.many<ChangedCell>(sql`
      select l.name as likelihood, i.name as impact, b.name as before, a.name as after
      from jsonb_to_recordset(${JSON.stringify(cells)}) as n ("likelihoodId" uuid, "impactId" uuid, "bandId" uuid)
        join risks.likelihood l on l.id = n."likelihoodId" join risks.impact i on i.id = n."impactId" join risks.band a on a.id = n."bandId"
        left join risks.cell c on c.likelihood_id = l.id and c.impact_id = i.id left join risks.band b on b.id = c.band_id
      where c.band_id is distinct from n."bandId" order by l.rank, i.rank`)
    const changed = await tx.run(sql`
      insert into risks.cell as c (likelihood_id, impact_id, band_id)
      select "likelihoodId", "impactId", "bandId" from jsonb_to_recordset(${JSON.stringify(cells)}) as n ("likelihoodId" uuid, "impactId" uuid, "bandId" uuid)
      on conflict (likelihood_id, impact_id) do update set band_id = excluded.band_id where c.band_id <> excluded.band_id`)
    if (changed === 0) return
    await rateAgain(tx, act)
    await tx.run(sql`
      insert into risks.matrix_change (id, at, by_person_id, cells)
      values (${newId(act.at.getTime())}, ${act.at}, ${byOf(act)}, ${JSON.stringify(before)})`)
    await audit(tx, act, 'matrix.changed', { kind: 'risk-matrix', id: newId(act.at.getTime()) }, { cells: changed })
  })
}
