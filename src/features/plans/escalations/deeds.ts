import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { askIn, namedRows } from '#features/people/index.ts'
import { type Act, audit } from '#platform/audit/index.ts'
import type { Day } from '#platform/calendar/index.ts'
import { ROOT } from '#platform/config.ts'
import { type Db, sql, type Tx } from '#platform/db/index.ts'
import { Conflict } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { addIn } from '#platform/register/index.ts'
import { writeLink } from '../lineage/store.ts'
import { askAction } from '../rights-asked.ts'
import { escalationRules } from './register.ts'
import { findOccasions, markSent, settle, writeEscalations } from './store.ts'

const BATCH = 500

/** Asks every rule, and raises what it finds. Safe to run twice: the same occasion is raised once. Answers how many. */
export async function raiseEscalations(db: Db, act: Act, today: Day): Promise<number> {
  let raised = 0
  for (;;) {
    const done = await db.transaction(async (tx) => {
      await askIn(tx, act, 'plans:change', null)
      const found = await findOccasions(tx, today, BATCH)
      if (found.length === 0) return 0
      const rows = found.map((one) => ({ ...one, id: newId(act.at.getTime()) }))
      const written = await writeEscalations(tx, rows, today, act.at)
      await audit(
        tx,
        act,
        'escalations.raised',
        { kind: 'escalations', id: newId(act.at.getTime()) },
        { raised: written },
      )
      return written
    })
    raised += done
    if (done === 0) return raised
  }
}

/** Says that the letter has gone out. From then on the action is escalated to the role. */
export async function sendEscalation(db: Db, act: Act, id: string, today: Day, personId: string): Promise<void> {
  await db.transaction(async (tx) => {
    const sent = await markSent(tx, id, today, personId)
    if (!sent) throw new Conflict('This escalation has been sent or settled already')
    await askAction(tx, act, sent.actionId)
    await writeLink(tx, {
      id: newId(act.at.getTime()),
      kind: 'escalated-to',
      subject: { kind: 'action', id: sent.actionId },
      earlier: null,
      roleId: sent.roleId,
      note: sent.why,
      at: act.at,
      by: personId,
    })
    await audit(tx, act, 'escalation.sent', { kind: 'escalation', id }, { action: sent.actionId, role: sent.roleId })
  })
}

export async function settleEscalation(
  db: Db,
  act: Act,
  id: string,
  settled: { readonly today: Day; readonly personId: string; readonly note: string },
): Promise<void> {
  await db.transaction(async (tx) => {
    await askEscalation(tx, act, id)
    if ((await settle(tx, id, settled.today, settled.personId, settled.note)) === 0)
      throw new Conflict('This escalation has been settled already')
    await audit(tx, act, 'escalation.settled', { kind: 'escalation', id })
  })
}

/** @throws Forbidden where whoever does it may not change the action that is escalated */
async function askEscalation(tx: Tx, act: Act, id: string): Promise<void> {
  const one = await tx.maybe<{ actionId: string }>(
    sql`select action_id as "actionId" from plans.escalation where id = ${id} for update`,
  )
  if (one) await askAction(tx, act, one.actionId)
}

const Rules = z.array(
  z.object({
    name: z.string(),
    kind: z.enum(['overdue', 'slipped', 'refused']),
    threshold: z.number().int(),
    role: z.string(),
  }),
)

/** Adds the rules that every installation begins with, where it has none. */
export async function loadEscalationRules(tx: Tx, act: Act): Promise<void> {
  const { count } = await tx.one<{ count: number }>(sql`select count(*) as count from plans.escalation_rule`)
  if (count > 0) return
  for (const { role, threshold, ...rule } of Rules.parse(
    parse(readFileSync(join(ROOT, 'content/escalation-rules.yaml'), 'utf8')),
  )) {
    const found = await tx.maybe<{ id: string }>(sql`select id from ${namedRows('role')} r where name = ${role}`)
    // A department may have renamed the role or done without it.
    if (found)
      await addIn(tx, act, escalationRules, {
        ...rule,
        threshold: String(threshold),
        role_id: found.id,
        ended_on: null,
      })
  }
}
