import { join } from 'node:path'
import type { Config } from '../config.ts'
import { DiskDepot } from './disk.ts'
import type { Depot } from './model.ts'
import type { Shelf } from './shelf.ts'

export { BadWrite, type Depot, INCOMING, type Lying, NothingThere, type Placement, type Range } from './model.ts'
export { inPieces, type Piece } from './pieces.ts'
export { folderShelf, type Shelf } from './shelf.ts'

/** Where the bytes of this installation lie: a bucket if one is named, else a folder of its data. What speaks to buckets is loaded only then. */
export async function openDepot({ objects, data }: Pick<Config, 'objects' | 'data'>): Promise<Depot> {
  if (!objects) return new DiskDepot(join(data, 'blobs'))
  const { BucketDepot } = await import('./bucket.ts')
  return new BucketDepot(objects)
}

/** A shelf in the bucket of this installation, or null where it has none. */
export async function bucketShelf({ objects }: Pick<Config, 'objects'>, word: string): Promise<Shelf | null> {
  if (!objects) return null
  const { BucketDepot } = await import('./bucket.ts')
  return new BucketDepot(objects).shelf(word)
}
