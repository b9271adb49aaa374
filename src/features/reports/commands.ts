import type { Command } from 'commander'
import { auditInWords, evidence, isAllWell, placeEntries, verifyAudit } from '#platform/audit/index.ts'
import type { CommandContext, OpenHouse } from '#platform/commands.ts'
import { NotFound } from '#platform/errors.ts'
import { isId } from '#platform/ids.ts'
import { print } from '#platform/printing.ts'
import { reports } from './store.ts'
import { everIssued, type Verdict, verifyReport } from './verifying.ts'

/** What the room offers at the command line: its reports, and whether they still say what was issued. */
export function reportCommands(program: Command, openHouse: OpenHouse): void {
  const group = program.command('reports').description('reports and packs for boards')
  group
    .command('list')
    .description('list reports with their digests')
    .action(() =>
      openHouse(async ({ db }) => {
        for (const { id, title, digest } of await reports(db, true))
          print(id, digest ? digest.toString('hex') : 'draft', title)
      }),
    )
  group
    .command('verify')
    .description('check that issued reports, their digests and files are what the audit log says was issued')
    .argument('[id]', 'one report; all that were ever issued if left out')
    .option('--json', 'print JSON')
    .action((id: string | undefined, { json }: { json?: boolean }) =>
      openHouse((context) => verify(context, id, json ?? false)),
    )
}

async function verify({ db, blobs, config }: CommandContext, id: string | undefined, json: boolean): Promise<void> {
  const verdicts: Verdict[] = []
  for await (const one of id === undefined ? everIssued(db) : [id]) {
    const verdict = isId(one) ? await verifyReport(db, blobs, one) : null
    if (!verdict) throw new NotFound('There is no issued report with this id')
    verdicts.push(verdict)
  }
  // The entries of issues are as good as the log that they stand in.
  await placeEntries(db)
  const audit = await verifyAudit(db, await evidence(config), new Date())
  if (json) print(JSON.stringify({ reports: verdicts, audit }))
  else for (const line of [...verdicts.flatMap(inWords), ...auditInWords(audit)]) print(line)
  if (verdicts.some(({ problems }) => problems.length > 0) || !isAllWell(audit)) process.exitCode = 1
}

function inWords({ id, title, problems, cannotKnow }: Verdict): string[] {
  const verdict =
    problems.length === 0 ? 'The report says what was issued.' : 'The report does NOT say what was issued.'
  return [`${id} ${title}`, verdict, ...[...problems, ...cannotKnow].map((line) => `- ${line}`)]
}
