import { createHash } from 'node:crypto'
import { type Act, audit } from '../audit/index.ts'
import { constraintOf, type Db, type Tx } from '../db/index.ts'
import { Conflict, NotFound } from '../errors.ts'
import { newId } from '../ids.ts'
import { brokenDeclaration } from './declared.ts'
import { differences, entryNameOf } from './field-words.ts'
import { nameFiles } from './file-value.ts'
import type { FieldValue, Given, Item, Problem, Register } from './model.ts'
import { problemsOf } from './obstacles.ts'
import { type Change, findItem, insertItem, updateItem, writeChanges } from './store.ts'

type Value = Readonly<Record<string, FieldValue>>

/** Saved, or what stands against it. */
export type Saved = { readonly id: string } | Problem

/** What is done in the same transaction, before the item is written: again where the database sends the transaction back. */
type Alongside = (tx: Tx) => Promise<void>

/** Adds an item with its audit entry and the first line of its history. */
export async function addItem(
  db: Db,
  act: Act,
  register: Register,
  value: Value,
  alongside?: Alongside,
): Promise<Saved> {
  const add = async (tx: Tx) => {
    await alongside?.(tx)
    return addIn(tx, act, register, value)
  }
  return withRules(register, () => db.deed(add))
}

/** The same inside a transaction that does more. */
export async function addIn(tx: Tx, act: Act, register: Register, value: Value): Promise<{ id: string }> {
  const added = await addQuietly(tx, act, register, value)
  await register.saved?.(tx, act, [added.id])
  return added
}

/** The same for one of many: whoever adds them tells the room of all of them at the end. */
export async function addQuietly(tx: Tx, act: Act, register: Register, value: Value): Promise<{ id: string }> {
  const id = newId(act.at.getTime())
  await refuse(tx, act, register, { id: null, value }, null)
  await nameFiles(tx, register, value, null)
  await insertItem(tx, register, id, value)
  await tell(tx, act, register, id, 'added', null)
  return { id }
}

/** Changes an item that is still as it was when it was read. */
export async function changeItem(
  db: Db,
  act: Act,
  register: Register,
  id: string,
  version: number,
  value: Value,
  alongside?: Alongside,
): Promise<Saved> {
  const change = async (tx: Tx) => {
    await alongside?.(tx)
    return changeIn(tx, act, register, { id, version, value })
  }
  return withRules(register, () => db.deed(change))
}

/** The same inside a transaction that does more. */
export async function changeIn(tx: Tx, act: Act, register: Register, change: Changing): Promise<{ id: string }> {
  const changed = await changeQuietly(tx, act, register, change)
  await register.saved?.(tx, act, [changed.id])
  return changed
}

interface Changing {
  readonly id: string
  readonly version: number
  readonly value: Value
}

/** The same for one of many. */
export async function changeQuietly(
  tx: Tx,
  act: Act,
  register: Register,
  { id, version, value }: Changing,
): Promise<{ id: string }> {
  const before = await findItem(tx, register, id)
  if (!before) throw new NotFound()
  await refuse(tx, act, register, { id, value }, before)
  await nameFiles(tx, register, value, before)
  if (!(await updateItem(tx, register, id, version, value))) {
    throw new Conflict(
      `Somebody else has changed this ${register.singular} meanwhile`,
      'Go back, load the page again and make your change once more.',
    )
  }
  await tell(tx, act, register, id, 'changed', before)
  return { id }
}

async function tell(
  tx: Tx,
  act: Act,
  register: Register,
  id: string,
  what: Change['what'],
  before: Item | null,
): Promise<void> {
  const after = await findItem(tx, register, id)
  if (!after) throw new Error(`Cannot find the ${register.singular} that was just written`)
  const fields = differences(register.fields, before, after)
  if (what === 'changed' && Object.keys(fields).length === 0) return
  const digest = createHash('sha256').update(JSON.stringify(fields)).digest('hex')
  const entryId = await audit(
    tx,
    act,
    entryNameOf(register, what),
    { kind: register.singular, id },
    { fields: Object.keys(fields), digest },
  )
  await writeChanges(tx, { register: register.key, at: act.at, by: act.actor, entryId, what }, [{ id, fields }])
}

/** Turns the database's "no" into the message that the register gives for it. */
export async function withRules<Result>(register: Register, work: () => Promise<Result>): Promise<Result | Problem> {
  try {
    return await work()
  } catch (error) {
    const problem = problemOf(register, error)
    if (problem) return problem
    throw error
  }
}

/** A rule of the room that stands against an item. */
class Obstructed extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.message)
    this.problem = problem
  }
}

async function refuse(tx: Tx, act: Act, register: Register, given: Given, before: Item | null): Promise<void> {
  const [problem] = await problemsOf(tx, act, register, [{ ...given, before }])
  if (problem) throw new Obstructed(problem)
}

export function problemOf(register: Register, error: unknown): Problem | null {
  if (error instanceof Obstructed) return error.problem
  const constraint = constraintOf(error)
  return register.constraints[constraint] ?? brokenDeclaration(register, constraint)
}
