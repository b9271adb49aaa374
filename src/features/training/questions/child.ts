import { answerIn } from '#platform/reading/index.ts'
import { readBank } from './read.ts'

/** The disposable process that reads a question bank: its bytes come in, what it says goes out as JSON. */
await answerIn(({ name }: { name: string }, bytes) => [JSON.stringify(readBank(bytes, name))])
