import { createHash } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { compileSignature } from '../matching/compile.ts'
import { loadRelease, makeRelease } from '../signatures/load.ts'
import type { Release } from '../signatures/model.ts'
import { UnreadableRelease } from '../signatures/read-xml.ts'

/** The signatures that come with the program: enough for an ordinary office share, and no download. */
export const STARTER = join(import.meta.dirname, '..', '..', 'starter')

/** Where releases are kept: one folder each, and a file that names the one in use and the one before it. */
export function releaseHome(): string {
  const root = process.env.MUNIMENT_ROOT ?? process.cwd()
  return process.env.MUNIMENT_FORMATS ?? join(process.env.MUNIMENT_DATA ?? join(root, 'data'), 'formats')
}

interface InUse {
  readonly release: string | null
  readonly before: string | null
}

const STARTER_NAME = 'starter'

/** The folder of the release in use, and what it is called. */
export function currentRelease(home = releaseHome()): { readonly name: string; readonly folder: string } {
  const { release } = inUse(home)
  if (release === null || !existsSync(join(home, release))) return { name: STARTER_NAME, folder: STARTER }
  return { name: release, folder: join(home, release) }
}

/** Names of the releases that are kept, newest last, the starter set first. */
export function keptReleases(home = releaseHome()): string[] {
  const kept = existsSync(home)
    ? readdirSync(home, { withFileTypes: true }).flatMap((one) =>
        one.isDirectory() && !one.name.startsWith('.') ? [one.name] : [],
      )
    : []
  return [STARTER_NAME, ...kept.toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }))]
}

/** A signature file as it was fetched. */
export interface SignatureText {
  readonly kind: 'binary' | 'container'
  readonly xml: string
}

/** Which of the two files it is. @throws UnreadableRelease where it is neither */
export function kindOfSignatures(xml: string): SignatureText['kind'] {
  const head = xml.slice(0, 4096)
  if (/<(\w+:)?FFSignatureFile\b/.test(head)) return 'binary'
  if (/<(\w+:)?ContainerSignatureMapping\b/.test(head)) return 'container'
  throw new UnreadableRelease(
    'Cannot take the file: it is neither a DROID signature file nor a container signature file',
  )
}

/**
 * Puts a release into use after it was read whole and every expression in it was understood. A kind that is not given is
 * taken from the release in use. The one before is kept. Answers the name of the release.
 *
 * @throws UnreadableRelease, SyntaxFault; then nothing has changed
 */
export function installRelease(
  texts: readonly SignatureText[],
  home = releaseHome(),
): { name: string; counts: Counts } {
  const { folder } = currentRelease(home)
  const own = new Map(texts.map(({ kind, xml }) => [kind, xml]))
  if (own.size === 0) throw new UnreadableRelease('Cannot install signatures: there are none')
  const from = (kind: 'binary' | 'container') => own.get(kind) ?? takeFrom(folder, kind)
  const [binaryXml, containerXml] = [from('binary'), from('container')]
  const release = makeRelease(binaryXml, containerXml)
  const counts = verify(release)
  const name = `v${plain(release.binary.version)}-c${plain(release.container.version)}-${digestOf(binaryXml, containerXml)}`
  const target = join(home, name)
  if (!existsSync(target)) {
    const making = join(home, `.${name}-${process.pid}`)
    mkdirSync(making, { recursive: true })
    writeFlushed(join(making, `DROID_SignatureFile_V${plain(release.binary.version)}.xml`), binaryXml)
    writeFlushed(join(making, `container-signature-${plain(release.container.version)}.xml`), containerXml)
    flushFolder(making)
    renameSync(making, target)
    flushFolder(home)
  }
  loadRelease(target)
  use(name, home)
  return { name, counts }
}

export interface Counts {
  readonly formats: number
  readonly signatures: number
  readonly containerSignatures: number
}

/** Reads every expression, and holds the parts against each other. */
function verify({ binary, container }: Release): Counts {
  for (const { files } of container.signatures) for (const { signatures } of files) signatures.map(compileSignature)
  if (binary.formats.length === 0 || binary.signatures.length === 0)
    throw new UnreadableRelease('Cannot install signatures: the signature file has no formats')
  const known = new Set(binary.signatures.map(({ id }) => id))
  const lost = binary.formats.flatMap(({ puid, signatures }) =>
    signatures.filter((id) => !known.has(id)).map((id) => `${puid}: ${id}`),
  )
  if (lost.length > 0)
    throw new UnreadableRelease(`Cannot install signatures: ${lost.length} are named and not there, such as ${lost[0]}`)
  return {
    formats: binary.formats.length,
    signatures: binary.signatures.length,
    containerSignatures: container.signatures.length,
  }
}

/** Goes on with another release that is kept. @throws UnreadableRelease where there is none of that name */
export function useRelease(name: string, home = releaseHome()): void {
  if (!keptReleases(home).includes(name)) throw new UnreadableRelease(`There is no release “${name}”`)
  use(name, home)
}

/** Goes back to the release that was in use before. Answers its name. */
export function goBack(home = releaseHome()): string {
  const { before } = inUse(home)
  if (before === null) throw new UnreadableRelease('There is no earlier release to go back to')
  use(before, home)
  return before
}

function use(name: string, home: string): void {
  const { release } = inUse(home)
  if (release === name) return
  mkdirSync(home, { recursive: true })
  const temporary = join(home, `in-use.json.${process.pid}`)
  const next: InUse = { release: name, before: release ?? STARTER_NAME }
  writeFlushed(temporary, JSON.stringify(next))
  renameSync(temporary, join(home, 'in-use.json'))
  flushFolder(home)
}

/** Writes a text so that it is on the disk before its name is relied on. */
function writeFlushed(path: string, text: string): void {
  const file = openSync(path, 'w')
  try {
    writeFileSync(file, text)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** Not every system can flush a folder; those that cannot see to it themselves. */
function flushFolder(path: string): void {
  let folder: number | null = null
  try {
    folder = openSync(path, 'r')
    fsyncSync(folder)
  } catch {
    // What was renamed is whole under one name or the other.
  } finally {
    if (folder !== null) closeSync(folder)
  }
}

function inUse(home: string): InUse {
  try {
    const said = JSON.parse(readFileSync(join(home, 'in-use.json'), 'utf8')) as Partial<InUse>
    const safe = (name: unknown) => (typeof name === 'string' && /^[\w.-]+$/.test(name) ? name : null)
    return { release: safe(said.release), before: safe(said.before) }
  } catch {
    return { release: null, before: null }
  }
}

function takeFrom(folder: string, kind: 'binary' | 'container'): string {
  const name = readdirSync(folder).find((one) => (kind === 'binary' ? /^DROID_/i : /^container-/i).test(one))
  if (!name) throw new UnreadableRelease(`Cannot install signatures: the ${kind} signature file is missing`)
  return readFileSync(join(folder, name), 'utf8')
}

const plain = (version: string) => version.replace(/[^\w.-]/g, '') || '0'
const digestOf = (...texts: readonly string[]) =>
  texts
    .reduce((digest, text) => digest.update(text), createHash('sha256'))
    .digest('hex')
    .slice(0, 8)
