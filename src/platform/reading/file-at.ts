import { readFile, stat } from 'node:fs/promises'
import { BadRequest } from '../errors.ts'
import { sizeInWords } from '../words.ts'

/** What a file that a command is given is, in words: `one mail`, `the file of questions`. */
interface Wanted {
  readonly what: string
  /** Bytes at most. */
  readonly most: number
  /** What to do about one that is larger. */
  readonly tooLarge: string
}

/** The bytes of a file that a command names. Nothing of one that is too large is read. Throws BadRequest. */
export async function bytesAt(path: string, { what, most, tooLarge }: Wanted): Promise<Buffer> {
  const found = await stat(path).catch(() => null)
  if (!found) throw new BadRequest(`There is no file ${path}`, 'Check the path.')
  if (!found.isFile()) throw new BadRequest(`${path} is no file`, `Give the path of ${what}.`)
  if (found.size > most) throw new BadRequest(`${path} is larger than ${sizeInWords(most)}`, tooLarge)
  return await readFile(path).catch(() => {
    throw new BadRequest(`Cannot read ${path}`, 'Check that you may read it.')
  })
}
