import type { Act } from '#platform/audit/index.ts'
import { name, type Sql, sql, type Tx } from '#platform/db/index.ts'
import { changeMany, type FieldValue, type Register } from '#platform/register/index.ts'
import type { Which } from '#platform/room/index.ts'

/** Changes those items of a register that a reorganisation gives away, each with a line of its history. Answers how many there were. */
export async function changeWhich(
  tx: Tx,
  act: Act,
  register: Register,
  which: Which,
  set: Readonly<Record<string, FieldValue | Sql>>,
): Promise<number> {
  const ids = sql`select item.id from ${name(...register.table)} item where ${which(sql`item.id`)}`
  return (await changeMany(tx, act, register, { which: ids, set })).length
}
