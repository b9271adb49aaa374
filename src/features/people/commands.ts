import type { Command } from 'commander'
import type { PermissionFacts } from '#platform/access/index.ts'
import type { OpenHouse } from '#platform/commands.ts'
import { registerCommands } from '#platform/register/index.ts'
import { governanceRegisters } from './governance/registers.ts'
import { appointments, people, roles, units } from './registers.ts'

/** What the room offers at the command line: each of its registers. */
export function peopleCommands(program: Command, openHouse: OpenHouse, permissions: readonly PermissionFacts[]): void {
  for (const register of [units, people, roles(permissions), appointments, ...governanceRegisters])
    registerCommands(program, openHouse, register)
}
