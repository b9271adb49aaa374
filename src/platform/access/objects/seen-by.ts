import type { Day } from '../../calendar/index.ts'
import type { Db } from '../../db/index.ts'
import { NO_ID } from '../../ids.ts'
import type { Permission, Subject } from '../person.ts'
import { seenAs } from './askers.ts'
import type { ObjectKind } from './kind.ts'
import { watched } from './watching.ts'

/** How the rows are seen that something tells of. Whatever tells of objects has to say it. */
export type SeenBy = SeenByEverybody | SeenByRule | SeenAsByReader

/** Whoever may ask for it at all is told of each row. */
export interface SeenByEverybody {
  readonly by: 'everybody'
  readonly why: string
}

/** It asks the rules of these kinds which rows whoever looks may read. */
export interface SeenByRule {
  readonly by: 'rules'
  readonly of: readonly ObjectKind[]
}

/** It is made of what says so itself (a list, a register, measures), which it asks in the name of whoever reads. */
export interface SeenAsByReader {
  readonly by: 'reader'
  readonly of: string
}

/** @param why as the end of “each row, because …”: whoever reads the declaration has to be able to doubt it */
export const everybody = (why: string): SeenByEverybody => ({ by: 'everybody', why })
export const rowsOf = (...of: readonly [ObjectKind, ...ObjectKind[]]): SeenByRule => ({ by: 'rules', of })
/** @param of what it is made of */
export const asTheReader = (of: string): SeenAsByReader => ({ by: 'reader', of })

/** Something that tells of objects, by its name in messages of errors. */
export interface Telling {
  readonly key: string
  readonly seenBy: SeenBy
}

/**
 * Lets something tell what somebody may know: the work asks the database that it is given, which shows of guarded tables what they may read, and rules in
 * the name of the viewer that it is given. What it says of itself is held against what it asked: whoever says `rowsOf` and asks no rule, or asks one and says
 * `everybody`, tells nothing.
 * @throws Error where it asked otherwise than it says
 */
export async function tellTo<Viewer extends Subject, Said>(
  { key, seenBy }: Telling,
  { db, viewer }: { readonly db: Db; readonly viewer: Viewer },
  work: (db: Db, viewer: Viewer) => Promise<Said>,
): Promise<Said> {
  const watch = watched(viewer)
  const said = await work(seenAs(db, viewer), watch.viewer)
  if (seenBy.by !== 'reader') compare(key, seenBy.by === 'rules' ? seenBy.of : [], watch.asked)
  return said
}

function compare(key: string, declared: readonly ObjectKind[], asked: ReadonlySet<string>): void {
  const said = declared.map((kind) => kind.key)
  const unasked = said.find((one) => !asked.has(one))
  if (unasked !== undefined)
    throw new Error(`Cannot tell ${key}: it says that it shows ${unasked} by their rule, and did not ask it`)
  const unsaid = [...asked].find((one) => !said.includes(one))
  if (unsaid !== undefined) throw new Error(`Cannot tell ${key}: it asked the rule of ${unsaid}, and does not say so`)
}

/** In whose name a report is compiled: somebody who holds the permissions of its declared readers, and nothing else. What they may not see is in no report. */
export const readerWith = (permissions: readonly Permission[], today: Day): Subject => ({
  id: NO_ID,
  roleIds: [],
  groupIds: [],
  unitIds: [],
  unitsAbove: [],
  markings: [],
  reach: new Map(permissions.map((one) => [one, []])),
  today,
})
