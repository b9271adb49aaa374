import { isIP } from 'node:net'
import { delimiter, join, resolve } from 'node:path'
import { z } from 'zod'
import { CannotStart } from './errors.ts'

export const ROOT = resolve(import.meta.dirname, '../..')

const PROXIES =
  'say “no”, how many proxies there are one behind another, or their addresses, such as “10.0.0.4, 10.1.0.0/16”'

/** Proxies that are believed when they say where a request comes from: by their number, or by their addresses; undefined for what is neither. */
function proxiesIn(words: readonly string[]): number | readonly string[] | null | undefined {
  const [first = ''] = words
  if (words.length === 1 && (first === 'no' || first === '')) return null
  if (words.length === 1 && /^[1-9]$/.test(first)) return Number(first)
  return words.every(isNetwork) ? words : undefined
}

/** An address, or a network with the length of its prefix (RFC 4632). */
function isNetwork(text: string): boolean {
  const [address = '', prefix, more] = text.split('/')
  const bits = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1
  const isPrefix = prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) >= 1 && Number(prefix) <= bits)
  return more === undefined && bits > 0 && isPrefix
}

const UNITS: Readonly<Record<string, number>> = { MB: 1e6, GB: 1e9, TB: 1e12 }

/** A size as people write it: `500 MB`, `8 GB`; null for what is none. In bytes. */
function bytesIn(text: string): number | null {
  const [, digits = '', unit = ''] = /^\s*(\d{1,6}(?:\.\d{1,3})?)\s*([MGT]B)\s*$/i.exec(text) ?? []
  return digits === '' ? null : Math.round(Number(digits) * (UNITS[unit.toUpperCase()] ?? 0))
}

/** A setting that is a size, such as `8 GB`. */
const size = (usual: string) =>
  z
    .string()
    .default(usual)
    .transform((text, context) => {
      const bytes = bytesIn(text)
      if (bytes !== null) return bytes
      context.addIssue({ code: 'custom', message: 'say a size in MB, GB or TB, such as “8 GB”' })
      return z.NEVER
    })

/** A TCP port (RFC 6335, section 6); 0 lets the system choose one. */
const port = z
  .string()
  .regex(/^\s*\d{1,5}\s*$/, 'say a whole number from 0 to 65535, such as 3000')
  .transform(Number)
  .refine((number) => number <= 65_535, 'say a whole number from 0 to 65535, such as 3000')

/** What is said of a setting that is not as it must be, in place of the words of the library. */
const ADDRESS = 'say an address that begins with http:// or https://'
const address = () => z.url({ protocol: /^https?$/, error: ADDRESS })
const NOTHING = 'it is there but says nothing: give it a value, or take it away'
const filled = () => z.string().min(1, NOTHING)
const oneOf = <const Word extends string>(...words: readonly Word[]) =>
  z.enum(words, { error: `say ${words.map((word) => `“${word}”`).join(' or ')}` })

