/** One byte of an expression: a value, or the set of the values that it may have (256 entries of 0 or 1). */
export type ByteClass = number | Uint8Array

/** A piece of an expression: bytes in a row, a gap, or alternatives. */
export type Token =
  | { readonly kind: 'bytes'; readonly classes: readonly ByteClass[] }
  | { readonly kind: 'gap'; readonly min: number; readonly max: number }
  | { readonly kind: 'either'; readonly options: readonly (readonly Token[])[] }

/** The expression is not in PRONOM's syntax. */
export class SyntaxFault extends Error {
  override readonly name = 'SyntaxFault'
}

const ANYTHING = new Uint8Array(256).fill(1)

/**
 * Reads PRONOM's byte syntax: hex pairs, `'text'`, `??`, `*`, `{n}`, `{n-m}`, `{n-*}`, `(a|b)`, and sets `[…]` of values,
 * ranges (`a:b`, `a-b`), masks (`&01`) and their negations (`!`, `~` too).
 *
 * A set stands for one byte, whatever it lists: `[!FEFF]` is any byte but FE and FF, as DROID has it (droid issue 805).
 */
export function parseExpression(text: string): Token[] {
  const reader = new Reader(text)
  const tokens = reader.sequence()
  if (!reader.atEnd) throw reader.fault('an end')
  return tokens
}

class Reader {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  get atEnd(): boolean {
    this.#skipSpace()
    return this.#at >= this.#text.length
  }

  fault(wanted: string): SyntaxFault {
    return new SyntaxFault(`Cannot read “${this.#text.slice(0, 80)}”: expected ${wanted} at character ${this.#at + 1}`)
  }

  sequence(): Token[] {
    const tokens: Token[] = []
    let run: ByteClass[] = []
    const close = () => {
      if (run.length > 0) tokens.push({ kind: 'bytes', classes: run })
      run = []
    }
    for (;;) {
      const next = this.#peek()
      if (next === '' || next === '|' || next === ')') break
      if (next === '(' || next === '{' || next === '*') {
        close()
        tokens.push(next === '(' ? this.#either() : this.#gap())
      } else run.push(...this.#bytes(next))
    }
    close()
    return tokens
  }

  #bytes(next: string): ByteClass[] {
    if (next === "'") return [...this.#quoted()]
    if (next === '[') return [this.#set()]
    if (next === '~' || next === '&') {
      this.#at += 1
      return [next === '~' ? inverse(only(this.#hex())) : masked(this.#hex())]
    }
    if (next === '?') {
      this.#take('?')
      this.#take('?')
      return [ANYTHING]
    }
    return [this.#hex()]
  }

  #either(): Token {
    this.#take('(')
    const options = [this.sequence()]
    while (this.#peek() === '|') {
      this.#at += 1
      options.push(this.sequence())
    }
    this.#take(')')
    return { kind: 'either', options }
  }

  #gap(): Token {
    if (this.#peek() === '*') {
      this.#at += 1
      return { kind: 'gap', min: 0, max: Number.POSITIVE_INFINITY }
    }
    this.#take('{')
    const min = this.#number()
    let max = min
    if (this.#peek() === '-') {
      this.#at += 1
      if (this.#peek() === '*') {
        this.#at += 1
        max = Number.POSITIVE_INFINITY
      } else max = this.#number()
    }
    this.#take('}')
    return { kind: 'gap', min, max }
  }

  #set(): ByteClass {
    this.#take('[')
    const isInverse = this.#peek() === '!' || this.#peek() === '~'
    if (isInverse) this.#at += 1
    const set = new Uint8Array(256)
    while (this.#peek() !== ']') this.#member(set)
    this.#take(']')
    const values = set.reduce((sum, has) => sum + has, 0)
    if (values === 0) throw this.fault('a value in the set')
    if (isInverse) return inverse(set)
    return values === 1 ? set.indexOf(1) : set
  }

  #member(set: Uint8Array): void {
    const next = this.#peek()
    if (next === '&') {
      this.#at += 1
      const mask = masked(this.#hex())
      for (let value = 0; value < 256; value += 1) if (mask[value] === 1) set[value] = 1
      return
    }
    if (next === '!') {
      this.#at += 1
      const other = new Uint8Array(256)
      this.#member(other)
      for (let value = 0; value < 256; value += 1) if (other[value] === 0) set[value] = 1
      return
    }
    const values = next === "'" ? this.#quoted() : [this.#hex()]
    for (const value of values) set[value] = 1
    const mark = this.#peek()
    if (mark !== ':' && mark !== '-') return
    this.#at += 1
    const low = values.at(-1) ?? 0
    const high = this.#peek() === "'" ? (this.#quoted()[0] ?? low) : this.#hex()
    for (let value = Math.min(low, high); value <= Math.max(low, high); value += 1) set[value] = 1
  }

  #quoted(): number[] {
    this.#take("'")
    const end = this.#text.indexOf("'", this.#at)
    if (end < 0) throw this.fault('a closing quotation mark')
    const values = [...Buffer.from(this.#text.slice(this.#at, end), 'latin1')]
    this.#at = end + 1
    return values
  }

  #hex(): number {
    this.#skipSpace()
    const pair = this.#text.slice(this.#at, this.#at + 2)
    if (!/^[0-9a-f]{2}$/i.test(pair)) throw this.fault('two hexadecimal digits')
    this.#at += 2
    return Number.parseInt(pair, 16)
  }

  #number(): number {
    this.#skipSpace()
    const digits = /^\d{1,9}/.exec(this.#text.slice(this.#at, this.#at + 9))?.[0]
    if (digits === undefined) throw this.fault('a number')
    this.#at += digits.length
    return Number(digits)
  }

  #take(mark: string): void {
    if (this.#peek() !== mark) throw this.fault(mark)
    this.#at += 1
  }

  #peek(): string {
    this.#skipSpace()
    return this.#text.charAt(this.#at)
  }

  #skipSpace(): void {
    while (/\s/.test(this.#text.charAt(this.#at))) this.#at += 1
  }
}

function only(value: number): Uint8Array {
  const set = new Uint8Array(256)
  set[value] = 1
  return set
}

const inverse = (set: Uint8Array) => set.map((has) => 1 - has)

/** The values that have every bit of the mask. */
const masked = (mask: number) => Uint8Array.from({ length: 256 }, (_, value) => ((value & mask) === mask ? 1 : 0))
