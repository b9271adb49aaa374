import { compileSignature, type Signature } from '../matching/compile.ts'
import type { Content } from '../matching/content.ts'
import { matches, type ScanLimit, Search } from '../matching/find.ts'
import type { ContainerFile, ContainerRelease, ContainerType, InternalSignature } from '../signatures/model.ts'
import type { Container } from './entries.ts'
import { openOle2 } from './ole2.ts'
import { isProtectedContainer } from './protection.ts'
import { openZip } from './zip.ts'

interface Wanted {
  readonly signatureId: number
  readonly puids: readonly string[]
  readonly files: readonly WantedFile[]
}

/** A file that a signature wants inside a container. Its own signatures are made ready when they are first looked for. */
class WantedFile {
  readonly path: string
  readonly find: FindPath
  readonly #sources: readonly InternalSignature[]
  #ready: { readonly signatures: readonly Signature[]; readonly beyond: number } | null = null

  constructor({ path, signatures }: ContainerFile) {
    this.path = path
    this.find = finderOf(path)
    this.#sources = signatures
  }

  get isAny(): boolean {
    return this.#sources.length === 0
  }

  /** Its signatures, and how far beyond the scan limit they look; infinite where they look at the end. */
  get wanted(): { readonly signatures: readonly Signature[]; readonly beyond: number } {
    if (!this.#ready) {
      const signatures = this.#sources.map(compileSignature)
      this.#ready = { signatures, beyond: Math.max(0, ...signatures.map(beyond)) }
    }
    return this.#ready
  }
}

export interface Told {
  readonly puids: readonly string[]
  readonly isProtected: boolean
}

/** How far a signature looks beyond the place of its anchors. */
function beyond({ sequences }: Signature): number {
  if (sequences.some(({ from }) => from === 'eof')) return Number.POSITIVE_INFINITY
  return Math.max(0, ...sequences.flatMap(({ patterns }) => patterns.map(({ rightMax }) => rightMax)))
}

/** The names in a container that a path of a signature means. */
type FindPath = (container: Container, baseName: string) => string | null

const OPEN = { OLE2: openOle2, ZIP: openZip } as const
/** Without a scan limit, or where the end of an entry is looked at, this much of it is unpacked. */
const MOST = 16 * 1024 * 1024

/** Tells formats by what a container holds. */
export class Containers {
  readonly #wanted: Readonly<Record<ContainerType, readonly Wanted[]>>

  constructor(release: ContainerRelease) {
    const puids = Map.groupBy(release.puids, ({ signature }) => signature)
    const of = (type: ContainerType) =>
      release.signatures.flatMap((signature): Wanted[] => {
        const mapped = puids.get(signature.id)?.map(({ puid }) => puid) ?? []
        if (signature.type !== type || mapped.length === 0) return []
        const files = signature.files.map((file) => new WantedFile(file))
        return [{ signatureId: signature.id, puids: mapped, files }]
      })
    this.#wanted = { OLE2: of('OLE2'), ZIP: of('ZIP') }
  }

  /** PUIDs of the formats whose signatures the container holds, and whether it needs a password. @throws BrokenContainer */
  identify(type: ContainerType, content: Content, baseName: string, limit: ScanLimit): Told {
    const container = OPEN[type](content)
    const inside = new Inside(container, baseName, limit)
    const puids = this.#wanted[type].flatMap((wanted) =>
      wanted.files.every((file) => inside.names(file) !== null) && wanted.files.every((file) => inside.holds(file))
        ? wanted.puids
        : [],
    )
    return { puids: [...new Set(puids)], isProtected: isProtectedContainer(type, container) }
  }
}

/** One container while it is looked into: each name is sought once, and each entry is unpacked once. */
class Inside {
  readonly #container: Container
  readonly #baseName: string
  readonly #limit: ScanLimit
  readonly #names = new Map<string, string | null>()
  readonly #entries = new Map<string, { readonly search: Search | null; readonly wanted: number }>()

  constructor(container: Container, baseName: string, limit: ScanLimit) {
    this.#container = container
    this.#baseName = baseName
    this.#limit = limit
  }

  names({ path, find }: WantedFile): string | null {
    let name = this.#names.get(path)
    if (name === undefined) {
      name = find(this.#container, this.#baseName)
      this.#names.set(path, name)
    }
    return name
  }

  holds(file: WantedFile): boolean {
    if (file.isAny) return true
    const name = this.names(file)
    const { signatures, beyond: further } = file.wanted
    const search = name === null ? null : this.#read(name, further)
    return search !== null && signatures.some((signature) => matches(signature, search))
  }

  #read(name: string, beyond: number): Search | null {
    const wanted = this.#limit > 0 ? Math.min(MOST, this.#limit + 1 + beyond) : MOST
    const known = this.#entries.get(name)
    if (known && known.wanted >= wanted) return known.search
    const content = this.#container.read(name, wanted)
    const search = content && new Search(content, this.#limit)
    this.#entries.set(name, { search, wanted })
    return search
  }
}

/** A path is a name as it is, or the container's own name in `{containerFileName}`, or else a glob. */
function finderOf(path: string): FindPath {
  const hasOwnName = path.includes('{containerFileName}')
  const glob = !hasOwnName && /[*?[{]/.test(path) ? globOf(path) : null
  return (container, baseName) => {
    if (container.has(path)) return path
    if (hasOwnName) {
      const name = path.replaceAll('{containerFileName}', baseName)
      return container.has(name) ? name : null
    }
    if (glob) for (const name of container.paths) if (glob.test(name)) return name
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
