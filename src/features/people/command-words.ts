import type { RoomCommands } from '#platform/room/index.ts'

export const commands: readonly RoomCommands[] = [
  {
    words: [
      'people-feed',
      'units',
      'people',
      'roles',
      'appointments',
      'delegations',
      'incompatibilities',
      'rules-on-roles-that-do-not-go-together',
      'courses-done',
      'completed-courses',
      'bodies',
      'memberships',
      'meetings',
      'groups',
      'groups-of-the-directory',
    ],
    bring: async (program, openHouse, rooms) => {
      const { permissions } = await rooms()
      const { peopleCommands } = await import('./commands.ts')
      peopleCommands(program, openHouse, permissions, async () => (await rooms()).registers)
    },
  },
]
