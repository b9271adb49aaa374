import { BodyBytes, type BodyLimits, ownRoomFull, roomFull } from './body-bytes.ts'

/** What a line costs beside the bytes that come by it: what is kept of its connection and its request. */
const LINE_BYTES = 8_000
/** What a line is taken to have brought when it begins, so that whoever has only just come is not the slowest. */
const START_BYTES = 1_000

interface Line {
  readonly who: string
  readonly begun: number
  readonly cut: () => void
  /** Bytes of the body that have come. */
  come: number
  /** Whether all has come: it is being answered, and does not give way. */
  isWhole: boolean
}

/** One body on its way, as it is counted. */
export interface Coming {
  /** So many bytes more have come. */
  come(bytes: number): void
  /** All of it has come. */
  whole(): void
  /** It has been answered, or has gone. */
  end(): void
}

/**
 * Counts the bytes that have come of bodies of those who are not signed in, by address. Where there is no room for more, the slowest line
 * gives way to whoever comes: what somebody announces, or sends slowly, keeps nobody out.
 */
export class Strangers {
  readonly #limits: BodyLimits
  readonly #now: () => number
  readonly #lines = new Set<Line>()
  readonly #bytes = new BodyBytes()

  /** `now` answers milliseconds of a clock that only goes forward. */
  constructor(limits: BodyLimits, now: () => number = () => performance.now()) {
    this.#limits = limits
    this.#now = now
  }

  get bytes(): number {
    return this.#bytes.ofAll
  }

  /** Begins to count a body. `cut` ends its line. Throws a Refusal (429) or Busy where everything that takes room has come whole and is being answered. */
  begin(who: string, cut: () => void): Coming {
    this.#makeRoom(who, LINE_BYTES)
    const line: Line = { who, begun: this.#now(), cut, come: 0, isWhole: false }
    this.#lines.add(line)
    this.#bytes.add(who, LINE_BYTES)
    return {
      come: (bytes) => this.#grow(line, bytes),
      whole: () => {
        line.isWhole = true
      },
      end: () => this.#end(line),
    }
  }

  #makeRoom(who: string, bytes: number): void {
    while (this.#bytes.of(who) + bytes > this.#limits.ofOne) if (!this.#cutSlowest(who)) throw ownRoomFull()
    while (this.#bytes.ofAll + bytes > this.#limits.ofAll) if (!this.#cutSlowest(null)) throw roomFull()
  }

  #grow(line: Line, bytes: number): void {
    if (!this.#lines.has(line)) return
    line.come += bytes
    this.#bytes.add(line.who, bytes)
    // What comes has come: it gives way itself where it is the slowest.
    this.#makeRoom(line.who, 0)
  }

  /** Cuts the line that brought least for as long as it is open: of one address, or of all. Answers whether there was one. */
  #cutSlowest(who: string | null): boolean {
    const now = this.#now()
    const pace = ({ come, begun }: Line) => (START_BYTES + come) / (now - begun + 1)
    let slowest: Line | null = null
    for (const line of this.#lines)
      if (!line.isWhole && (who === null || line.who === who))
        if (slowest === null || pace(line) < pace(slowest)) slowest = line
    if (slowest === null) return false
    this.#end(slowest)
    slowest.cut()
    return true
  }

  #end(line: Line): void {
    if (this.#lines.delete(line)) this.#bytes.add(line.who, -LINE_BYTES - line.come)
  }
}
