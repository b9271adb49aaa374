import { join, name, type Sql, sql, type Tx } from '../db/index.ts'
import { clean, type Field, type TextOptions, text, type Values, valuesOf } from '../form/index.ts'
import { counted } from '../words.ts'
import { type FieldValue, type Register, type RegisterField, referenceName } from './model.ts'

export type SeveralField = Extract<RegisterField, { kind: 'references' }>

/** An item refers to so many others by one field at most. */
export const MOST_REFERENCES = 200

/** Names in one cell, parted by semicolons. A name that has one of its own, or a quotation mark, stands in quotation marks. */
export const joinedNames = (names: readonly string[]): string => names.map(quoted).join('; ')

const quoted = (one: string): string => (/[;"\n]/.test(one) ? `"${one.replaceAll('"', '""')}"` : one)

/** The names of a cell, or of a box with one on each line, each once. A quotation mark that is never closed is part of its name. */
export function namesIn(given: string): string[] {
  const found = [...given.matchAll(/\s*(?:"((?:[^"]|"")*)"\s*(?=[;\n]|$)|([^;\n]*))(?:[;\n]|$)/g)].map(
    ([, inside, bare = '']) => clean(inside?.replaceAll('""', '"') ?? bare),
  )
  return [...new Set(found.filter((one) => one !== ''))]
}

/** Asks for names where there are too many to choose from. Values are names, or ids that programs send. */
export function severalNames(options: Omit<TextOptions, 'most' | 'check'>): Field<readonly string[]> {
  const box = text({ ...options, lines: 3 })
  return {
    ...box,
    read: (values, column) => readNames(options, values, column),
    write: (value, column) => ({ [column]: value.map(quoted).join('\n') }),
    show: joinedNames,
    schema: { type: 'array', items: { type: 'string' }, maxItems: MOST_REFERENCES },
  }
}

function readNames({ label, required }: Pick<TextOptions, 'label' | 'required'>, values: Values, column: string) {
  const names = [...new Set(valuesOf(values, column).flatMap(namesIn))]
  if (names.length === 0 && required) return { error: required }
  return names.length > MOST_REFERENCES
    ? { error: `${label} must be ${counted(MOST_REFERENCES, 'name', 'names')} or fewer` }
    : { value: names }
}

export const severalOf = ({ fields }: Register): readonly SeveralField[] =>
  fields.filter((field): field is SeveralField => field.kind === 'references')

const ownIs = ({ links }: SeveralField, id: Sql): Sql => sql`link.${name(links.own)} = ${id}`

/** The ids that items refer to, and beside them the names, both in the order of the names. */
export function selectSeveral(field: SeveralField): Sql[] {
  const { links, to, column } = field
  const from = sql`from ${name(...links.table)} link join ${name(...to.table)} target on target.id = link.${name(links.other)} where ${ownIs(field, sql`item.id`)}`
  const inOrder = sql`order by target.${name(to.name)}, target.id`
  return [
    sql`coalesce((select array_agg(target.id ${inOrder}) ${from}), '{}') as ${name(column)}`,
    sql`coalesce((select array_agg(target.${name(to.name)}::text ${inOrder}) ${from}), '{}') as ${name(referenceName(column))}`,
  ]
}

/** The condition that an item refers to one of those for which something holds. */
export const refersTo = (field: SeveralField, other: (id: Sql) => Sql): Sql =>
  sql`exists (select from ${name(...field.links.table)} link where ${ownIs(field, sql`item.id`)} and ${other(sql`link.${name(field.links.other)}`)})`

/** The condition that an item refers to others than these. */
export const refersElsewhere = (field: SeveralField, value: FieldValue): Sql => sql`
  coalesce((select array_agg(link.${name(field.links.other)} order by link.${name(field.links.other)}) from ${name(...field.links.table)} link where ${ownIs(field, sql`item.id`)}), '{}')
    is distinct from ${idsOf(value).toSorted()}::uuid[]`

const idsOf = (value: FieldValue | undefined): string[] =>
  typeof value === 'object' && value !== null ? [...new Set(value)] : []

/** What items refer to becomes what was given of it, in two statements for each field however many items there are. */
export async function writeSeveral(
  tx: Tx,
  register: Register,
  writes: readonly { readonly id: string; readonly value: Readonly<Record<string, FieldValue>> }[],
): Promise<void> {
  for (const { column, links } of severalOf(register)) {
    const given = writes.flatMap(({ id, value }) => (column in value ? [{ id, ids: idsOf(value[column]) }] : []))
    if (given.length === 0) continue
    const [table, own, other] = [name(...links.table), name(links.own), name(links.other)]
    const rows = sql`jsonb_to_recordset(${JSON.stringify(given)}) as given (id uuid, ids uuid[])`
    await tx.run(
      sql`delete from ${table} link using ${rows} where link.${own} = given.id and link.${other} <> all (given.ids)`,
    )
    await tx.run(sql`
      insert into ${table} (${join([own, other], sql`, `)}) select given.id, one from ${rows} cross join lateral unnest(given.ids) one on conflict do nothing`)
  }
}
