import { resolve } from 'node:path'
import type { Command } from 'commander'
import { audit } from '../audit/index.ts'
import { changeMaster, collect, destroy } from '../blobs/index.ts'
import type { OpenHouse } from '../commands.ts'
import { BadRequest } from '../errors.ts'
import { isId } from '../ids.ts'
import { print } from '../printing.ts'
import { counted, sizeInWords } from '../words.ts'
import { replayedInWords } from './in-words.ts'
import { KeyCopy, writeKeys } from './keys.ts'
import { replay } from './replaying.ts'

/** `files`: keys of sealed files, what is destroyed, and what nothing names. */
export function fileCommands(program: Command, openHouse: OpenHouse): void {
  const files = program.command('files').description('kept files: their keys, their end')
  files
    .command('copy-keys')
    .description('write the copy of the keys of sealed files, over the one before')
    .argument('<file>')
    .action((file: string) =>
      openHouse(async ({ db, act }) => {
        await writeKeys(db, resolve(file), act.at)
        print(`The keys are in ${resolve(file)}. Without the master key they open nothing.`)
      }),
    )
  files
    .command('bring-keys')
    .description(
      'bring back keys that a restored installation lacks, and destroy again what the copy says was destroyed',
    )
    .argument('<file>')
    .action((file: string) => openHouse((house) => bringKeys(house, file)))
  files
    .command('change-master-key')
    .description('take a new master key, and close every key of sealed files with it')
    .action(() => openHouse(changeKey))
  files
    .command('collect')
    .description('take away files that nothing names, older than the longest upload')
    .option('--accept-many', 'also where they are more than a tenth of all')
    .action((options: { acceptMany?: boolean }) =>
      openHouse(async ({ db, blobs, act }) => {
        const found = await collect(db, blobs, act, { now: act.at, acceptsMany: options.acceptMany ?? false })
        print(
          `Taken away: ${counted(found.files, 'file', 'files')} and ${counted(found.unfinished, 'unfinished write', 'unfinished writes')}.`,
        )
      }),
    )
  files
    .command('destroy')
    .description('destroy a group of sealed files with its key, or one file, for good')
    .option('--group <id>', 'the group')
    .option('--digest <hex>', 'one file, of the group or in the open')
    .requiredOption('--why <reason>', 'stays on record')
    .action((options: { group?: string; digest?: string; why: string }) => openHouse((house) => end(house, options)))
}

type House = Parameters<Parameters<OpenHouse>[0]>[0]

async function bringKeys({ db, act }: House, file: string): Promise<void> {
  const copy = await KeyCopy.open(resolve(file))
  const { keys, destroyed, lockedGroups } = await db.transaction(async (tx) => {
    const replayed = await replay(tx, [copy])
    const facts = { keys: replayed.keys, destroyedAgain: [...replayed.destroyed] }
    await audit(tx, act, 'keys.brought', { kind: 'store', id: 'keys' }, facts)
    return replayed
  })
  print(`Brought: ${counted(keys, 'key', 'keys')}.`)
  for (const line of replayedInWords({ destroyed, lockedGroups })) print(line)
}

async function changeKey({ db, blobs, config, act }: House): Promise<void> {
  const keys = await changeMaster(db, blobs.masters, config.masterKeys !== null, (tx, facts) =>
    audit(tx, act, 'master-key.changed', { kind: 'store', id: 'keys' }, facts),
  )
  print(
    `The master key closes ${counted(keys, 'key', 'keys')} anew. It is ${await blobs.masters.current()}. Keep a copy of it: backups hold none.`,
  )
}

async function end(
  { db, blobs, act }: House,
  { group, digest, why }: { group?: string; digest?: string; why: string },
) {
  if (group !== undefined && !isId(group)) throw new BadRequest(`${group} is no group`)
  if (digest !== undefined && !/^[0-9a-f]{64}$/.test(digest)) throw new BadRequest(`${digest} is no digest`)
  const doomed = digest ? { digest: Buffer.from(digest, 'hex'), group } : group ? { group } : null
  if (!doomed) throw new BadRequest('Say what is to be destroyed', 'With --group, with --digest, or with both.')
  const { id, files, bytes, proof } = await destroy(db, blobs, act, doomed, why)
  print(
    `Destroyed: ${counted(files, 'file', 'files')} (${sizeInWords(bytes)}). The proof ${proof.toString('hex')} is on record as ${id}.`,
  )
}