const Environment = z.object({
  PORT: port.default(3000),
  HOST: z.string().optional(),
  MUNIMENT_DATA: z.string().optional(),
  DATABASE_URL: z.string().optional(),
  DATABASE_OWNER_URL: z.string().optional(),
  MUNIMENT_URL: address().optional(),
  MUNIMENT_BANK_HOLIDAYS: z.string().optional(),
  MUNIMENT_AUDIT_KEY: filled().optional(),
  MUNIMENT_CHECKPOINTS: filled().optional(),
  MUNIMENT_MASTER_KEY: filled().optional(),
  MUNIMENT_KEY_COPY: filled().optional(),
  MUNIMENT_S3_BUCKET: z.string().min(3, 'say the name of a bucket: at least 3 characters').optional(),
  MUNIMENT_S3_ENDPOINT: address().optional(),
  MUNIMENT_S3_REGION: z.string().default('eu-west-2'),
  MUNIMENT_SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: 'say an address that begins with smtp:// or smtps://' })
    .optional(),
  MUNIMENT_MAIL_FROM: z.string().optional(),
  MUNIMENT_NOTIFY_KEY: z.string().min(74, 'say the whole API key of GOV.UK Notify: at least 74 characters').optional(),
  MUNIMENT_NOTIFY_TEMPLATE: z
    .uuid('say the id of a template of GOV.UK Notify: 36 characters with 4 hyphens')
    .optional(),
  MUNIMENT_NOTIFY_URL: address().optional(),
  MUNIMENT_SHARES: z.string().optional(),
  MUNIMENT_UPLOADS_OF_ONE: size('8 GB'),
  MUNIMENT_UPLOADS_OF_ALL: size('40 GB'),
  MUNIMENT_KEEP_FREE: size('1 GB'),
  MUNIMENT_OIDC_ISSUER: address().optional(),
  MUNIMENT_OIDC_CLIENT_ID: filled().optional(),
  MUNIMENT_OIDC_CLIENT_SECRET: filled().optional(),
  MUNIMENT_OIDC_SCOPE: z.string().default('openid email profile'),
  MUNIMENT_OIDC_GROUPS: filled().default('groups'),
  MUNIMENT_OIDC_TRUST_EMAIL: oneOf('yes', 'no').default('no'),
  MUNIMENT_OIDC_PASSWORDS: oneOf('administrators', 'everybody').default('administrators'),
  MUNIMENT_TRUST_PROXY: z
    .string()
    .transform((text) => text.split(',').map((one) => one.trim()))
    .refine((ones) => proxiesIn(ones) !== undefined, PROXIES)
    .default(['no']),
  LOG_LEVEL: oneOf('trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent').default('info'),
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
  /** The file with the key that signs checkpoints of the audit log. Absolute. */
  readonly auditKey: string
  /** A folder outside the data folder for checkpoints of the audit log, or null. Absolute. */
  readonly checkpoints: string | null
  /** Master keys of sealed files in base64, the one that closes first; null where they are kept in the data folder. */
  readonly masterKeys: readonly string[] | null
  /** A folder outside the data folder for the copy of the keys of groups, or null. Absolute. */
  readonly keyCopy: string | null
  /** The bucket in which files are kept, or null for the data folder. */
  readonly objects: { readonly bucket: string; readonly endpoint: string | null; readonly region: string } | null
  /** How mail goes out: by a mail server, by GOV.UK Notify, or not at all. */
  readonly mail: MailSettings
  /** Folders below which shares may be profiled from the browser. */
  readonly shareRoots: readonly string[]
  /** What uploads may take that have not been used yet, and what they leave free. */
  readonly uploads: UploadLimits
  /** The organisation's identity provider, or null where people have passwords here. */
  readonly oidc: OidcSettings | null
  /** Proxies that are believed when they say where a request comes from: how many, which addresses, or null for none. */
  readonly proxies: number | readonly string[] | null
  readonly logLevel: z.infer<typeof Environment>['LOG_LEVEL']
}

/** All in bytes. */
export interface UploadLimits {
  /** What the unfinished uploads of one person may take together. */
  readonly ofOne: number
  /** The same of everybody together. */
  readonly ofAll: number
  /** What stays free on the disk of the files: below that no upload goes on. */
  readonly keepFree: number
}

export interface OidcSettings {
  readonly issuer: string
  readonly clientId: string
  /** Null for a public client, which PKCE alone protects. */
  readonly clientSecret: string | null
  readonly scope: string
  /** The claim that names the groups somebody is in. */
  readonly groupsClaim: string
  /** Whether an address counts that the provider does not say it has verified. */
  readonly trustsEmail: boolean
  /** Whom a password still lets in. */
  readonly passwordsFor: 'administrators' | 'everybody'
}

export interface MailSettings {
  readonly smtpUrl: string | null
  readonly from: string | null
  readonly notify: { readonly key: string; readonly templateId: string; readonly url: string | null } | null
}

/** Half a setting is a mistake that would show only when mail is missed. */
function mailSettings(settings: z.infer<typeof Environment>): MailSettings {
  const { MUNIMENT_SMTP_URL, MUNIMENT_MAIL_FROM, MUNIMENT_NOTIFY_KEY, MUNIMENT_NOTIFY_TEMPLATE } = settings
  if (MUNIMENT_SMTP_URL && !MUNIMENT_MAIL_FROM)
    throw new CannotStart(
      'Cannot read the settings: MUNIMENT_SMTP_URL needs MUNIMENT_MAIL_FROM, the address that mail comes from',
    )
  if (Boolean(MUNIMENT_NOTIFY_KEY) !== Boolean(MUNIMENT_NOTIFY_TEMPLATE))
    throw new CannotStart('Cannot read the settings: MUNIMENT_NOTIFY_KEY and MUNIMENT_NOTIFY_TEMPLATE go together')
  return {
    smtpUrl: MUNIMENT_SMTP_URL ?? null,
    from: MUNIMENT_MAIL_FROM ?? null,
    notify:
      MUNIMENT_NOTIFY_KEY && MUNIMENT_NOTIFY_TEMPLATE
        ? { key: MUNIMENT_NOTIFY_KEY, templateId: MUNIMENT_NOTIFY_TEMPLATE, url: settings.MUNIMENT_NOTIFY_URL ?? null }
        : null,
  }
}

