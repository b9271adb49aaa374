import { inWords } from '#platform/calendar/index.ts'
import { sql } from '#platform/db/index.ts'
import type { Obstacles } from '#platform/register/index.ts'

/** What stands against appointments: that one ends before it begins, or goes on after its role was retired. */
export const appointingObstacles: Obstacles = async (tx, given) => {
  const ids = [...new Set(given.flatMap(({ value }) => value.role_id ?? []))]
  const held = await tx.many<{ id: string; name: string; endedOn: string | null }>(
    sql`select id, name, ended_on as "endedOn" from people.role where id = any(${ids}::uuid[]) order by id for share`,
  )
  const roleOf = new Map(held.map((role) => [role.id, role]))
  return given.map(({ value: { role_id: roleId, from_on: from, until_on: until } }) => {
    if (typeof from === 'string' && typeof until === 'string' && until < from)
      return { field: 'until_on', message: 'The last day must be the same as or after the first' }
    const role = typeof roleId === 'string' ? roleOf.get(roleId) : undefined
    if (!role?.endedOn || from === undefined) return null
    const isPast = typeof until === 'string' && until <= role.endedOn
    return !isPast
      ? { field: 'role_id', message: `${role.name} was retired on ${inWords(role.endedOn)}: choose another role` }
      : null
  })
}
