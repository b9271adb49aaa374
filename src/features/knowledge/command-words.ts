import type { RoomCommands } from '#platform/room/index.ts'

export const commands: readonly RoomCommands[] = [
  {
    words: ['glossary'],
    bring: async (program) => (await import('./commands.ts')).glossaryCommands(program),
  },
]
