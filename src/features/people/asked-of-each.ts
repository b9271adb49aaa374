import { type Sql, sql } from '#platform/db/index.ts'

/**
 * What stands against each of several, by its id. It is asked of all of them at once, and of each only where something stands against
 * that: most of the time nothing does. `ask` answers for those whose ids a query gives.
 */
export async function askedOfEach(
  ids: readonly string[],
  ask: (ids: Sql) => Promise<string | null>,
): Promise<ReadonlyMap<string | null, string>> {
  const found = new Map<string, string>()
  if (ids.length === 0 || (await ask(sql`select unnest(${ids}::uuid[])`)) === null) return found
  for (const id of ids) {
    const message = await ask(sql`select ${id}::uuid`)
    if (message !== null) found.set(id, message)
  }
  return found
}
