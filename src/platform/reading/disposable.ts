import { DAMAGED, damaged, UnreadableFile } from './problem.ts'

/**
 * The inside of a disposable process: what is asked comes in as a first line of JSON with some bytes behind it, and lines of text go
 * out. Why a file could not be read goes out instead of them; a file that breaks the reading is damaged, and the process says so by the
 * number with which it ends. Every other end is not the file's doing.
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
    const problem = error instanceof UnreadableFile ? error : damaged()
    if (problem !== error) process.exitCode = DAMAGED
    return [JSON.stringify({ problem: { message: problem.message, advice: problem.advice } })]
  }
}
