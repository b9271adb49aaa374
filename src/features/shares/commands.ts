import { createReadStream, existsSync, statSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { basename, resolve } from 'node:path'
import type { Command } from 'commander'
import type { OpenHouse } from '#platform/commands.ts'
import { BadRequest, NotFound } from '#platform/errors.ts'
import { endProgress, print, tellProgress } from '#platform/printing.ts'
import { counted, sizeInWords } from '#platform/words.ts'
import { loadProfile } from './adding/load-profile.ts'
import { timeLeft } from './model.ts'
import { addPolicy } from './policies/deeds.ts'
import { readPolicyFile } from './policies/file.ts'
import { beginScan } from './scanning/begin-scan.ts'
import { type Progress, scanShare } from './scanning/scan.ts'
import { findScan, shareAt, shareNamed, shareNames } from './store.ts'

interface ProfileOptions {
  readonly name?: string
  readonly digests: boolean
  readonly workers?: string
  readonly json?: boolean
}

/** `muniment profile` and `muniment shares`: what the pages do, for any folder of the server and for files of any size. */
export function shareCommands(program: Command, openHouse: OpenHouse): void {
  profileCommand(program, openHouse)
  const shares = program.command('shares').description('shared drives that were profiled')
  listCommand(shares, openHouse)
  loadCommand(shares, openHouse)
  policyCommand(shares, openHouse)
}

function profileCommand(program: Command, openHouse: OpenHouse): void {
  program
    .command('profile')
    .description('profile a shared drive: formats, digests, duplicates, dates, problems; again for what changed')
    .argument('<folder>', 'the folder')
    .option('--name <name>', 'what the share is called; the folder’s name if left out')
    .option('--no-digests', 'make no digests, and so find no duplicates')
    .option('--workers <number>', 'how many threads examine files')
    .option('--json', 'print JSON')
    .action((folder: string, options: ProfileOptions) => profileFolder(openHouse, folder, options))
}

function listCommand(shares: Command, openHouse: OpenHouse): void {
  shares
    .command('list')
    .description('list them')
    .action(() =>
      openHouse(async ({ db }) => {
        for (const { id, name } of await shareNames(db)) print(`${id}  ${name}`)
      }),
    )
}

function loadCommand(shares: Command, openHouse: OpenHouse): void {
  shares
    .command('load')
    .description('load a profile that DROID made')
    .argument('<file>', 'DROID’s CSV export')
    .requiredOption('--name <name>', 'the share; it is added if there is none of this name')
    .action(async (path: string, { name }: { name: string }) => {
      if (!existsSync(path)) throw new NotFound(`Cannot read ${path}`)
      await openHouse(async ({ db, act }) => {
        const { files, number } = await loadProfile(db, act, name, createReadStream(path))
        print(`Loaded ${counted(files, 'file', 'files')} into “${name}” as scan ${number}`)
      })
    })
}

function policyCommand(shares: Command, openHouse: OpenHouse): void {
  shares
    .command('policy')
    .description('load a policy that says which formats are at risk, and use it')
    .argument('<file>', 'a CSV file with PUIDs and levels, such as a national archive’s preservation plan')
    .option('--name <name>', 'what it is called; the file’s name if left out')
    .action(async (path: string, { name }: { name?: string }) => {
      const rules = readPolicyFile(path)
      await openHouse(async ({ db, act }) => {
        await addPolicy(db, act, name ?? basename(path, '.csv'), rules)
        print(`In use: ${counted(rules.length, 'format', 'formats')} of “${name ?? basename(path, '.csv')}”`)
      })
    })
}

async function profileFolder(openHouse: OpenHouse, given: string, options: ProfileOptions): Promise<void> {
  const root = resolve(given)
  if (!statSync(root, { throwIfNoEntry: false })?.isDirectory()) throw new NotFound(`There is no folder ${root}`)
  const workers = options.workers === undefined ? Math.min(4, availableParallelism()) : Number(options.workers)
  if (!Number.isInteger(workers) || workers < 1 || workers > 64)
    throw new BadRequest(`${options.workers} is not a number of threads`, 'Give a whole number from 1 to 64.')
  await openHouse(async ({ db, act }) => {
    const known = await shareAt(db, root, options.name ?? null)
    const name = known?.name ?? options.name ?? basename(root)
    if (!known && (await shareNamed(db, name)))
      throw new BadRequest(`There is another share called “${name}”`, 'Give this one a name with --name.')
    const work = await beginScan(db, act, { shareId: known?.id ?? null, name, root }, options.digests)
    if (!work) throw new BadRequest('Another process has begun this scan already')
    const stop = new AbortController()
    const onSignal = () => stop.abort()
    process.once('SIGINT', onSignal)
    process.once('SIGTERM', onSignal)
    const outcome = await scanShare(db, act, work, { workers, now: () => new Date(), signal: stop.signal, tell })
    endProgress()
    const scan = await findScan(db, work.shareId, work.number)
    if (!scan) throw new NotFound('The scan is gone')
    if (options.json) print(JSON.stringify({ share: work.shareId, name, outcome, ...scan }))
    else
      print(
        outcome === 'finished'
          ? `“${name}”: ${scan.seen.toLocaleString('en-GB')} seen, ${sizeInWords(scan.bytes)}, ${scan.examined.toLocaleString('en-GB')} examined; ${scan.added} added, ${scan.changed} changed, ${scan.gone} gone`
          : outcome === 'stopped'
            ? `Stopped after ${scan.seen.toLocaleString('en-GB')}. The same command goes on from there.`
            : outcome === 'taken'
              ? 'Another process has taken up this scan.'
              : `The scan failed: ${scan.error ?? ''}`,
      )
    if (outcome !== 'finished') process.exitCode = 1
  })
}

function tell({ seen, expected, bytes, seconds }: Progress): void {
  const rate = seen / Math.max(seconds, 0.1)
  const left = expected ? `, ${timeLeft((expected - seen) / Math.max(rate, 1))} left` : ''
  tellProgress(
    `${seen.toLocaleString('en-GB')}${expected ? ` of ${expected.toLocaleString('en-GB')}` : ''}, ${sizeInWords(bytes)}, ${Math.round(rate).toLocaleString('en-GB')} a second${left}`,
  )
}
