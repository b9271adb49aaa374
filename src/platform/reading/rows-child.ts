import { answerIn } from './disposable.ts'
import { readRowsOf } from './read.ts'

/** The disposable process that reads one table to the letter: a file comes in, its rows go out, each a line with its number first. */
await answerIn(({ name }: { name: string }, bytes) =>
  readRowsOf(bytes, name).map(({ number, cells }) => JSON.stringify([number, ...cells])),
)
