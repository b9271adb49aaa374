import { join } from 'node:path'
import { DiskDepot } from './disk.ts'
import type { Depot } from './model.ts'
import type { Shelf } from './shelf.ts'

export {
  BadWrite,
  checkRange,
  type Depot,
  INCOMING,
  type Lying,
  NothingThere,
  type Placement,
  type Range,
  SPARED_HOURS,
  UPLOADS,
} from './model.ts'
export { inPieces, type Piece } from './pieces.ts'
export { folderShelf, type Shelf } from './shelf.ts'

/** What of the settings says where bytes lie: the bucket, or null for the data folder. */
export interface DepotSettings {
  readonly data: string
  readonly objects: { readonly bucket: string; readonly endpoint: string | null; readonly region: string } | null
}

/** Where the bytes of this installation lie: a bucket if one is named, else a folder of its data. What speaks to buckets is loaded only then. */
export async function openDepot({ objects, data }: DepotSettings): Promise<Depot> {
  if (!objects) return new DiskDepot(join(data, 'blobs'))
  const { BucketDepot } = await import('./bucket.ts')
  return new BucketDepot(objects)
}

/** A shelf in the bucket of this installation, or null where it has none. */
export async function bucketShelf({ objects }: Pick<DepotSettings, 'objects'>, word: string): Promise<Shelf | null> {
  if (!objects) return null
  const { BucketDepot } = await import('./bucket.ts')
  return new BucketDepot(objects).shelf(word)
}
