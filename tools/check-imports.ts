import { migrationFiles } from '#platform/db/index.ts'
import { betweenParts, circles, longestChain, partBreaches } from './arrows.ts'
import { doorBreach } from './doors.ts'
import { HIDING, SPEAKING } from './exceptions.ts'
import { house, unloaded } from './house.ts'
import { FORMATS, files, type Import, importsOf, isTest, partOf, textOf } from './imports.ts'
import { hiddenIn, schemasIn } from './schemas.ts'
import { orderBreach, unusedArrows } from './sub-rooms.ts'
import { viewBreach } from './views.ts'

/** The walls of the house: which way imports may run. Prints every breach and fails if there is one. Where the house cannot be loaded, what its rooms say is not asked. */
const roomList = house?.roomList ?? []

/** What a room says that it uses of others, and asks of the platform's schemas. One that the house does not list may do nothing. */
const roomOf = (name: string) => roomList.find((room) => room.name === name)

/** The floors of the ground floor, lowest first: a part may use those below it. */
const PLATFORM = [
  [
    'ids',
    'errors',
    'failure',
    'calendar',
    'words',
    'notice',
    'durable',
    'lifeline',
    'turns',
    'unseen',
    'ends',
    'xml',
    'printing',
  ],
  ['config', 'queue', 'odf-package', 'kept-calendar'],
  ['db', 'reading', 'depot', 'page', 'aside'],
  ['audit', 'form', 'past', 'seal', 'exports'],
  ['access', 'blobs', 'uploads'],
  ['charts'],
  ['documents', 'commands', 'measures', 'needs'],
  ['web', 'jobs', 'mail'],
  ['listing', 'backup', 'runs', 'tus'],
  ['register'],
  ['room'],
]

/** The schemas that migrations make, and the two that are there before them: what was migrated, and the queue of jobs. */
const KNOWN_SCHEMAS = new Set([
  'muniment',
  'graphile_worker',
  ...migrationFiles().flatMap(({ file }) =>
    [...textOf(file).matchAll(/^create schema (?:if not exists )?(\w+)/gim)].map(([, schema = '']) => schema),
  ),
])

const everyFile = () => [...files('src'), ...files('test'), ...files('packages')]

/** Every breach of the walls, in words. */
export function breaches(all = everyFile(), imports = all.flatMap((file) => importsOf(file))): string[] {
  return [
    ...imports.flatMap(wall),
    ...imports.flatMap(floor),
    ...imports.flatMap((one) => orderBreach(one) ?? []),
    ...unusedArrows(imports),
    ...circles(imports),
    ...partBreaches(imports),
    ...unloaded,
    ...held(all),
    ...needless(all, imports),
    ...all.flatMap(defaults),
  ]
}

function wall({ from, to, isOfTypes: isHarmless }: Import): string[] {
  if (isTest(from) || from.startsWith('test/')) return []
  if (from.startsWith('packages/') && !to.startsWith('packages/'))
    return [`${from} imports ${to}: a package knows nothing of the house`]
  if (!from.startsWith('packages/') && to.startsWith('packages/') && to !== `${FORMATS}index.ts`)
    return [`${from} imports ${to}: the engine is entered by its index.ts`]
  const [room, other] = [partOf(from, 'src/features'), partOf(to, 'src/features')]
  if (partOf(from, 'src/platform') && (other || /^src\/[^/]+\.ts$/.test(to)))
    return [`${from} imports ${to}: the platform knows no room`]
  if (room && /^src\/[^/]+\.ts$/.test(to)) return [`${from} imports ${to}: a room does not know the house`]
  if (room && other && room !== other) {
    if (house && !roomOf(room)?.uses?.includes(other))
      return [`${from} imports ${to}: ${room} does not say that it uses ${other}`]
    if (to !== `src/features/${other}/index.ts`) return [`${from} imports ${to}: rooms are entered by their index.ts`]
  }
  if (/^src\/features\/[^/]+\/room\.ts$/.test(to) && from !== 'src/house.ts')
    return [`${from} imports ${to}: what a room has is joined on by the house alone`]
  const shown = doorBreach({ from, to })
  if (shown) return [shown]
  const part = partOf(to, 'src/platform')
  if (room && part && /^src\/platform\/[^/]+\/(?!index\.ts)/.test(to))
    return [`${from} imports ${to}: the platform is entered by an index.ts`]
  const breach = viewBreach(from, { to, isOfTypes: isHarmless })
  if (breach) return [breach]
  if (
    /\/(?:(?:[a-z-]+-)?store|deeds|model|search)\.ts$/.test(from) &&
    /(?:\/(?:[a-z-]+-)?views\.ts|\/views\/[^/]+\.ts)$/.test(to)
  )
    return [`${from} imports ${to}: what is asked, done and ruled does not know how it is shown, nor its types`]
  return []
}

