import type { Literal, Statement } from './model.ts'
import { CLASSES, type LabelKind, RELATIONS, type Role, SKOS, skosName, TYPE, XL } from './skos.ts'

/** A label of a thing, with the line that gives it. */
export interface Label extends Literal {
  readonly kind: LabelKind
  readonly line: number
}

/** A relation between two things. */
export interface Tie {
  readonly from: string
  readonly to: string
  readonly line: number
}

/** What a file says, by what it is about. */
export class Graph {
  readonly statements: readonly Statement[]
  readonly #byPredicate: ReadonlyMap<string, readonly Statement[]>
  readonly #labels = new Map<string, Label[]>()
  readonly #seen = new Set<string>()
  /** What a thing is, with the line that says so first; also where it follows from a relation (S4 to S8, S19, S20, S31, S33). */
  readonly roles: ReadonlyMap<string, ReadonlyMap<Role, number>>

  constructor(statements: readonly Statement[]) {
    this.statements = statements
    this.#byPredicate = Map.groupBy(statements, ({ predicate }) => predicate)
    for (const kind of ['prefLabel', 'altLabel', 'hiddenLabel'] as const) this.#addLabels(kind)
    this.roles = rolesIn(statements)
  }

  /** Statements with a predicate, in the order of the file. */
  with(predicate: string): readonly Statement[] {
    return this.#byPredicate.get(predicate) ?? []
  }

  /** Those of some words of SKOS that tie two things. */
  ties(...names: readonly string[]): Tie[] {
    return names.flatMap((name) =>
      this.with(`${SKOS}${name}`).flatMap(({ subject, object, line }) =>
        typeof object === 'string' ? [{ from: subject, to: object, line }] : [],
      ),
    )
  }

  /** Labels that are plain words, each once for a kind. */
  labelsOf(thing: string): readonly Label[] {
    return this.#labels.get(thing) ?? []
  }

  get labelled(): Iterable<readonly [string, readonly Label[]]> {
    return this.#labels
  }

  /** Labels that are things of their own say by their literal form what a label says (SKOS-XL, S55 to S57). */
  #addLabels(kind: LabelKind): void {
    for (const { subject, object, line } of this.with(`${SKOS}${kind}`))
      if (typeof object !== 'string' && object.datatype === null) this.#addLabel(subject, { ...object, kind, line })
    const things = this.with(`${XL}${kind}`)
    if (things.length === 0) return
    const forms = Map.groupBy(this.with(`${XL}literalForm`), ({ subject }) => subject)
    for (const { subject, object, line } of things)
      for (const { object: form } of forms.get(typeof object === 'string' ? object : '') ?? [])
        if (typeof form !== 'string') this.#addLabel(subject, { ...form, kind, line })
  }

  #addLabel(thing: string, label: Label): void {
    const key = `${thing} ${label.kind} ${label.language} ${label.text}`
    if (this.#seen.has(key)) return
    this.#seen.add(key)
    const own = this.#labels.get(thing) ?? []
    own.push(label)
    this.#labels.set(thing, own)
  }
}

function rolesIn(statements: readonly Statement[]): ReadonlyMap<string, ReadonlyMap<Role, number>> {
  const roles = new Map<string, Map<Role, number>>()
  const is = (thing: string, role: Role | null | undefined, line: number) => {
    if (!role) return
    const own = roles.get(thing) ?? new Map<Role, number>()
    if (!own.has(role)) own.set(role, line)
    roles.set(thing, own)
  }
  for (const { subject, predicate, object, line } of statements) {
    const name = skosName(predicate === TYPE && typeof object === 'string' ? object : predicate)
    if (name === null) continue
    if (predicate === TYPE) is(subject, Object.hasOwn(CLASSES, name) ? CLASSES[name] : null, line)
    else if (Object.hasOwn(RELATIONS, name)) {
      is(subject, RELATIONS[name]?.subject, line)
      if (typeof object === 'string') is(object, RELATIONS[name]?.object, line)
    }
  }
  return roles
}
