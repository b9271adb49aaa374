import { join, name, type Sql, sql } from '../../db/index.ts'
import type { Subject } from '../person.ts'
import { type Asker, byValues } from './askers.ts'
import type { ObjectKind } from './kind.ts'
import type { Related, Rule, Shape } from './rule.ts'

/** A condition as far as it is known without asking a row. */
type Truth = boolean | Sql

/**
 * The condition that somebody may do a deed with a row: `row` is the name that the query gives the table. It is true or
 * false for each row, and says the same as `mayDo` does of the row's facts.
 */
export function condition<Of extends Shape, Deed extends string>(
  viewer: Subject,
  kind: ObjectKind<Of, Deed>,
  deed: Deed | 'read',
  row: string,
): Sql {
  return viewer.isHouse ? sql`true` : conditionFor(byValues(viewer), kind, deed, row)
}

/** The same, by an asker: policies ask the session. */
export function conditionFor<Of extends Shape, Deed extends string>(
  asker: Asker,
  kind: ObjectKind<Of, Deed>,
  deed: Deed | 'read',
  row: string,
): Sql {
  const truth = conditionOf(asker, kind.deeds[deed], kind.shape, row)
  return typeof truth === 'boolean' ? (truth ? sql`true` : sql`false`) : truth
}

function conditionOf(asker: Asker, rule: Rule, shape: Shape, row: string): Truth {
  const column = (fact: string) => name(row, shape.facts[fact] ?? '')
  switch (rule.kind) {
    case 'anybody':
      return true
    case 'nobody':
      return false
    case 'all':
      return every(rule.of.map((one) => conditionOf(asker, one, shape, row)))
    case 'any':
      return some(rule.of.map((one) => conditionOf(asker, one, shape, row)))
    case 'not':
      return not(conditionOf(asker, rule.rule, shape, row))
    case 'holds':
      return asker.holds(rule.permission)
    case 'holds-in':
      return some([asker.holdsEverywhere(rule.permission), among(column(rule.fact), asker.unitsWith(rule.permission))])
    case 'is-among':
      return among(column(rule.fact), asker.list(rule.whose))
    case 'is-person':
      return sql`${column(rule.fact)} = ${asker.id}`
    case 'equals':
      return some(
        rule.values.map((value) =>
          value === null ? sql`${column(rule.fact)} is null` : sql`${column(rule.fact)} = ${value}`,
        ),
      )
    case 'has-come':
      return sql`${column(rule.fact)} <= ${asker.today}`
    case 'some':
      return related(asker, rule, shape.related?.[rule.relation], row)
    case 'lies-in-nothing':
      return sql`${name(row, shape.related?.[rule.relation]?.on[1] ?? '')} is null`
  }
}

/** A name for a related row: `t`, `t_1`, `t_2`. PostgreSQL cuts longer ones, so that two could become one. */
function innerName(row: string): string {
  const [, base = row, depth = '0'] = /^(.*)_(\d+)$/.exec(row) ?? []
  return `${base}_${Number(depth) + 1}`
}

/** Whether there is such a related row. Each relation inside another gets a name of its own. */
function related(asker: Asker, rule: Rule & { kind: 'some' }, shape: Related | undefined, row: string): Truth {
  if (!shape) return false
  const inner = innerName(row)
  const truth = conditionOf(asker, rule.rule, shape, inner)
  if (truth === false) return false
  const [theirs, ours] = shape.on
  const tied = sql`${name(inner, theirs)} = ${name(row, ours)}`
  const where = truth === true ? tied : sql`${tied} and ${truth}`
  return sql`exists (select from ${name(...shape.table)} as ${name(inner)} where ${where})`
}

const among = (column: Sql, list: Sql | null): Truth => (list ? sql`${column} = any(${list})` : false)

function every(truths: readonly Truth[]): Truth {
  if (truths.includes(false)) return false
  const open = truths.filter((truth) => truth instanceof Object)
  return open.length === 0 ? true : sql`(${join(open, sql` and `)})`
}

function some(truths: readonly Truth[]): Truth {
  if (truths.includes(true)) return true
  const open = truths.filter((truth) => truth instanceof Object)
  return open.length === 0 ? false : sql`(${join(open, sql` or `)})`
}

/** What a row does not know is false, so that its opposite is true: the same as in memory. */
const not = (truth: Truth): Truth => (typeof truth === 'boolean' ? !truth : sql`(${truth}) is not true`)
