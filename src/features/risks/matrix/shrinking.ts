import { joinName } from '#features/people/index.ts'
import { type Act, audit, byOf } from '#platform/audit/index.ts'
import { dayOf } from '#platform/calendar/index.ts'
import { type Db, join, name, type Queries, type Sql, sql, type Tx, takeTurn } from '#platform/db/index.ts'
import { Conflict } from '#platform/errors.ts'
import { NO_ID, newId } from '#platform/ids.ts'
import { changeMany, changeQuietly } from '#platform/register/index.ts'
import { type BandColour, type Fewer, newRanks } from '../model.ts'
import { risks } from '../registers.ts'
import { impacts, likelihoods } from '../scales.ts'
import { type Matrix, matrixOf, type Step } from '../store.ts'

/** What each step of a scale becomes: itself with another rank, or the step that takes its place. */
const becoming = (steps: readonly Step[], fewer: Fewer): Sql => {
  const ranks = newRanks(steps, fewer)
  const rows = steps.map(({ id }) => ({ id, to: fewer.get(id) ?? id, rank: ranks.get(fewer.get(id) ?? id) ?? 0 }))
  return sql`jsonb_to_recordset(${JSON.stringify(rows)}) as`
}

export interface Becomes {
  readonly id: string
  readonly number: number
  readonly title: string
  readonly unit: string
  readonly isOpen: boolean
  readonly now: Judged
  readonly inherent: Judged
  readonly target: Judged
}

/** How a risk is judged before and after, in one of the three judgements. */
interface Judged {
  readonly before: string | null
  readonly scoreBefore: number | null
  readonly bandBefore: string | null
  readonly after: string | null
  readonly score: number | null
  readonly band: string | null
  readonly colour: BandColour | null
}

/** What each risk becomes, the gravest first. Nothing is changed. */
export function becomes(
  db: Queries,
  matrix: Matrix,
  fewer: { readonly likelihoods: Fewer; readonly impacts: Fewer },
  page: { readonly limit: number; readonly offset: number },
): Promise<Becomes[]> {
  const judged = (likelihood: Sql, impact: Sql) => sql`(
    select jsonb_build_object('before', l0.name || ', ' || lower(i0.name), 'scoreBefore', l0.rank * i0.rank, 'bandBefore', b0.name,
      'after', l1.name || ', ' || lower(i1.name), 'score', l.rank * i.rank, 'band', b1.name, 'colour', b1.colour)
    from l join risks.likelihood l0 on l0.id = l.id join risks.likelihood l1 on l1.id = l."to"
      cross join i join risks.impact i0 on i0.id = i.id join risks.impact i1 on i1.id = i."to"
      left join risks.cell c0 on c0.likelihood_id = l.id and c0.impact_id = i.id left join risks.band b0 on b0.id = c0.band_id
      left join risks.cell c1 on c1.likelihood_id = l."to" and c1.impact_id = i."to" left join risks.band b1 on b1.id = c1.band_id
    where l.id = ${likelihood} and i.id = ${impact})`
  const none = sql`'{"before":null,"scoreBefore":null,"bandBefore":null,"after":null,"score":null,"band":null,"colour":null}'::jsonb`
  return db.many(sql`
    with l as materialized (select * from ${becoming(matrix.likelihoods, fewer.likelihoods)} n (id uuid, "to" uuid, rank integer)),
      i as materialized (select * from ${becoming(matrix.impacts, fewer.impacts)} n (id uuid, "to" uuid, rank integer))
    select r.id, r.number, r.title, u.name as unit, r.closed_on is null as "isOpen",
      coalesce(${judged(sql`r.likelihood_id`, sql`r.impact_id`)}, ${none}) as now,
      coalesce(${judged(sql`r.inherent_likelihood_id`, sql`r.inherent_impact_id`)}, ${none}) as inherent,
      coalesce(${judged(sql`r.target_likelihood_id`, sql`r.target_impact_id`)}, ${none}) as target
    from risks.risk r ${joinName('unit', 'u', 'r.unit_id')}
    order by r.closed_on is not null, r.score desc nulls last, r.number limit ${page.limit} offset ${page.offset}`)
}

/** Risks that are changed at a time. */
const BATCH = 200

/**
 * Takes steps out of the matrix. Every risk that stood on one of them, open or closed, in any of its three judgements, stands on the step that takes its
 * place, with a line of its history; the steps that are left are ranked anew from 1; every risk is judged by the matrix that is left.
 */
export async function shrink(
  db: Db,
  act: Act,
  fewer: { readonly likelihoods: Fewer; readonly impacts: Fewer },
  why: string,
): Promise<number> {
  return db.transaction(async (tx) => {
    await takeTurn(tx, 'risks.cell')
    // Whoever saves a risk on one of these steps is before this or after it.
    await tx.run(sql`select from risks.likelihood where ended_on is null order by id for update`)
    await tx.run(sql`select from risks.impact where ended_on is null order by id for update`)
    const matrix = await matrixOf(tx)
    checkMayRun(matrix.likelihoods, fewer.likelihoods)
    checkMayRun(matrix.impacts, fewer.impacts)
    const moved = await moveRisks(tx, act, fewer)
    await endSteps(tx, act, fewer)
    await rankAnew(tx, act, likelihoods, matrix.likelihoods, fewer.likelihoods)
    await rankAnew(tx, act, impacts, matrix.impacts, fewer.impacts)
    await judgeAnew(tx, act, why)
    await keep(tx, act, matrix, fewer, { why, moved })
    return moved
  })
}

