import { answerIn } from './disposable.ts'
import { readBytes } from './read.ts'

/** The disposable process that only reads: a file comes in, its blocks go out line by line. */
await answerIn(({ name }: { name: string }, bytes) => {
  const { blocks, ...head } = readBytes(bytes, name)
  const lines = blocks.flatMap((block): unknown[] =>
    block.type === 'table' ? [{ ...block, rows: [] }, ...block.rows] : [block],
  )
  return [head, ...lines].map((line) => JSON.stringify(line))
})
