import { join } from 'node:path'
import type { Config } from '../config.ts'
import { DiskStore } from './disk.ts'
import type { BlobStore } from './model.ts'

export { type BlobStore, type Kept, sizeInWords } from './model.ts'

/** Where this installation keeps its files: a bucket if one is named, else a folder of its data. What speaks to buckets is loaded only then. */
export async function openBlobs({ objects, data }: Pick<Config, 'objects' | 'data'>): Promise<BlobStore> {
  if (!objects) return new DiskStore(join(data, 'blobs'))
  const { ObjectStore } = await import('./objects.ts')
  return new ObjectStore(objects)
}
