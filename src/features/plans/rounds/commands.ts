import type { Command } from 'commander'
import type { CommandContext, OpenHouse } from '#platform/commands.ts'
import { verifyRounds } from './verifying.ts'

type FindPlan = (db: CommandContext['db'], name: string) => Promise<{ readonly id: string }>

/** Whether what was frozen with the reviews of a plan is still that. */
export function roundCommands(plans: Command, openHouse: OpenHouse, findPlan: FindPlan): void {
  plans
    .command('verify')
    .description('check that the reports frozen with the reviews of a plan are what the audit log names')
    .argument('<plan>', 'the plan’s id or title')
    .option('--json', 'print JSON')
    .action((name: string, { json }: { json?: boolean }) =>
      openHouse(async ({ db, blobs }) => {
        const verdicts = await verifyRounds(db, blobs, (await findPlan(db, name)).id)
        const lines = verdicts.flatMap(({ name: round, problems }) => [
          `${round}: ${problems.length === 0 ? 'its reports are what was frozen.' : 'its reports are NOT what was frozen.'}`,
          ...problems.map((problem) => `- ${problem}`),
        ])
        if (verdicts.length === 0) lines.push('No review of this plan was closed yet.')
        process.stdout.write(json ? `${JSON.stringify(verdicts)}\n` : `${lines.join('\n')}\n`)
        if (verdicts.some(({ problems }) => problems.length > 0)) process.exitCode = 1
      }),
    )
}
