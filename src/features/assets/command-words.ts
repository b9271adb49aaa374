import type { RoomCommands } from '#platform/room/index.ts'

export const commands: readonly RoomCommands[] = [
  {
    words: [
      'assets',
      'information-assets',
      'places',
      'boxes',
      'locations',
      'places-of-assets',
      'uses',
      'uses-of-assets-by-other-units',
      'duties',
      'duties-on-assets',
      'agreements',
      'sharing-agreements',
      'sharing',
      'exchanges',
      'dependencies',
    ],
    bring: async (program, openHouse, rooms) =>
      (await import('./commands.ts')).assetCommands(program, openHouse, async () => (await rooms()).registers),
  },
]
