import type { Content } from '../matching/content.ts'

/** The inside of a container: names of what it holds, and the bytes of one of them. */
export interface Container {
  /** Whether there is something of exactly this name. */
  has(path: string): boolean
  readonly paths: Iterable<string>
  /** Whether entries say that they are encrypted, where the container can tell. */
  readonly isEncrypted?: boolean
  /** Whether entries of which only the name counts are not opened, so that it does not matter whether they are damaged. */
  readonly opensOnlyForContent: boolean
  /**
   * The content, of which the caller looks at no more than `atMost` bytes from the start; null where it has none.
   *
   * @throws BrokenContainer where it is damaged anywhere, also beyond what the caller looks at
   */
  open(path: string, atMost: number): Content | null
}

/** The container is damaged, or made to harm: the answer is then what its bytes alone say. */
export class BrokenContainer extends Error {
  override readonly name: string = 'BrokenContainer'
  /** Whether it cannot be read because it is encrypted. */
  readonly isProtected: boolean

  constructor(message: string, { isProtected = false }: { readonly isProtected?: boolean } = {}) {
    super(message)
    this.isProtected = isProtected
  }
}

/** The first bytes of an entry, as many as there are of those asked for; null where there is no such entry. */
export function headOf(container: Container, path: string, length: number): Buffer | null {
  const content = container.open(path, length)
  if (!content) return null
  content.load(0, length)
  return content.bytes.subarray(0, Math.max(0, Math.min(length, content.size) - content.base))
}
