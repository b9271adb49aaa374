import { BrokenContainer } from '../entries.ts'
import type { Numbers } from './claims.ts'
import { FREE, type Sectors } from './sectors.ts'

/** A stream or a storage. The size is that of [MS-CFB] 2.6.3 in version 3: 32 bits, whatever stands above them. */
export interface Entry {
  readonly start: number
  /** In bytes; below zero where it says more than 2 GiB. */
  readonly size: number
  readonly isStream: boolean
}

export interface Directory {
  readonly root: Entry
  /** By their paths, joined with slashes. */
  readonly entries: ReadonlyMap<string, Entry>
}

const ENTRY = 128
const STORAGE = 1
const STREAM = 2
const ROOT = 5
const SPACE = 0x20
/** Programs write some hundreds of them. */
const MOST_ENTRIES = 200_000
/** A name has 64 bytes; what says so may say a little more, and then what follows is taken for letters. */
const LONGEST_NAME = 131

/**
 * Reads the tree of storages and streams. It is refused where Apache POI refuses it: without a root, with a name that is
 * longer than an entry, with two entries of one name side by side (and so wherever the tree goes in circles), with a first
 * child that is not in the table. A brother that is not there is done without.
 *
 * @throws BrokenContainer
 */
export function readDirectory(sectors: Sectors, start: number): Directory {
  return new Tree(sectors, sectors.chain(start)).read()
}

/** Children that are still to be placed, and the storage that they are in. */
interface Place {
  readonly index: number
  readonly parent: Parent
}

interface Parent {
  readonly path: string
  readonly names: Set<string>
}

class Tree {
  readonly #sectors: Sectors
  readonly #chain: Numbers
  readonly #count: number
  readonly #entries = new Map<string, Entry>()
  /** Storages whose children were placed. */
  readonly #opened = new Set<number>()
  #seen = 0
  #sector: { readonly index: number; readonly bytes: Buffer } | null = null

  constructor(sectors: Sectors, chain: Numbers) {
    this.#sectors = sectors
    this.#chain = chain
    this.#count = chain.length * (sectors.sectorSize / ENTRY)
  }

  read(): Directory {
    for (let index = 0; index < this.#count; index += 1) checkName(this.#at(index))
    const root = Buffer.from(this.#at(0))
    if (root[66] !== ROOT) throw new BrokenContainer('It has no root')
    const open: Place[] = []
    this.#openStorage(0, '', root.readUInt32LE(76), open)
    for (let place = open.pop(); place; place = open.pop()) this.#place(place, open)
    return { root: entryOf(root), entries: this.#entries }
  }

  #place({ index, parent }: Place, open: Place[]): void {
    const bytes = this.#at(index)
    if (!isKnown(bytes)) return
    this.#seen += 1
    if (this.#seen > MOST_ENTRIES) throw new BrokenContainer('It holds too many entries')
    const name = rawNameOf(bytes)
    if (parent.names.has(name)) throw new BrokenContainer('Two of its entries have one name')
    parent.names.add(name)
    const path = `${parent.path}${trimmed(name)}`
    this.#entries.set(path, entryOf(bytes))
    const [before, after, child] = [bytes.readUInt32LE(68), bytes.readUInt32LE(72), bytes.readUInt32LE(76)]
    for (const brother of [before, after]) if (brother < this.#count) open.push({ index: brother, parent })
    if (bytes[66] !== STREAM) this.#openStorage(index, `${path}/`, child, open)
  }

  #openStorage(index: number, path: string, child: number, open: Place[]): void {
    if (child === FREE) return
    if (child >= this.#count) throw new BrokenContainer('A child is not in its directory')
    if (!isKnown(this.#at(child))) return
    // Its children would stand in it twice.
    if (this.#opened.has(index)) throw new BrokenContainer('Its directory goes in circles')
    this.#opened.add(index)
    open.push({ index: child, parent: { path, names: new Set() } })
  }

  #at(index: number): Buffer {
    const perSector = this.#sectors.sectorSize / ENTRY
    const inChain = Math.floor(index / perSector)
    if (this.#sector?.index !== inChain)
      this.#sector = { index: inChain, bytes: this.#sectors.copyOf(this.#chain.at(inChain) ?? FREE) }
    const from = (index % perSector) * ENTRY
    return this.#sector.bytes.subarray(from, from + ENTRY)
  }
}

const isKnown = (entry: Buffer) => entry[66] === STORAGE || entry[66] === STREAM || entry[66] === ROOT

function checkName(entry: Buffer): void {
  if (isKnown(entry) && entry.readInt16LE(64) > LONGEST_NAME)
    throw new BrokenContainer('A name is longer than its entry')
}

/** UTF-16, with a length in bytes that counts the closing zero. Every root has one name. */
function rawNameOf(entry: Buffer): string {
  if (entry[66] === ROOT) return 'Root Entry'
  const letters = Math.trunc(entry.readInt16LE(64) / 2) - 1
  return letters < 1 ? '' : entry.toString('utf16le', 0, letters * 2)
}

/** Control characters and spaces around a name do not count. */
function trimmed(name: string): string {
  let [start, end] = [0, name.length]
  while (start < end && name.charCodeAt(start) <= SPACE) start += 1
  while (end > start && name.charCodeAt(end - 1) <= SPACE) end -= 1
  return name.slice(start, end)
}

function entryOf(entry: Buffer): Entry {
  return { start: entry.readUInt32LE(116), size: entry.readInt32LE(120), isStream: entry[66] === STREAM }
}
