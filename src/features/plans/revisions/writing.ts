import type { Act } from '#platform/audit/index.ts'
import type { Day } from '#platform/calendar/index.ts'
import { sql, type Tx } from '#platform/db/index.ts'
import { newId } from '#platform/ids.ts'
import type { ActionMatch, Change, ChangedField } from './model.ts'

/** A merge that is being written: into which plan, as which revision, by whom, on which day, and the day `on` which the document speaks. */
export interface Writing {
  readonly tx: Tx
  readonly act: Act
  readonly planId: string
  readonly revisionId: string
  readonly by: string | null
  readonly today: Day
  readonly on: Day
}

/** The changes of a place that nobody has said are not to be made. */
export type Wanted = (place: string, changes: readonly Change[]) => readonly Change[]
/** An action of the plan that the new version speaks of. */
export type Changed = ActionMatch & { readonly standing: NonNullable<ActionMatch['standing']> }

/** Keeps how the words of actions and recommendations changed, for their history. */
export async function writeChanges(
  { tx, act, planId, revisionId, by, on }: Writing,
  changes: readonly {
    readonly field: ChangedField
    readonly before: string | null
    readonly after: string
    readonly action_id: string | null
    readonly recommendation_id: string | null
  }[],
): Promise<void> {
  const values = changes.map(({ field, before, after, action_id, recommendation_id }) => ({
    id: newId(act.at.getTime()),
    field,
    before,
    after,
    action_id,
    recommendation_id,
  }))
  await tx.run(sql`
    insert into plans.change (id, plan_id, recommendation_id, action_id, revision_id, changed_on, at, by_person_id, field, before, after)
    select id, ${planId}, recommendation_id, action_id, ${revisionId}, ${on}, ${act.at}, ${by}, field, before, after
    from jsonb_to_recordset(${JSON.stringify(values)}) as n (id uuid, recommendation_id uuid, action_id uuid, field text, before text, after text)`)
}
