import { all, join, name, type Sql, sql } from '../../db/index.ts'
import type { Subject } from '../person.ts'
import { type Asker, byValues } from './askers.ts'
import type { ObjectKind } from './kind.ts'
import type { Related, Rule, Shape } from './rule.ts'
import { note } from './watching.ts'

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
  if (deed === 'read') note(viewer, kind.key)
  return viewer.isHouse ? sql`true` : conditionFor(byValues(viewer), kind, deed, row)
}

/** Whether somebody may do a deed with every row, whatever it holds: no row has to be asked. */
export const isWholeTo = <Of extends Shape, Deed extends string>(
  viewer: Subject,
  kind: ObjectKind<Of, Deed>,
  deed: Deed | 'read',
): boolean => viewer.isHouse === true || conditionOf(byValues(viewer), kind.deeds[deed], kind.shape, 'thing') === true

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
      return anyOf(asker, rule.of, shape, row)
    case 'not':
      return not(conditionOf(asker, rule.rule, shape, row))
    case 'holds':
      return asker.holds(rule.permission)
    case 'holds-everywhere':
      return asker.holdsEverywhere(rule.permission)
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
      return related(asker, [rule], shape, row)
    case 'lies-in-nothing':
      return sql`${name(row, shape.related?.[rule.relation]?.on[1] ?? '')} is null`
  }
}

/** A name for a related row: `t`, `t_1`, `t_2`. PostgreSQL cuts longer ones, so that two could become one. */
function innerName(row: string): string {
  const [, base = row, depth = '0'] = /^(.*)_(\d+)$/.exec(row) ?? []
  return `${base}_${Number(depth) + 1}`
}

/** Whether one of these is true. What is asked of related rows by the same column of ours is asked together: one look for each row, and not one for each table. */
function anyOf(asker: Asker, rules: readonly Rule[], shape: Shape, row: string): Truth {
  const isOfRelated = (rule: Rule): rule is Some => rule.kind === 'some'
  const own = rules.filter((rule) => !isOfRelated(rule)).map((one) => conditionOf(asker, one, shape, row))
  const tied = Map.groupBy(rules.filter(isOfRelated), ({ relation }) => shape.related?.[relation]?.on[1])
  return some([...own, ...[...tied.values()].map((alike) => related(asker, alike, shape, row))])
}

type Some = Rule & { readonly kind: 'some' }

/** Whether there is a related row of which one of these is true: all are tied to the same column of ours. Each relation inside another gets a name of its own. */
function related(asker: Asker, rules: readonly Some[], shape: Shape, row: string): Truth {
  const inner = innerName(row)
  const arms = rules.flatMap(({ relation, rule }) => {
    const of = shape.related?.[relation]
    return of ? armsOf(asker, rule, of, inner) : []
  })
  const [first] = arms
  const ours = shape.related?.[rules[0]?.relation ?? '']?.on[1]
  if (!first || ours === undefined) return false
  if (arms.length === 1)
    return sql`exists (select from ${first.from} where ${all([sql`${first.theirs} = ${name(row, ours)}`, ...first.where])})`
  const tied = name(`${inner}_tied`)
  const rows = arms.map(({ theirs, from, where }) => sql`select ${theirs} as tie from ${from} where ${all(where)}`)
  return sql`exists (select from (${join(rows, sql` union all `)}) as ${tied} where ${tied}.tie = ${name(row, ours)})`
}

/** One way in which related rows are found, so that an index can find them: their column that ties them to us, the tables, and the conditions. */
interface Arm {
  readonly theirs: Sql
  readonly from: Sql
  readonly where: readonly Sql[]
}

/** The ways in which a related row makes the rule true: one for each alternative. */
function armsOf(asker: Asker, rule: Rule, shape: Related, row: string): Arm[] {
  const table = sql`${name(...shape.table)} as ${name(row)}`
  const theirs = name(row, shape.on[0])
  const [many, others] = partedAlternatives(asker, rule)
  const truths = others.map((one) => conditionOf(asker, one, shape, row))
  if (truths.includes(true)) return [{ theirs, from: table, where: [] }]
  const listed = many.map(({ fact, rows }) => ({
    theirs,
    from: sql`${rows} as listed (id), ${table}`,
    where: [sql`${name(row, shape.facts[fact] ?? '')} = listed.id`],
  }))
  return [...truths.flatMap((one) => (one instanceof Object ? { theirs, from: table, where: [one] } : [])), ...listed]
}

/** The alternatives of a rule: those that ask for one of a list that the session knows as rows, and the others. */
function partedAlternatives(asker: Asker, rule: Rule): [{ readonly fact: string; readonly rows: Sql }[], Rule[]] {
  const alternatives = rule.kind === 'any' ? rule.of : [rule]
  const many: { fact: string; rows: Sql }[] = []
  const others: Rule[] = []
  for (const one of alternatives) {
    const rows = one.kind === 'is-among' ? asker.rows(one.whose) : null
    if (one.kind === 'is-among' && rows) many.push({ fact: one.fact, rows })
    else others.push(one)
  }
  return [many, others]
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
