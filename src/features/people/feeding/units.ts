import { nameKey } from '#platform/register/index.ts'
import { takingTurns } from '#platform/turns.ts'
import { UNIT_KINDS } from '../model.ts'
import type { FedUnit } from './model.ts'
import { type Reason, reasonAgainst } from './reasons.ts'

/** Columns of the register that a feed gives, each with what it was and what it becomes, in words. */
export type Fields = Readonly<Record<string, readonly [string | null, string | null]>>

export interface UnitChange {
  readonly kind: 'add' | 'change' | 'gone'
  readonly key: string
  readonly row: number | null
  readonly id: string | null
  readonly version: number
  readonly name: string
  readonly fields: Fields
  readonly value: Readonly<Record<string, string | null>>
  readonly parentKey: string | null
}

export interface FeedProblem {
  readonly row: number
  readonly name: string
  readonly message: string
}

export interface KnownUnit {
  readonly id: string
  readonly version: number
  readonly externalId: string | null
  readonly name: string
  readonly kind: string
  readonly parentId: string | null
}

/** A unit of the feed, the one that it is already, and the keys of it and of the one that it is part of. */
interface Placed {
  readonly unit: FedUnit
  readonly known: KnownUnit | undefined
  readonly key: string
  readonly parentKey: string | null
}

/** A unit of the feed, and the numbers of those before it. */
interface InFeed {
  readonly unit: FedUnit
  readonly numbers: ReadonlySet<string>
}

const REASONS: readonly Reason<InFeed>[] = [
  ({ unit }) => unit.name === '' && 'It has no name',
  ({ unit }) =>
    (unit.name.length > 200 || (unit.externalId ?? '').length > 200) &&
    'A name and a number must be 200 characters or less',
  ({ unit: { externalId }, numbers }) =>
    externalId && numbers.has(externalId) && `Another row has the number ${externalId} already`,
  ({ unit: { kind } }) =>
    kind &&
    !kindOf(kind) &&
    `“${kind}” is not a kind of unit. Kinds are: ${UNIT_KINDS.map(({ text }) => text).join(', ')}`,
]

const CIRCULAR = 'It would be part of itself, through the units above it'

/** The units that are there, and those of the feed, by number and by name. */
export class Units {
  readonly #known: readonly KnownUnit[]
  readonly #fed: readonly FedUnit[]
  readonly #problems: FeedProblem[]
  /** A key is the id of a unit that is there, or `row 7` of one that the feed adds. */
  readonly #byNumber = new Map<string, string>()
  readonly #byName = new Map<string, string | null>()
  readonly #names = new Map<string, string>()
  readonly #knownByNumber: ReadonlyMap<string, KnownUnit>
  readonly #knownByName: ReadonlyMap<string, readonly KnownUnit[]>

