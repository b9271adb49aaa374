import type { FastifyReply, FastifyRequest } from 'fastify'

/** How long a body may take to come, in milliseconds. */
export interface Patience {
  /** Whoever sends nothing for so long has gone. */
  readonly silence: number
  /** The body of a request without a file. */
  readonly whole: number
  /** The body of a form with a document, which is read in memory. */
  readonly document: number
  /** Whatever comes from those who are not signed in: their forms are short. */
  readonly stranger?: number
}

const STRANGER_MS = 10_000
export const PATIENCE: Patience = { silence: 30_000, whole: 60_000, document: 600_000, stranger: STRANGER_MS }

/** How long those who are not signed in may take, in milliseconds: never longer than anybody else. */
const forStrangers = ({ stranger = STRANGER_MS, whole }: Patience): number => Math.min(stranger, whole)

/** Whether a body comes with a request, from what its head says (RFC 9112, section 6). */
export const hasBody = ({ headers }: FastifyRequest): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0

/** Who sends, as far as it is known while it comes, and how long it may take of somebody who is signed in; null for files of any length. */
export interface Sender {
  readonly isStranger: (isAnswered: boolean) => boolean
  readonly whole: number | null
}

/**
 * Cuts the line of a request whose body does not come: nothing for `silence`, or not all of it within `whole`, or within `stranger` from
 * those who are not signed in. What comes after the answer, which nobody reads, may take as long as a body without a file.
 */
export function watchArrival(request: FastifyRequest, reply: FastifyReply, sender: Sender, patience: Patience): void {
  const { raw } = request
  if (!hasBody(request)) return
  const { silence } = patience
  const begun = performance.now()
  let answered: number | null = null
  let last = { at: begun, bytes: raw.socket.bytesRead }
  const isLate = (now: number) => {
    if (reply.raw.writableEnded) answered ??= now
    // Bytes that wait for a reader of ours are no silence of theirs.
    if (raw.socket.bytesRead !== last.bytes || raw.readableLength > 0) last = { at: now, bytes: raw.socket.bytesRead }
    const [whole, afterwards] = sender.isStranger(answered !== null)
      ? [forStrangers(patience), forStrangers(patience)]
      : [sender.whole, patience.whole]
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
  const looking = setInterval(look, Math.max(5, Math.min(silence, forStrangers(patience)) / 10))
  // The line keeps the process going while it is open, and this watch need not: one that was never closed held it for 30 seconds.
  looking.unref()
  raw.once('close', () => clearInterval(looking))
}

/** Ends the line, with the status that says why where nothing has been said yet. */
export function cut({ raw, log }: FastifyRequest, reply: FastifyReply): void {
  log.info('a body did not come')
  if (!reply.raw.headersSent && raw.socket.writable)
    raw.socket.write('HTTP/1.1 408 Request Timeout\r\nconnection: close\r\ncontent-length: 0\r\n\r\n')
  raw.destroy()
}
