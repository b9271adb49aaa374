import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { dayOf } from '#platform/calendar/index.ts'
import type { OpenHouse } from '#platform/commands.ts'
import { print } from '#platform/printing.ts'
import { type AllRegisters, registerCommands } from '#platform/register/index.ts'
import type { RoomPermission } from '#platform/room/index.ts'
import { compare } from './feeding/compare.ts'
import { applyFeed, keepFeed } from './feeding/deeds.ts'
import { inWords } from './feeding/figures.ts'
import { fedFrom } from './feeding/file.ts'
import { governanceRegisters } from './governance/registers.ts'
import { appointments, people, units } from './registers.ts'
import { roles } from './roles.ts'

/** A feed of people and units from a file: what it would change, or the change itself. For a nightly job. */
function feedCommand(program: Command, openHouse: OpenHouse): void {
  program
    .command('people-feed')
    .description('people and units from a directory: a table, or JSON as SCIM has it. Says what would change')
    .argument('<file>')
    .option('--whole', 'the file names everybody: whoever is not in it has left')
    .option('--apply', 'apply the changes')
    .option('--accept-leavers', 'also where more than a tenth of all people leave at once')
    .action((file: string, options: { whole?: boolean; apply?: boolean; acceptLeavers?: boolean }) =>
      openHouse(async ({ db, act }) => {
        const rows = await fedFrom(readFileSync(file), file)
        const isWhole = options.whole ?? false
        const found = await compare(db, rows, isWhole, dayOf(act.at))
        for (const { row, name, message } of found.problems) print(`row ${row} is left out (${name}): ${message}`)
        for (const { kind, name } of [...found.units, ...found.people]) print(kind, name)
        if (!options.apply) return
        const id = await keepFeed(db, act, { name: file, rows, isWhole })
        print(inWords(await applyFeed(db, act, id, options.acceptLeavers ?? false)))
      }),
    )
}

/** What the room offers at the command line: each of its registers. */
export function peopleCommands(
  program: Command,
  openHouse: OpenHouse,
  permissions: readonly RoomPermission[],
  all: AllRegisters,
): void {
  feedCommand(program, openHouse)
  for (const register of [units, people, roles(permissions), appointments, ...governanceRegisters])
    registerCommands(program, openHouse, register, all)
}