  constructor(known: readonly KnownUnit[], fed: readonly FedUnit[], problems: FeedProblem[]) {
    this.#known = known
    this.#problems = problems
    this.#knownByNumber = new Map(known.flatMap((one) => (one.externalId ? [[one.externalId, one] as const] : [])))
    this.#knownByName = Map.groupBy(known, ({ name }) => nameKey(name))
    for (const unit of known) this.#learn(unit.id, unit.name, unit.externalId)
    const numbers = new Set<string>()
    this.#fed = fed.filter((unit) => {
      const message = reasonAgainst(REASONS, { unit, numbers })
      if (unit.externalId) numbers.add(unit.externalId)
      return message === null || this.#leaveOut(unit, message)
    })
    for (const unit of this.#fed) if (!this.find(unit)) this.#learn(`row ${unit.row}`, unit.name, unit.externalId)
  }

  #learn(key: string, name: string, externalId: string | null): void {
    if (externalId) this.#byNumber.set(externalId, key)
    this.#byName.set(nameKey(name), this.#byName.has(nameKey(name)) ? null : key)
    this.#names.set(key, name)
  }

  /** The unit that is there already for one of the feed: by its number, or else by a name that only one without a number has. */
  find({ externalId, name }: FedUnit): KnownUnit | undefined {
    const byNumber = externalId ? this.#knownByNumber.get(externalId) : undefined
    if (byNumber) return byNumber
    const named = (this.#knownByName.get(nameKey(name)) ?? []).filter((one) => !externalId || one.externalId === null)
    return named.length === 1 ? named[0] : undefined
  }

  /** The key of a unit by its number or name; null where there is none, or more than one. */
  keyOf(text: string): string | null {
    return this.#byNumber.get(text) ?? this.#byName.get(nameKey(text)) ?? null
  }

  nameOf = (key: string | null): string | null => (key ? (this.#names.get(key) ?? null) : null)

  /** What the feed changes of units; where it names all of them, which of those that came from one it does not name any more. */
  async changes(isWhole: boolean): Promise<UnitChange[]> {
    const placed = this.#fed.flatMap((unit) => this.#placed(unit) ?? [])
    const circular = await inCircles(
      new Map([
        ...this.#known.map(({ id, parentId }) => [id, parentId] as const),
        ...placed.map(({ key, parentKey }) => [key, parentKey] as const),
      ]),
    )
    const straight = placed.filter(({ unit, key }) => !circular.has(key) || this.#leaveOut(unit, CIRCULAR))
    const changes = straight.flatMap((one) => this.#changeOf(one) ?? [])
    return [...inOrder(changes), ...(isWhole ? this.#gone(placed) : [])]
  }

  /** Puts a unit on the list of problems, and answers that it does not go on. */
  #leaveOut({ row, name }: FedUnit, message: string): false {
    this.#problems.push({ row, name, message })
    return false
  }

  /** A unit of the feed in the tree; null where what it is part of is not known. */
  #placed(unit: FedUnit): Placed | null {
    const known = this.find(unit)
    const parentKey = unit.parent ? this.keyOf(unit.parent) : (known?.parentId ?? null)
    if (!unit.parent || parentKey) return { unit, known, key: known?.id ?? `row ${unit.row}`, parentKey }
    this.#leaveOut(unit, `There is no unit, or more than one, called “${unit.parent}”`)
    return null
  }

  #changeOf({ unit, known, key, parentKey }: Placed): UnitChange | null {
    const kind = (unit.kind && kindOf(unit.kind)) || (known?.kind ?? (parentKey ? 'team' : 'core-department'))
    const before = known ?? { name: null, kind: null, parentId: null, externalId: null }
    const number = unit.externalId ?? before.externalId
    const fields = {
      ...changed({ name: [before.name, unit.name], kind: [before.kind, kind] }),
      // Two units may be called the same.
      ...(parentKey === before.parentId
        ? {}
        : { parent_id: [this.nameOf(before.parentId), this.nameOf(parentKey)] as const }),
      ...changed({ external_id: [before.externalId, number] }),
    }
    if (Object.keys(fields).length === 0) return null
    return {
      kind: known ? 'change' : 'add',
      key,
      row: unit.row,
      id: known?.id ?? null,
      version: known?.version ?? 0,
      name: unit.name,
      fields,
      value: { name: unit.name, kind, external_id: number },
      parentKey,
    }
  }

  /** The units that came from a feed and are not in this one. */
  #gone(placed: readonly Placed[]): UnitChange[] {
    const named = new Set(placed.map(({ key }) => key))
    return this.#known
      .filter(({ id, externalId }) => externalId !== null && !named.has(id))
      .map(({ id, version, name }) => ({
        kind: 'gone',
        key: id,
        row: null,
        id,
        version,
        name,
        fields: {},
        value: {},
        parentKey: null,
      }))
  }
}

/** Units that are added come after the one that they are part of. */
function inOrder(changes: readonly UnitChange[]): UnitChange[] {
  const byKey = new Map(changes.map((one) => [one.key, one]))
  const done = new Set<string>()
  const ordered: UnitChange[] = []
  for (const one of changes) {
    const above: UnitChange[] = []
    for (let at: UnitChange | undefined = one; at && !done.has(at.key); ) {
      done.add(at.key)
      above.push(at)
      at = at.parentKey ? byKey.get(at.parentKey) : undefined
    }
    ordered.push(...above.toReversed())
  }
  return ordered
}

/** The keys of units from which the way up comes round to itself. Each unit is gone through once, however deep they lie. */
async function inCircles(parents: ReadonlyMap<string, string | null>): Promise<ReadonlySet<string>> {
  const turn = takingTurns()
  const circular = new Set<string>()
  const done = new Set<string>()
  for (const key of parents.keys()) {
    const way = new Set<string>()
    let at: string | null = key
    for (; at !== null && !done.has(at) && !way.has(at); at = parents.get(at) ?? null) way.add(at)
    const isCircle = at !== null && (way.has(at) || circular.has(at))
    for (const one of way) {
      done.add(one)
      if (isCircle) circular.add(one)
    }
    await turn()
  }
  return circular
}

function kindOf(text: string): string | null {
  return UNIT_KINDS.find((one) => one.value === text || nameKey(one.text) === nameKey(text))?.value ?? null
}

export const changed = (fields: Readonly<Record<string, readonly [string | null, string | null]>>): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, [before, now]]) => before !== now))
