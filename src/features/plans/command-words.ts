import type { RoomCommands } from '#platform/room/index.ts'

export const commands: readonly RoomCommands[] = [
  {
    words: ['dates'],
    bring: async (program) => (await import('./dates/commands.ts')).dateCommands(program),
  },
  {
    words: ['actions', 'escalation-rules', 'plans'],
    bring: async (program, openHouse, rooms) =>
      (await import('./commands.ts')).planCommands(program, openHouse, async () => (await rooms()).registers),
  },
]
