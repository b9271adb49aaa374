import type { RoomCommands } from '#platform/room/index.ts'

export const commands: readonly RoomCommands[] = [
  {
    words: ['statements'],
    bring: async (program, openHouse, rooms) =>
      (await import('./commands.ts')).statementCommands(program, openHouse, async () => (await rooms()).measures),
  },
]