function floor({ from, to }: Import): string[] {
  const [own, other] = [partOf(from, 'src/platform'), partOf(to, 'src/platform')]
  if (!own || !other || own === other || isTest(from)) return []
  const level = (part: string) => PLATFORM.findIndex((names) => names.includes(part))
  if (level(own) < 0 || level(other) < 0) return [`${from}: no floor is known for ${level(own) < 0 ? own : other}`]
  return level(own) > level(other) ? [] : [`${from} imports ${to}: ${other} is not below ${own}`]
}

/** Whether a room's SQL may name a schema: its own, one of a room that it uses, or one of the platform that it says it asks. */
function speaks(name: string, schema: string): boolean {
  const { uses = [], asks = [] } = roomOf(name) ?? {}
  return schema === name || uses.includes(schema) || asks.includes(schema)
}

/** A room's SQL speaks the schemas that are its own, and reads its neighbours'; it hides from nobody which those are. What is an exception stands in a list, as long as it is one. */
function held(all: readonly string[]): string[] {
  const found = all.flatMap((file) => [...strangers(file), ...hidden(file)])
  const known = house ? [...Object.keys(SPEAKING), ...Object.keys(HIDING)] : []
  return [
    ...found.filter((one) => !(one in SPEAKING || one in HIDING)),
    ...known
      .filter((one) => !found.includes(one))
      .map((one) => `${one}: no longer so, take it from tools/exceptions.ts`),
  ]
}

function strangers(file: string): string[] {
  const room = partOf(file, 'src/features')
  if (!room || isTest(file) || !house) return []
  return [...schemasOf(file)]
    .filter((schema) => !speaks(room, schema))
    .map((schema) => `${file} speaks to the schema ${schema}`)
}

const hidden = (file: string): string[] =>
  partOf(file, 'src/features') && !isTest(file) ? hiddenIn(textOf(file)).map((what) => `${file} has ${what}`) : []

const schemasOf = (file: string) => schemasIn(textOf(file), KNOWN_SCHEMAS)

/** What a room says that it uses or asks, and does not. */
function needless(all: readonly string[], imports: readonly Import[]): string[] {
  return roomList.flatMap(({ name, uses = [], asks = [] }) => {
    const own = all.filter((file) => partOf(file, 'src/features') === name && !isTest(file))
    const spoken = new Set(own.flatMap((file) => [...schemasOf(file)]))
    const known = new Set(
      imports.flatMap(({ from, to }) => (own.includes(from) ? [partOf(to, 'src/features') ?? ''] : [])),
    )
    return [
      ...uses.filter((other) => !known.has(other) && !spoken.has(other)),
      ...asks.filter((schema) => !spoken.has(schema)),
    ].map((what) => `src/features/${name}/room.ts says that it needs ${what}, and nothing there does`)
  })
}

function defaults(file: string): string[] {
  return /^export default\b/m.test(textOf(file)) ? [`${file} has a default export`] : []
}

if (/check-(?:imports|own)\.ts$/.test(process.argv[1] ?? '')) {
  const all = everyFile()
  const imports = all.flatMap((file) => importsOf(file))
  const found = breaches(all, imports)
  const chain = longestChain(betweenParts(imports))
  for (const breach of found) process.stdout.write(`${breach}\n`)
  process.stdout.write(`The longest chain of parts has ${chain.length}: ${chain.join(' → ')}\n`)
  process.stdout.write(found.length === 0 ? 'Imports run one way.\n' : `${found.length} breaches\n`)
  if (found.length > 0) process.exitCode = 1
}
