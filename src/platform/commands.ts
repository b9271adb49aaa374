import type { Act } from './audit/index.ts'
import type { BlobStore } from './blobs/index.ts'
import type { Config } from './config.ts'
import type { Db } from './db/index.ts'

/** What a command at the server has in hand: the same house as the pages, also while they are served. */
export interface CommandContext {
  readonly db: Db
  readonly blobs: BlobStore
  readonly config: Config
  readonly act: Act
}

/** Opens the house for a command that needs it, and closes it after. */
export type OpenHouse = (work: (context: CommandContext) => Promise<void>) => Promise<void>
