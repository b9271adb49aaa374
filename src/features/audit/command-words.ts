import type { RoomCommands } from '#platform/room/index.ts'

export const commands: readonly RoomCommands[] = [
  {
    words: ['audit'],
    bring: async (program, openHouse) => (await import('./commands.ts')).auditCommands(program, openHouse),
  },
]
