import type { RoomCommands } from '#platform/room/index.ts'

export const commands: readonly RoomCommands[] = [
  {
    words: ['mail'],
    bring: async (program) => (await import('./commands.ts')).mailCommands(program),
  },
]
