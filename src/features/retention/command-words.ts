import type { RoomCommands } from '#platform/room/index.ts'

export const commands: readonly RoomCommands[] = [
  {
    words: ['retention'],
    bring: async (program) => (await import('./commands.ts')).retentionCommands(program),
  },
]
