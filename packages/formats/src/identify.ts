import { Containers } from './containers/containers.ts'
import { BrokenContainer } from './containers/entries.ts'
import { isProtectedPdf } from './containers/protection.ts'
import type { Content } from './matching/content.ts'
import type { ScanLimit } from './matching/find.ts'
import { Matcher } from './matching/matcher.ts'
import type { ContainerType, Format, Release } from './signatures/model.ts'

/** How a format was told. */
export type Basis = 'container' | 'signature' | 'extension'

export interface Identification {
  readonly formats: readonly Format[]
  readonly basis: Basis | null
  /** Whether the bytes say a format whose files do not end so. */
  readonly extensionMismatch: boolean
  /** Whether it is encrypted or needs a password, as far as its container or its trailer tells. */
  readonly isProtected: boolean
  readonly warnings: readonly string[]
}

/** DROID's own default: the first and last 65,536 bytes. */
export const USUAL_LIMIT: ScanLimit = 65_536

/**
 * Tells the formats of contents by a release of signatures, by DROID's rules: what a container holds, then the bytes, then the
 * extension. Building one takes some milliseconds; it is meant to be kept.
 */
export class Identifier {
  readonly #matcher: Matcher
  /** For each signature of the matcher, the formats that it stands for. */
  readonly #formatsOf: readonly (readonly Format[])[]
  readonly #byPuid: ReadonlyMap<string, Format>
  readonly #byExtension: ReadonlyMap<string, readonly Format[]>
  readonly #containers: Containers
  readonly #triggers: ReadonlyMap<string, ContainerType>

  constructor({ binary, container, gates }: Release) {
    // Formats that are told by a container are not told by their bytes.
    const mapped = new Set(container.puids.map(({ puid }) => puid))
    const formats = new Map<number, Format[]>()
    for (const format of binary.formats)
      for (const signature of mapped.has(format.puid) ? [] : format.signatures)
        formats.set(signature, [...(formats.get(signature) ?? []), format])
    const active = binary.signatures.flatMap((signature, index) => {
      const gate = gates[index]
      return gate && formats.has(signature.id) && signature.sequences.length > 0 ? [{ signature, gate }] : []
    })
    this.#matcher = new Matcher(
      active.map(({ signature }) => signature),
      active.map(({ gate }) => gate),
    )
    this.#formatsOf = active.map(({ signature }) => formats.get(signature.id) ?? [])
    this.#byPuid = new Map(binary.formats.map((format) => [format.puid, format]))
    const unsigned = binary.formats.filter(({ signatures }) => signatures.length === 0)
    this.#byExtension = Map.groupBy(
      unsigned.flatMap((format) => format.extensions.map((extension) => ({ extension, format }))),
      ({ extension }) => extension,
    )
      .entries()
      .reduce(
        (all, [extension, pairs]) => all.set(extension, [...new Set(pairs.map(({ format }) => format))]),
        new Map<string, readonly Format[]>(),
      )
    this.#containers = new Containers(container)
    this.#triggers = new Map(container.triggers.map(({ puid, type }) => [puid, type]))
  }

  /** Tells the format of a content. `name` is the file's name, without folders. */
  identify(content: Content, name: string, limit: ScanLimit = USUAL_LIMIT): Identification {
    const warnings: string[] = []
    const hits = new Set(this.#matcher.find(content, limit).flatMap((index) => this.#formatsOf[index] ?? []))
    const inside = this.#inside(hits, content, name, limit, warnings)
    const isProtected = inside.isProtected || (isPdf(hits) && isProtectedPdf(content))
    if (isProtected) warnings.push('It is encrypted, or needs a password')
    const extension = extensionOf(name)
    if (inside.formats.length > 0) return found(inside.formats, 'container', extension, { isProtected, warnings })
    if (hits.size > 0) return found([...hits], 'signature', extension, { isProtected, warnings })
    return { ...this.byExtension(name), warnings }
  }

  /** What the name alone says: every format without signatures that files of this extension may have. */
  byExtension(name: string): Identification {
    const formats = this.#byExtension.get(extensionOf(name)) ?? []
    const basis = formats.length > 0 ? 'extension' : null
    return { formats, basis, extensionMismatch: false, isProtected: false, warnings: [] }
  }

  #inside(
    hits: ReadonlySet<Format>,
    content: Content,
    name: string,
    limit: ScanLimit,
    warnings: string[],
  ): { readonly formats: readonly Format[]; readonly isProtected: boolean } {
    for (const { puid } of hits) {
      const type = this.#triggers.get(puid)
      if (!type) continue
      try {
        const { puids, isProtected } = this.#containers.identify(type, content, baseNameOf(name), limit)
        return { formats: puids.flatMap((one) => this.#byPuid.get(one) ?? []), isProtected }
      } catch (error) {
        if (!(error instanceof BrokenContainer)) throw error
        warnings.push(`The container could not be opened. ${error.message}.`)
        if (error.isProtected) return { formats: [], isProtected: true }
      }
    }
    return { formats: [], isProtected: false }
  }
}

const isPdf = (hits: ReadonlySet<Format>) => hits.values().some(({ mime }) => mime.includes('application/pdf'))

function found(
  hits: readonly Format[],
  basis: Basis,
  extension: string,
  known: Pick<Identification, 'isProtected' | 'warnings'>,
): Identification {
  const displaced = new Set(hits.flatMap(({ over }) => over))
  const formats = hits.filter(({ id }) => !displaced.has(id)).toSorted((a, b) => a.id - b.id)
  const extensionMismatch = formats.some(({ extensions }) => extensions.length > 0 && !extensions.includes(extension))
  return { formats, basis, extensionMismatch, ...known }
}

/** What follows the last dot, in small letters; nothing for a name that only begins with a dot. */
export function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.')
  return dot > 0 ? name.slice(dot + 1).toLowerCase() : ''
}

const baseNameOf = (name: string) => {
  const dot = name.lastIndexOf('.')
  return dot > 0 ? name.slice(0, dot) : name
}
