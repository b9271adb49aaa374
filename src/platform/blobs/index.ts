import type { Config } from '../config.ts'
import type { Queries } from '../db/index.ts'
import { openDepot } from '../depot/index.ts'
import { KeptMasterKeys } from './master.ts'
import { BlobStore } from './store.ts'

export { SPARED_HOURS } from '../depot/index.ts'
export { sealed, sealedSize as lengthSealed, unsealed } from '../seal.ts'
export { collect, withoutRow } from './collecting.ts'
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
  type KeptSealed,
  LockedGroup,
  MissingFile,
  nameOfStored,
  type ReadOptions,
  type Stored,
  type StoredFile,
  sealedPlaceOf,
  TooLarge,
} from './model.ts'
export { nameFile } from './naming.ts'
export { type DestructionsFound, verifyDestructions } from './proven.ts'
export { BlobStore, type KeepOptions } from './store.ts'

type Settings = Pick<Config, 'objects' | 'data' | 'masterKeys'>

/** The names of the master keys that are kept, the one that closes first. Makes none. @throws CannotStart with what to do, where one is damaged */
export const masterKeyNames = (config: Pick<Config, 'data' | 'masterKeys'>): Promise<readonly string[]> =>
  new KeptMasterKeys(config).names()

/** Where this installation keeps its files. Without a database it keeps and reads files in the open only, as where a backup is restored to. */
export async function openBlobs(config: Settings, db: Queries | null = null): Promise<BlobStore> {
  return new BlobStore(await openDepot(config), new KeptMasterKeys(config), db)
}
