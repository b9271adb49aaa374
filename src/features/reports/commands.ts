import type { Command } from 'commander'
import type { OpenHouse } from '#platform/commands.ts'
import { NotFound } from '#platform/errors.ts'
import { isId } from '#platform/ids.ts'
import { digestOf, paperOf } from './model.ts'
import { findReport, partsOf, reports } from './store.ts'

/** What the room offers at the command line: its reports, and whether one still says what was issued. */
export function reportCommands(program: Command, openHouse: OpenHouse): void {
  const group = program.command('reports').description('reports and packs for boards')
  group
    .command('list')
    .description('list reports with their digests')
    .action(() =>
      openHouse(async ({ db }) => {
        for (const { id, title, digest } of await reports(db, true))
          process.stdout.write(`${id}\t${digest ? digest.toString('hex') : 'draft'}\t${title}\n`)
      }),
    )
  group
    .command('verify')
    .description('check that an issued report still says what it said when it was issued')
    .argument('<id>')
    .action((id: string) =>
      openHouse(async ({ db }) => {
        const report = isId(id) ? await findReport(db, id) : null
        if (!report?.digest) throw new NotFound('There is no issued report with this id')
        const isSame = digestOf(paperOf(report, await partsOf(db, id))).equals(report.digest)
        process.stdout.write(
          isSame ? 'The report says what was issued.\n' : 'The report does NOT say what was issued.\n',
        )
        if (!isSame) process.exitCode = 1
      }),
    )
}
