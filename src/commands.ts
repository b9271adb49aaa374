import type { Command } from 'commander'
import type { OpenHouse } from '#platform/commands.ts'

/** Commands that belong together, by their first words, and what brings them: read only when one of them is called. */
export interface Commands {
  readonly words: readonly string[]
  readonly bring: (program: Command, openHouse: OpenHouse) => Promise<void>
}

/** Words between blanks. */
const listed = (words: string): readonly string[] => words.trim().split(/\s+/)

/** For the few commands that ask every room. */
const all = async () => (await import('./house.ts')).rooms
/** What may lead to entries of a register: any of any room. */
const registers = async () => (await all()).registers

/** Every command, in the order in which help lists them. */
export const commands: readonly Commands[] = [
  {
    words: ['identify', 'formats'],
    bring: async (program) => (await import('#formats')).formatCommands(program),
  },
  {
    words: ['profile', 'shares'],
    bring: async (...given) => (await import('#features/shares/commands.ts')).shareCommands(...given),
  },
  {
    words: ['dates'],
    bring: async (program) => (await import('#features/plans/dates/commands.ts')).dateCommands(program),
  },
  {
    words: ['actions', 'escalation-rules', 'plans'],
    bring: async (...given) => (await import('#features/plans/commands.ts')).planCommands(...given, registers),
  },
  {
    words: ['frameworks', 'assessments'],
    bring: async (...given) => (await import('#features/assessments/commands.ts')).assessmentCommands(...given),
  },
  {
    words: listed(`
      assets information-assets places boxes locations places-of-assets uses uses-of-assets-by-other-units
      duties duties-on-assets agreements sharing-agreements sharing exchanges dependencies`),
    bring: async (...given) => (await import('#features/assets/commands.ts')).assetCommands(...given, registers),
  },
  {
    words: listed(`
      risks risk-controls controls risk-actions actions-on-risks risk-ties links-of-risks risk-likelihoods
      likelihoods risk-impacts impacts risk-bands bands risk-categories categories-of-risk incidents`),
    bring: async (...given) => (await import('#features/risks/commands.ts')).riskCommands(...given, registers),
  },
  {
    words: ['reports'],
    bring: async (...given) => (await import('#features/reports/commands.ts')).reportCommands(...given),
  },
  {
    words: ['statements'],
    bring: async (...given) =>
      (await import('#features/statements/commands.ts')).statementCommands(
        ...given,
        async () => (await all()).measures,
      ),
  },
  {
    words: listed(`
      people-feed units people roles appointments delegations incompatibilities
      rules-on-roles-that-do-not-go-together courses-done completed-courses bodies memberships meetings
      groups groups-of-the-directory`),
    bring: async (...given) =>
      (await import('#features/people/commands.ts')).peopleCommands(...given, (await all()).permissions, registers),
  },
  {
    words: ['accounts'],
    bring: async (...given) => (await import('#features/accounts/commands.ts')).accountCommands(...given),
  },
  {
    words: ['audit'],
    bring: async (...given) => (await import('#features/audit/commands.ts')).auditCommands(...given),
  },
  {
    words: ['jobs'],
    bring: async (...given) => (await import('#features/administration/commands.ts')).jobCommands(...given, all),
  },
  {
    words: ['backup', 'restore', 'verify'],
    bring: async (...given) => (await import('#platform/backup/commands.ts')).backupCommands(...given),
  },
  {
    words: ['files'],
    bring: async (...given) => (await import('#platform/backup/file-commands.ts')).fileCommands(...given),
  },
  {
    words: ['mail'],
    bring: async (program) => (await import('#features/mail/commands.ts')).mailCommands(program),
  },
  {
    words: ['retention'],
    bring: async (program) => (await import('#features/retention/commands.ts')).retentionCommands(program),
  },
  {
    words: ['training'],
    bring: async (program) => (await import('#features/training/commands.ts')).trainingCommands(program),
  },
  {
    words: ['glossary'],
    bring: async (program) => (await import('#features/knowledge/commands.ts')).glossaryCommands(program),
  },
  {
    words: ['working-days'],
    bring: async (program) => (await import('./working-days.ts')).workingDaysCommand(program),
  },
]

/** Brings what this command line calls; everything where it calls none of them, such as for help. */
export async function bringCommands(program: Command, openHouse: OpenHouse, words: readonly string[]): Promise<void> {
  const called = commands.filter((one) => words.some((word) => one.words.includes(word)))
  for (const one of called.length > 0 ? called : commands) await one.bring(program, openHouse)
}
