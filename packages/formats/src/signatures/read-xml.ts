import { readFileSync, statSync } from 'node:fs'
import { SaxesParser, type SaxesTagPlain } from 'saxes'
import type {
  BinaryRelease,
  ByteSequence,
  ContainerFile,
  ContainerRelease,
  ContainerSignature,
  ContainerType,
  Format,
  Fragment,
  InternalSignature,
  Part,
} from './model.ts'

/** The file is not one of PRONOM's signature files, or says something that cannot be. */
export class UnreadableRelease extends Error {
  override readonly name = 'UnreadableRelease'
}

type Attributes = Readonly<Record<string, string>>

/** What is told of each element: its name, its attributes, its own text, and whether it opens or closes. */
interface Told {
  open(name: string, attributes: Attributes): void
  close(name: string, text: string): void
}

/** In bytes; releases have some 4 MiB. */
export const LARGEST = 64 * 1024 * 1024
/** How deep elements may lie in one another; in releases it is ten. */
const DEEPEST = 64

/** The bytes of a signature file. @throws UnreadableRelease where it is no file, or too large to be one */
export function readSignatureFile(path: string): Buffer {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (!stat) throw new UnreadableRelease(`Cannot find ${path}`)
  if (!stat.isFile()) throw new UnreadableRelease(`Cannot take ${path}: it is not a file`)
  if (stat.size > LARGEST) throw new UnreadableRelease(`Cannot take ${path}: it is larger than 64 MiB`)
  return readFileSync(path)
}

function tell(xml: string, root: string, to: Told): void {
  if (xml.length > LARGEST) throw new UnreadableRelease('Cannot read the signature file: it is larger than 64 MiB')
  const parser = new SaxesParser({ xmlns: false })
  const texts: string[] = []
  let isFirst = true
  parser.on('doctype', () => {
    throw new UnreadableRelease('Cannot read the signature file: it declares a document type')
  })
  parser.on('opentag', (tag: SaxesTagPlain) => {
    const name = localName(tag.name)
    if (isFirst && name !== root)
      throw new UnreadableRelease(`Cannot read the signature file: it begins with ${name} and not with ${root}`)
    isFirst = false
    if (texts.length === DEEPEST)
      throw new UnreadableRelease('Cannot read the signature file: its elements lie too deep in one another')
    texts.push('')
    to.open(name, tag.attributes)
  })
  parser.on('text', (text) => {
    texts[texts.length - 1] += text
  })
  parser.on('closetag', (tag) => to.close(localName(tag.name), (texts.pop() ?? '').trim()))
  parser.on('error', (error) => {
    throw new UnreadableRelease(`Cannot read the signature file: ${error.message}`)
  })
  parser.write(xml).close()
  if (isFirst) throw new UnreadableRelease('Cannot read the signature file: it is empty')
}

const localName = (name: string) => name.slice(name.indexOf(':') + 1)

function whole(attributes: Attributes, name: string, otherwise: number): number {
  const text = attributes[name]
  if (text === undefined || text === '') return otherwise
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new UnreadableRelease(`Cannot read the signature file: ${name} is “${text}”`)
  return value
}

/** Puts signatures together from the elements that both files share. */
class SignatureBuilder {
  signatures: InternalSignature[] = []
  #id = 0
  #sequences: ByteSequence[] = []
  #from: ByteSequence['from'] = 'anywhere'
  #parts: Part[] = []
  #part = { min: 0, max: 0, bytes: '' }
  #left = new Map<number, Fragment[]>()
  #right = new Map<number, Fragment[]>()
  #fragment = { place: 1, min: 0, max: 0 }

  open(name: string, attributes: Attributes): void {
    if (name === 'InternalSignature') {
      this.#id = whole(attributes, 'ID', 0)
      this.#sequences = []
    } else if (name === 'ByteSequence') {
      const reference = attributes.Reference ?? ''
      this.#from = reference === 'BOFoffset' ? 'bof' : reference === 'EOFoffset' ? 'eof' : 'anywhere'
      this.#parts = []
    } else if (name === 'SubSequence') {
      const min = whole(attributes, 'SubSeqMinOffset', 0)
      this.#part = { min, max: Math.max(min, whole(attributes, 'SubSeqMaxOffset', min)), bytes: '' }
      this.#left = new Map()
      this.#right = new Map()
    } else if (name === 'LeftFragment' || name === 'RightFragment') {
      const min = whole(attributes, 'MinOffset', 0)
      const place = whole(attributes, 'Position', 1)
      this.#fragment = { place, min, max: Math.max(min, whole(attributes, 'MaxOffset', min)) }
    }
  }

