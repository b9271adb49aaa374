import { all, join, name, type Sql, sql } from '../../db/index.ts'
import type { Subject } from '../person.ts'
import { type Arm, type Asker, byValues } from './askers.ts'
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
  const rest = withoutAnswered(asker, rules)
  return some([...own, ...[...tied.values()].map((alike) => related(rest, alike, shape, row))])
}

/** The same asker for the other alternatives: whoever holds everywhere what is an alternative by itself is let in by that, so that nothing else has to ask it. */
function withoutAnswered(asker: Asker, rules: readonly Rule[]): Asker {
  const answered = rules.flatMap((rule) => (rule.kind === 'holds-everywhere' ? [rule.permission] : []))
  return {
    ...asker,
    holdsEverywhere: (permission) => !answered.includes(permission) && asker.holdsEverywhere(permission),
  }
}

type Some = Rule & { readonly kind: 'some' }

/** Whether there is a related row of which one of these is true: all are tied to the same column of ours. Each relation inside another gets a name of its own. */
function related(asker: Asker, rules: readonly Some[], shape: Shape, row: string): Truth {
  const inner = innerName(row)
  const arms = rules.flatMap((one) => armsOfRelated(asker, one, shape, inner))
  const [first] = arms
  const ours = shape.related?.[rules[0]?.relation ?? '']?.on[1]
  if (!first || ours === undefined) return false
  if (asker.gathered && arms.every(({ isOwn }) => isOwn))
    return sql`${name(row, ours)} in (select ${asker.gathered(arms)})`
  if (arms.length === 1)
    return sql`exists (select from ${first.from} where ${all([sql`${first.theirs} = ${name(row, ours)}`, ...first.where])})`
  const tied = name(`${inner}_tied`)
  return sql`exists (select from (${tiesOf(arms)}) as ${tied} where ${tied}.tie = ${name(row, ours)})`
}

function armsOfRelated(asker: Asker, { relation, rule }: Some, shape: Shape, inner: string): readonly Arm[] {
  const of = shape.related?.[relation]
  return of ? armsOf(asker, rule, of, inner) : []
}

/** The ways in which a related row makes the rule true: one for each alternative, also where that is asked of rows that the related row is related to. */
function armsOf(asker: Asker, rule: Rule, shape: Related, row: string): readonly Arm[] {
  const arms = waysOf(asker, rule, shape, row)
  const whole = arms.find(({ where }) => where.length === 0)
  return whole ? [whole] : arms
}

function waysOf(asker: Asker, rule: Rule, shape: Related, row: string): readonly Arm[] {
  const table = sql`${name(...shape.table)} as ${name(row)}`
  const theirs = name(row, shape.on[0])
  const where = (truth: Truth): Arm[] =>
    truth === false ? [] : [{ theirs, from: table, where: truth === true ? [] : [truth], isOwn: isOwn(rule) }]
  const listed = (fact: string, rows: Sql, unless: Sql | null): Arm => ({
    theirs,
    from: sql`${rows} as listed (id), ${table}`,
    where: [sql`${name(row, shape.facts[fact] ?? '')} = listed.id`],
    isOwn: true,
    ...(unless && { unlessEmpty: unless }),
  })
  if (rule.kind === 'any') return rule.of.flatMap((one) => armsOf(asker, one, shape, row))
  if (rule.kind === 'some') return further(asker, rule, shape, row)
  if (rule.kind === 'holds-in') {
    const [everywhere, rows] = [asker.holdsEverywhere(rule.permission), asker.rowsOfUnits(rule.permission)]
    if (rows) return [...where(everywhere), listed(rule.fact, rows, asker.unitsWith(rule.permission))]
  }
  const rows = rule.kind === 'is-among' ? asker.rows(rule.whose) : null
  return rule.kind === 'is-among' && rows
    ? [listed(rule.fact, rows, null)]
    : where(conditionOf(asker, rule, shape, row))
}

/** Whether a rule finds only rows of whoever looks: there are as many as they have to do with, and not as the table has. */
const isOwn = (rule: Rule): boolean =>
  rule.kind === 'is-person' ||
  (rule.kind === 'is-among' && rule.whose !== 'markings') ||
  (rule.kind === 'all' && rule.of.some(isOwn))

/** What the rows of all these ways are tied by. */
export const tiesOf = (arms: readonly Arm[]): Sql =>
  join(
    arms.map(({ theirs, from, where }) => sql`select ${theirs} as tie from ${from} where ${all(where)}`),
    sql` union all `,
  )

/** The ways that lead over one more table: each is joined to the related row, so that an index finds it from there. */
function further(asker: Asker, rule: Some, shape: Related, row: string): readonly Arm[] {
  const table = sql`${name(...shape.table)} as ${name(row)}`
  const ours = name(row, shape.related?.[rule.relation]?.on[1] ?? '')
  return armsOfRelated(asker, rule, shape, innerName(row)).map(({ theirs, from, where, ...arm }) => ({
    ...arm,
    theirs: name(row, shape.on[0]),
    from: sql`${from}, ${table}`,
    where: [sql`${theirs} = ${ours}`, ...where],
  }))
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
