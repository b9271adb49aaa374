import { closeSync, ftruncateSync, openSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import { makeOle2, makeZip } from './make.ts'

const SECTOR = 512
const END = 0xfffffffe
const FREE = 0xffffffff

/** A file of this size that holds these bytes at these places and takes no room for the rest. */
function sparse(path: string, size: number, parts: readonly (readonly [number, Buffer])[]): void {
  const file = openSync(path, 'w')
  ftruncateSync(file, size)
  for (const [at, bytes] of parts) writeSync(file, bytes, 0, bytes.length, at)
  closeSync(file)
}

const words = (values: readonly number[]) => {
  const bytes = Buffer.alloc(values.length * 4)
  for (const [index, value] of values.entries()) bytes.writeUInt32LE(value, index * 4)
  return bytes
}
const row = (from: number, count: number) => Array.from({ length: count }, (_, index) => from + index)

interface Header {
  readonly tables: number
  readonly directory: number
  readonly first: readonly number[]
  readonly lists?: readonly [start: number, count: number]
}

function header({ tables, directory, first, lists = [END, 0] }: Header): Buffer {
  const bytes = Buffer.from(makeOle2([]).subarray(0, SECTOR))
  bytes.writeUInt32LE(tables, 44)
  bytes.writeUInt32LE(directory, 48)
  bytes.writeUInt32LE(lists[0], 68)
  bytes.writeUInt32LE(lists[1], 72)
  words([...first, ...Array.from({ length: 109 - first.length }, () => FREE)]).copy(bytes, 76)
  return bytes
}

/** Tables and their lists for a file of so many bytes in which every sector is followed by the next one. */
function onward(size: number): {
  readonly parts: (readonly [number, Buffer])[]
  readonly used: number
  readonly header: Header
} {
  const tables = Math.ceil(size / SECTOR / 128)
  const lists = Math.ceil((tables - 109) / 127)
  const parts: [number, Buffer][] = [[SECTOR, words(row(1, tables * 128))]]
  for (let list = 0; list < lists; list += 1) {
    const held = row(109 + list * 127, 127).map((table) => (table < tables ? table : FREE))
    parts.push([(tables + list + 1) * SECTOR, words([...held, tables + list + 1])])
  }
  const used = tables + lists
  return { parts, used, header: { tables, directory: used, first: row(0, 109), lists: [tables, lists] } }
}

const MB = 1024 * 1024
const ROOT = makeOle2([{ name: 'WordDocument', bytes: Buffer.alloc(0) }]).subarray(1024, 1024 + SECTOR)

/** An OLE2 file whose streams reach through all of it. */
function longStreams(path: string, size: number): void {
  const { parts, used, header: made } = onward(size)
  const directory = Buffer.from(ROOT)
  directory.writeUInt32LE(used + 1, 128 + 116)
  directory.writeUInt32LE(size - (used + 3) * SECTOR, 128 + 120)
  directory.copy(directory, 256, 128, 256)
  directory.write('\u0001CompObj\0', 256, 'utf16le')
  directory.writeUInt16LE(18, 256 + 64)
  directory.writeUInt32LE(2, 128 + 68)
  sparse(path, size, [[0, header(made)], ...parts, [SECTOR + used * 4, words([END])], [(used + 1) * SECTOR, directory]])
}

/** Files made to take a reader's memory or time. They lie in a folder, and nearly all of them are holes. */
export function makeHostile(folder: string, mebibytes: number): void {
  const size = mebibytes * MB
  const put = (name: string, parts: readonly (readonly [number, Buffer])[]) => sparse(join(folder, name), size, parts)
  const loop = { tables: 0x7fffffff, directory: 1, first: row(0, 109), lists: [200, 0x7fffffff] } as const
  put('list-in-circles.doc', [
    [0, header(loop)],
    [201 * SECTOR, words([...row(300, 127), 200])],
  ])
  const steps = Math.min(700, Math.floor(size / SECTOR / 128) - 20)
  put('lists-of-everything.doc', [
    [0, header(loop)],
    ...row(0, steps).map(
      (step) => [(201 + step) * SECTOR, words([...row(1000 + step * 127, 127), 201 + step])] as const,
    ),
  ])
  put('directory-in-circles.doc', [
    [0, header({ tables: 1, directory: 1, first: [0] })],
    [SECTOR, words([0, 1])],
  ])
  const long = onward(size)
  put('directory-of-everything.doc', [[0, header(long.header)], ...long.parts, [(long.used + 1) * SECTOR, ROOT]])
  longStreams(join(folder, 'long-streams.doc'), size)
  put('zeroes.doc', [[0, header({ tables: 1, directory: 0, first: [0] })]])
  put('zeroes.xml', [[0, Buffer.from('<?xml version="1.0"?>')]])
  put('zeroes.pdf', [[0, Buffer.from('%PDF-1.4\n')]])
  put('zeroes.gz', [[0, Buffer.from('1f8b0800', 'hex')]])
  const bomb = deflateRawSync(Buffer.alloc(200 * MB))
  const names = ['[Content_Types].xml', 'META-INF/manifest.xml', 'content.xml', 'mimetype']
  const bombs = makeZip(names.map((name) => ({ name, bytes: bomb, isStored: true })))
  for (
    let at = bombs.indexOf('PK\u0001\u0002', 0, 'latin1');
    at >= 0;
    at = bombs.indexOf('PK\u0001\u0002', at + 1, 'latin1')
  )
    bombs.writeUInt16LE(8, at + 10)
  writeFileSync(join(folder, 'bombs.docx'), bombs)
  const lying = makeZip([{ name: '[Content_Types].xml', bytes: Buffer.from('x') }])
  const directory = lying.subarray(lying.indexOf('PK\u0001\u0002', 0, 'latin1'))
  directory.writeUInt32LE(size - 1000, 20)
  put('packed.docx', [
    [0, lying],
    [size - directory.length, directory],
  ])
  directory.writeUInt16LE(0, 10)
  put('stored.docx', [
    [0, lying],
    [size - directory.length, directory],
  ])
}