function checkMayRun(steps: readonly Step[], fewer: Fewer): void {
  const ids = new Set(steps.map(({ id }) => id))
  for (const [from, to] of fewer)
    if (!ids.has(from) || !ids.has(to))
      throw new Conflict('The matrix has been changed meanwhile', 'Go back and load the page again.')
}

const COLUMNS = {
  likelihoods: ['likelihood_id', 'inherent_likelihood_id', 'target_likelihood_id'],
  impacts: ['impact_id', 'inherent_impact_id', 'target_impact_id'],
} as const

interface Standing {
  readonly id: string
  readonly version: number
  readonly [column: string]: string | number | null
}

async function moveRisks(
  tx: Tx,
  act: Act,
  fewer: { readonly likelihoods: Fewer; readonly impacts: Fewer },
): Promise<number> {
  const out = [...fewer.likelihoods.keys(), ...fewer.impacts.keys()]
  const columns = [...COLUMNS.likelihoods, ...COLUMNS.impacts].map((column) => name(column))
  const isOnOne = join(
    columns.map((column) => sql`${column} = any(${out}::uuid[])`),
    sql` or `,
  )
  for (let [moved, after] = [0, NO_ID]; ; ) {
    const batch = await tx.many<Standing>(sql`
      select id, version, ${join(columns, sql`, `)} from risks.risk where id > ${after} and (${isOnOne})
      order by id limit ${BATCH} for update`)
    for (const risk of batch) {
      const value: Record<string, string> = {}
      for (const scale of ['likelihoods', 'impacts'] as const)
        for (const column of COLUMNS[scale]) {
          const to = fewer[scale].get(String(risk[column]))
          if (to) value[column] = to
        }
      await changeQuietly(tx, act, risks, { id: risk.id, version: risk.version, value })
    }
    moved += batch.length
    if (batch.length < BATCH) return moved
    after = batch.at(-1)?.id ?? after
  }
}

async function endSteps(
  tx: Tx,
  act: Act,
  fewer: { readonly likelihoods: Fewer; readonly impacts: Fewer },
): Promise<void> {
  const on = dayOf(act.at)
  const rows = (steps: Fewer) =>
    sql`jsonb_to_recordset(${JSON.stringify([...steps].map(([id, to]) => ({ id, to })))}) as n (id uuid, "to" uuid)`
  await tx.run(
    sql`update risks.likelihood s set ended_on = ${on}, became_id = n."to" from ${rows(fewer.likelihoods)} where s.id = n.id`,
  )
  await tx.run(
    sql`update risks.impact s set ended_on = ${on}, became_id = n."to" from ${rows(fewer.impacts)} where s.id = n.id`,
  )
}

/** From the lowest up, so that no two have one rank on the way. */
async function rankAnew(
  tx: Tx,
  act: Act,
  register: typeof impacts,
  steps: readonly Step[],
  fewer: Fewer,
): Promise<void> {
  for (const [id, rank] of newRanks(steps, fewer)) {
    if (steps.find((step) => step.id === id)?.rank === rank) continue
    const { version } = await tx.one<{ version: number }>(
      sql`select version from ${name(...register.table)} where id = ${id}`,
    )
    await changeQuietly(tx, act, register, { id, version, value: { rank: String(rank) } })
  }
}

/** Works out again how every risk stands, and keeps it where it differs, so that nobody takes another scale for a movement. */
async function judgeAnew(tx: Tx, act: Act, why: string): Promise<void> {
  await changeMany(tx, act, risks, { which: sql`select id from risks.risk`, set: {} })
  await tx.run(sql`
    insert into risks.rating (id, risk_id, rated_on, at, kind, likelihood_id, impact_id, score, band_id, note, by_person_id)
    select gen_random_uuid(), r.id, ${dayOf(act.at)}, ${act.at}, 'rescaled', r.likelihood_id, r.impact_id, r.score, r.band_id, ${why},
      ${byOf(act)}
    from risks.risk r join lateral (
      select g.likelihood_id, g.impact_id, g.score, g.band_id from risks.rating g where g.risk_id = r.id order by g.rated_on desc, g.place desc limit 1) l on true
    where r.closed_on is null and (r.likelihood_id, r.impact_id, r.score, r.band_id) is distinct from (l.likelihood_id, l.impact_id, l.score, l.band_id)`)
}

async function keep(
  tx: Tx,
  act: Act,
  matrix: Matrix,
  fewer: { readonly likelihoods: Fewer; readonly impacts: Fewer },
  { why, moved }: { readonly why: string; readonly moved: number },
): Promise<void> {
  const named = (steps: readonly Step[], id: string) => steps.find((step) => step.id === id)?.name ?? ''
  const steps = (['likelihoods', 'impacts'] as const).flatMap((scale) =>
    [...fewer[scale]].map(([from, to]) => ({
      scale,
      from: named(matrix[scale], from),
      to: named(matrix[scale], to),
    })),
  )
  const id = newId(act.at.getTime())
  await tx.run(sql`
    insert into risks.matrix_shrinking (id, at, by_person_id, why, steps, risks)
    values (${id}, ${act.at}, ${byOf(act)}, ${why}, ${JSON.stringify(steps)}, ${moved})`)
  await audit(tx, act, 'matrix.shrunk', { kind: 'risk-matrix', id }, { steps, risks: moved })
}
