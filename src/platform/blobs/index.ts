import type { Config } from '../config.ts'
import type { Queries } from '../db/index.ts'
import { openDepot } from '../depot/index.ts'
import { KeptMasterKeys } from './master.ts'
import { BlobStore } from './store.ts'

export { collect, SPARED_HOURS, withoutRow } from './collecting.ts'
export {
  beginDestruction,
  type Destruction,
  type Doomed,
  destroy,
  finishDestruction,
  finishDestructions,
} from './destroying.ts'
export { changeMaster, contextOf } from './groups.ts'
export type { MasterKeys, Wrapped } from './master.ts'
export {
  ChangedFile,
  type Kept,
  type KeptSealed,
  LockedGroup,
  MissingFile,
  nameOfStored,
  type ReadOptions,
  type Stored,
  sealedPlaceOf,
  TooLarge,
} from './model.ts'
export { nameFile } from './naming.ts'
export { sealed, sealedSize as lengthSealed, unsealed } from './seal.ts'
export { BlobStore, type KeepOptions, UPLOADS } from './store.ts'

type Settings = Pick<Config, 'objects' | 'data' | 'masterKeys'>

/** Where this installation keeps its files. Without a database it keeps and reads files in the open only, as where a backup is restored to. */
export async function openBlobs(config: Settings, db: Queries | null = null): Promise<BlobStore> {
  return new BlobStore(await openDepot(config), new KeptMasterKeys(config), db)
}
