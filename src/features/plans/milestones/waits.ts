import { sql, type Tx } from '#platform/db/index.ts'

/** Lets actions wait for no milestone, since somebody has said their date. The names of those that were waited for, by action. */
export async function endWaits(tx: Tx, actionIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const waited = await tx.many<{ id: string; name: string }>(sql`
    update plans.action a set milestone_id = null, milestone_days = null, version = a.version + 1
    from plans.milestone m where a.id = any(${actionIds}::uuid[]) and m.id = a.milestone_id returning a.id, m.name`)
  return new Map(waited.map(({ id, name }) => [id, name]))
}

/** A reason, with what an action no longer waits for. */
export function reasonWithWait(reason: string | null, milestone: string | undefined): string | null {
  const ended = milestone === undefined ? null : `It no longer waits for ${milestone}.`
  return [reason, ended].filter((words) => words !== null && words !== '').join('\n') || null
}
