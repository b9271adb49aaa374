import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { compileSignature } from '../matching/compile.ts'
import { gateOf } from '../matching/gates.ts'
import type { Release } from './model.ts'
import { readBinaryRelease, readContainerRelease, readSignatureFile, UnreadableRelease } from './read-xml.ts'

/** Raised when what is cached would not be understood. */
const CACHE_VERSION = 2

const BINARY_NAME = /^DROID_SignatureFile.*\.xml$/i
const CONTAINER_NAME = /^container-signature.*\.xml$/i

/** The two signature files of a folder; of several versions, the newest by name. @throws UnreadableRelease */
export function releaseFiles(folder: string): { readonly binary: string; readonly container: string } {
  let names: string[]
  try {
    names = readdirSync(folder)
  } catch {
    throw new UnreadableRelease(`Cannot read the folder of signatures: ${folder}`)
  }
  const newest = (pattern: RegExp) =>
    names.filter((name) => pattern.test(name)).toSorted((a, b) => versionIn(b) - versionIn(a) || b.localeCompare(a))[0]
  const [binary, container] = [newest(BINARY_NAME), newest(CONTAINER_NAME)]
  if (!binary)
    throw new UnreadableRelease(`Cannot find a DROID signature file (DROID_SignatureFile_V….xml) in ${folder}`)
  if (!container)
    throw new UnreadableRelease(`Cannot find a container signature file (container-signature-….xml) in ${folder}`)
  return { binary: join(folder, binary), container: join(folder, container) }
}

const versionIn = (name: string) => Number(/(\d+)\.xml$/i.exec(name)?.[1] ?? 0)

/**
 * Reads the signatures of a folder. What was read is kept in a cache by the digest of the files, so that it is read from XML
 * once; a cache that cannot be written or read is done without.
 *
 * @throws UnreadableRelease with the reason
 */
export function loadRelease(folder: string, cache: string | null = cacheFolder()): Release {
  const files = releaseFiles(folder)
  const [binary, container] = [readSignatureFile(files.binary), readSignatureFile(files.container)]
  const digest = createHash('sha256').update(`${CACHE_VERSION} ${binary.length} `).update(binary).update(container)
  const path = cache === null ? null : join(cache, `${digest.digest('hex').slice(0, 40)}.json`)
  const known = path === null ? null : fromCache(path)
  if (known) return known
  const release = makeRelease(binary.toString('utf8'), container.toString('utf8'))
  if (cache !== null && path !== null) intoCache(cache, path, release)
  return release
}

/** Reads both files and finds the gates of the signatures. @throws UnreadableRelease, SyntaxFault */
export function makeRelease(binaryXml: string, containerXml: string): Release {
  const binary = readBinaryRelease(binaryXml)
  const gates = binary.signatures.map((signature) => gateOf(compileSignature(signature)))
  return { binary, container: readContainerRelease(containerXml), gates }
}

function cacheFolder(): string {
  return process.env.MUNIMENT_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'muniment')
}

function fromCache(path: string): Release | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Release
  } catch {
    return null
  }
}

function intoCache(folder: string, path: string, release: Release): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const temporary = `${path}.${process.pid}`
    writeFileSync(temporary, JSON.stringify(release), { mode: 0o600 })
    renameSync(temporary, path)
  } catch {
    // Slower the next time, and nothing worse.
  }
}
