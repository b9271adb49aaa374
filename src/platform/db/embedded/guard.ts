import { endPostmaster } from './postmaster.ts'

/**
 * A process of its own that outlives whoever looks after the database, however that ends: when the pipe between them
 * closes without a word, it ends the database of the folder that it was given.
 */
const [folder = ''] = process.argv.slice(2)
let isDismissed = false

// A service manager tells every process at once; this one waits for the one it guards.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined)
process.stdin.on('data', () => {
  isDismissed = true
})
process.stdin.on('error', () => undefined)
process.stdin.on('close', () => {
  void (isDismissed ? Promise.resolve() : endPostmaster(folder)).finally(() => process.exit(0))
})
