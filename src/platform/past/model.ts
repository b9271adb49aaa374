import { name, Sql } from '../db/index.ts'

/** Every table and view of the house, by `schema.table`, and how each can be asked as it stood: absent from `kept`, it cannot. */
export interface Relations {
  readonly all: ReadonlySet<string>
  readonly kept: ReadonlyMap<string, PastTable>
}

export interface PastTable {
  /** For rows that are only ever added to: the column that says when each was recorded. Null where every version of a row is kept. */
  readonly recordedAt: string | null
}

/** Quoted words, or a name of two parts with or without quotes. After two colons stands a type: a question may ask of an earlier day itself. */
const TOKENS = /'(?:[^']|'')*'|(?<!::)(?<![\w."])("?)([a-z_][a-z_0-9]*)\1\.("?)([a-z_][a-z_0-9]*)\3(?![\w(."])/g

/** A word after a table that is no other name of it. */
const NO_ALIAS =
  /^(?:where|join|left|right|full|inner|cross|natural|on|using|order|group|having|window|limit|offset|fetch|for|union|intersect|except|returning|tablesample|set|then|end|and|or)$/i

/** Where the rows of a table lie as they stood, for as long as questions are asked of one day. */
export const laidOut = (relation: string): Sql => name('pg_temp', relation)

export interface AskedOfThen {
  readonly query: Sql
  /** Tables that must be laid out first, and tables that could only be asked as they are now. */
  readonly needs: readonly string[]
  readonly ofNow: readonly string[]
}

/** The same question, asked of the tables as they stood just before an instant. Tables of which that is not kept are asked as they are now. */
export function askedOfThen(query: Sql, before: Date, { all, kept }: Relations): AskedOfThen {
  const { text, values } = query.compile()
  const [needs, ofNow] = [new Set<string>(), new Set<string>()]
  const instant = `$${values.length + 1}::timestamptz`
  const rewritten = text.replace(TOKENS, (token: string, ...[, schema, , table, offset]: string[]) => {
    const relation = `${schema}.${table}`
    if (!schema || !table || !all.has(relation)) return token
    const how = kept.get(relation)
    if (!how) {
      ofNow.add(relation)
      return token
    }
    if (how.recordedAt === null) needs.add(relation)
    const rows = how.recordedAt
      ? `(select * from ${token} where ${how.recordedAt} < ${instant})`
      : laidOut(relation).compile().text
    return hasAlias(text.slice(Number(offset) + token.length)) ? rows : `${rows} as "${table}"`
  })
  return { query: parsed(rewritten, [...values, before]), needs: [...needs], ofNow: [...ofNow] }
}

function hasAlias(rest: string): boolean {
  const [, word = ''] = /^\s+(?:as\s+)?"?(\w+)/i.exec(rest) ?? []
  return word !== '' && !NO_ALIAS.test(word)
}

/** SQL again, from text with `$1`, `$2` … and the values in that order. */
function parsed(text: string, values: readonly unknown[]): Sql {
  const strings: string[] = []
  const given: unknown[] = []
  let last = 0
  for (const match of text.matchAll(/\$(\d+)/g)) {
    strings.push(text.slice(last, match.index))
    given.push(values[Number(match[1]) - 1])
    last = match.index + match[0].length
  }
  return new Sql([...strings, text.slice(last)], given)
}
