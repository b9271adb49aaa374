import { type Related, type Rule, type Shape, type Words, wordsFor } from './rule.ts'

/** What a rule says of one deed. Whoever is denied is denied, whatever else they are allowed. */
export interface DeedRule {
  readonly allow: Rule
  readonly deny?: Rule
}

/** A kind of object, and who may do what with one: the only place where that is said. */
export interface ObjectKind<Of extends Shape = Shape, Deed extends string = string> {
  readonly key: string
  /** Its facts, with those of what it is related to and of what it lies in. */
  readonly shape: Of
  /** Rules by deed; `read` stands behind every other one: nobody changes what they may not know of. */
  readonly deeds: { readonly read: Rule } & Readonly<Record<Deed, Rule>>
}

interface Rules<Deed extends string> {
  readonly deeds: { readonly read: DeedRule } & Readonly<Record<Deed, DeedRule>>
}

/** What contains objects of a kind, and the columns that say so: theirs, and ours, which is empty where an object lies in nothing. */
export interface Container<Of extends Shape = Shape> {
  readonly kind: ObjectKind<Of>
  readonly on: Related['on']
}

type Containers = Readonly<Record<string, Container>>

/** A shape with what its objects lie in, so that facts in memory cannot leave it out. */
type Inside<Of extends Shape, In extends Containers> = Of & {
  readonly related: { readonly [Relation in keyof In]: In[Relation]['kind']['shape'] & Pick<Related, 'on'> }
}

/**
 * Declares a kind of object. It cannot lie in its own kind: of a tree, the ancestors are rows of a table that it is related to.
 * @param within what its objects lie in: whoever may not read that may not read what is in it, whatever the rules say
 * @throws Error where a rule names a fact or relation that the shape does not have
 */
export function objectKind<
  const Of extends Shape,
  Deed extends string = never,
  const In extends Containers = Record<never, never>,
>(
  declared: { readonly key: string; readonly shape: Of; readonly within?: In },
  rules: (words: Words<Of>) => Rules<Deed>,
): ObjectKind<Inside<Of, In>, Deed> {
  const { key } = declared
  const within: Containers = declared.within ?? {}
  const containers = Object.entries(within)
  const lain = containers.map(([relation, { kind, on }]) => [relation, { ...kind.shape, on }] as const)
  const related = { ...declared.shape.related, ...Object.fromEntries(lain) }
  const shape = { ...declared.shape, related } as Shape as Inside<Of, In>
  const { deeds } = rules(wordsFor<Of>())
  const read: Rule = { kind: 'all', of: [...containers.map(inherited), settled(deeds.read)] }
  const others = Object.entries<DeedRule>(deeds).map(
    ([deed, rule]) => [deed, { kind: 'all', of: [read, settled(rule)] }] as const,
  )
  const all = { ...Object.fromEntries<Rule>(others), read } as ObjectKind<Shape, Deed>['deeds']
  for (const rule of Object.values<Rule>(all)) assertNames(key, shape, rule)
  return { key, shape, deeds: all }
}

/** Deny wins. */
const settled = ({ allow, deny }: DeedRule): Rule =>
  deny ? { kind: 'all', of: [allow, { kind: 'not', rule: deny }] } : allow

/** Inheritance only tightens. It is asked for a container that may be read, and never for one that may not, so that rows which nobody sees deny nothing by being absent. */
const inherited = ([relation, { kind }]: readonly [string, Container]): Rule => ({
  kind: 'any',
  of: [
    { kind: 'lies-in-nothing', relation },
    { kind: 'some', relation, rule: kind.deeds.read },
  ],
})

function assertNames(key: string, shape: Shape, rule: Rule): void {
  const unknown = (what: string) =>
    new Error(`Cannot declare ${key}: its rules ask for “${what}”, which its shape does not have`)
  if (rule.kind === 'all' || rule.kind === 'any') for (const one of rule.of) assertNames(key, shape, one)
  if (rule.kind === 'not') assertNames(key, shape, rule.rule)
  if ('relation' in rule) {
    const related = shape.related?.[rule.relation]
    if (!related) throw unknown(rule.relation)
    if (rule.kind === 'some') assertNames(key, related, rule.rule)
  }
  if ('fact' in rule && !(rule.fact in shape.facts)) throw unknown(rule.fact)
}
