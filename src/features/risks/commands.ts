import type { Command } from 'commander'
import type { OpenHouse } from '#platform/commands.ts'
import { type AllRegisters, registerCommands } from '#platform/register/index.ts'
import { registers } from './routes.ts'

/** What the room offers at the command line: each of its registers. */
export function riskCommands(program: Command, openHouse: OpenHouse, all: AllRegisters): void {
  for (const register of registers) registerCommands(program, openHouse, register, all)
}
