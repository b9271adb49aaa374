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
      .concat(['sentences', 'day', 'week', 'part', 'month', 'quarter', 'year', 'period'])
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

/**
 * Which rooms of `plans` each of them uses, as it is today: the list is closed, so that no arrow is added that turns the order round. Several use one another,
 * and the list may become shorter.
 */
const USES: Readonly<Record<string, readonly string[]>> = {
  actions: ['bulk', 'dates', 'deliverables', 'escalations', 'evidence', 'lineage', 'milestones', 'revisions'],
  adding: ['actions', 'dates', 'deliverables', 'importing', 'lineage', 'revisions'],
  bulk: ['actions', 'dates', 'deliverables', 'milestones'],
  comparing: ['revisions'],
  dates: ['statuses'],
  deliverables: ['actions', 'dates', 'evidence'],
  escalations: ['lineage'],
  evidence: ['actions'],
  exchange: ['recognising'],
  guesses: ['recognising'],
  importing: ['dates', 'deliverables', 'exchange', 'guesses', 'recognising', 'revisions', 'rounds'],
  layouts: ['reports'],
  lineage: ['actions', 'recognising'],
  publishing: ['dates'],
  recognising: ['dates', 'exchange', 'statuses'],
  reports: ['guesses'],
  revisions: ['actions', 'dates', 'deliverables', 'exchange', 'guesses', 'importing', 'milestones', 'recognising'],
  rounds: ['comparing', 'reports'],
  starting: ['exchange', 'importing', 'recognising'],
  statuses: ['dates'],
}

/** The room of `plans` that a path lies in; null for files of `plans` itself, and elsewhere. */
const subRoomOf = (path: string): string | null => /^src\/features\/plans\/([^/]+)\//.exec(path)?.[1] ?? null

function newArrow({ from, to }: Arrow): string | null {
  const [own, other] = [subRoomOf(from), subRoomOf(to)]
  if (own === null || other === null || own === other || USES[own]?.includes(other)) return null
  return `${from} imports ${to}: ${own} of plans does not use ${other} (tools/sub-rooms.ts has what each uses)`
}

/** What the list says that rooms of `plans` use, and none of some imports does. */
export function unusedArrows(imports: readonly Arrow[]): string[] {
  const used = new Set(
    imports
      .filter(({ from }) => !from.endsWith('.test.ts'))
      .map(({ from, to }) => `${subRoomOf(from)} of plans uses ${subRoomOf(to)}`),
  )
  return Object.entries(USES)
    .flatMap(([own, others]) => others.map((other) => `${own} of plans uses ${other}`))
    .filter((one) => !used.has(one))
    .map((one) => `${one}: no longer so, take it from tools/sub-rooms.ts`)
}

/** What stands against an import within a room; null where nothing does. */
export function orderBreach({ from, to }: Arrow): string | null {
  if (from.endsWith('.test.ts')) return null
  const added = newArrow({ from, to })
  if (added) return added
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
