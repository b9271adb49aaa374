import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { roomList } from '../src/house.ts'
import { betweenParts, circles, longestChain, partBreaches } from './arrows.ts'
import { schemasIn } from './schemas.ts'
import { orderBreach } from './sub-rooms.ts'
import { isOfTypes, viewBreach } from './views.ts'

/** The walls of the house: which way imports may run. Prints every breach and fails if there is one. */
const ROOT = join(import.meta.dirname, '..')

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
  ...readdirSync(join(ROOT, 'db/migrations')).flatMap((file) => {
    const text = readFileSync(join(ROOT, 'db/migrations', file), 'utf8')
    return [...text.matchAll(/^create schema (?:if not exists )?(\w+)/gim)].map(([, schema = '']) => schema)
  }),
])

/** The format engine stands alone: it knows nothing of the house, and the house enters it by one door. */
const FORMATS = 'packages/formats/src/'

interface Import {
  readonly from: string
  readonly to: string
  /** Whether it brings types alone. */
  readonly isOfTypes: boolean
}

function files(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : files(path)
    return path.endsWith('.ts') ? [path] : []
  })
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(ROOT, file), 'utf8')
  const found = [
    ...text.matchAll(/^(?:import|export)\s+(type\s+)?([^'"]*?)from '([^']+)'/gms),
    ...text.matchAll(/()()import\('([^']+)'\)/g),
    ...text.matchAll(/^()()import '([^']+)'/gm),
  ]
  return found.flatMap(([, type, names = '', specifier = '']) => {
    const facts = { from: file, isOfTypes: Boolean(type) || isOfTypes(names) }
    if (specifier.startsWith('.')) return [{ ...facts, to: relative(ROOT, resolve(ROOT, dirname(file), specifier)) }]
    if (specifier.startsWith('#formats')) return [{ ...facts, to: `${FORMATS}index.ts` }]
    if (specifier.startsWith('#')) return [{ ...facts, to: specifier.replace('#', 'src/') }]
    return []
  })
}

const partOf = (path: string, folder: string) =>
  path.startsWith(`${folder}/`)
    ? path
        .slice(folder.length + 1)
        .split('/')[0]
        ?.replace(/\.ts$/, '')
    : undefined
const isTest = (path: string) => path.endsWith('.test.ts')

const everyFile = () => [...files('src'), ...files('test'), ...files('packages')]

/** Every breach of the walls, in words. */
export function breaches(all = everyFile(), imports = all.flatMap(importsOf)): string[] {
  return [
    ...imports.flatMap(wall),
    ...imports.flatMap(floor),
    ...imports.flatMap((one) => orderBreach(one) ?? []),
    ...circles(imports),
    ...partBreaches(imports),
    ...all.flatMap(strangers),
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
    if (!roomOf(room)?.uses?.includes(other))
      return [`${from} imports ${to}: ${room} does not say that it uses ${other}`]
    if (to !== `src/features/${other}/index.ts`) return [`${from} imports ${to}: rooms are entered by their index.ts`]
  }
  if (/^src\/features\/[^/]+\/room\.ts$/.test(to) && from !== 'src/house.ts')
    return [`${from} imports ${to}: what a room has is joined on by the house alone`]
  if (/^src\/features\/[^/]+\/index\.ts$/.test(from) && /\/(routes|forms|views|views\/.*)\.ts$/.test(to))
    return [`${from} imports ${to}: neighbours call what a room knows and does, not what it shows`]
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

/** A room's SQL speaks the schemas that are its own, and reads its neighbours'. */
function strangers(file: string): string[] {
  const room = partOf(file, 'src/features')
  if (!room || isTest(file)) return []
  return [...schemasOf(file)]
    .filter((schema) => !speaks(room, schema))
    .map((schema) => `${file} speaks to the schema ${schema}`)
}

const schemasOf = (file: string) => schemasIn(readFileSync(join(ROOT, file), 'utf8'), KNOWN_SCHEMAS)

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
  return /^export default\b/m.test(readFileSync(join(ROOT, file), 'utf8')) ? [`${file} has a default export`] : []
}

if (/check-(?:imports|own)\.ts$/.test(process.argv[1] ?? '')) {
  const all = everyFile()
  const imports = all.flatMap(importsOf)
  const found = breaches(all, imports)
  const chain = longestChain(betweenParts(imports))
  for (const breach of found) process.stdout.write(`${breach}\n`)
  process.stdout.write(`The longest chain of parts has ${chain.length}: ${chain.join(' → ')}\n`)
  process.stdout.write(found.length === 0 ? 'Imports run one way.\n' : `${found.length} breaches\n`)
  if (found.length > 0) process.exitCode = 1
}
