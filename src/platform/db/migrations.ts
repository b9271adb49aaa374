import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '../../..')
const ROOMS = 'src/features'

/** A migration that was run in some database, and the SHA-256 of its text. */
export interface RunMigration {
  readonly name: string
  readonly digest: string
}

export interface Migration extends RunMigration {
  readonly text: string
}

/** Where a migration lies, from the root of the project, and what it is called. */
interface MigrationFile {
  readonly file: string
  readonly name: string
}

/**
 * The files of migrations, those of the house (`db/migrations`) and those of each room (`src/features/ROOM/migrations`), in one order by their numbers. A
 * database remembers them by their names alone, so that it is nothing to it where they lie.
 */
export function migrationFiles(root = ROOT): MigrationFile[] {
  const rooms = existsSync(join(root, ROOMS)) ? readdirSync(join(root, ROOMS)) : []
  return ['db/migrations', ...rooms.map((room) => `${ROOMS}/${room}/migrations`)]
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => readdirSync(join(root, folder)).map((name) => ({ file: `${folder}/${name}`, name })))
    .filter(({ name }) => name.endsWith('.sql'))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
}

/** The migrations of this release, oldest first. */
export const migrations = (root = ROOT): Migration[] =>
  migrationFiles(root).map(({ file, name }) => {
    const text = readFileSync(join(root, file), 'utf8')
    return { name, text, digest: createHash('sha256').update(text).digest('hex') }
  })
