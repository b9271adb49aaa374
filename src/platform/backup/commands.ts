import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import { auditInWords, evidence, isAllWell, placeEntries, verifyAudit } from '../audit/index.ts'
import { openBlobs, verifyDestructions } from '../blobs/index.ts'
import type { OpenHouse } from '../commands.ts'
import { type Config, readConfig } from '../config.ts'
import { reachServer, type Server } from '../db/index.ts'
import { BadRequest, Conflict, NotFound, Refusal } from '../errors.ts'
import { print } from '../printing.ts'
import { agreeing, counted, sizeInWords } from '../words.ts'
import { type BackupPart, type FilesFound, readFilesAgain, WHOLE } from './files.ts'
import { Backup } from './folder.ts'
import { comparedWith, inWords, lostOf, outcomeOf, replayedInWords, standingOf } from './in-words.ts'
import { bringUp, checkBackup, finishReplay, restore } from './restore.ts'
import { writeBackup } from './write.ts'

/** `backup`, `restore` and `verify`: keeping the house, and knowing that it is whole. */
export function backupCommands(program: Command, openHouse: OpenHouse): void {
  program
    .command('backup')
    .description('write everything that is kept into a new folder; also while Muniment runs')
    .argument('<folder>', 'a folder that does not exist yet')
    .option(
      '--with-keys',
      'put the keys of sealed files into the backup too: what is destroyed later stays readable in it',
    )
    .action(backUp)
  program
    .command('restore')
    .description('put a backup into an empty database and an empty data folder, and compare what came of it')
    .argument('<folder>', 'the backup')
    .option('--keys <file>', 'the newest copy of the keys, where it does not lie beside the backup')
    .action(bringBack)
  program
    .command('verify')
    .description('read every kept file again, and the audit log')
    .option('--part <n/t>', 'read the n-th of t parts of the files, such as 1/7')
    .option('--json', 'print JSON')
    .action((options: { part?: string; json?: boolean }) => verifyAll(openHouse, options))
}

async function backUp(folder: string, { withKeys = false }: { withKeys?: boolean }): Promise<void> {
  const config = readConfig()
  if (!config.databaseUrl && !existsSync(join(config.data, 'pg')))
    throw new NotFound(`There is nothing to back up: ${config.data} holds no installation`)
  const abort = new AbortController()
  const stop = () => abort.abort(new Refusal('The backup was interrupted. Nothing was left of it', 499))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop)
  const manifest = await reaching(config, async (server) =>
    writeBackup({ server, blobs: await openBlobs(config), config }, folder, new Date(), {
      signal: abort.signal,
      withKeys,
    }),
  )
  for (const line of outcomeOf(manifest, folder)) print(line)
  if (lostOf(manifest).length > 0) process.exitCode = 1
}

async function bringBack(folder: string, { keys }: { keys?: string }): Promise<void> {
  const config = readConfig()
  const backup = await Backup.open(folder)
  await checkBackup(backup)
  print(standingOf(backup.manifest))
  await reaching(config, async ({ owner, web }) => {
    if (!owner)
      throw new Conflict(
        'Cannot restore: the role of DATABASE_URL may not create tables',
        'Set DATABASE_OWNER_URL as well: see docs/operate/install.md.',
      )
    const blobs = await openBlobs(config)
    const done = await restore(backup, { owner, blobs, config }, print, keys ?? null)
    print(comparedWith(backup.manifest))
    for (const line of replayedInWords(done)) print(line)
    const act = { actor: { kind: 'command' as const }, at: new Date(), requestId: null }
    for (const name of await bringUp({ owner, web }, backup.manifest, act, done)) print(`Migrated on: ${name}`)
    await finishReplay(web, blobs)
  })
  print(inWords(backup.manifest))
}

/** Opens the database as it is, neither migrated nor furnished, and closes it. */
async function reaching<Result>(config: Config, work: (server: Server) => Promise<Result>): Promise<Result> {
  const server = await reachServer(config, { supervise: false, say: () => undefined })
  try {
    return await work(server)
  } finally {
    await server.close()
  }
}

async function verifyAll(openHouse: OpenHouse, options: { part?: string; json?: boolean }): Promise<void> {
  const part = partOf(options.part)
  await openHouse(async ({ db, blobs, config }) => {
    const found = await readFilesAgain(db, blobs, part)
    const destructions = await verifyDestructions(db)
    await placeEntries(db)
    const audit = await verifyAudit(db, await evidence(config), new Date())
    const destroyed = [...destructions.problems, ...destructions.cannotKnow].map((line) => `- ${line}`)
    if (options.json) print(JSON.stringify({ part: `${part.number}/${part.of}`, ...found, destructions, audit }))
    else for (const line of [...filesInWords(found, part), ...destroyed, ...auditInWords(audit)]) print(line)
    if (found.missing + found.changed + found.locked + destructions.problems.length > 0 || !isAllWell(audit))
      process.exitCode = 1
  })
}

function partOf(text: string | undefined): BackupPart {
  if (text === undefined) return WHOLE
  const [, number = 0, of = 0] = (/^(\d{1,4})\/(\d{1,4})$/.exec(text) ?? []).map(Number)
  if (number < 1 || number > of) throw new BadRequest(`${text} is no part`, 'Write it as 1/7, 2/7 and so on to 7/7.')
  return { number, of }
}

function filesInWords(
  { files, bytes, missing, changed, locked, untracked, problems, strangers }: FilesFound,
  part: BackupPart,
): string[] {
  const which = part.of === 1 ? '' : ` of part ${part.number}/${part.of}`
  const verdict =
    missing + changed + locked === 0
      ? `${counted(files, 'file', 'files')}${which} ${agreeing(files, 'was', 'were')} read (${sizeInWords(bytes)}): all are whole.`
      : `${counted(files, 'file', 'files')}${which} ${agreeing(files, 'was', 'were')} read: ${missing} ${agreeing(missing, 'is', 'are')} MISSING, ${changed} ${agreeing(changed, 'is', 'are')} CHANGED${locked > 0 ? `, of ${locked} the key is NOT HERE` : ''}.`
  return [
    verdict,
    ...problems.map(({ digest, group, what }) => `- ${digest}${group ? ` of the group ${group}` : ''} is ${what}`),
    ...(untracked > 0 ? [`${counted(untracked, 'file lies', 'files lie')} in the store that nothing speaks of:`] : []),
    ...strangers.map((name) => `- ${name}`),
  ]
}
