import { UnreadableFile } from './problem.ts'
import { readBytes } from './read.ts'

/** The disposable process: a file comes in on standard input, its blocks or the reason go out as JSON. */
const chunks: Buffer[] = []
for await (const chunk of process.stdin) chunks.push(chunk)

try {
  process.stdout.write(JSON.stringify({ document: readBytes(Buffer.concat(chunks), process.argv[2] ?? '') }))
} catch (error) {
  if (!(error instanceof UnreadableFile)) throw error
  process.stdout.write(JSON.stringify({ problem: { message: error.message, advice: error.advice } }))
}
