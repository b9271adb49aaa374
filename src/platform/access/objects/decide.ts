import type { Subject } from '../person.ts'
import type { ObjectKind } from './kind.ts'
import type { Fact, FactsOf, Rule, Shape } from './rule.ts'
import { note } from './watching.ts'

type Facts = { readonly [name: string]: Fact | readonly Facts[] }

/** Whether somebody may do a deed with one object, of which these are the facts. */
export function mayDo<Of extends Shape, Deed extends string>(
  subject: Subject,
  kind: ObjectKind<Of, Deed>,
  deed: Deed | 'read',
  facts: FactsOf<Of>,
): boolean {
  if (deed === 'read') note(subject, kind.key)
  return subject.isHouse === true || holdsFor(subject, kind.deeds[deed], facts as Facts)
}

/** Whether a rule is true of somebody and an object. */
export function holdsFor(subject: Subject, rule: Rule, facts: Facts): boolean {
  switch (rule.kind) {
    case 'anybody':
      return true
    case 'nobody':
      return false
    case 'all':
      return rule.of.every((one) => holdsFor(subject, one, facts))
    case 'any':
      return rule.of.some((one) => holdsFor(subject, one, facts))
    case 'not':
      return !holdsFor(subject, rule.rule, facts)
    case 'holds':
      return subject.reach.has(rule.permission)
    case 'holds-everywhere':
      return subject.reach.get(rule.permission) === 'everywhere'
    case 'holds-in': {
      const reach = subject.reach.get(rule.permission)
      return reach === 'everywhere' || (reach?.includes(wordOf(facts, rule.fact)) ?? false)
    }
    case 'is-among':
      return subject[rule.whose].includes(wordOf(facts, rule.fact))
    case 'is-person':
      return factOf(facts, rule.fact) === subject.id
    case 'equals':
      return rule.values.includes(factOf(facts, rule.fact))
    case 'has-come': {
      const day = factOf(facts, rule.fact)
      return typeof day === 'string' && day <= subject.today
    }
    case 'some':
      return relatedTo(facts, rule.relation).some((one) => holdsFor(subject, rule.rule, one))
    case 'lies-in-nothing':
      return relatedTo(facts, rule.relation).length === 0
  }
}

/** A fact as a word; of one that is not known a word that stands in no list. */
function wordOf(facts: Facts, fact: string): string {
  const value = factOf(facts, fact)
  return typeof value === 'string' ? value : '\u0000'
}

/** What was not handed over is not taken for what is not there: that would let people in. @throws Error */
function relatedTo(facts: Facts, relation: string): readonly Facts[] {
  const related = facts[relation]
  if (typeof related !== 'object' || related === null) throw new Error(`Cannot decide: “${relation}” was not looked up`)
  return related
}

function factOf(facts: Facts, fact: string): Fact {
  const value = facts[fact]
  if (value === undefined || (typeof value === 'object' && value !== null))
    throw new Error(`Cannot decide: “${fact}” was not looked up`)
  return value
}
