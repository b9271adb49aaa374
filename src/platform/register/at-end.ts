import type { Act } from '../audit/index.ts'
import { join, name, type Sql, sql, type Tx } from '../db/index.ts'
import { parts } from './many.ts'
import type { Item, Register } from './model.ts'
import { problemOf } from './save.ts'

/** Keeps how the rows of a register stand before anything is held for which others wait: that takes as long as the file is. */
async function keepVersions(tx: Tx, { table: [schema] }: Register): Promise<void> {
  const kept = name(schema, 'version_kept')
  const { isKept } = await tx.one<{ isKept: boolean }>(sql`
    select exists (select from pg_constraint c join pg_namespace n on n.oid = c.connamespace where c.conname = 'version_kept' and n.nspname = ${schema}) as "isKept"`)
  if (!isKept) return
  await tx.run(sql`set constraints ${kept} immediate`)
  await tx.run(sql`set constraints ${kept} deferred`)
}

/** What follows when many items of a register were written: how they stand is kept, and their room does what it does then. */
export async function afterMany(
  tx: Tx,
  act: Act,
  register: Register,
  items: readonly Pick<Item, 'id'>[],
): Promise<void> {
  await keepVersions(tx, register)
  for (const ids of parts(items.map(({ id }) => id))) await register.saved?.(tx, act, ids)
}

/** Asks what is asked at the end, and gives back at once what was waited for to ask it: the end asks again. */
export async function askNow(tx: Tx, atEnd: Sql): Promise<void> {
  await tx.run(sql`savepoint asking`)
  await tx.run(sql`set constraints ${atEnd} immediate`)
  await tx.run(sql`rollback to savepoint asking`)
  await tx.run(sql`release savepoint asking`)
}

/**
 * The names of the constraints of a register's table that only the end asks, but for what only writes down; null where it has none. Circles are asked
 * when they are written, and at the end only because of what others do meanwhile.
 */
export async function askedAtEnd(tx: Tx, { table }: Register): Promise<Sql | null> {
  const [schema, own] = table
  const found = await tx.many<{ called: string }>(sql`
    select c.conname as called from pg_constraint c join pg_class t on t.oid = c.conrelid join pg_namespace n on n.oid = t.relnamespace
    where n.nspname = ${schema} and t.relname = ${own} and c.condeferrable and c.conname <> 'version_kept' and c.conname not like '%\\_circle\\_at\\_end' order by c.conname`)
  const names = found.map(({ called }) => name(schema, called))
  return names.length === 0 ? null : join(names, sql`, `)
}

/** Does some work, or undoes it where a rule of the register stands against it. */
export async function within<Result>(
  tx: Tx,
  register: Register,
  work: () => Promise<Result>,
): Promise<{ readonly done: Result } | { readonly problem: string }> {
  await tx.run(sql`savepoint taking`)
  try {
    const done = await work()
    await tx.run(sql`release savepoint taking`)
    return { done }
  } catch (error) {
    const problem = problemOf(register, error)
    if (!problem) throw error
    await tx.run(sql`rollback to savepoint taking`)
    await tx.run(sql`release savepoint taking`)
    return { problem: problem.message }
  }
}
