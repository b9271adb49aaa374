import type { Sql } from '../../db/index.ts'
import { bySession } from './askers.ts'
import { conditionFor } from './condition.ts'
import type { ObjectKind } from './kind.ts'

/**
 * The second wall, for the migration of a guarded table: the database itself shows a row only to whoever may read it, also
 * where a query forgot to ask, and takes rows from the house alone. PostgreSQL asks the rule of reading also of a row as it becomes, and
 * of what `returning` shows; who hands something over, or files it where they may not look, would be refused. So deeds ask `mayDo`, and
 * write as the house does (`byTheHouse`). It stands before the owner of the table too.
 *
 * Tables that a rule asks beside the object's own must not be guarded more tightly than by its containers: a row that nobody sees
 * would be taken for one that is not there.
 */
export function policies(kind: ObjectKind): string[] {
  const [schema, table] = kind.shape.table
  const seen = writtenOut(conditionFor(bySession, kind, 'read', table))
  return [
    `alter table ${schema}.${table} enable row level security, force row level security`,
    ...replaced('house', `${schema}.${table}`, `using ((select access.viewer_is_house()))`),
    ...replaced('seen', `${schema}.${table}`, `for select using ((select access.viewer_is_told()) and (${seen}))`),
  ]
}

/**
 * The same for how the rows of guarded tables stood: whoever may not see one as it is may not see it as it was. Triggers write there as the owner,
 * who is let by. Guarded tables have one `id` as their key.
 */
export function policiesOfPast(guarded: readonly ObjectKind[]): string[] {
  const cases = guarded.map(({ shape: { table } }) => {
    const of = table.join('.')
    return `when ${literal(of)} then (select access.viewer_is_house()) or exists (select from ${of} thing where thing.id = version.item::uuid)`
  })
  return [
    'alter table past.version enable row level security',
    ...replaced('seen', 'past.version', `for select using (case version.relation ${cases.join(' ')} else true end)`),
  ]
}

const replaced = (policy: string, table: string, rule: string): string[] => [
  `drop policy if exists ${policy} on ${table}`,
  `create policy ${policy} on ${table} ${rule}`,
]

/** The words of a rule (a state, a marking) stand in the program: a policy has them in its text. */
function writtenOut(seen: Sql): string {
  const { text, values } = seen.compile()
  return text.replaceAll(/\$(\d+)/g, (_, number: string) => literal(values[Number(number) - 1]))
}

function literal(value: unknown): string {
  if (typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`
  throw new Error('Cannot write the policy: a rule compares with something other than a word or yes and no')
}
