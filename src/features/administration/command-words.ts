import type { RoomCommands } from '#platform/room/index.ts'

export const commands: readonly RoomCommands[] = [
  {
    words: ['jobs'],
    bring: async (...given) => (await import('./commands.ts')).jobCommands(...given),
  },
]
