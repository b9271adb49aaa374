import type { Act } from '#platform/audit/index.ts'
import { isUndone, sql, type Tx } from '#platform/db/index.ts'
import { Forbidden, Refusal } from '#platform/errors.ts'
import { type Problem, problemOf, type Register } from '#platform/register/index.ts'
import type { Belonging } from '#platform/room/index.ts'
import { governanceRegisters } from '../governance/registers.ts'
import { appointments, people, units } from '../registers.ts'
import { askStanding, perform } from './deeds.ts'
import type { Reorganisation } from './model.ts'
import type { Planned } from './planned.ts'
import { CannotReorganise, MayNot } from './refusing.ts'

/** What was planned is done in the name of whoever planned it, with what they may do on that day. */
export const plannersAct = ({ at, requestId, actor, address }: Act, { byId, by }: Planned): Act => ({
  at,
  requestId,
  ...(address === undefined ? {} : { address }),
  actor: byId ? { kind: 'person', id: byId, name: by ?? '' } : actor.kind === 'person' ? { kind: 'system' } : actor,
})

/** Does it and answers its id, unless something stands in the way, which is answered; then nothing of it was done. `askLast` asks what it leaves standing. */
export async function attempt(
  tx: Tx,
  act: Act,
  all: readonly Belonging[],
  what: Reorganisation,
  askLast: (tx: Tx, act: Act) => Promise<void> = askStanding,
): Promise<{ readonly id: string } | { readonly problem: Problem }> {
  await tx.run(sql`savepoint reorganising`)
  try {
    const id = await perform(tx, act, all, what)
    await askLast(tx, act)
    await tx.run(sql`release savepoint reorganising`)
    return { id }
  } catch (error) {
    const problem = problemIn(error)
    if (!problem) throw error
    await tx.run(sql`rollback to savepoint reorganising`)
    return { problem }
  }
}

/** What the model, a register or a rule of the database said against it, or null where something else went wrong. */
export function problemIn(error: unknown): Problem | null {
  if (error instanceof CannotReorganise)
    return { field: error.field, message: error.message, isOfRights: error instanceof MayNot }
  if (error instanceof Refusal && !isUndone(error))
    return { field: '', message: error.message, isOfRights: error instanceof Forbidden }
  const told = REGISTERS.map((register) => problemOf(register, error)).find((problem) => problem !== null)
  if (told) return { ...told, field: '' }
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (!code.startsWith('23')) return null
  return { field: '', message: ARE_TWICE.has(code) ? TWICE : BROKEN }
}

/** The registers of the room, which say what their constraints mean. Those of other rooms are not known here. */
const REGISTERS: readonly Register[] = [units, people, appointments, ...governanceRegisters]

/** What PostgreSQL says where two rows have the same: of a unique index, and of an exclusion. */
const ARE_TWICE: ReadonlySet<string> = new Set(['23505', '23P01'])
const TWICE = 'A rule of the registers stands against it: two things would be the same in one unit'
const BROKEN = 'A rule of the database stands against it'
