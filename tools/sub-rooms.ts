import type { Arrow } from './arrows.ts'

/**
 * What a part of a room is on: its folder, files of it by their names where they are below what the folder else has, or `./` for the files that
 * lie in no folder of the room.
 */
type Floor = readonly string[]

/**
 * The order among rooms of a room, lowest first: one may use those below it. Statuses read days by the words and stretches of time that dates
 * know; a date asks statuses whether something is done and who is named; documents are understood by both. Within what understands documents, words
 * and headers of columns come first, then who and under which heading, statuses, columns, rows, and last what is asked. What is not named here has no floor.
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
  'src/features/plans/recognising/': [
    ['model/'],
    ['words/'],
    ['headers/'],
    ['owners/', 'tables/'],
    ['headings/'],
    ['statuses/'],
    ['columns/'],
    ['rows/'],
    ['doubts/'],
    ['./'],
  ],
}

/** What stands against an import within a room; null where nothing does. */
export function orderBreach({ from, to }: Arrow): string | null {
  if (from.endsWith('.test.ts')) return null
  const room = Object.keys(FLOORS).find((one) => from.startsWith(one) && to.startsWith(one) && isAbove(one, from, to))
  return room === undefined ? null : `${from} imports ${to}: it is above it in the order of ${room.slice(0, -1)}`
}

function isAbove(room: string, from: string, to: string): boolean {
  const own = floorOf(room, from)
  return own >= 0 && floorOf(room, to) > own
}

/** A file that is named stands where it is named, and others where their folder does. */
function floorOf(room: string, path: string): number {
  const floors = FLOORS[room] ?? []
  const within = path.slice(room.length)
  const named = floors.findIndex((floor) => floor.includes(within))
  return named >= 0 ? named : floors.findIndex((floor) => floor.some((one) => holds(one, within)))
}

const holds = (part: string, within: string): boolean =>
  part === './' ? !within.includes('/') : part.endsWith('/') && within.startsWith(part)
