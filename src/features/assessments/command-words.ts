import type { RoomCommands } from '#platform/room/index.ts'

export const commands: readonly RoomCommands[] = [
  {
    words: ['frameworks', 'assessments'],
    bring: async (program, openHouse) => (await import('./commands.ts')).assessmentCommands(program, openHouse),
  },
]
