import type { RoomCommands } from '#platform/room/index.ts'

export const commands: readonly RoomCommands[] = [
  {
    words: ['reports'],
    bring: async (program, openHouse) => (await import('./commands.ts')).reportCommands(program, openHouse),
  },
]
