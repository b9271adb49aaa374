import { holdersOn } from '#features/people/index.ts'
import { may, type Person } from '#platform/access/index.ts'
import type { Day } from '#platform/calendar/index.ts'
import { type Queries, type Sql, sql } from '#platform/db/index.ts'
import type { Html } from '#platform/page/index.ts'
import type { PanelBeside } from '#platform/register/index.ts'
import { answeredBy, answeredInFinding } from './answering.ts'
import { answeredPart, findingPart } from './neighbour-views.ts'
import { paths } from './paths.ts'
import { ASSETS_SEEN } from './seeing.ts'

/** Information assets on the pages of people who answer for them, and of roles: those of whoever holds the role today, or holds it for an asset. */
export const besidePeople: readonly PanelBeside[] = [
  {
    of: 'people',
    seenBy: ASSETS_SEEN,
    show: (db, id, viewer, today) =>
      answeredFor(db, sql`h.person_id = ${id}`, { viewer, today, register: `${paths.assets}?owner_id=${id}` }),
  },
  {
    of: 'roles',
    seenBy: ASSETS_SEEN,
    show: (db, id, viewer, today) =>
      answeredFor(db, sql`(h.role_id = ${id} or h.person_id in (${holdersOn(today, id)}))`, {
        viewer,
        today,
        register: null,
      }),
  },
]

/** The assets that a finding of governance is about, on its page: those for which the person holds its role, where no appointment says so. */
export const besideFindings: readonly PanelBeside[] = [
  {
    of: 'role-findings',
    seenBy: ASSETS_SEEN,
    show: async (db, id, viewer, today) => {
      if (!may(viewer, 'assets:read')) return null
      const rows = await answeredInFinding(db, id, today)
      if (rows.length === 0) return null
      return findingPart(rows)
    },
  },
]

async function answeredFor(
  db: Queries,
  which: Sql,
  { viewer, today, register }: { readonly viewer: Person; readonly today: Day; readonly register: string | null },
): Promise<Html | null> {
  if (!may(viewer, 'assets:read')) return null
  const rows = await answeredBy(db, which, today)
  return rows.length === 0 ? null : answeredPart(rows, register)
}
