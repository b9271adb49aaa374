import { inTerminal, linesInTerminal } from '#formats'

/**
 * What commands print. Much of it was written by others, and a terminal obeys what it is sent: control characters, marks of direction and ends of lines
 * are shown as JSON writes them. In JSON that is the same text. `npm run check` looks after nothing in `src` writing past this.
 */

/** One line on standard output: its cells, with tabs between them. */
export function print(...cells: readonly string[]): void {
  process.stdout.write(`${cells.map(inTerminal).join('\t')}\n`)
}

/** A text of several lines on standard output. What others wrote in one of its lines is quoted by `inTerminal` where the lines are joined. */
export function printText(text: string): void {
  process.stdout.write(`${linesInTerminal(text)}\n`)
}

/** Lines on standard error: what stands beside the answer of a command. */
export function tell(text: string): void {
  process.stderr.write(`${linesInTerminal(text)}\n`)
}

/** How far something is, over what was said before; nothing where standard error is no terminal. */
export function tellProgress(line: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${inTerminal(line)}    `)
}

/** Ends the line of progress. */
export function endProgress(): void {
  if (process.stderr.isTTY) process.stderr.write('\n')
}
