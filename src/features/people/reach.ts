import type { PermissionFacts } from '#platform/access/index.ts'
import type { FieldValue, Obstacles } from '#platform/register/index.ts'
import { capital } from '#platform/words.ts'

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
    ? `Select “Everywhere”: the role may “${wholeMeaning(wide)}”, which cannot be kept to a unit, because ${wide.holds.because}`
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
  'Without an answer it is the unit of the appointment and below it. Each right below says where it holds then'

/** What a right lets somebody do where it holds in the whole body. */
export const wholeMeaning = ({ means, holds }: PermissionFacts): string =>
  holds.in === 'unit' && holds.wholly ? `${means}, and ${holds.wholly}` : means

const IN_ITS_UNIT = 'in the unit of the appointment and below it'
const IN_BODY = 'in the whole body'

/** Where a right holds, before anything is known of the role that gives it: as the form of roles and the page of rights say it. */
export function whereItHolds({ holds }: PermissionFacts): string {
  if (holds.in === 'unit') {
    const more = holds.wholly ? `. Only a role whose rights hold ${IN_BODY} lets them ${holds.wholly}` : ''
    return `${capital(IN_ITS_UNIT)}, if the role is kept to a unit${more}`
  }
  const because = `because ${holds.because}`
  return 'isNeverKept' in holds
    ? `${capital(IN_BODY)}: a role that has it cannot be kept to a unit, ${because}`
    : `${capital(IN_BODY)}, ${because}`
}

/** What a role may do by a right, and where: by what the right says of itself. */
export function rightOfRole(one: PermissionFacts, reach: string | null): { means: string; where: string } {
  if (reach === 'everywhere') return { means: wholeMeaning(one), where: IN_BODY }
  const { means, holds } = one
  return { means, where: holds.in === 'unit' ? IN_ITS_UNIT : `${IN_BODY}, because ${holds.because}` }
}
