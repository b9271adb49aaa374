import type { Command } from 'commander'
import { theHouse } from '../../access/index.ts'
import { dayOf } from '../../calendar/index.ts'
import type { OpenHouse } from '../../commands.ts'
import { Conflict, NotFound } from '../../errors.ts'
import { isId } from '../../ids.ts'
import { print } from '../../printing.ts'
import { counted } from '../../words.ts'
import { titleOf } from '../field-words.ts'
import type { Item, Register } from '../model.ts'
import { findItem } from '../store.ts'
import { mergeAnswer, refusalOf } from './api.ts'
import { deleteItem, deletingOf } from './deleting.ts'
import { endItem, endingOf, unplanEnd } from './ending.ts'
import { endSent, whySent } from './forms.ts'
import { mergeItems, mergingOf, rehearseMerge } from './merging.ts'
import { partItems } from './parting.ts'

/** What the commands read: every register, which is asked for only when one of them runs. */
export type AllRegisters = () => Promise<readonly Register[]>

interface Bench {
  readonly group: Command
  readonly openHouse: OpenHouse
  readonly register: Register
  readonly all: AllRegisters
}

/** `end`, `merge` and `delete` of a register: the deeds of its pages, under the same rules. Where it has not one, the command says why. */
export function lifeCommands(bench: Bench): void {
  endCommand(bench)
  mergeCommand(bench)
  deleteCommand(bench)
}

interface AsJson {
  readonly json?: boolean
}

const say = ({ json }: AsJson, value: object, words: string): void => {
  print(json ? JSON.stringify(value) : words)
}

async function found(db: Parameters<typeof findItem>[0], register: Register, id: string): Promise<Item> {
  const item = isId(id) ? await findItem(db, register, id) : null
  if (!item) throw new NotFound(`There is no such ${register.singular}`)
  return item
}

function endCommand({ group, openHouse, register }: Bench): void {
  group
    .command('end')
    .description(
      `end one of the ${register.plural}: it stays on record. Without --on it ends today; on a day to come, when that day comes`,
    )
    .argument('<id>')
    .option('--on <day>', 'the day, as YYYY-MM-DD; without it today')
    .option('--why <reason>', 'why it ended')
    .option('--not', 'take back an end whose day is still to come')
    .option('--json', 'as one JSON object')
    .action((id: string, { not = false, ...options }: AsJson & { on?: string; why?: string; not?: boolean }) =>
      openHouse(async ({ db, act }) => {
        endingOf(register)
        const item = await found(db, register, id)
        const title = titleOf(register, item)
        if (not) {
          await unplanEnd(db, act, register, item.id)
          return say(options, { id: item.id }, `${title} does not end then`)
        }
        const end = endSent(options, dayOf(act.at))
        const done = await endItem(db, act, register, item.id, end)
        if ('message' in done) throw refusalOf(done)
        say(options, { id: item.id, on: end.on, waits: done.waits }, `${title} ends on ${end.on}`)
      }),
    )
}

function mergeCommand({ group, openHouse, register, all }: Bench): void {
  group
    .command('merge')
    .description(`merge one of the ${register.plural} into another: what led to it leads to that`)
    .argument('<id>')
    .option('--into <id>', 'the one that stays')
    .option('--dry-run', 'only say what would move')
    .option('--back', 'take a merge back, as long as nothing of it was changed since')
    .option('--json', 'as one JSON object')
    .action((id: string, options: AsJson & { into?: string; dryRun?: boolean; back?: boolean }) =>
      openHouse(async ({ db, act }) => {
        mergingOf(register)
        const { id: from } = await found(db, register, id)
        const person = theHouse(dayOf(act.at))
        const registers = await all()
        if (options.back) {
          const count = await partItems(db, act, { register, id: from, person, registers })
          return say(options, { id: from, count }, `The merge was taken back: ${counted(count, 'item', 'items')} moved`)
        }
        const { id: into } = await found(db, register, options.into ?? '')
        const asked = { register, from, into, person, registers }
        const done = options.dryRun
          ? { ...(await rehearseMerge(db, act, asked)), isDone: false }
          : await mergeItems(db, act, asked)
        if (!options.dryRun && !done.isDone) throw new Conflict(`They cannot be merged. ${done.obstacles.join('. ')}`)
        const answer = mergeAnswer(done, done.isDone)
        const items = counted(answer.count, 'item', 'items')
        const words = done.isDone
          ? `Merged: ${items} moved`
          : [`${items} would move. Nothing was saved: this was a dry run`, ...answer.obstacles].join('\n')
        say(options, answer, words)
      }),
    )
}

function deleteCommand({ group, openHouse, register, all }: Bench): void {
  group
    .command('delete')
    .description(`delete one of the ${register.plural} that was added today by mistake`)
    .argument('<id>')
    .option('--why <reason>', 'why it was a mistake')
    .option('--json', 'as one JSON object')
    .action((id: string, options: AsJson & { why?: string }) =>
      openHouse(async ({ db, act }) => {
        deletingOf(register)
        const item = await found(db, register, id)
        const why = whySent(options)
        const deleted = await deleteItem(db, act, register, item.id, {
          why,
          registers: await all(),
          viewer: theHouse(dayOf(act.at)),
        })
        say(options, deleted, `Deleted ${deleted.ref}`)
      }),
    )
}
