import type { Command } from 'commander'
import { auditInWords, evidence, isAllWell, placeEntries, verifyAudit } from '#platform/audit/index.ts'
import type { CommandContext, OpenHouse } from '#platform/commands.ts'
import { print, tell } from '#platform/printing.ts'
import { everReviewed, type RoundVerdict, verifyRounds } from './verifying.ts'

type FindPlan = (db: CommandContext['db'], name: string) => Promise<{ readonly id: string }>

/** Whether what was frozen with the reviews of a plan is still that. */
export function roundCommands(plans: Command, openHouse: OpenHouse, findPlan: FindPlan): void {
  plans
    .command('verify')
    .description('check that the closed reviews of a plan and their reports are what the audit log says was frozen')
    .argument(
      '[plan]',
      'the plan’s id or title; all that ever had a closed review, also those that are gone, if left out',
    )
    .option('--json', 'print JSON')
    .action((name: string | undefined, { json }: { json?: boolean }) =>
      openHouse(async ({ db, blobs, config }) => {
        const verdicts: RoundVerdict[] = []
        for await (const id of name === undefined ? everReviewed(db) : [(await findPlan(db, name)).id])
          verdicts.push(...(await verifyRounds(db, blobs, id)))
        const lines = verdicts.flatMap(({ name: round, problems, cannotKnow }) => [
          `${round}: ${problems.length === 0 ? 'it and its reports are what was frozen.' : 'it and its reports are NOT what was frozen.'}`,
          ...[...problems, ...cannotKnow].map((line) => `- ${line}`),
        ])
        if (verdicts.length === 0)
          lines.push(name === undefined ? 'No review was closed yet.' : 'No review of this plan was closed yet.')
        // The entries of closes are as good as the log that they stand in.
        await placeEntries(db)
        const audit = await verifyAudit(db, await evidence(config), new Date())
        for (const line of json ? [JSON.stringify(verdicts)] : [...lines, ...auditInWords(audit)]) print(line)
        if (json && !isAllWell(audit)) tell(auditInWords(audit).join('\n'))
        if (verdicts.some(({ problems }) => problems.length > 0) || !isAllWell(audit)) process.exitCode = 1
      }),
    )
}
