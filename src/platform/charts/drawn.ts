import { type SeenAsByReader, type SeenBy, type Subject, type Telling, tellTo } from '../access/index.ts'
import type { Db } from '../db/index.ts'

/** Only what this file makes is drawn from. */
const MADE = Symbol('made by toDraw or drawnWithin')

/**
 * What a picture is drawn from: rows, and how they are seen. Every picture asks for it, so that one that does not say how its rows are seen does not compile. Only `toDraw` and
 * `drawnWithin` make one.
 */
export class Drawn<Rows> {
  readonly rows: Rows
  readonly seenBy: SeenBy
  readonly #made: typeof MADE

  constructor(made: typeof MADE, seenBy: SeenBy, rows: Rows) {
    this.#made = made
    this.seenBy = seenBy
    this.rows = rows
  }

  /** The same in another form: it asks nothing more. */
  as<Other>(form: (rows: Rows) => Other): Drawn<Other> {
    return new Drawn(this.#made, this.seenBy, form(this.rows))
  }
}

/**
 * Reads what a picture shows, for whoever asked for its page: in their name, and held against what it says of how its rows are seen.
 * @throws Error where it asked otherwise than it says
 */
export function toDraw<Asked extends { readonly db: Db; readonly person: Subject }, Rows>(
  asked: Asked,
  telling: Telling,
  read: (asked: Asked) => Promise<Rows>,
): Promise<Drawn<Rows>> {
  return tellTo(
    telling,
    { db: asked.db, viewer: asked.person },
    async (db, person) => new Drawn(MADE, telling.seenBy, await read({ ...asked, db, person })),
  )
}

/** The same of a picture in a document or a section, which says how its rows are seen and is held against what it asked. */
export const drawnWithin = <Rows>(seenBy: SeenAsByReader, rows: Rows): Drawn<Rows> => new Drawn(MADE, seenBy, rows)
