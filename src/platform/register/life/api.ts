import { asTheReader } from '../../access/index.ts'
import { BadRequest, Conflict, Forbidden } from '../../errors.ts'
import { isId } from '../../ids.ts'
import { json, type PersonRequest, post, type Route, remove } from '../../web/index.ts'
import { existing } from '../lookup.ts'
import type { Problem, Register } from '../model.ts'
import { deleteItem } from './deleting.ts'
import { kitEnding } from './end-rules.ts'
import { endItem, unplanEnd } from './ending.ts'
import { endSent, whySent } from './forms.ts'
import { mergeItems, rehearseMerge } from './merging.ts'
import { type MergeFound, movedCount, othersMoved } from './moved.ts'
import { partItems } from './parting.ts'
import type { Registers } from './routes.ts'

const WHY = { type: 'string', minLength: 1, maxLength: 2_000 } as const
const ID = { type: 'string', format: 'uuid' } as const
const bodyOf = (properties: Readonly<Record<string, object>>, required: readonly string[]) => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
})
const answerOf = (properties: Readonly<Record<string, object>>) => ({ type: 'object', properties })

const MERGE_ANSWER = answerOf({
  id: ID,
  into: ID,
  count: { type: 'integer' },
  moves: {
    type: 'array',
    items: answerOf({ register: { type: 'string' }, count: { type: 'integer' } }),
  },
  obstacles: { type: 'array', items: { type: 'string' } },
  merged: { type: 'boolean' },
})

/** What a merge answers to programs, at the API and at the command line. */
export const mergeAnswer = (found: MergeFound, isDone: boolean) => ({
  id: found.from.id,
  into: found.into.id,
  count: movedCount(found.moves, found.from.id),
  moves: found.moves
    .map((one) => ({ register: one.register.key, count: othersMoved(one, found.from.id).length }))
    .filter(({ count }) => count > 0),
  obstacles: found.obstacles,
  merged: isDone,
})

export const refusalOf = ({ message, isOfRights }: Problem) =>
  isOfRights ? new Forbidden(message) : new Conflict(message)

/** The same deeds for programs. */
export function lifeApi(register: Register, registers: Registers): Route[] {
  const path = `/api/v1${register.path}/:id`
  const { life } = register
  return [
    ...(kitEnding(register) ? endRoutes(register, path) : []),
    ...(life.merged.by === 'kit' ? mergeRoutes(register, path, registers) : []),
    ...(life.deleted.by === 'kit' ? [deleteRoute(register, path, registers)] : []),
  ]
}

function endRoutes(register: Register, path: string): Route[] {
  const { plural, change } = register
  const answer = answerOf({ id: ID, on: { type: 'string', format: 'date' }, waits: { type: 'boolean' } })
  return [
    post(
      `${path}/end`,
      change,
      async (asked) => {
        const { id } = await existing(asked, register)
        const end = endSent(asked.json, asked.today)
        const done = await endItem(asked.db, asked.act, register, id, end)
        if ('message' in done) throw refusalOf(done)
        return json({ id, on: end.on, waits: done.waits })
      },
      {
        api: {
          seenBy: asTheReader('the register'),
          summary: `End one of the ${plural}, with a reason. Without a day it ends today; on a day to come it ends when that day comes`,
          tag: plural,
          body: bodyOf({ on: { type: 'string', format: 'date' }, why: WHY }, ['why']),
          answer,
        },
      },
    ),
    remove(
      `${path}/end`,
      change,
      async (asked) => {
        const { id } = await existing(asked, register)
        await unplanEnd(asked.db, asked.act, register, id)
        return json({ id })
      },
      {
        api: {
          seenBy: asTheReader('the register'),
          summary: `Take back an end whose day is still to come`,
          tag: plural,
          answer: answerOf({ id: ID }),
        },
      },
    ),
  ]
}

function mergeSent(sent: unknown): { readonly into: string; readonly isDry: boolean } {
  const { into, dry_run: isDry = false } = (sent ?? {}) as { into?: unknown; dry_run?: unknown }
  if (typeof into !== 'string' || !isId(into)) throw new BadRequest('Say into which it is merged, by its identifier')
  if (typeof isDry !== 'boolean') throw new BadRequest('“dry_run” must be true or false')
  return { into: into.toLowerCase(), isDry }
}

async function merge(asked: PersonRequest, register: Register, registers: Registers) {
  const { db, act, person } = asked
  const { id } = await existing(asked, register)
  const { into, isDry } = mergeSent(asked.json)
  const all = { register, from: id, into, person, registers: registers() }
  if (isDry) return json(mergeAnswer(await rehearseMerge(db, act, all), false))
  const done = await mergeItems(db, act, all)
  if (!done.isDone) throw new Conflict(`They cannot be merged. ${done.obstacles.join('. ')}`)
  return json(mergeAnswer(done, true))
}

function mergeRoutes(register: Register, path: string, registers: Registers): Route[] {
  const { plural, change } = register
  return [
    post(`${path}/merge`, change, (asked) => merge(asked, register, registers), {
      api: {
        seenBy: asTheReader('the register'),
        summary: `Merge one of the ${plural} into another: what led to it leads to that; with \`dry_run\` only say what would move`,
        tag: plural,
        body: bodyOf({ into: ID, dry_run: { type: 'boolean' } }, ['into']),
        answer: MERGE_ANSWER,
      },
    }),
    remove(
      `${path}/merge`,
      change,
      async (asked) => {
        const { id } = await existing(asked, register)
        const { db, act, person } = asked
        return json({ id, count: await partItems(db, act, { register, id, person, registers: registers() }) })
      },
      {
        api: {
          seenBy: asTheReader('the register'),
          summary: 'Take a merge back, as long as nothing of it was changed since',
          tag: plural,
          answer: answerOf({ id: ID, count: { type: 'integer' } }),
        },
      },
    ),
  ]
}

const deleteRoute = (register: Register, path: string, registers: Registers): Route =>
  remove(
    path,
    register.change,
    async (asked) => {
      const { id } = await existing(asked, register)
      const why = whySent(asked.json)
      return json(
        await deleteItem(asked.db, asked.act, register, id, { why, registers: registers(), viewer: asked.person }),
      )
    },
    {
      api: {
        seenBy: asTheReader('the register'),
        summary: `Delete one of the ${register.plural} that was added today by mistake, with a reason`,
        tag: register.plural,
        body: bodyOf({ why: WHY }, ['why']),
        answer: answerOf({ id: ID, ref: { type: 'string' }, digest: { type: 'string' } }),
      },
    },
  )
