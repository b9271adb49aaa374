/** A register's table and the columns that it declares: only the kit writes them. */
export interface Declared {
  readonly table: readonly [string, string]
  readonly columns: readonly string[]
}

export interface Source {
  readonly file: string
  readonly text: string
}

/** Something that writes round the register: where, and what. */
export interface Breach {
  readonly file: string
  readonly line: number
  readonly what: string
}

const NAME = String.raw`"?([a-z_][a-z_0-9]*)"?\s*\.\s*"?([a-z_][a-z_0-9]*)"?`
const WRITES = new RegExp(
  String.raw`\b(insert\s+into|update(?:\s+only)?|delete\s+from(?:\s+only)?|merge\s+into(?:\s+only)?|truncate(?:\s+table)?(?:\s+only)?|copy)\s+(?:${NAME}|(\$\{))`,
  'gi',
)

/**
 * Statements that insert into, update or delete from a table of a register outside the kit. An update that leaves every declared column and the
 * version alone writes what the room keeps with an item, and may. A table whose name is put in
 * later may be that of any register.
 */
export function statementBreaches(registers: readonly Declared[], { file, text }: Source): Breach[] {
  const plain = withoutComments(text)
  const everyColumn = registers.flatMap(({ columns }) => columns)
  return [...plain.matchAll(WRITES)].flatMap((match): Breach[] => {
    const [whole, verb = '', schema, table, isPutIn] = match
    const line = plain.slice(0, match.index).split('\n').length
    const rest = plain.slice(match.index + whole.length)
    const isUpdate = /^update/i.test(verb)
    if (isPutIn) {
      const wrong = isUpdate
        ? wrongIn(/^[^`]{0,200}?\bset\b/i.test(rest) ? columnsSet(rest) : [], everyColumn)
        : ['rows']
      return wrong.length > 0
        ? [{ file, line, what: `${verb.toLowerCase()} of ${wrong.join(', ')} in a table that is put in later` }]
        : []
    }
    const register = registers.find(
      (one) => one.table[0] === schema?.toLowerCase() && one.table[1] === table?.toLowerCase(),
    )
    if (!register) return []
    const name = register.table.join('.')
    if (!isUpdate) return [{ file, line, what: `${verb.toLowerCase()} ${name}` }]
    const wrong = wrongIn(columnsSet(rest), register.columns)
    return wrong.length > 0 ? [{ file, line, what: `update ${name} set ${wrong.join(', ')}` }] : []
  })
}

const wrongIn = (written: readonly string[], declared: readonly string[]) =>
  written.filter((column) => column === '?' || column === 'version' || declared.includes(column))

/** Comments become spaces, so that lines keep their numbers. Quotes are left: SQL lies in them. */
function withoutComments(text: string): string {
  return text.replace(/(?<=^|\s)\/\*[\s\S]*?\*\/|(?<=^|\s)--[^\n]*|(?<=^|\s)\/\/[^\n]*/g, (words) =>
    words.replace(/[^\n]/g, ' '),
  )
}

/** The columns that an update sets, from behind the name of its table; `?` for one that is put in later. */
export function columnsSet(rest: string): string[] {
  const [, list = ''] = /^[\s\S]*?\bset\b([\s\S]*)$/i.exec(rest) ?? []
  const columns: string[] = []
  let part = ''
  const take = () => {
    const [, many, one] = /^\s*(?:\(([^)]*)\)|"?([a-z_][a-z_0-9]*)"?)\s*=/i.exec(part) ?? []
    if (part.trim() !== '')
      columns.push(
        ...(many?.split(',') ?? [one ?? '?']).map((column) => column.trim().replaceAll('"', '').toLowerCase()),
      )
    part = ''
  }
  let depth = 0
  for (let place = 0; place < list.length; place += 1) {
    const letter = list[place] ?? ''
    if ('({['.includes(letter)) depth += 1
    if (')}]'.includes(letter)) depth -= 1
    if (
      depth < 0 ||
      letter === '`' ||
      (depth === 0 && (letter === ';' || /^\s(?:where|from|returning)\b/i.test(list.slice(place))))
    )
      break
    if (depth === 0 && letter === ',') take()
    else part += letter
  }
  take()
  return columns
}

const FUNCTION = /create\s+(?:or\s+replace\s+)?function\s+([a-z_.]+)\s*\([\s\S]*?\bas\s+(\$[a-z_]*\$)([\s\S]*?)\2/gi
const TRIGGER =
  /create\s+(?:or\s+replace\s+)?(?:constraint\s+)?trigger\s+[a-z_]+\s+([a-z\s,_]+?)\s+on\s+([a-z_.]+)[\s\S]*?execute\s+(?:function|procedure)\s+([a-z_.]+)/gi

/**
 * What functions of the database write round the register: statements as above, and declared columns that a trigger of a register's table gives
 * another value. Of a function that was made anew, the last is asked.
 */
export function functionBreaches(registers: readonly Declared[], migrations: readonly Source[]): Breach[] {
  const bodies = new Map<string, Source & { readonly line: number }>()
  const triggers: { readonly table: string; readonly runs: string }[] = []
  for (const { file, text } of migrations) {
    const plain = withoutComments(text)
    for (const match of plain.matchAll(FUNCTION)) {
      const line = plain.slice(0, match.index).split('\n').length
      bodies.set(match[1] ?? '', { file, text: match[3] ?? '', line })
    }
    for (const [, , table = '', runs = ''] of plain.matchAll(TRIGGER)) triggers.push({ table, runs })
  }
  return [...bodies].flatMap(([name, body]) => {
    const statements = statementBreaches(registers, body).map((one) => ({ ...one, line: one.line + body.line - 1 }))
    const declared = triggers
      .filter(({ runs }) => runs === name)
      .flatMap(({ table }) => registers.filter((one) => one.table.join('.') === table))
    const given = newColumns(body.text)
    const wrong = declared.flatMap(({ table, columns }) =>
      given
        .filter((column) => columns.includes(column) || column === 'version')
        .map((column) => `${table.join('.')}.${column}`),
    )
    return wrong.length === 0
      ? statements
      : [...statements, { file: body.file, line: body.line, what: `${name} gives ${wrong.join(', ')} a value` }]
  })
}

/** The columns of the new row that a trigger function gives a value. */
function newColumns(body: string): string[] {
  const assigned = [...body.matchAll(/\bnew\.([a-z_]+)\s*:?=(?!=)/gi)].filter(({ index }) =>
    /(?:^|;|\bthen|\belse|\bbegin|\bloop)\s*$/i.test(body.slice(0, index)),
  )
  const into = [...body.matchAll(/\binto\s+(?:strict\s+)?((?:new\.[a-z_]+\s*,?\s*)+)/gi)].flatMap(([, list = '']) => [
    ...list.matchAll(/new\.([a-z_]+)/gi),
  ])
  return [...assigned, ...into].map(([, column = '']) => column.toLowerCase())
}
