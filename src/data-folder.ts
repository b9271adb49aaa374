import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { installationKey } from '#platform/audit/index.ts'
import { masterKeyNames } from '#platform/blobs/index.ts'
import type { Config } from '#platform/config.ts'
import { CannotStart } from '#platform/errors.ts'

/** Folders of a data folder, by their names: what lies in each. */
const FOLDERS: Readonly<Record<string, string>> = {
  blobs: 'the kept files',
  secrets: 'the master key',
  checkpoints: 'the checkpoints of the audit log',
  formats: 'the releases of signatures',
}

/**
 * Reads what a start relies on later, so that damage is told now and not when it is first used. What is not there yet is left to be made.
 * @throws CannotStart with a line for each thing that is damaged, and what to do
 */
export async function refuseDamagedData(config: Config): Promise<void> {
  const folders = Object.entries(FOLDERS).map(
    ([name, holds]) =>
      () =>
        refuseNoFolder(join(config.data, name), holds),
  )
  const told: string[] = []
  for (const look of [...folders, () => installationKey(config), () => masterKeyNames(config)])
    await look().catch((error: unknown) => {
      if (!(error instanceof CannotStart)) throw error
      told.push(error.message)
    })
  if (told.length > 0) throw new CannotStart(told.join('\n'))
}

async function refuseNoFolder(path: string, holds: string): Promise<void> {
  const found = await stat(path).catch(() => null)
  if (found === null || found.isDirectory()) return
  throw new CannotStart(
    `Cannot start: ${path} is not a folder, but it is where ${holds} must lie. Move it away and put the folder back from a backup; if there was none yet, it is made when something is first kept there.`,
  )
}
