import type { PermissionFacts } from '#platform/access/index.ts'
import type { FieldValue, Obstacles } from '#platform/register/index.ts'

/** What stands against keeping a role with these permissions to the unit of the appointment, or null. */
export function reachObstacle(
  permissions: readonly PermissionFacts[],
  reach: FieldValue | undefined,
  held: readonly string[],
): string | null {
  if (reach === 'everywhere') return null
  const wide = permissions.find(({ key, isEverywhere }) => isEverywhere !== undefined && held.includes(key))
  return wide
    ? `Select “Everywhere”: the role may “${wide.means}”, which cannot be kept to a unit, because ${wide.isEverywhere}`
    : null
}

/** The same of roles that are saved. */
export const reachObstacles =
  (permissions: readonly PermissionFacts[]): Obstacles =>
  (_tx, given) =>
    Promise.resolve(
      given.map(({ value: { reach, permissions: held } }) => {
        const message = reachObstacle(permissions, reach, Array.isArray(held) ? held : [])
        return message === null ? null : { field: 'reach', message }
      }),
    )

/** What is said beside the field. */
export function reachHint(permissions: readonly PermissionFacts[]): string {
  const wide = permissions.filter(({ isEverywhere }) => isEverywhere !== undefined)
  const unless = wide.map(({ means }) => `A role that may “${means}” holds its rights everywhere`)
  return ['Without an answer it is the unit of the appointment, and what belongs to it', ...unless].join('. ')
}
