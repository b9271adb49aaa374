/** A piece of SQL with its values kept apart, made by the `sql` tag. Pieces nest. */
export class Sql {
  readonly strings: readonly string[]
  readonly values: readonly unknown[]
  readonly #isPrepared: boolean
  constructor(strings: readonly string[], values: readonly unknown[], isPrepared = false) {
    this.strings = strings
    this.values = values
    this.#isPrepared = isPrepared
  }

  /** The text with `$1`, `$2` … and the values in that order, as the driver wants them; with a name where each connection prepares it once. */
  compile(): { name?: string; text: string; values: unknown[] } {
    const values: unknown[] = []
    const text = this.#write(values)
    return this.#isPrepared ? { name: nameOf(text), text, values } : { text, values }
  }

  #write(values: unknown[]): string {
    return this.strings.reduce((text, part, index) => {
      if (index === 0) return part
      const value = this.values[index - 1]
      if (value instanceof Sql) return text + value.#write(values) + part
      values.push(value)
      return `${text}$${values.length}${part}`
    }, '')
  }
}

/** Writes SQL. What stands in `${}` is sent as a value, never as text, unless it is itself a piece of SQL. */
export function sql(strings: TemplateStringsArray, ...values: unknown[]): Sql {
  return new Sql(strings, values)
}

/**
 * The same question, read and planned once for each connection and not each time: for what is asked all the time, of few rows that an index finds by
 * what is given. Not for conditions that people choose, whose best plan depends on their values (decision 89). It must name its columns.
 */
export const prepared = ({ strings, values }: Sql): Sql => new Sql(strings, values, true)

/** What each prepared statement is called, by its text: the program has so many texts and no more. */
const names = new Map<string, string>()

function nameOf(text: string): string {
  const known = names.get(text)
  if (known) return known
  const name = `muniment ${names.size + 1}`
  names.set(text, name)
  return name
}

/** Nothing at all: for a condition that is not asked for. */
export const nothing = new Sql([''], [])

/** The pieces with something between them. */
export function join(pieces: readonly Sql[], between: Sql): Sql {
  return pieces.reduce((all, piece, index) => (index === 0 ? piece : sql`${all}${between}${piece}`), nothing)
}

/** All of these conditions; true where there are none. */
export function all(conditions: readonly Sql[]): Sql {
  return conditions.length === 0
    ? sql`true`
    : join(
        conditions.map((condition) => sql`(${condition})`),
        sql` and `,
      )
}

/** A text as it stands in a pattern of `like`: its own per cent signs, underlines and backslashes mean themselves. */
export const inPattern = (text: string): string => text.replace(/[\\%_]/g, '\\$&')

/** The pattern of `like` for whatever has a text in it. */
export const containing = (text: string): string => `%${inPattern(text)}%`

/** A name of a table or column, or several with dots, quoted. Only for names written in the program. */
export function name(...parts: readonly string[]): Sql {
  return new Sql([parts.map((part) => `"${part.replaceAll('"', '""')}"`).join('.')], [])
}
