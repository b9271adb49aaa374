import { compileSignature, type Signature } from '../matching/compile.ts'
import { matches, type Search } from '../matching/find.ts'
import type { ContainerFile, ContainerRelease, ContainerType, InternalSignature } from '../signatures/model.ts'
import type { Container } from './entries.ts'

/** What the container signatures of one kind look for. */
export interface Wanted {
  readonly signatures: readonly WantedFormat[]
  /** Every path that one of them names, once. */
  readonly paths: readonly WantedPath[]
}

/** A container signature: all of its files must be there. */
export interface WantedFormat {
  readonly puids: readonly string[]
  readonly files: readonly WantedFile[]
}

/** A file that a signature wants, and what must be in it. Its own signatures are made ready when they are first looked for. */
export class WantedFile {
  readonly path: WantedPath
  readonly #sources: readonly InternalSignature[]
  #ready: { readonly signatures: readonly Signature[]; readonly beyond: number } | null = null

  constructor(path: WantedPath, { signatures }: ContainerFile) {
    this.path = path
    this.#sources = signatures
  }

  get isAny(): boolean {
    return this.#sources.length === 0
  }

  /** How far beyond the scan limit it looks; infinite where it looks at the end. */
  get beyond(): number {
    return this.#compiled.beyond
  }

  isIn(search: Search): boolean {
    return this.isAny || this.#compiled.signatures.some((signature) => matches(signature, search))
  }

  get #compiled(): { readonly signatures: readonly Signature[]; readonly beyond: number } {
    if (!this.#ready) {
      const signatures = this.#sources.map(compileSignature)
      this.#ready = { signatures, beyond: Math.max(0, ...signatures.map(beyond)) }
    }
    return this.#ready
  }
}

/** How far a signature looks beyond the place of its anchors. */
function beyond({ sequences }: Signature): number {
  if (sequences.some(({ from }) => from === 'eof')) return Number.POSITIVE_INFINITY
  return Math.max(0, ...sequences.flatMap(({ patterns }) => patterns.map(({ rightMax }) => rightMax)))
}

const OWN_NAME = '{containerFileName}'

/** A path is a name as it is, or the container's own name in `{containerFileName}`, or else a glob. */
export class WantedPath {
  readonly path: string
  /** Whether any signature looks into it. */
  isLookedInto = false
  readonly #glob: RegExp | null

  constructor(path: string) {
    this.path = path
    this.#glob = !path.startsWith(OWN_NAME) && /[*?[{]/.test(path) ? globOf(path) : null
  }

  /** Whether it means other names than itself. */
  get isPattern(): boolean {
    return this.#glob !== null || this.path.startsWith(OWN_NAME)
  }

  /** Whether it means a name that is not its own. */
  means(name: string, baseName: string): boolean {
    if (this.#glob) return this.#glob.test(name)
    return this.path.startsWith(OWN_NAME) && name === this.path.replace(OWN_NAME, baseName)
  }

  /** The name in a container that it means, or null. */
  findIn(container: Container, baseName: string): string | null {
    if (container.has(this.path)) return this.path
    if (this.isPattern)
      for (const name of container.paths) if (!name.endsWith('/') && this.means(name, baseName)) return name
    return null
  }
}

function globOf(path: string): RegExp | null {
  // The content list of an office document only looks like a glob.
  if (path.startsWith('[Content_Types]')) return null
  const pattern = path
    .replace(/[.+^$(){}|\\]/g, '\\$&')
    .replaceAll('*', '[^/]*')
    .replaceAll('?', '[^/]')
  return new RegExp(`^${pattern}$`)
}

/** What a release wants of one kind of container. */
export function wantedOf(release: ContainerRelease, type: ContainerType): Wanted {
  const puids = Map.groupBy(release.puids, ({ signature }) => signature)
  const paths = new Map<string, WantedPath>()
  const signatures = release.signatures.flatMap((signature): WantedFormat[] => {
    if (signature.type !== type) return []
    const files = signature.files.map((file) => {
      const path = paths.get(file.path) ?? new WantedPath(file.path)
      paths.set(file.path, path)
      path.isLookedInto ||= file.signatures.length > 0
      return new WantedFile(path, file)
    })
    const mapped = puids.get(signature.id)?.map(({ puid }) => puid) ?? []
    return mapped.length === 0 ? [] : [{ puids: mapped, files }]
  })
  return { signatures, paths: [...paths.values()] }
}
