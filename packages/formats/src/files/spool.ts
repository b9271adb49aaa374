import { randomUUID } from 'node:crypto'
import { closeSync, openSync, unlinkSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Content, WholeContent } from '../matching/content.ts'
import { FileContent } from './file-content.ts'

/** So many bytes of a stream are held in memory; more than that go into a temporary file, which nobody else can open. */
const IN_MEMORY = 1024 * 1024

/** What comes in pieces and must be looked into from both ends, because containers have their directory at the end. */
export class Spool {
  size = 0
  #pieces: Uint8Array[] = []
  #file: number | null = null
  #path: string | null = null

  /** @throws the system's error where the temporary folder is full or cannot be written */
  add(piece: Uint8Array): void {
    if (this.#file === null && this.size + piece.length > IN_MEMORY) this.#spill()
    if (this.#file === null) this.#pieces.push(Uint8Array.from(piece))
    else writeAll(this.#file, piece, this.size)
    this.size += piece.length
  }

  /** All that came, to be looked into until `end`. */
  content(): Content {
    if (this.#file === null) return new WholeContent(Buffer.concat(this.#pieces))
    const content = new FileContent()
    content.open(this.#file, this.size)
    return content
  }

  /** Lets go of the temporary file. */
  end(): void {
    this.#pieces = []
    if (this.#file !== null) closeSync(this.#file)
    this.#file = null
    if (this.#path !== null) unlinkSync(this.#path)
    this.#path = null
  }

  #spill(): void {
    const path = join(tmpdir(), `formats-${randomUUID()}`)
    this.#file = openSync(path, 'wx+', 0o600)
    // Where the system lets go of the name of an open file, nothing is left when this process is killed.
    if (process.platform === 'win32') this.#path = path
    else unlinkSync(path)
    let at = 0
    for (const piece of this.#pieces.splice(0)) {
      writeAll(this.#file, piece, at)
      at += piece.length
    }
  }
}

function writeAll(file: number, bytes: Uint8Array, at: number): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done, bytes.length - done, at + done)
}
