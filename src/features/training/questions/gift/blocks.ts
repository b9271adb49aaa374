import { LIMITS } from '../model.ts'

/** What stands between two blank lines of GIFT. */
export interface Block {
  /** The line of the file on which its first line that is no comment stands, from 1. */
  readonly line: number
  /** Without comments; its lines are parted by line feeds. */
  readonly text: string
  /** The comments in it, which may name the question and its tags. */
  readonly comments: string
  /** Whether it has more characters than a question may have: the rest of it was passed over. */
  readonly isTooLong: boolean
}

/** The blocks of a file, one after another. Lines end as on any machine, also differently within one file. */
export function* blocksOf(text: string): Generator<Block> {
  let block = new OpenBlock()
  let number = 0
  for (const line of linesOf(text)) {
    number += 1
    if (line.trim() !== '') block.add(line, number)
    else if (block.hasLines) {
      yield block.closed
      block = new OpenBlock()
    }
  }
  if (block.hasLines) yield block.closed
}

class OpenBlock {
  readonly #lines: string[] = []
  readonly #comments: string[] = []
  #line: number | null = null
  #length = 0

  add(line: string, number: number): void {
    const isComment = line.trimStart().startsWith('//')
    if (!isComment) this.#line ??= number
    this.#length += line.length + 1
    if (this.#length <= LIMITS.characters) (isComment ? this.#comments : this.#lines).push(line)
  }

  /** Comments alone are no question. */
  get hasLines(): boolean {
    return this.#line !== null
  }

  get closed(): Block {
    return {
      line: this.#line ?? 1,
      text: this.#lines.join('\n').trim(),
      comments: this.#comments.join('\n'),
      isTooLong: this.#length > LIMITS.characters,
    }
  }
}

function* linesOf(text: string): Generator<string> {
  const ends = /\r\n|\r|\n/g
  let from = 0
  for (let end = ends.exec(text); end; end = ends.exec(text)) {
    yield text.slice(from, end.index)
    from = ends.lastIndex
  }
  yield text.slice(from)
}
