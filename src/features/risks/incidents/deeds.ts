import { actingPerson } from '#features/people/index.ts'
import { mayDo } from '#platform/access/index.ts'
import { type Act, audit, byOf } from '#platform/audit/index.ts'
import { type Day, dayOf, instantInWords, type Moment } from '#platform/calendar/index.ts'
import { addressIn } from '#platform/config.ts'
import { type Db, sql, type Tx } from '#platform/db/index.ts'
import { Conflict, Forbidden } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { type Message, post, type ReminderSettings } from '#platform/mail/index.ts'
import { addIn, asAskedByRoom } from '#platform/register/index.ts'
import { counted } from '#platform/words.ts'
import { paths } from '../paths.ts'
import { INCIDENTS_SEEN } from '../seeing.ts'
import { handlersOf } from './handling.ts'
import { INCIDENT } from './kind.ts'
import { incidents } from './register.ts'
import { keepReport } from './reported.ts'
import { tellOfBreaches } from './telling.ts'

/** Adds a line to the log of an incident that is open. */
export async function addToLog(db: Db, act: Act, incidentId: string, words: string): Promise<void> {
  await db.transaction(async (tx) => {
    const incident = await tx.maybe<{ unitId: string | null; isOpen: boolean }>(
      sql`select unit_id as "unitId", closed_on is null as "isOpen" from risks.incident where id = ${incidentId} for share`,
    )
    if (!incident || !mayDo(await actingPerson(tx, act), INCIDENT, 'handle', incident))
      throw new Forbidden('You do not have permission to handle incidents of this unit')
    if (!incident.isOpen) throw new Conflict('This incident is closed')
    await writeEntry(tx, act, incidentId, words)
    await audit(tx, act, 'incident.logged', { kind: 'incident', id: incidentId })
  })
}

export async function writeEntry(tx: Tx, act: Act, incidentId: string, words: string): Promise<void> {
  await tx.run(sql`
    insert into risks.incident_entry (id, incident_id, at, words, by_person_id)
    values (${newId(act.at.getTime())}, ${incidentId}, ${act.at}, ${words}, ${byOf(act)})`)
}

export interface Report {
  readonly title: string
  readonly what: string
  readonly awareAt: Moment
  readonly personal: string
  readonly unitId: string | null
}

/** Whoever notices an incident reports it, also of a unit where they have no right. */
const REPORTED = asAskedByRoom(incidents, 'anybody who is signed in reports incidents')

/**
 * What anybody reports: it stands in the register at once, and whoever handles incidents is told by mail. Answers its id. Letters name incidents by number: mail
 * and its log are read by more people than incidents are.
 */
export async function reportIncident(db: Db, act: Act, config: ReminderSettings, report: Report): Promise<string> {
  return db.transaction(async (tx) => {
    const { id } = await addIn(tx, act, REPORTED, {
      title: report.title,
      what: report.what,
      aware_at: report.awareAt,
      personal: report.personal,
      unit_id: report.unitId,
    })
    await writeEntry(tx, act, id, 'Reported by whoever noticed it.')
    await keepReport(tx, act, id, report.title)
    const { number } = await tx.one<{ number: number }>(sql`select number from risks.incident where id = ${id}`)
    const letters = (await handlers(tx, dayOf(act.at), id)).map(
      (to): Letter => ({
        ...to,
        key: `incident-reported ${id} ${to.personId}`,
        subject: `Incident ${number} was reported`,
        body: `${act.actor.kind === 'person' ? act.actor.name : 'Somebody'} reported an incident. Please take it up.`,
        incidentId: id,
      }),
    )
    await send(tx, act, config, letters)
    return id
  })
}

interface Handler {
  readonly personId: string
  readonly name: string
  readonly email: string
}

interface Letter extends Handler {
  readonly key: string
  readonly subject: string
  readonly body: string
  readonly incidentId: string
}

/** People with an address who may handle an incident, where it happened. */
function handlers(tx: Tx, today: Day, incidentId: string): Promise<Handler[]> {
  return tx.many(sql`
    select id as "personId", name, email from people.person where email is not null and id in (${handlersOf(today, incidentId)}) order by id limit 500`)
}

async function send(tx: Tx, act: Act, config: ReminderSettings, letters: readonly Letter[]): Promise<number> {
  const address = addressIn(config)
  const messages = letters.map(
    ({ key, personId, name, email, subject, body, incidentId }): Message => ({
      id: newId(act.at.getTime()),
      key,
      kind: 'incident',
      personId,
      address: email,
      subject,
      body: [`Dear ${name},`, '', body, '', `See it here: ${address}${paths.incident(incidentId)}`].join('\n'),
      stopUrl: null,
    }),
  )
  return messages.length === 0 ? 0 : post(tx, messages, act.at, INCIDENTS_SEEN)
}

/** Hours before the 72 are over at which those who handle an incident are told, and once when they are. */
const WARNINGS = [24, 6, 0] as const

/** Tells of breaches whoever has not been told, and those who handle them how long is left to notify them, day and night. Each warning is given once. Answers how many letters were written. */
export async function watchClocks(db: Db, act: Act, config: ReminderSettings): Promise<number> {
  return db.transaction(async (tx) => {
    const soon = new Date(act.at.getTime() + WARNINGS[0] * 3_600_000)
    const running = await tx.many<{ id: string; number: number; notifyBy: Date }>(sql`
      select id, number, notify_by as "notifyBy" from risks.incident where clock = 'running' and closed_on is null and notify_by <= ${soon} order by notify_by limit 500`)
    // Whoever became the owner of the asset, or was appointed, since.
    let written = await tellOfBreaches(tx, act, null)
    for (const { id, number, notifyBy } of running) {
      const left = (notifyBy.getTime() - act.at.getTime()) / 3_600_000
      const warning = WARNINGS.toReversed().find((hours) => left <= hours) ?? WARNINGS[0]
      const isLate = warning === 0
      const letters = (await handlers(tx, dayOf(act.at), id)).map(
        (to): Letter => ({
          ...to,
          key: `incident-clock ${id} ${warning} ${to.personId}`,
          subject: isLate
            ? `The 72 hours are over for incident ${number}`
            : `Less than ${counted(warning, 'hour', 'hours')} to notify incident ${number}`,
          body: `A breach of personal data is to be notified to the Information Commissioner within 72 hours, unless it is unlikely to harm people. For this one ${isLate ? 'that was' : 'that is'} ${instantInWords(notifyBy)}. Enter when it was notified, or why nobody had to be.`,
          incidentId: id,
        }),
      )
      written += await send(tx, act, config, letters)
    }
    if (written > 0)
      await audit(tx, act, 'incidents.warned', { kind: 'incidents', id: newId(act.at.getTime()) }, { letters: written })
    return written
  })
}
