import { createHash } from 'node:crypto'
import { type Identifier, USUAL_LIMIT } from '../identify.ts'
import type { Row } from '../result.ts'
import type { ExamineOptions } from './examine.ts'
import { named, rowOf } from './rows.ts'
import { Spool } from './spool.ts'

export interface StreamOptions extends ExamineOptions {
  /** What the file is called, for its extension; nothing where that is not known. */
  readonly name?: string
  /** What the row says where it came from. */
  readonly path?: string
}

/**
 * Tells the format of bytes that come in pieces: standard input, an upload, an entry of an archive. They are kept until the last has
 * come, up to a mebibyte in memory and then in a temporary file. The row has no dates and no owner.
 *
 * @throws what the stream throws, and the system's error where there is no room for a temporary file
 */
export async function examineStream(
  stream: AsyncIterable<Uint8Array>,
  identifier: Identifier,
  { name = '', path = name, limit = USUAL_LIMIT, hash = null }: StreamOptions = {},
): Promise<Row> {
  const spool = new Spool()
  const digest = hash === null ? null : createHash(hash)
  try {
    for await (const piece of stream) {
      spool.add(piece)
      digest?.update(piece)
    }
    const told = spool.size === 0 ? ofNothing(identifier, name) : ofContent(identifier, spool, name, limit)
    const entry = { at: path, path, name, isUtf8: true, kind: 'file', error: null } as const
    return rowOf(entry, { ...told, size: spool.size, ...(digest === null ? {} : { hash: digest.digest('hex') }) })
  } finally {
    spool.end()
  }
}

function ofContent(identifier: Identifier, spool: Spool, name: string, limit: StreamOptions['limit']): Partial<Row> {
  const { formats, ...told } = identifier.identify(spool.content(), name, limit)
  return { ...named(formats), ...told }
}

/** An empty stream has no bytes to be told by, only a name. */
function ofNothing(identifier: Identifier, name: string): Partial<Row> {
  const { formats, basis } = identifier.byExtension(name)
  return { ...named(formats), basis, warnings: ['The file is empty'] }
}
