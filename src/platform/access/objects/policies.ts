import { name, type Sql, sql } from '../../db/index.ts'
import { type Arm, bySession } from './askers.ts'
import { conditionFor, tiesOf } from './condition.ts'
import type { ObjectKind } from './kind.ts'

/**
 * The second wall, for the migration of a guarded table: the database itself shows a row only to whoever may read it, also
 * where a query forgot to ask, and takes rows from the house alone. PostgreSQL asks the rule of reading also of a row as it becomes, and
 * of what `returning` shows; who hands something over, or files it where they may not look, would be refused. So deeds ask `mayDo`, and
 * write as the house does (`byTheHouse`). It stands before the owner of the table too.
 *
 * Tables that a rule asks beside the object's own must not be guarded more tightly than by its containers: a row that nobody sees
 * would be taken for one that is not there.
 *
 * What whoever looks has to do with is found by functions: PostgreSQL plans those once for each connection, and the policy with each statement.
 */
export function policies(kind: ObjectKind): string[] {
  const [schema, table] = kind.shape.table
  const functions: string[] = []
  const gathered = (arms: readonly Arm[]) => {
    const called = `${schema}.${table}_of_viewer_${functions.length / 2 + 1}`
    functions.push(...gathering(called, arms))
    return sql`${name(...called.split('.'))}()`
  }
  const seen = writtenOut(conditionFor({ ...bySession, gathered }, kind, 'read', table))
  return [
    ...functions,
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

/** A function that answers the ties of rows of whoever looks. Keys are UUIDs. What needs a list that is empty is not looked up. */
function gathering(called: string, arms: readonly Arm[]): string[] {
  const parts = [...Map.groupBy(arms, ({ unlessEmpty }) => unlessEmpty && writtenOut(unlessEmpty))]
  const statements = parts.map(([list, alike]) => {
    const found = `return query ${writtenOut(tiesOf(alike))};`
    return list === undefined ? found : `if ${list} <> '{}' then ${found} end if;`
  })
  return [
    `create or replace function ${called}() returns setof uuid language plpgsql stable parallel safe as $$ begin ${statements.join(' ')} end $$`,
    `grant execute on function ${called}() to muniment_app`,
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
