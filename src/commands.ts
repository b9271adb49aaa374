import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Command } from 'commander'
import type { OpenHouse } from '#platform/commands.ts'
import type { RoomCommands } from '#platform/room/index.ts'

/** For the few commands that ask every room. */
const rooms = async () => (await import('./house.ts')).rooms

/** Commands of the house itself. */
const own: readonly RoomCommands[] = [
  {
    words: ['identify', 'formats'],
    bring: async (program) => (await import('#formats')).formatCommands(program),
  },
  {
    words: ['backup', 'restore', 'verify'],
    bring: async (program, openHouse) =>
      (await import('#platform/backup/commands.ts')).backupCommands(program, openHouse),
  },
  {
    words: ['files'],
    bring: async (program, openHouse) =>
      (await import('#platform/backup/file-commands.ts')).fileCommands(program, openHouse),
  },
  {
    words: ['working-days'],
    bring: async (program) => (await import('./working-days.ts')).workingDaysCommand(program),
  },
]

/** What each room says in its `command-words.ts`, if it has one, by the names of their folders. Nothing else of a room is read. */
async function ofRooms(folder = join(import.meta.dirname, 'features')): Promise<readonly RoomCommands[]> {
  const files = readdirSync(folder)
    .toSorted()
    .map((room) => join(folder, room, 'command-words.ts'))
    .filter((file) => existsSync(file))
  const said: { readonly commands: readonly RoomCommands[] }[] = await Promise.all(
    files.map((file) => import(pathToFileURL(file).href)),
  )
  return said.flatMap(({ commands: theirs }) => theirs)
}

/** Every command, in the order in which help lists them. */
export const commands: readonly RoomCommands[] = [...(await ofRooms()), ...own]

/** Brings what this command line calls; everything where it calls none of them, such as for help. */
export async function bringCommands(program: Command, openHouse: OpenHouse, words: readonly string[]): Promise<void> {
  const called = commands.filter((one) => words.some((word) => one.words.includes(word)))
  for (const one of called.length > 0 ? called : commands) await one.bring(program, openHouse, rooms)
}
