import { actingPerson } from '#features/people/index.ts'
import { condition, objectKind, outside, type Person } from '#platform/access/index.ts'
import type { Act } from '#platform/audit/index.ts'
import { type Queries, sql } from '#platform/db/index.ts'

/** Who runs a campaign: whoever may in each of the units that it asks. One that asks no unit yet is the whole body's. */
export const CAMPAIGN = objectKind(
  {
    key: 'campaigns',
    shape: {
      table: ['assessments', 'campaign'],
      facts: {},
      related: {
        units: { table: ['assessments', 'participant'], on: ['campaign_id', 'id'], facts: { unitId: 'unit_id' } },
      },
    },
  },
  ({ all, any, anybody, every, holdsEverywhere, some }) => ({
    deeds: {
      read: { allow: anybody },
      run: {
        allow: any(
          holdsEverywhere('assessments:run'),
          all(
            some('units', (unit) => unit.anybody),
            every('units', (unit) => unit.holdsIn('assessments:run', 'unitId')),
          ),
        ),
      },
    },
  }),
)

/** Whether somebody runs a campaign. */
export async function mayRun(db: Queries, id: string, person: Person): Promise<boolean> {
  const row = await db.maybe(
    sql`select from assessments.campaign c where c.id = ${id} and ${condition(person, CAMPAIGN, 'run', 'c')}`,
  )
  return row !== null
}

/** Asks whether somebody runs a campaign. @throws Forbidden */
export async function checkMayRun(db: Queries, id: string, person: Person): Promise<void> {
  if (!(await mayRun(db, id, person))) throw outside(null)
}

/** The same of whoever does a deed, within it. @throws Forbidden */
export const askToRun = async (db: Queries, act: Act, id: string): Promise<void> =>
  checkMayRun(db, id, await actingPerson(db, act))
