import type { Arrow } from './arrows.ts'

/** What a part of a room is on: its folder, or files of it by their names where they are below what the folder else has. */
type Floor = readonly string[]

/**
 * The order among rooms of a room, lowest first: one may use those below it. Statuses read days by the words and stretches of time that dates
 * know; a date asks statuses whether something is done and who is named; documents are understood by both. What is not named here has no floor.
 */
const FLOORS: Readonly<Record<string, readonly Floor[]>> = {
  'src/features/plans/': [
    ['tokens', 'cursor', 'words', 'model', 'terms', 'states', 'working-days', 'feasts', 'relative', 'numeric']
      .concat(['day', 'week', 'part', 'month', 'quarter', 'year', 'period'])
      .map((name) => `dates/${name}.ts`),
    ['statuses/'],
    ['dates/'],
    ['recognising/'],
  ],
}

/** What stands against an import within a room; null where nothing does. */
export function orderBreach({ from, to }: Arrow): string | null {
  const room = Object.keys(FLOORS).find((one) => from.startsWith(one) && to.startsWith(one))
  if (!room || from.endsWith('.test.ts')) return null
  const [own, other] = [floorOf(room, from), floorOf(room, to)]
  if (own < 0 || other <= own) return null
  return `${from} imports ${to}: it is above it in the order of ${room.slice(0, -1)}`
}

/** A file that is named stands where it is named, and others where their folder does. */
function floorOf(room: string, path: string): number {
  const floors = FLOORS[room] ?? []
  const within = path.slice(room.length)
  const named = floors.findIndex((floor) => floor.includes(within))
  return named >= 0
    ? named
    : floors.findIndex((floor) => floor.some((one) => one.endsWith('/') && within.startsWith(one)))
}