  close(name: string, text: string): void {
    if (name === 'Sequence') this.#part.bytes = text
    else if (name === 'LeftFragment') this.#keep(this.#left, text)
    else if (name === 'RightFragment') this.#keep(this.#right, text)
    else if (name === 'SubSequence') {
      if (this.#part.bytes === '')
        throw new UnreadableRelease(`Cannot read the signature file: signature ${this.#id} has an empty sequence`)
      this.#parts.push({ ...this.#part, left: outwards(this.#left), right: outwards(this.#right) })
    } else if (name === 'ByteSequence') {
      if (this.#parts.length > 0) this.#sequences.push({ from: this.#from, parts: this.#parts })
    } else if (name === 'InternalSignature') this.signatures.push({ id: this.#id, sequences: this.#sequences })
  }

  take(): InternalSignature[] {
    const taken = this.signatures
    this.signatures = []
    return taken
  }

  #keep(places: Map<number, Fragment[]>, bytes: string): void {
    const { place, min, max } = this.#fragment
    const fragment = { min, max, bytes }
    const others = places.get(place)
    if (others) others.push(fragment)
    else places.set(place, [fragment])
  }
}

const outwards = (places: ReadonlyMap<number, Fragment[]>) =>
  [...places].toSorted(([a], [b]) => a - b).map(([, fragments]) => fragments)

/** Reads a DROID signature file (`FFSignatureFile`). @throws UnreadableRelease with the reason */
export function readBinaryRelease(xml: string): BinaryRelease {
  const builder = new SignatureBuilder()
  const formats: Format[] = []
  let head = { version: '', created: '' }
  let format = emptyFormat()
  tell(xml, 'FFSignatureFile', {
    open(name, attributes) {
      if (name === 'FFSignatureFile')
        head = { version: attributes.Version ?? '', created: attributes.DateCreated ?? '' }
      else if (name === 'FileFormat')
        format = {
          ...emptyFormat(),
          id: whole(attributes, 'ID', 0),
          puid: attributes.PUID ?? '',
          name: attributes.Name ?? '',
          version: attributes.Version ?? '',
          mime: attributes.MIMEType ?? '',
        }
      else builder.open(name, attributes)
    },
    close(name, text) {
      if (name === 'FileFormat') formats.push(format)
      else if (name === 'InternalSignatureID') format.signatures.push(Number(text))
      else if (name === 'Extension') format.extensions.push(text.toLowerCase())
      else if (name === 'HasPriorityOverFileFormatID') format.over.push(Number(text))
      else builder.close(name, text)
    },
  })
  return { ...head, signatures: builder.take(), formats }
}

const emptyFormat = () => ({
  id: 0,
  puid: '',
  name: '',
  version: '',
  mime: '',
  signatures: [] as number[],
  extensions: [] as string[],
  over: [] as number[],
})

/** Reads a container signature file (`ContainerSignatureMapping`). @throws UnreadableRelease with the reason */
export function readContainerRelease(xml: string): ContainerRelease {
  const builder = new SignatureBuilder()
  const signatures: ContainerSignature[] = []
  const puids: { signature: number; puid: string }[] = []
  const triggers: { type: ContainerType; puid: string }[] = []
  let version = ''
  let signature = { id: 0, type: null as ContainerType | null, files: new Map<string, ContainerFile>() }
  let path = ''
  tell(xml, 'ContainerSignatureMapping', {
    open(name, attributes) {
      if (name === 'ContainerSignatureMapping') version = attributes.signatureVersion ?? ''
      else if (name === 'ContainerSignature')
        signature = {
          id: whole(attributes, 'Id', 0),
          type: containerType(attributes.ContainerType),
          files: new Map(),
        }
      else if (name === 'File') path = ''
      else if (name === 'FileFormatMapping')
        puids.push({ signature: whole(attributes, 'signatureId', 0), puid: attributes.Puid ?? '' })
      else if (name === 'TriggerPuid') {
        const type = containerType(attributes.ContainerType)
        if (type) triggers.push({ type, puid: attributes.Puid ?? '' })
      } else builder.open(name, attributes)
    },
    close(name, text) {
      if (name === 'Path') path = text
      // Where a path is named twice, DROID keeps the later one.
      else if (name === 'File') signature.files.set(path, { path, signatures: builder.take() })
      else if (name === 'ContainerSignature') {
        const { id, type, files } = signature
        if (type) signatures.push({ id, type, files: [...files.values()] })
      } else builder.close(name, text)
    },
  })
  return { version, signatures, puids, triggers }
}

/** Containers of other kinds, which DROID may learn to open, are passed over. */
const containerType = (text: string | undefined): ContainerType | null =>
  text === 'OLE2' || text === 'ZIP' ? text : null
