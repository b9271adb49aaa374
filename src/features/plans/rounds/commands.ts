import type { Command } from 'commander'
import { auditInWords, evidence, isAllWell, placeEntries, verifyAudit } from '#platform/audit/index.ts'
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
      openHouse(async ({ db, blobs, config }) => {
        const verdicts = await verifyRounds(db, blobs, (await findPlan(db, name)).id)
        const lines = verdicts.flatMap(({ name: round, problems }) => [
          `${round}: ${problems.length === 0 ? 'its reports are what was frozen.' : 'its reports are NOT what was frozen.'}`,
          ...problems.map((problem) => `- ${problem}`),
        ])
        if (verdicts.length === 0) lines.push('No review of this plan was closed yet.')
        // The entries of closes are as good as the log that they stand in.
        await placeEntries(db)
        const audit = await verifyAudit(db, await evidence(config), new Date())
        process.stdout.write(
          json ? `${JSON.stringify(verdicts)}\n` : `${[...lines, ...auditInWords(audit)].join('\n')}\n`,
        )
        if (json && !isAllWell(audit)) process.stderr.write(`${auditInWords(audit).join('\n')}\n`)
        if (verdicts.some(({ problems }) => problems.length > 0) || !isAllWell(audit)) process.exitCode = 1
      }),
    )
}
