import type { Content } from '../matching/content.ts'
import { type ScanLimit, Search } from '../matching/find.ts'
import type { ContainerRelease, ContainerType } from '../signatures/model.ts'
import type { Container } from './entries.ts'
import { openOle2 } from './ole2/ole2.ts'
import { isProtectedContainer, LOOKED_AT } from './protection.ts'
import { type Wanted, type WantedFile, type WantedPath, wantedOf } from './wanted.ts'
import { IrregularZip, type IsWanted } from './zip/directory.ts'
import { openZip, openZipLeniently } from './zip/zip.ts'

export interface Told {
  readonly puids: readonly string[]
  readonly isProtected: boolean
}

type Open = (content: Content, isWanted: IsWanted) => Container

/** The readers of each kind, of which the next is tried only where the one before found something irregular. */
const READERS: Readonly<Record<ContainerType, readonly Open[]>> = {
  OLE2: [openOle2],
  ZIP: [openZip, openZipLeniently],
}
/** Without a scan limit, or where the end of an entry is looked at, this much of it is unpacked. */
const MOST = 8 * 1024 * 1024

/** Tells formats by what a container holds. */
export class Containers {
  readonly #wanted: Readonly<Record<ContainerType, Wanted>>

  constructor(release: ContainerRelease) {
    this.#wanted = { OLE2: wantedOf(release, 'OLE2'), ZIP: wantedOf(release, 'ZIP') }
  }

  /** PUIDs of the formats whose signatures the container holds, and whether it needs a password. @throws BrokenContainer */
  identify(type: ContainerType, content: Content, baseName: string, limit: ScanLimit): Told {
    const wanted = this.#wanted[type]
    const isWanted = wantedNames(wanted.paths, baseName)
    let irregular: unknown = null
    for (const open of READERS[type])
      try {
        const container = open(content, isWanted)
        const puids = lookInto(container, wanted, baseName, limit)
        return { puids, isProtected: isProtectedContainer(type, container) }
      } catch (error) {
        if (!(error instanceof IrregularZip)) throw error
        irregular = error
      }
    throw irregular
  }
}

function wantedNames(paths: readonly WantedPath[], baseName: string): IsWanted {
  const exact = new Set([...LOOKED_AT, ...paths.map(({ path }) => path)])
  const patterns = paths.filter(({ isPattern }) => isPattern)
  return (name) => exact.has(name) || patterns.some((path) => path.means(name, baseName))
}

/**
 * The PUIDs of what a container holds. Everything that a signature names is opened once, one after another, also where
 * something else that the signature wants is not there: what is damaged is refused as a whole, as DROID does.
 */
function lookInto(container: Container, wanted: Wanted, baseName: string, limit: ScanLimit): string[] {
  const names = new Map(wanted.paths.map((path) => [path, path.findIn(container, baseName)]))
  const isThere = ({ path }: WantedFile) => typeof names.get(path) === 'string'
  const possible = wanted.signatures.filter(({ files }) => files.every(isThere))
  const files = Map.groupBy(
    possible.flatMap((one) => one.files),
    ({ path }) => path,
  )
  const held = new Set<WantedFile>()
  for (const [path, name] of names)
    if (typeof name === 'string')
      for (const file of heldIn(container, name, path, files.get(path) ?? [], limit)) held.add(file)
  return [...new Set(possible.flatMap((one) => (one.files.every((file) => held.has(file)) ? one.puids : [])))]
}

/** Which of the files that signatures want at a path are there, by their content. */
function heldIn(
  container: Container,
  name: string,
  path: WantedPath,
  files: readonly WantedFile[],
  limit: ScanLimit,
): readonly WantedFile[] {
  if (container.opensOnlyForContent && !path.isLookedInto) return files
  const beyond = Math.max(0, ...files.map((file) => file.beyond))
  const content = container.open(name, limit > 0 ? Math.min(MOST, limit + 1 + beyond) : MOST)
  if (!content) return files.filter((file) => file.isAny)
  const search = new Search(content, limit)
  return files.filter((file) => file.isIn(search))
}
