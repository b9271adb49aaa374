import { appointmentsOn, joinName, mailedOn, rolesThatMay } from '#features/people/index.ts'
import type { Act } from '#platform/audit/index.ts'
import { type Day, dayOf } from '#platform/calendar/index.ts'
import { addressIn } from '#platform/config.ts'
import { type Db, dayOfInstant, type Queries, sql } from '#platform/db/index.ts'
import { newId } from '#platform/ids.ts'
import { type Message, post, type ReminderSettings, writeReminders as remind } from '#platform/mail/index.ts'
import { inviteRescoring } from '../following/deeds.ts'
import { REPEAT_NOT_BEGUN, UNIT_THAT_OWES } from '../following/store.ts'
import { paths } from '../paths.ts'
import { RESULTS_SEEN } from '../seeing.ts'
import { invitationFor, type MustRepeat, type Reminded, reminderFor, repeatReminderFor } from './letters.ts'

const KIND = 'assessment'

/**
 * Whoever is to be reminded between two days: leads, and those to whom an unfinished section was given; on the first day, so many days
 * before the last one as the campaign says, and once after it. Those without an address, and those who have left, are not.
 */
function toRemind(db: Queries, since: Day, today: Day): Promise<Reminded[]> {
  return db.many(sql`
    with due as (
      select p.id, p.unit_name, p.due_on, p.lead_id, c.name as campaign, c.opens_on, coalesce(s.answered, 0) as answered, coalesce(s.wanted, 0) as wanted
      from assessments.participant p join assessments.campaign c on c.id = p.campaign_id join assessments.framework f on f.id = c.framework_id
        left join assessments.standing s on s.participant_id = p.id and s.part = '*'
      where p.state = 'answering' and c.state = 'open' and c.opens_on <= ${today} and f.kind = 'assessment' and (
        c.opens_on between ${since} and ${today} or p.due_on + 1 between ${since} and ${today}
        or exists (select from unnest(c.remind_days) d where p.due_on - d between ${since} and ${today}))
    ), people as (
      select id, lead_id as person_id, null::text[] as sections from due where lead_id is not null
      union all
      select due.id, d.person_id, array_agg(d.section order by d.section) from due join assessments.delegation d on d.participant_id = due.id and d.ended_at is null
        join assessments.standing s on s.participant_id = due.id and s.part = d.section and s.answered < s.wanted
      where d.person_id is distinct from due.lead_id group by due.id, d.person_id)
    select due.id as "participantId", pe.id as "personId", pe.name, pe.email, due.unit_name as unit, due.campaign, due.due_on as "dueOn", due.opens_on as "opensOn",
      due.answered, due.wanted, people.sections
    from people join due on due.id = people.id join ${mailedOn(today)} pe on pe.id = people.person_id
    order by due.id, pe.id limit 10000`)
}

/**
 * Leads whose unit must do an assessment again and has not begun: told when it follows, so many days before its last day as the campaign says,
 * and once after it. Where another unit owes it now, those who could answer there are told.
 */
function toRepeat(db: Queries, since: Day, today: Day): Promise<MustRepeat[]> {
  return db.many(sql`
    with due as (
      select q.id, p.lead_id, q.unit_id, q.unit_id = p.unit_id as is_own, c.name as campaign, ${UNIT_THAT_OWES} as unit, q.due_on
      from assessments.consequence q join assessments.participant p on p.id = q.participant_id join assessments.campaign c on c.id = p.campaign_id
        ${joinName('unit', 'o', 'q.unit_id')}
      where ${REPEAT_NOT_BEGUN} and (
        ${dayOfInstant(sql`q.raised_at`)} between ${since} and ${today} or q.due_on + 1 between ${since} and ${today}
        or exists (select from unnest(c.remind_days) d where q.due_on - d between ${since} and ${today}))
    ), told as (
      select id, lead_id as person_id from due where lead_id is not null and is_own
      union
      select due.id, a.person_id from due join ${appointmentsOn(today)} a on a.unit_id = due.unit_id
      where (not due.is_own or due.lead_id is null) and a.role_id in (${rolesThatMay('assessments:answer')}))
    select due.id as "consequenceId", pe.id as "personId", pe.name, pe.email, due.unit, due.campaign, due.due_on as "dueOn"
    from told join due on due.id = told.id join ${mailedOn(today)} pe on pe.id = told.person_id
    order by due.id, pe.id limit 10000`)
}

/** Writes today's reminders of assessments, and of those that units must do again. Answers how many. */
export const writeReminders = (db: Db, act: Act, config: ReminderSettings): Promise<number> =>
  remind(db, act, config, { kind: KIND, seenBy: RESULTS_SEEN }, async (tx, { since, today, address }) => {
    const answering = (await toRemind(tx, since, today)).map((one) => ({
      key: `${one.participantId} ${one.personId}`,
      personId: one.personId,
      email: one.email,
      ...reminderFor(one, today, { unit: `${address}${paths.unit(one.participantId)}` }),
    }))
    const repeating = (await toRepeat(tx, since, today)).map((one) => ({
      key: `repeat ${one.consequenceId} ${one.personId}`,
      personId: one.personId,
      email: one.email,
      ...repeatReminderFor(one, today, `${address}${paths.consequence(one.consequenceId)}`),
    }))
    return [...answering, ...repeating]
  })

/** Tells units that what was found with them has been done, once for each finding. Answers how many findings. */
export async function writeInvitations(db: Db, act: Act, config: ReminderSettings): Promise<number> {
  const address = addressIn(config)
  return db.transaction(async (tx) => {
    const ready = await inviteRescoring(tx, act)
    const leads = await tx.many<{ participantId: string; personId: string; name: string; email: string }>(sql`
      select p.id as "participantId", l.id as "personId", l.name, l.email from assessments.participant p join ${mailedOn(dayOf(act.at))} l on l.id = p.lead_id
      where p.id = any(${ready.map(({ participantId }) => participantId)}::uuid[])`)
    const byPart = new Map(leads.map((lead) => [lead.participantId, lead]))
    const messages = ready.flatMap(({ id, participantId, unit, text }): Message[] => {
      const lead = byPart.get(participantId)
      if (!lead) return []
      return [
        {
          id: newId(act.at.getTime()),
          key: `${KIND} again ${id}`,
          kind: KIND,
          personId: lead.personId,
          address: lead.email,
          ...invitationFor({ name: lead.name, unit, finding: text }, `${address}${paths.findings(participantId)}`),
          stopUrl: null,
        },
      ]
    })
    if (messages.length > 0) await post(tx, messages, act.at, RESULTS_SEEN)
    return ready.length
  })
}
