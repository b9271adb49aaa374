import { leftJoinName } from '#features/people/index.ts'
import { type Act, audit, byOf } from '#platform/audit/index.ts'
import { type Day, dayOf } from '#platform/calendar/index.ts'
import { type Db, type Queries, sql, type Tx } from '#platform/db/index.ts'
import { Conflict } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { answeringObstacle } from '../model.ts'
import { foundParticipant } from '../store.ts'
import type { FigureRow } from './model.ts'

/** Holds a visit while something is put down. Throws Conflict where nothing can be put down now. */
async function hold(tx: Tx, participantId: string, at: Date): Promise<void> {
  await tx.run(sql`
    select from assessments.participant p join assessments.campaign c on c.id = p.campaign_id where p.id = ${participantId} for update of p for share of c`)
  const obstacle = answeringObstacle(await foundParticipant(tx, participantId), dayOf(at))
  if (obstacle) throw new Conflict('Nothing can be put down now', obstacle)
}

export interface Interview {
  readonly id: string
  readonly heldOn: Day
  readonly roles: string
  readonly notes: string
  readonly by: string | null
}

export function interviews(db: Queries, participantId: string): Promise<Interview[]> {
  return db.many(sql`
    select i.id, i.held_on as "heldOn", i.roles, i.notes, p.name as by from assessments.interview i ${leftJoinName('person', 'p', 'i.by_person_id')}
    where i.participant_id = ${participantId} order by i.held_on, i.at, i.id limit 200`)
}

export async function addInterview(
  db: Db,
  act: Act,
  participantId: string,
  { heldOn, roles, notes }: Pick<Interview, 'heldOn' | 'roles' | 'notes'>,
): Promise<void> {
  await db.transaction(async (tx) => {
    await hold(tx, participantId, act.at)
    const id = newId(act.at.getTime())
    const by = byOf(act)
    await tx.run(sql`
      insert into assessments.interview (id, participant_id, held_on, roles, notes, at, by_person_id)
      values (${id}, ${participantId}, ${heldOn}, ${roles}, ${notes}, ${act.at}, ${by})`)
    await audit(tx, act, 'interview.added', { kind: 'participant', id: participantId }, { interview: id })
  })
}

export function figures(db: Queries, participantId: string): Promise<FigureRow[]> {
  return db.many(
    sql`select measure, item, value from assessments.figure where participant_id = ${participantId} order by position, id`,
  )
}

/** Puts figures in place of those of the same measures. */
export async function replaceFigures(
  db: Db,
  act: Act,
  participantId: string,
  rows: readonly FigureRow[],
): Promise<void> {
  const measures = [...new Set(rows.map(({ measure }) => measure))]
  await db.transaction(async (tx) => {
    await hold(tx, participantId, act.at)
    await tx.run(
      sql`delete from assessments.figure where participant_id = ${participantId} and measure = any(${measures}::text[])`,
    )
    const { last } = await tx.one<{ last: number }>(
      sql`select coalesce(max(position), 0) as last from assessments.figure where participant_id = ${participantId}`,
    )
    await tx.run(sql`
      insert into assessments.figure (id, participant_id, position, measure, item, value)
      select id, ${participantId}, position, measure, item, value
      from jsonb_to_recordset(${JSON.stringify(rows.map((row, index) => ({ ...row, id: newId(act.at.getTime()), position: last + index + 1 })))})
        as n (id uuid, position integer, measure text, item text, value numeric)`)
    await audit(
      tx,
      act,
      'figures.imported',
      { kind: 'participant', id: participantId },
      { measures: measures.length, rows: rows.length },
    )
  })
}

export async function removeMeasure(db: Db, act: Act, participantId: string, measure: string): Promise<void> {
  await db.transaction(async (tx) => {
    await hold(tx, participantId, act.at)
    const gone = await tx.run(
      sql`delete from assessments.figure where participant_id = ${participantId} and measure = ${measure}`,
    )
    if (gone > 0) await audit(tx, act, 'figures.removed', { kind: 'participant', id: participantId }, { rows: gone })
  })
}

/** Figures of every unit of a campaign by type of document, for comparing. */
export function typeFigures(db: Queries, campaignId: string): Promise<(FigureRow & { participantId: string })[]> {
  return db.many(sql`
    select f.participant_id as "participantId", f.measure, f.item, f.value from assessments.figure f join assessments.participant p on p.id = f.participant_id
    where p.campaign_id = ${campaignId} and p.state <> 'withdrawn' and f.measure ~* 'type|format|kind of document' limit 20000`)
}
