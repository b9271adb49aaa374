import type { Command } from 'commander'
import type { OpenHouse } from '#platform/commands.ts'
import { type AllRegisters, registerCommands } from '#platform/register/index.ts'
import { assetRegisters } from './registers.ts'

/** What the room offers at the command line: each of its registers. */
export function assetCommands(program: Command, openHouse: OpenHouse, all: AllRegisters): void {
  for (const register of assetRegisters) registerCommands(program, openHouse, register, all)
}
