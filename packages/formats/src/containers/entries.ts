import type { Content } from '../matching/content.ts'

/** The inside of a container: names of what it holds, and the bytes of one of them. */
export interface Container {
  /** Whether there is something of exactly this name. */
  has(path: string): boolean
  readonly paths: Iterable<string>
  /** Whether entries say that they are encrypted, where the container can tell. */
  readonly isEncrypted?: boolean
  /** The content, as far as the limit; null where it has none or cannot be read. */
  read(path: string, atMost: number): Content | null
}

/** The container is damaged, or made to harm: the answer is then what its bytes alone say. */
export class BrokenContainer extends Error {
  override readonly name = 'BrokenContainer'
}
