import { Command } from 'commander'
import { pino } from 'pino'
import { accountCommands } from '#features/accounts/index.ts'
import { jobCommands } from '#features/administration/index.ts'
import { assessmentCommands, assessmentsPermissions } from '#features/assessments/index.ts'
import { assetCommands, assetsPermissions } from '#features/assets/index.ts'
import { auditCommands, auditPermissions } from '#features/audit/index.ts'
import { peopleCommands, peoplePermissions } from '#features/people/index.ts'
import { planCommands, plansPermissions } from '#features/plans/index.ts'
import { reportCommands, reportsPermissions } from '#features/reports/index.ts'
import { riskCommands, risksPermissions } from '#features/risks/index.ts'
import { shareCommands, sharesPermissions } from '#features/shares/index.ts'
import { statementCommands, statementsPermissions } from '#features/statements/index.ts'
import { formatCommands } from '#formats'
import type { Act } from '#platform/audit/index.ts'
import { backupCommands, fileCommands } from '#platform/backup/index.ts'
import { openBlobs } from '#platform/blobs/index.ts'
import { DIVISIONS, isDay, workingDays } from '#platform/calendar/index.ts'
import type { OpenHouse } from '#platform/commands.ts'
import { readConfig } from '#platform/config.ts'
import { BadRequest, CannotStart, Refusal } from '#platform/errors.ts'
import { UnreadableFile } from '#platform/reading/index.ts'

/** `muniment`: what the pages do, at the command line of the server. Commands that need no database open none. */
const openHouse: OpenHouse = async (work) => {
  const { openDatabase } = await import('#platform/db/index.ts')
  const house = await import('./open-house.ts')
  const config = readConfig()
  const database = await openDatabase(config, { supervise: false, say: tell, connections: 4 })
  try {
    await house.openHouse({ config, db: database.db, withExample: null, say: () => undefined })
    const act: Act = { actor: { kind: 'command' }, at: new Date(), requestId: null }
    await work({ db: database.db, blobs: await openBlobs(config, database.db), config, act })
  } finally {
    await database.close()
  }
}

/** What a command has to say of the house it opens stands beside its answer, not in it. */
function tell(line: string): void {
  process.stderr.write(`${line}\n`)
}

const program = new Command('muniment').description('Information management for public bodies').version('0.1.0')

formatCommands(program)
shareCommands(program, openHouse)
planCommands(program, openHouse)
assessmentCommands(program, openHouse)
assetCommands(program, openHouse)
riskCommands(program, openHouse)
reportCommands(program, openHouse)
statementCommands(program, openHouse, async () => (await import('./house.ts')).measures)
peopleCommands(program, openHouse, [
  ...plansPermissions,
  ...assessmentsPermissions,
  ...assetsPermissions,
  ...risksPermissions,
  ...statementsPermissions,
  ...reportsPermissions,
  ...sharesPermissions,
  ...peoplePermissions,
  ...auditPermissions,
])
accountCommands(program, openHouse)
auditCommands(program, openHouse)
jobCommands(program, openHouse, async () => (await import('./house.ts')).works)
backupCommands(program, openHouse)
fileCommands(program, openHouse)
calendarCommand(program)

/** Freedom of information counts working days, which know the bank holidays. Needs no database. */
function calendarCommand(into: Command): void {
  into
    .command('working-days')
    .description('the day so many working days after another, such as the 20 of a freedom of information request')
    .argument('<day>', 'the day that is not counted, as 2027-03-24')
    .argument('<count>', 'how many working days')
    .option('--division <name>', 'england-and-wales, scotland or northern-ireland', 'england-and-wales')
    .action((day: string, count: string, options: { division: string }) => {
      const division = DIVISIONS.find((one) => one === options.division)
      if (!isDay(day) || !/^\d{1,4}$/.test(count) || !division)
        throw new BadRequest('Give a day, a number and a division', 'Such as: muniment working-days 2027-03-24 20')
      const calendar = workingDays(division, readConfig().bankHolidays ?? undefined)
      const last = calendar.after(day, Number(count))
      process.stdout.write(`${last}\n`)
      if (!calendar.knows(day) || !calendar.knows(last))
        process.stderr.write('The bank holidays of that year are not known: only weekends were left out.\n')
    })
}

try {
  await program.parseAsync()
} catch (error) {
  if (error instanceof UnreadableFile) process.stderr.write(`${error.message} ${error.advice}\n`)
  else if (error instanceof Refusal)
    process.stderr.write(`${error.message}${error.advice ? `. ${error.advice}` : ''}\n`)
  else if (error instanceof CannotStart) process.stderr.write(`${error.message}\n`)
  else pino(pino.destination(2)).error(error instanceof Error ? error : new Error(String(error)))
  process.exitCode = 1
}
