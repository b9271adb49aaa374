import type { RoomCommands } from '#platform/room/index.ts'

export const commands: readonly RoomCommands[] = [
  {
    words: ['profile', 'shares'],
    bring: async (program, openHouse) => (await import('./commands.ts')).shareCommands(program, openHouse),
  },
]
