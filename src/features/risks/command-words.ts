import type { RoomCommands } from '#platform/room/index.ts'

export const commands: readonly RoomCommands[] = [
  {
    words: [
      'risks',
      'risk-controls',
      'controls',
      'risk-actions',
      'actions-on-risks',
      'risk-ties',
      'links-of-risks',
      'risk-likelihoods',
      'likelihoods',
      'risk-impacts',
      'impacts',
      'risk-bands',
      'bands',
      'risk-categories',
      'categories-of-risk',
      'incidents',
    ],
    bring: async (program, openHouse, rooms) =>
      (await import('./commands.ts')).riskCommands(program, openHouse, async () => (await rooms()).registers),
  },
]
