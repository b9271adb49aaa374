import type { Act } from '#platform/audit/index.ts'
import { instantFrom } from '#platform/calendar/index.ts'
import { sql, type Tx } from '#platform/db/index.ts'
import { type Given, heldRows, type Problem } from '#platform/register/index.ts'
import { clockObstacle, incidentObstacle } from '../model.ts'

interface StoredIncident {
  readonly personal: string | null
  readonly harm: string | null
  readonly awareAt: Date
  readonly happenedAt: Date | null
  readonly containedAt: Date | null
  readonly notifiedAt: Date | null
  readonly notNotifiedWhy: string | null
  readonly lateWhy: string | null
  readonly toldPeopleAt: Date | null
  readonly lessons: string | null
  readonly closedOn: string | null
  readonly clockWhy: string | null
}

const KEPT = sql`
  personal, harm, date_trunc('minute', aware_at) as "awareAt", happened_at as "happenedAt", contained_at as "containedAt", notified_at as "notifiedAt",
  not_notified_why as "notNotifiedWhy", late_why as "lateWhy", told_people_at as "toldPeopleAt", lessons, closed_on as "closedOn", clock_why as "clockWhy"`

/** What stands against saving incidents, in what is given and, for what is not given, in what is kept. */
export async function incidentObstacles(tx: Tx, given: readonly Given[], act: Act): Promise<(Problem | null)[]> {
  const ids = given.map(({ id }) => id)
  const keptOf = await heldRows<StoredIncident>(tx, ['risks', 'incident'], KEPT, ids)
  return given.map(({ id, value }) => againstOne(value, keptOf.get(id) ?? null, act))
}

/** Columns on which it hangs whether somebody has to say why nobody was notified. */
const OF_NOTIFICATION = ['harm', 'personal', 'notified_at', 'not_notified_why'] as const

function againstOne(value: Given['value'], kept: StoredIncident | null, act: Act): Problem | null {
  const text = (column: string, old: string | null | undefined): string | null => {
    if (!(column in value)) return old ?? null
    const given = value[column]
    return typeof given === 'string' && given !== '' ? given : null
  }
  const moment = (column: string, old: Date | null | undefined): Date | null => {
    if (!(column in value)) return old ?? null
    const given = text(column, null)
    return given ? instantFrom(given) : null
  }
  const awareAt = moment('aware_at', kept?.awareAt)
  if (!awareAt) return null
  const personal = text('personal', kept?.personal)
  const found = incidentObstacle({
    now: act.at,
    personal,
    harm: text('harm', kept?.harm),
    awareAt,
    happenedAt: moment('happened_at', kept?.happenedAt),
    containedAt: moment('contained_at', kept?.containedAt),
    notifiedAt: moment('notified_at', kept?.notifiedAt),
    notNotifiedWhy: text('not_notified_why', kept?.notNotifiedWhy),
    lateWhy: text('late_why', kept?.lateWhy),
    toldPeopleAt: moment('told_people_at', kept?.toldPeopleAt),
    lessons: text('lessons', kept?.lessons),
    isClosed: text('closed_on', kept?.closedOn) !== null,
    asksWhy: OF_NOTIFICATION.some((column) => column in value),
  })
  if (found || !kept) return found
  return clockObstacle(
    { awareAt: kept.awareAt, personal: kept.personal, why: kept.clockWhy },
    { awareAt, personal, why: text('clock_why', kept.clockWhy) },
  )
}
