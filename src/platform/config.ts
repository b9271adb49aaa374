import { join, resolve } from 'node:path'
import { z } from 'zod'

export const ROOT = resolve(import.meta.dirname, '../..')

const Environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().optional(),
  MUNIMENT_DATA: z.string().optional(),
  DATABASE_URL: z.string().optional(),
  DATABASE_OWNER_URL: z.string().optional(),
  MUNIMENT_URL: z.url().optional(),
  MUNIMENT_BANK_HOLIDAYS: z.string().optional(),
  MUNIMENT_TRUST_PROXY: z.enum(['yes', 'no']).default('no'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
})

/** What an installation may set, read once from the environment and checked. */
export interface Config {
  readonly port: number
  /** The address to listen on, or null for the default. */
  readonly host: string | null
  /** Folder of everything that Muniment keeps on disk. Absolute. */
  readonly data: string
  /** A PostgreSQL server to use instead of the embedded one. */
  readonly databaseUrl: string | null
  /** The role that owns the schema, where it is not the one of `databaseUrl`. */
  readonly databaseOwnerUrl: string | null
  /** The address people use, such as `https://muniment.example.gov.uk`, or null for the local one. */
  readonly publicUrl: string | null
  /** A table of bank holidays that an administrator keeps, or null for the one that comes with the product. */
  readonly bankHolidays: string | null
  readonly trustProxy: boolean
  readonly logLevel: z.infer<typeof Environment>['LOG_LEVEL']
}

/** Reads the configuration. Throws with one line for each setting that is wrong. */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const read = Environment.safeParse(environment)
  if (!read.success) {
    const lines = read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    throw new Error(`Cannot read the settings: ${lines.join('; ')}`)
  }
  const settings = read.data
  return {
    port: settings.PORT,
    host: settings.HOST ?? null,
    data: resolve(settings.MUNIMENT_DATA ?? join(ROOT, 'data')),
    databaseUrl: settings.DATABASE_URL ?? null,
    databaseOwnerUrl: settings.DATABASE_OWNER_URL ?? null,
    publicUrl: settings.MUNIMENT_URL ?? null,
    bankHolidays: settings.MUNIMENT_BANK_HOLIDAYS ?? null,
    trustProxy: settings.MUNIMENT_TRUST_PROXY === 'yes',
    logLevel: settings.LOG_LEVEL,
  }
}
