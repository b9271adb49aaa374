// Comes before the program of a disposable process: hands it the modules of ours that its starter has made plain JavaScript of, so
// that no such process has to do that again. They come as JSON in a file that is open already; without it the program reads its own.
import { fstatSync, readSync } from 'node:fs'
import { registerHooks } from 'node:module'

/** The number that the starter gives the open file: the first after input, output and errors. */
const HANDED = 3

/** Address of each module to its source. Read from the beginning, because processes that share an open file share their place in it. */
function handed() {
  try {
    const bytes = Buffer.alloc(fstatSync(HANDED).size)
    for (let at = 0; at < bytes.length; ) {
      const read = readSync(HANDED, bytes, at, bytes.length - at, at)
      if (read === 0) return {}
      at += read
    }
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return {}
  }
}

const sources = new Map(Object.entries(handed()))

registerHooks({
  // What was handed over is there: nothing has to be looked for.
  resolve(specifier, context, next) {
    const url = specifier.startsWith('.') ? new URL(specifier, context.parentURL).href : specifier
    return sources.has(url) ? { url, format: 'module', shortCircuit: true } : next(specifier, context)
  },
  load(url, context, next) {
    const source = sources.get(url)
    return source === undefined ? next(url, context) : { format: 'module', source, shortCircuit: true }
  },
})
