import { fstatSync } from 'node:fs'
import { Socket } from 'node:net'

/** Where the doorstep (`bin/run.mjs`) puts its end of the pipe between it and the process that it starts. */
const LIFELINE = 3

/**
 * The pipe to whoever started this process at the doorstep, or null if nobody did. It closes here when the doorstep ends, and
 * there when this process and everything that holds it have ended.
 */
export function lifeline(): number | null {
  if (process.env.MUNIMENT_LIFELINE !== String(process.ppid)) return null
  try {
    const kind = fstatSync(LIFELINE)
    return kind.isSocket() || kind.isFIFO() ? LIFELINE : null
  } catch {
    return null
  }
}

/** Calls back when the doorstep has ended, however that came about. */
export function whenDoorstepEnds(end: () => void): void {
  const fd = lifeline()
  if (fd === null) return
  const socket = new Socket({ fd, readable: true, writable: false })
  socket.on('error', () => undefined)
  socket.on('close', end)
  socket.resume()
  socket.unref()
}
