import type { Command } from 'commander'
import type { OpenHouse } from '#platform/commands.ts'
import { BadRequest } from '#platform/errors.ts'
import { clean } from '#platform/form/index.ts'
import { giveUp, pauseWork, resumeWork, retry } from '#platform/jobs/index.ts'
import { print } from '#platform/printing.ts'
import { statusInLines } from './in-lines.ts'
import { jobInWords } from './model.ts'
import { type Works, workStatus } from './status.ts'

/** `muniment jobs`: how work outside requests stands, and what administrators do about it. */
export function jobCommands(program: Command, openHouse: OpenHouse, worksOf: () => Promise<Works>): void {
  const jobs = program.command('jobs').description('work that is done by itself or takes long')
  statusCommand(jobs, openHouse, worksOf)
  retryCommand(jobs, openHouse)
  giveUpCommand(jobs, openHouse)
  pauseCommand(jobs, openHouse)
  resumeCommand(jobs, openHouse)
}

function statusCommand(jobs: Command, openHouse: OpenHouse, worksOf: () => Promise<Works>): void {
  jobs
    .command('status', { isDefault: true })
    .description('how it stands: what runs, waits, failed, and the schedule')
    .option('--json', 'print JSON')
    .action((options: { json?: boolean }) =>
      openHouse(async ({ db }) => {
        const status = await workStatus(db, await worksOf(), new Date())
        for (const line of options.json ? [JSON.stringify(status)] : statusInLines(status)) print(line)
      }),
    )
}

function retryCommand(jobs: Command, openHouse: OpenHouse): void {
  jobs
    .command('retry')
    .description('try a job that failed for good again')
    .argument('<number>', 'its number, as status prints it')
    .action((id: string) =>
      openHouse(async ({ db, act }) => {
        const { name } = await retry(db, act, id)
        print(`${jobInWords(name)} is tried again as soon as a worker is free`)
      }),
    )
}

function giveUpCommand(jobs: Command, openHouse: OpenHouse): void {
  jobs
    .command('give-up')
    .description('give up a job that failed for good')
    .argument('<number>', 'its number, as status prints it')
    .requiredOption('--reason <words>', 'why; it stays on record')
    .action((id: string, { reason }: { reason: string }) =>
      openHouse(async ({ db, act }) => {
        const { name } = await giveUp(db, act, id, worded(reason))
        print(`${jobInWords(name)} was given up`)
      }),
    )
}

function pauseCommand(jobs: Command, openHouse: OpenHouse): void {
  jobs
    .command('pause')
    .description('let no worker begin anything')
    .requiredOption('--reason <words>', 'why; administrators see it')
    .action(({ reason }: { reason: string }) =>
      openHouse(async ({ db, act }) => {
        await pauseWork(db, act, worded(reason))
        print('All jobs are paused')
      }),
    )
}

function resumeCommand(jobs: Command, openHouse: OpenHouse): void {
  jobs
    .command('resume')
    .description('let jobs go on')
    .action(() =>
      openHouse(async ({ db, act }) => {
        await resumeWork(db, act)
        print('Jobs go on')
      }),
    )
}

function worded(reason: string): string {
  const words = clean(reason)
  if (words === '' || words.length > 1_000) throw new BadRequest('Give a reason of 1 to 1,000 characters')
  return words
}
