import pg from 'pg'

/** The part of the driver's connection that a question writes to, beside what its types say. */
export interface Wire {
  /** Statements that this connection has prepared, by their names. */
  readonly parsedStatements: Readonly<Record<string, string>>
  bind(message: { readonly portal: string; readonly statement: string; readonly values: readonly string[] }): void
  execute(message: { readonly portal: string }): void
}

/** What the driver's question does with what it sends and with what comes back. */
interface Question {
  prepare(wire: Wire): void
  handleDataRow(message: unknown): void
  handleCommandComplete(message: unknown, wire: Wire): void
  submit: (connection: pg.Connection) => void
}

type Answered = (error: Error | null, result: pg.QueryResult) => void

const Question = pg.Query as unknown as new (
  config: pg.QueryConfig & { readonly queryMode: 'extended'; readonly callback: Answered },
) => Question

/** Tells a transaction who looks. Each connection prepares it once; it answers a word and not the whole of what was told. */
export const TELLING = {
  name: 'muniment viewer',
  text: "select set_config('muniment.viewer', $1, true) is null",
}

/**
 * A question that is asked for somebody, in a transaction of its own. Both go out as one message, and what was told ends with the answer: statements
 * between two `Sync` of the protocol are one transaction (PostgreSQL's manual, 54.2.4, Pipelining). What the driver would send beside it are two
 * more messages, `begin` and `commit`, each with an answer of its own. `TELLING` must be prepared.
 */
export class ToldQuestion extends Question {
  readonly #viewer: string
  #isTold = false

  constructor(query: pg.QueryConfig, viewer: string, callback: Answered) {
    super({ ...query, queryMode: 'extended', callback })
    this.#viewer = viewer
  }

  override prepare(wire: Wire): void {
    wire.bind({ portal: '', statement: TELLING.name, values: [this.#viewer] })
    wire.execute({ portal: '' })
    super.prepare(wire)
  }

  override handleDataRow(message: unknown): void {
    if (this.#isTold) super.handleDataRow(message)
  }

  override handleCommandComplete(message: unknown, wire: Wire): void {
    if (this.#isTold) super.handleCommandComplete(message, wire)
    this.#isTold = true
  }
}
