import type { RoomCommands } from '#platform/room/index.ts'

export const commands: readonly RoomCommands[] = [
  {
    words: ['training'],
    bring: async (program) => (await import('./commands.ts')).trainingCommands(program),
  },
]
