import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { bucketShelf, folderShelf, type Shelf } from '../depot/index.ts'
import { damageOf } from '../durable.ts'
import { NotFound } from '../errors.ts'
import { failureInWords } from '../failure/index.ts'
import { type Checkpoint, checkpointIn, type KeptCheckpoint } from './checkpoint.ts'
import { installationKey, readPublicKey } from './key.ts'
import type { Evidence } from './marks.ts'

type Places = Pick<Config, 'data' | 'objects' | 'checkpoints'>

const WORD = 'checkpoints'

interface CheckpointShelf {
  readonly shelf: Shelf
  readonly isBesideData: boolean
}

async function places({ data, objects, checkpoints }: Places): Promise<CheckpointShelf[]> {
  const bucket = await bucketShelf({ objects }, WORD)
  return [
    { shelf: folderShelf(join(data, WORD)), isBesideData: true },
    ...(checkpoints ? [{ shelf: folderShelf(checkpoints), isBesideData: false }] : []),
    ...(bucket ? [{ shelf: bucket, isBesideData: false }] : []),
  ]
}

/** `2026-11-22T024100Z-1234.json`: sorts by time, and says how long the log was. */
const fileName = ({ madeAt, size }: Checkpoint) => `${madeAt.slice(0, 19).replaceAll(':', '')}Z-${size}.json`

/**
 * Keeps a checkpoint outside the database, wherever this installation keeps them: in the data folder, in the folder of MUNIMENT_CHECKPOINTS
 * and in its bucket. Answers where it is now, and where it could not be put.
 */
export async function keepCheckpoint(
  config: Places,
  checkpoint: Checkpoint,
): Promise<{ readonly kept: readonly string[]; readonly failed: readonly string[] }> {
  const kept: string[] = []
  const failed: string[] = []
  for (const { shelf } of await places(config)) {
    try {
      await shelf.put(fileName(checkpoint), `${JSON.stringify(checkpoint, null, 2)}\n`)
      kept.push(shelf.name)
    } catch (error) {
      failed.push(`${shelf.name} (${failureInWords(error)})`)
    }
  }
  return { kept, failed }
}

/** Every checkpoint that this installation keeps outside the database. */
export async function keptCheckpoints(config: Places): Promise<KeptCheckpoint[]> {
  const found: KeptCheckpoint[] = []
  for (const { shelf, isBesideData } of await places(config))
    for await (const { name, text } of shelf.list())
      found.push({ from: `${name} in ${shelf.name}`, isBesideData, ...read(text) })
  return found
}

function read(text: string): Pick<KeptCheckpoint, 'checkpoint' | 'damage'> {
  const checkpoint = checkpointIn(text)
  if (checkpoint) return { checkpoint }
  const damage = damageOf(Buffer.from(text))
  return { checkpoint, damage: damage ? `it is ${damage}` : 'it cannot be read as a checkpoint' }
}

export interface GivenEvidence {
  /** Files with checkpoints that somebody kept, also as the text of the message that brought them. */
  readonly files?: readonly string[] | undefined
  /** Files with public keys to trust instead of the one that lies in the data folder. */
  readonly keys?: readonly string[] | undefined
}

/** Everything that the log can be compared with: what this installation keeps, and what somebody brings. */
export async function evidence(
  config: Places & Pick<Config, 'auditKey'>,
  { files = [], keys = [] }: GivenEvidence = {},
): Promise<Evidence> {
  const given: KeptCheckpoint[] = []
  for (const file of files) {
    const text = await readFile(file, 'utf8').catch(() => {
      throw new NotFound(`Cannot read ${file}`)
    })
    const checkpoint = checkpointIn(text)
    if (!checkpoint) throw new NotFound(`${file} is not a checkpoint`)
    given.push({ from: file, isBesideData: false, checkpoint })
  }
  const own = await installationKey(config)
  const trusted = keys.length > 0 ? keys.map(readPublicKey) : own ? [own] : []
  return { outside: [...given, ...(await keptCheckpoints(config))], trusted }
}
