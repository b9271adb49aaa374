import type { Command } from 'commander'
import type { OpenHouse } from '../commands.ts'
import type { Rooms } from './room.ts'

/**
 * Commands that belong together, by their first words, and what brings them: read only when one of them is called. A room says its own in its
 * `command-words.ts`, which takes nothing but types; `rooms` is for the few commands that ask every room.
 */
export interface RoomCommands {
  readonly words: readonly string[]
  readonly bring: (program: Command, openHouse: OpenHouse, rooms: () => Promise<Rooms>) => Promise<void>
}
