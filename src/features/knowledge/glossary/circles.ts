import type { Tie } from './graph.ts'

/** Things that lead to one another in a circle, one after the other, and the line that closes it. */
export interface Circle {
  readonly things: readonly string[]
  readonly line: number
}

/** Things as numbers, with where each leads. */
interface Numbered {
  readonly things: readonly string[]
  readonly next: readonly (readonly { readonly to: number; readonly line: number }[])[]
}

/** A circle for each group of things that all lead to one another. */
export function circlesIn(ties: readonly Tie[]): Circle[] {
  const { things, next } = numbered(ties)
  const groups = groupsOf(next)
  const groupOf = new Int32Array(things.length)
  for (const [group, members] of groups.entries()) for (const one of members) groupOf[one] = group
  return groups.flatMap((members) => {
    const [first] = members
    if (first === undefined) return []
    const isLoop = next[first]?.some(({ to }) => to === first)
    if (members.length === 1 && !isLoop) return []
    return [shortest(first, { things, next }, groupOf)]
  })
}

/** The shortest way from a thing back to itself, within its group. */
function shortest(from: number, { things, next }: Numbered, groupOf: Int32Array): Circle {
  const before = new Map<number, number>()
  const waiting = [from]
  for (let at = 0; at < waiting.length; at += 1) {
    const one = waiting[at] ?? from
    for (const { to, line } of next[one] ?? []) {
      if (to === from) return { things: wayTo(one, from, before).map((each) => things[each] ?? ''), line }
      if (groupOf[to] !== groupOf[from] || before.has(to)) continue
      before.set(to, one)
      waiting.push(to)
    }
  }
  return { things: [], line: 1 }
}

function wayTo(last: number, first: number, before: ReadonlyMap<number, number>): number[] {
  const way = [last]
  for (let one = last; one !== first; ) {
    one = before.get(one) ?? first
    way.push(one)
  }
  return way.reverse()
}

/**
 * Things by places from the top down, each behind all that it leads to: things of one circle have one place. `parents` names the places that
 * each place leads to.
 */
export function levelled(ties: readonly Tie[]): {
  places: ReadonlyMap<string, number>
  parents: readonly (readonly number[])[]
} {
  const { things, next } = numbered(ties)
  const groups = groupsOf(next)
  const groupOf = new Int32Array(things.length)
  for (const [group, members] of groups.entries()) for (const one of members) groupOf[one] = group
  const parents = groups.map((members, group) => [
    ...new Set(
      members.flatMap((one) => (next[one] ?? []).map(({ to }) => groupOf[to] ?? group)).filter((to) => to !== group),
    ),
  ])
  return { places: new Map(things.map((thing, at) => [thing, groupOf[at] ?? 0])), parents }
}

function numbered(ties: readonly Tie[]): Numbered {
  const numbers = new Map<string, number>()
  const next: { to: number; line: number }[][] = []
  const numberOf = (thing: string): number => {
    const number = numbers.get(thing) ?? numbers.size
    if (number === numbers.size) {
      numbers.set(thing, number)
      next.push([])
    }
    return number
  }
  for (const { from, to, line } of ties) {
    const [one, other] = [numberOf(from), numberOf(to)]
    next[one]?.push({ to: other, line })
  }
  return { things: [...numbers.keys()], next }
}

/** Groups of things that all lead to one another, each behind every group that it leads to (Tarjan 1972), without recursion: chains may be long. */
function groupsOf(next: Numbered['next']): number[][] {
  const walk = new GroupWalk(next)
  for (const one of next.keys()) walk.from(one)
  return walk.groups
}

class GroupWalk {
  readonly groups: number[][] = []
  readonly #next: Numbered['next']
  readonly #order: Int32Array
  readonly #low: Int32Array
  readonly #tried: Int32Array
  readonly #isOpen: Uint8Array
  readonly #open: number[] = []
  #count = 0

  constructor(next: Numbered['next']) {
    this.#next = next
    this.#order = new Int32Array(next.length)
    this.#low = new Int32Array(next.length)
    this.#tried = new Int32Array(next.length)
    this.#isOpen = new Uint8Array(next.length)
  }

  from(start: number): void {
    if (this.#order[start]) return
    const way = [start]
    this.#enter(start)
    for (let one = way.at(-1); one !== undefined; one = way.at(-1)) {
      const tried = this.#tried[one] ?? 0
      const tie = this.#next[one]?.[tried]
      this.#tried[one] = tried + 1
      if (!tie) {
        way.pop()
        this.#leave(one, way.at(-1))
      } else if (!this.#order[tie.to]) {
        way.push(tie.to)
        this.#enter(tie.to)
      } else if (this.#isOpen[tie.to]) this.#lower(one, this.#order[tie.to] ?? 0)
    }
  }

  #enter(one: number): void {
    this.#count += 1
    this.#order[one] = this.#count
    this.#low[one] = this.#count
    this.#open.push(one)
    this.#isOpen[one] = 1
  }

  #leave(one: number, above: number | undefined): void {
    const low = this.#low[one] ?? 0
    if (above !== undefined) this.#lower(above, low)
    if (low !== this.#order[one]) return
    const members = this.#open.splice(this.#open.lastIndexOf(one))
    for (const member of members) this.#isOpen[member] = 0
    this.groups.push(members)
  }

  #lower(one: number, to: number): void {
    this.#low[one] = Math.min(this.#low[one] ?? to, to)
  }
}
