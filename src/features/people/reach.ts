import type { PermissionFacts } from '#platform/access/index.ts'
import type { FieldValue, Obstacles } from '#platform/register/index.ts'

const isNeverKept = ({ holds }: PermissionFacts) => 'isNeverKept' in holds

/** What stands against keeping a role with these permissions to the unit of the appointment, or null. */
export function reachObstacle(
  permissions: readonly PermissionFacts[],
  reach: FieldValue | undefined,
  held: readonly string[],
): string | null {
  if (reach === 'everywhere') return null
  const wide = permissions.find((one) => isNeverKept(one) && held.includes(one.key))
  return wide?.holds.in === 'body'
    ? `Select “Everywhere”: the role may “${wide.means}”, which cannot be kept to a unit, because ${wide.holds.because}`
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
export const REACH_HINT =
  'Without an answer it is the unit of the appointment, and what belongs to it. Each right below says where it holds then'

/** Where a right holds that a role has which is kept to a unit, as the form of roles and the page of rights say it. */
export function whereItHolds({ holds }: PermissionFacts): string {
  if (holds.in === 'unit') return 'In the unit, if the role is kept to one'
  const because = `because ${holds.because}`
  return 'isNeverKept' in holds ? `Only in a role whose rights hold everywhere, ${because}` : `Everywhere, ${because}`
}