/** The issuer must be https, but for one on this machine: tokens do not travel in the open. */
function oidcSettings(settings: z.infer<typeof Environment>): OidcSettings | null {
  const { MUNIMENT_OIDC_ISSUER: issuer, MUNIMENT_OIDC_CLIENT_ID: clientId } = settings
  if (Boolean(issuer) !== Boolean(clientId))
    throw new CannotStart('Cannot read the settings: MUNIMENT_OIDC_ISSUER and MUNIMENT_OIDC_CLIENT_ID go together')
  if (!issuer || !clientId) return null
  const { protocol, hostname } = new URL(issuer)
  if (protocol !== 'https:' && !['localhost', '127.0.0.1', '[::1]'].includes(hostname))
    throw new CannotStart('Cannot read the settings: MUNIMENT_OIDC_ISSUER must begin with https://')
  return {
    issuer,
    clientId,
    clientSecret: settings.MUNIMENT_OIDC_CLIENT_SECRET ?? null,
    scope: settings.MUNIMENT_OIDC_SCOPE,
    groupsClaim: settings.MUNIMENT_OIDC_GROUPS,
    trustsEmail: settings.MUNIMENT_OIDC_TRUST_EMAIL === 'yes',
    passwordsFor: settings.MUNIMENT_OIDC_PASSWORDS,
  }
}

function objectSettings(settings: z.infer<typeof Environment>): Config['objects'] {
  return settings.MUNIMENT_S3_BUCKET
    ? {
        bucket: settings.MUNIMENT_S3_BUCKET,
        endpoint: settings.MUNIMENT_S3_ENDPOINT ?? null,
        region: settings.MUNIMENT_S3_REGION,
      }
    : null
}

/** Reads the configuration. Throws with one line for each setting that is wrong. */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const read = Environment.safeParse(environment)
  if (!read.success) {
    const lines = read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    throw new CannotStart(`Cannot read the settings: ${lines.join('; ')}`)
  }
  const settings = read.data
  const data = resolve(settings.MUNIMENT_DATA ?? join(ROOT, 'data'))
  return {
    port: settings.PORT,
    host: settings.HOST ?? null,
    data,
    auditKey: resolve(settings.MUNIMENT_AUDIT_KEY ?? join(data, 'audit-key.pem')),
    checkpoints: settings.MUNIMENT_CHECKPOINTS ? resolve(settings.MUNIMENT_CHECKPOINTS) : null,
    masterKeys: settings.MUNIMENT_MASTER_KEY?.split(',').map((one) => one.trim()) ?? null,
    keyCopy: settings.MUNIMENT_KEY_COPY ? resolve(settings.MUNIMENT_KEY_COPY) : null,
    databaseUrl: settings.DATABASE_URL ?? null,
    databaseOwnerUrl: settings.DATABASE_OWNER_URL ?? null,
    publicUrl: settings.MUNIMENT_URL ?? null,
    bankHolidays: settings.MUNIMENT_BANK_HOLIDAYS ?? null,
    objects: objectSettings(settings),
    mail: mailSettings(settings),
    shareRoots: (settings.MUNIMENT_SHARES ?? '')
      .split(delimiter)
      .filter((folder) => folder.trim() !== '')
      .map((folder) => resolve(folder)),
    uploads: {
      ofOne: settings.MUNIMENT_UPLOADS_OF_ONE,
      ofAll: settings.MUNIMENT_UPLOADS_OF_ALL,
      keepFree: settings.MUNIMENT_KEEP_FREE,
    },
    oidc: oidcSettings(settings),
    proxies: proxiesIn(settings.MUNIMENT_TRUST_PROXY) ?? null,
    logLevel: settings.LOG_LEVEL,
  }
}

/** The address that people use, for links in messages. */
export const addressIn = ({ publicUrl, port }: Pick<Config, 'publicUrl' | 'port'>): string =>
  publicUrl?.replace(/\/$/, '') ?? `http://localhost:${port}`
