import type { RoomCommands } from '#platform/room/index.ts'

export const commands: readonly RoomCommands[] = [
  {
    words: ['accounts'],
    bring: async (program, openHouse) => (await import('./commands.ts')).accountCommands(program, openHouse),
  },
]
