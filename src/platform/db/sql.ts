/** A piece of SQL with its values kept apart, made by the `sql` tag. Pieces nest. */
export class Sql {
  readonly strings: readonly string[]
  readonly values: readonly unknown[]
  constructor(strings: readonly string[], values: readonly unknown[]) {
    this.strings = strings
    this.values = values
  }

  /** The text with `$1`, `$2` … and the values in that order, as the driver wants them. */
  compile(): { text: string; values: unknown[] } {
    const values: unknown[] = []
    return { text: this.#write(values), values }
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

/** A name of a table or column, or several with dots, quoted. Only for names written in the program. */
export function name(...parts: readonly string[]): Sql {
  return new Sql([parts.map((part) => `"${part.replaceAll('"', '""')}"`).join('.')], [])
}
