import type { Day } from '#platform/calendar/index.ts'
import { dayOfInstant, name, type Sql, sql } from '#platform/db/index.ts'
import { ENDLESS, TARGET_CHANGES } from './model.ts'
import { DONE, OVER } from './over.ts'

/*
 * The rules of `model.ts` as conditions of a query; tests hold each to its twin. Each is always true or false, never null, so that
 * `not` may stand before it. What is in quotation marks are the names by which the query calls its rows.
 */

/** A claim says that it was done. */
export const isDone = (claim = 'c'): Sql => sql`coalesce(${name(claim)}.status = any(${[...DONE]}::text[]), false)`

/** `isFinished` of the model: a claim, if there is one, and its verdict, if there is one. */
export const isFinished = (claim = 'c', verdict = 'v'): Sql =>
  sql`(coalesce(${name(claim)}.status = any(${[...OVER]}::text[]), false) and ${name(verdict)}.verdict is distinct from 'not-accepted')`

/** A claim, if there is one, waits for a verdict. */
export const awaitsVerdict = (claim = 'c', verdict = 'v'): Sql =>
  sql`(${isDone(claim)} and ${name(verdict)}.verdict is null)`

/** A target date was set by a change: a correction of its reading is none. */
export const isChange = (target: string): Sql => sql`(${name(target)}.cause = any(${[...TARGET_CHANGES]}::text[]))`

/** Work on an action goes on: it is neither finished nor on hold. */
export const isUnderWay = (action = 'a'): Sql =>
  sql`(not ${name(action)}.is_finished and ${name(action)}.status <> 'on-hold')`

/** `overdueOn` of the model: an action is overdue on a day. Written so that the index of days can answer it. */
export const isOverdue = (today: Day, action = 'a'): Sql =>
  sql`(${isUnderWay(action)} and ${hasDayThat(sql`< ${today}`, action)})`

/** The last day of an action that goes on lies between two days, both included. */
export const isDueBetween = (from: Day, to: Day, action = 'a'): Sql =>
  sql`(${isUnderWay(action)} and ${hasDayThat(sql`between ${from} and ${to}`, action)})`

const hasDayThat = (holds: Sql, action: string): Sql =>
  sql`${name(action)}.overdue_after is not null and ${name(action)}.overdue_after ${holds}`

/** `overdueAfter` of the model, of a target date's kind and last day: that day, or null. */
export const lastDay = (kind: Sql, latest: Sql): Sql =>
  sql`case when ${kind} <> all(${[...ENDLESS]}::text[]) then ${latest} end`

/**
 * The day since which an action is promised: that of its plan, or of the later version that brought it; for one that was made here, the
 * day on which it was made.
 */
export const ownDay = (action = 'a', plan = 'p'): Sql => {
  const madeAt = sql`${name(action)}.made_at`
  return sql`case when ${name(action)}.made_by is not null then ${dayOfInstant(madeAt)} when ${madeAt} = ${name(plan)}.made_at then ${name(plan)}.plan_on
    else coalesce((select first.set_on from plans.target first where first.action_id = ${name(action)}.id and first.at = ${madeAt} limit 1),
      (select least(version.revised_on, ${dayOfInstant(madeAt)}) from plans.revision version where version.plan_id = ${name(plan)}.id and version.at = ${madeAt} limit 1),
      ${dayOfInstant(madeAt)}) end`
}

/** `lateAfter` of deliverables, of what a query knows of one and of its action's own day: that day, or null. */
export const lateAfter = (one: {
  readonly isFinished: Sql
  readonly status: Sql
  readonly latest: Sql
  readonly ownDay: Sql
}): Sql =>
  sql`case when not ${one.isFinished} and ${one.status} <> 'on-hold' and ${one.latest} >= ${one.ownDay} then ${one.latest} end`

/** From when a deliverable counts among the days of its action: from its first day, or on its last; null where it has none. */
export const DELIVERABLE_FROM: Sql = sql`case when o.latest is not null then coalesce(o.earliest, o.latest) end`

/**
 * One of the days that a target date says: its own or, where it says neither, that of the deliverables. What comes round again and what is
 * done have no others. The columns `first_day` and `last_day` of actions are made by the same rule.
 */
export const saidDay = (target: string, own: 'earliest' | 'latest', ofDeliverables: Sql): Sql =>
  sql`case when ${name(target)}.earliest is null and ${name(target)}.latest is null and ${name(target)}.kind is distinct from 'recurring' and ${name(target)}.kind is distinct from 'done'
    then ${ofDeliverables} else ${name(target)}.${name(own)} end`

/** What an action's target date says in days, for a query that calls it `a`: its own days or, where it says none, those of its deliverables. */
export const SAID_DAYS: Sql = sql`a.deliverable_due as "deliverableDue", a.first_day as "firstDay", a.last_day as "lastDay"`
