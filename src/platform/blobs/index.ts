import { join } from 'node:path'
import type { Config } from '../config.ts'
import { DiskStore } from './disk.ts'
import type { BlobStore } from './model.ts'
import type { Shelf } from './shelf.ts'

export { type BlobStore, ChangedFile, type Kept, MissingFile, type Stored, sizeInWords } from './model.ts'
export { folderShelf, type Shelf } from './shelf.ts'

/** Where this installation keeps its files: a bucket if one is named, else a folder of its data. What speaks to buckets is loaded only then. */
export async function openBlobs({ objects, data }: Pick<Config, 'objects' | 'data'>): Promise<BlobStore> {
  if (!objects) return new DiskStore(join(data, 'blobs'))
  const { ObjectStore } = await import('./objects.ts')
  return new ObjectStore(objects)
}

/** A shelf in the bucket of this installation, or null where it has none. */
export async function bucketShelf({ objects }: Pick<Config, 'objects'>, word: string): Promise<Shelf | null> {
  if (!objects) return null
  const { ObjectStore } = await import('./objects.ts')
  return new ObjectStore(objects).shelf(word)
}
