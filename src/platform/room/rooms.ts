import { filesOf, lifeRoutes } from '../register/index.ts'
import { capital } from '../words.ts'
import type { Of, Room, Rooms } from './room.ts'

/** Joins rooms. Each list is made when it is first asked for: a room may make its own of what all rooms have. */
export function joinRooms(rooms: readonly Room[]): Rooms {
  refuseDoubles(rooms)
  const inUse = usedFirst(rooms)
  const all =
    <Thing>(of: (room: Room) => Of<Thing> | undefined, from = rooms) =>
    (): readonly Thing[] =>
      from.flatMap((room) => {
        const things = of(room) ?? []
        return typeof things === 'function' ? things(joined) : things
      })
  const joined: Rooms = madeWhenAsked<Rooms>({
    permissions: all((room) => room.permissions?.map((one) => ({ ...one, room: calledOf(room) }))),
    guarded: all((room) => room.guarded),
    doors: all((room) => room.doors),
    measures: all((room) => room.measures),
    needs: all(({ needs }) => needs && [needs]),
    panels: all((room) => room.panels),
    belongings: all((room) => room.belongings),
    unitRecords: all((room) => room.unitRecords),
    roleBelongings: all((room) => room.roleBelongings),
    personReferences: all((room) => room.personReferences),
    largeFiles: () => [
      ...all((room) => room.largeFiles)(),
      ...all((room) => room.registers)().flatMap((register) => filesOf(register) ?? []),
    ],
    runKinds: all((room) => room.runKinds),
    runSources: all((room) => room.runSources),
    contents: all(({ content }) => content && [content], inUse),
    registers: all((room) => room.registers),
    sections: all((room) => room.sections),
    routes: () => lifeRoutes(() => joined.registers, all((room) => room.routes)()),
    jobs: all((room) => room.jobs),
  })
  return joined
}

/** What people know a room by: its first door, or its name. */
const calledOf = ({ doors: [door] = [], name }: Room): string => door?.text ?? capital(name)

/** An object of which each property is made when it is first asked for, and once. */
function madeWhenAsked<Whole extends object>(makers: { readonly [Key in keyof Whole]: () => Whole[Key] }): Whole {
  const whole = {}
  for (const [key, make] of Object.entries<() => unknown>(makers)) {
    let made: { readonly value: unknown } | null = null
    const get = () => {
      made ??= { value: make() }
      return made.value
    }
    Object.defineProperty(whole, key, { enumerable: true, get })
  }
  return whole as Whole
}

/** Two of one name would be one, and nobody would be told which. */
function refuseDoubles(rooms: readonly Room[]): void {
  const names: Readonly<Record<string, readonly string[]>> = {
    room: rooms.map(({ name }) => name),
    permission: rooms.flatMap(({ permissions = [] }) => permissions.map(({ key }) => key)),
    measure: rooms.flatMap(({ measures = [] }) => measures.map(({ key }) => key)),
    belonging: rooms.flatMap(({ belongings = [] }) => belongings.map(({ key }) => key)),
    door: rooms.flatMap(({ doors = [] }) => doors.map(({ href }) => href)),
  }
  for (const [what, all] of Object.entries(names)) {
    const double = all.find((name, index) => all.indexOf(name) !== index)
    if (double !== undefined) throw new Error(`There are two of the ${what} ${double}`)
  }
}

/** The rooms, each after those that it uses. */
export function usedFirst(rooms: readonly Room[]): readonly Room[] {
  const placed = new Set<Room>()
  const place = (room: Room, path: readonly Room[]) => {
    if (path.includes(room))
      throw new Error(`Rooms use each other: ${[...path, room].map(({ name }) => name).join(', ')}`)
    for (const used of room.uses ?? []) {
      const found = rooms.find(({ name }) => name === used)
      if (!found) throw new Error(`There is no room ${used}, as ${room.name} says`)
      if (!placed.has(found)) place(found, [...path, room])
    }
    placed.add(room)
  }
  for (const room of rooms) if (!placed.has(room)) place(room, [])
  return [...placed]
}
