import type { Permission } from '../person.ts'

/** What an object says of itself that a rule can ask. */
export type Fact = string | boolean | null

/**
 * A rule about one object and whoever looks, as data, so that one text is asked in two ways: of facts in memory, and of rows in SQL.
 * Asking for what is not known (a fact that is null) is false; its opposite is true, so that a deny of what is not known denies nothing.
 */
export type Rule =
  | { readonly kind: 'anybody' }
  | { readonly kind: 'nobody' }
  | { readonly kind: 'all'; readonly of: readonly Rule[] }
  | { readonly kind: 'any'; readonly of: readonly Rule[] }
  | { readonly kind: 'not'; readonly rule: Rule }
  | { readonly kind: 'holds'; readonly permission: Permission }
  | { readonly kind: 'holds-everywhere'; readonly permission: Permission }
  | { readonly kind: 'holds-in'; readonly permission: Permission; readonly fact: string }
  | { readonly kind: 'is-among'; readonly whose: SubjectList; readonly fact: string }
  | { readonly kind: 'is-person'; readonly fact: string }
  | { readonly kind: 'equals'; readonly fact: string; readonly values: readonly Fact[] }
  | { readonly kind: 'has-come'; readonly fact: string }
  | { readonly kind: 'some'; readonly relation: string; readonly rule: Rule }
  | { readonly kind: 'lies-in-nothing'; readonly relation: string }

/** The lists of a subject that a fact may stand among. */
export type SubjectList = 'roleIds' | 'groupIds' | 'unitIds' | 'unitsAbove' | 'markings'

/** Where the facts of objects stand. */
export interface Shape {
  readonly table: readonly [schema: string, table: string]
  /** What rules call a fact, and its column. */
  readonly facts: Readonly<Record<string, string>>
  readonly related?: Readonly<Record<string, Related>>
}

/** Facts that rows of another table add: the parties of an action, the folder of a record. */
export interface Related extends Shape {
  /** Their column, and ours that it equals. */
  readonly on: readonly [theirs: string, ours: string]
}

/** An object's facts in memory: its own, and those of what it is related to. */
export type FactsOf<Of extends Shape> = {
  readonly [F in keyof Of['facts']]: Fact
} & {
  readonly [R in keyof NonNullable<Of['related']>]: readonly FactsOf<NonNullable<Of['related']>[R]>[]
}

/** The words in which rules about objects of one shape are written. They take only the facts that the shape has. */
export interface Words<Of extends Shape> {
  /** Anybody who is signed in. */
  readonly anybody: Rule
  readonly nobody: Rule
  readonly all: (...of: readonly Rule[]) => Rule
  readonly any: (...of: readonly Rule[]) => Rule
  readonly not: (rule: Rule) => Rule
  /** Holds the permission, wherever it may be. */
  readonly holds: (permission: Permission) => Rule
  /** Holds the permission in the whole body, and not in some units alone. */
  readonly holdsEverywhere: (permission: Permission) => Rule
  /** Holds the permission in the unit that the fact names, or in one above it. */
  readonly holdsIn: (permission: Permission, unit: keyof Of['facts'] & string) => Rule
  readonly isPerson: (fact: keyof Of['facts'] & string) => Rule
  readonly hasRole: (fact: keyof Of['facts'] & string) => Rule
  readonly isInGroup: (fact: keyof Of['facts'] & string) => Rule
  /** Is appointed in the unit itself. */
  readonly worksIn: (unit: keyof Of['facts'] & string) => Rule
  /** Is appointed in the unit or in one below it. */
  readonly worksWithin: (unit: keyof Of['facts'] & string) => Rule
  /** Has a clearance that covers the marking. An object without one is covered by none. */
  readonly isClearedFor: (marking: keyof Of['facts'] & string) => Rule
  readonly is: (fact: keyof Of['facts'] & string, ...values: readonly Fact[]) => Rule
  /** The day that the fact names is today or before. */
  readonly hasCome: (day: keyof Of['facts'] & string) => Rule
  /** Of at least one related row. */
  readonly some: <R extends keyof NonNullable<Of['related']> & string>(
    relation: R,
    rule: (words: Words<NonNullable<Of['related']>[R]>) => Rule,
  ) => Rule
  /** Of each related row; true where there is none. */
  readonly every: <R extends keyof NonNullable<Of['related']> & string>(
    relation: R,
    rule: (words: Words<NonNullable<Of['related']>[R]>) => Rule,
  ) => Rule
}

/** The words for one shape. Their types keep to the shape's facts; what they make is the same for all. */
export function wordsFor<Of extends Shape>(): Words<Of> {
  const not = (rule: Rule): Rule => ({ kind: 'not', rule })
  const among =
    (whose: SubjectList) =>
    (fact: string): Rule => ({ kind: 'is-among', whose, fact })
  return {
    anybody: { kind: 'anybody' },
    nobody: { kind: 'nobody' },
    all: (...of) => ({ kind: 'all', of }),
    any: (...of) => ({ kind: 'any', of }),
    not,
    holds: (permission) => ({ kind: 'holds', permission }),
    holdsEverywhere: (permission) => ({ kind: 'holds-everywhere', permission }),
    holdsIn: (permission, fact) => ({ kind: 'holds-in', permission, fact }),
    isPerson: (fact) => ({ kind: 'is-person', fact }),
    hasRole: among('roleIds'),
    isInGroup: among('groupIds'),
    worksIn: among('unitIds'),
    worksWithin: among('unitsAbove'),
    isClearedFor: among('markings'),
    is: (fact, ...values) => ({ kind: 'equals', fact, values }),
    hasCome: (fact) => ({ kind: 'has-come', fact }),
    some: (relation, rule) => ({ kind: 'some', relation, rule: rule(wordsFor()) }),
    every: (relation, rule) => not({ kind: 'some', relation, rule: not(rule(wordsFor())) }),
  }
}
