import type { FastifyReply, FastifyRequest } from 'fastify'

/** How long a body may take to come, in milliseconds. */
export interface Patience {
  /** Whoever sends nothing for so long has gone. */
  readonly silence: number
  /** The body of a request without a file. */
  readonly whole: number
  /** The body of a form with a document, which is read in memory. */
  readonly document: number
}

export const PATIENCE: Patience = { silence: 30_000, whole: 60_000, document: 600_000 }

/** Whether a body comes with a request, from what its head says (RFC 9112, section 6). */
export const hasBody = ({ headers }: FastifyRequest): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0

/**
 * Cuts the line of a request whose body does not come: nothing for `silence`, or not all of it within `whole`; null is for files of any
 * length. What comes after the answer, which nobody reads, may take as long as a body without a file.
 */
export function watchArrival(
  request: FastifyRequest,
  reply: FastifyReply,
  whole: number | null,
  { silence, whole: afterwards }: Patience,
): void {
  const { raw } = request
  if (!hasBody(request)) return
  const begun = performance.now()
  let answered: number | null = null
  let last = { at: begun, bytes: raw.socket.bytesRead }
  const isLate = (now: number) => {
    if (reply.raw.writableEnded) answered ??= now
    // Bytes that wait for a reader of ours are no silence of theirs.
    if (raw.socket.bytesRead !== last.bytes || raw.readableLength > 0) last = { at: now, bytes: raw.socket.bytesRead }
    const isLong = whole !== null && now - begun >= whole
    return now - last.at >= silence || (answered === null ? isLong : now - answered >= afterwards)
  }
  const look = () => {
    if (raw.complete || raw.readableEnded || raw.destroyed) clearInterval(looking)
    else if (isLate(performance.now())) {
      clearInterval(looking)
      cut(request, reply)
    }
  }
  const looking = setInterval(look, Math.max(5, Math.min(silence, afterwards) / 10))
  // The line keeps the process going while it is open, and this watch need not: one that was never closed held it for 30 seconds.
  looking.unref()
  raw.once('close', () => clearInterval(looking))
}

/** Ends the line, with the status that says why where nothing has been said yet. */
function cut({ raw, log }: FastifyRequest, reply: FastifyReply): void {
  log.info('a body did not come')
  if (!reply.raw.headersSent && raw.socket.writable)
    raw.socket.write('HTTP/1.1 408 Request Timeout\r\nconnection: close\r\ncontent-length: 0\r\n\r\n')
  raw.destroy()
}
