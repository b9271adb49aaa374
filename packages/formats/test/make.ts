import { deflateRawSync } from 'node:zlib'

/** A file inside a container. */
export interface Part {
  readonly name: string
  readonly bytes: Buffer
  readonly isStored?: boolean
}

/** A ZIP file of these parts. */
export function makeZip(parts: readonly Part[]): Buffer {
  const files: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const { name, bytes, isStored } of parts) {
    const packed = isStored ? bytes : deflateRawSync(bytes, { level: 1 })
    const head = Buffer.alloc(30)
    head.writeUInt32LE(0x04034b50, 0)
    head.writeUInt16LE(20, 4)
    head.writeUInt16LE(isStored ? 0 : 8, 8)
    head.writeUInt32LE(packed.length, 18)
    head.writeUInt32LE(bytes.length, 22)
    head.writeUInt16LE(name.length, 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(20, 6)
    head.copy(entry, 8, 6, 28)
    entry.writeUInt16LE(name.length, 28)
    entry.writeUInt32LE(at, 42)
    files.push(head, Buffer.from(name), packed)
    directory.push(entry, Buffer.from(name))
    at += 30 + name.length + packed.length
  }
  const listing = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(listing.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...files, listing, end])
}

/** An OLE2 compound file, its streams one after another in whole sectors. */
export function makeOle2(streams: readonly Part[]): Buffer {
  const SECTOR = 512
  const padded = streams.map(({ name, bytes }) => ({ name, bytes, size: Math.max(bytes.length, 4096) }))
  const sectorsOf = (size: number) => Math.ceil(size / SECTOR)
  const directorySectors = sectorsOf((padded.length + 1) * 128)
  const dataSectors = padded.reduce((sum, { size }) => sum + sectorsOf(size), 0)
  let fatSectors = 1
  while (fatSectors * 128 < fatSectors + directorySectors + dataSectors) fatSectors += 1
  if (fatSectors > 109) throw new Error('Cannot make so large a compound file')
  const total = fatSectors + directorySectors + dataSectors
  const fat = Buffer.alloc(fatSectors * SECTOR, 0xff)
  const link = (first: number, count: number) => {
    for (let index = 0; index < count; index += 1)
      fat.writeUInt32LE(index === count - 1 ? 0xfffffffe : first + index + 1, (first + index) * 4)
  }
  for (let index = 0; index < fatSectors; index += 1) fat.writeUInt32LE(0xfffffffd, index * 4)
  link(fatSectors, directorySectors)
  const directory = Buffer.alloc(directorySectors * SECTOR)
  const write = (
    index: number,
    name: string,
    type: number,
    start: number,
    size: number,
    next: number,
    child: number,
  ) => {
    const at = index * 128
    directory.write(name, at, 'utf16le')
    directory.writeUInt16LE((name.length + 1) * 2, at + 64)
    directory[at + 66] = type
    directory.writeUInt32LE(0xffffffff, at + 68)
    directory.writeUInt32LE(next >>> 0, at + 72)
    directory.writeUInt32LE(child >>> 0, at + 76)
    directory.writeUInt32LE(start >>> 0, at + 116)
    directory.writeUInt32LE(size, at + 120)
  }
  write(0, 'Root Entry', 5, 0xfffffffe, 0, -1, padded.length > 0 ? 1 : -1)
  const data: Buffer[] = []
  let sector = fatSectors + directorySectors
  padded.forEach(({ name, bytes, size }, index) => {
    write(index + 1, name, 2, sector, size, index + 1 < padded.length ? index + 2 : -1, -1)
    link(sector, sectorsOf(size))
    data.push(bytes, Buffer.alloc(sectorsOf(size) * SECTOR - bytes.length))
    sector += sectorsOf(size)
  })
  const header = Buffer.alloc(SECTOR, 0xff)
  header.fill(0, 0, 76)
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(header)
  header.writeUInt16LE(0x3e, 24)
  header.writeUInt16LE(3, 26)
  header.writeUInt16LE(0xfffe, 28)
  header.writeUInt16LE(9, 30)
  header.writeUInt16LE(6, 32)
  header.writeUInt32LE(fatSectors, 44)
  header.writeUInt32LE(fatSectors, 48)
  header.writeUInt32LE(4096, 56)
  header.writeUInt32LE(0xfffffffe, 60)
  header.writeUInt32LE(0xfffffffe, 68)
  for (let index = 0; index < fatSectors; index += 1) header.writeUInt32LE(index, 76 + index * 4)
  const made = Buffer.concat([header, fat, directory, ...data])
  return made.length === (total + 1) * SECTOR ? made : made.subarray(0, (total + 1) * SECTOR)
}
