import { UnreadableFile } from './problem.ts'

/**
 * The inside of a disposable process: what is asked comes in as a first line of JSON with some bytes behind it, and lines of text go
 * out. Why a file could not be read goes out instead of them.
 */
export async function answerIn<Asked>(
  answer: (asked: Asked, bytes: Buffer) => readonly string[] | Promise<readonly string[]>,
): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin) chunks.push(chunk)
  const input = Buffer.concat(chunks)
  const end = input.indexOf(10)
  const asked = JSON.parse(input.subarray(0, end).toString('utf8')) as Asked
  const told = await lines(() => answer(asked, input.subarray(end + 1)))
  for (const line of told) process.stdout.write(`${line}\n`)
}

async function lines(answer: () => readonly string[] | Promise<readonly string[]>): Promise<readonly string[]> {
  try {
    return ['{}', ...(await answer())]
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error
    return [JSON.stringify({ problem: { message: error.message, advice: error.advice } })]
  }
}
