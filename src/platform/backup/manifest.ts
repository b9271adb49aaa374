import { createHash } from 'node:crypto'
import { z } from 'zod'
import { canonical, type Json } from '../audit/index.ts'
import { Refusal } from '../errors.ts'

const Digest = z.string().regex(/^[0-9a-f]{64}$/)
const Count = z.number().int().nonnegative()

const Said = z.object({
  kind: z.literal('muniment-backup'),
  /** The layout of the folder; another number is another layout. */
  layout: z.literal(1),
  madeAt: z.iso.datetime(),
  postgres: z.string(),
  isExample: z.boolean().nullable(),
  /** What made the schema, by name and the SHA-256 of its text. */
  migrations: z.array(z.object({ name: z.string(), digest: Digest })),
  tables: z.array(
    z.object({ schema: z.string(), name: z.string(), columns: z.array(z.string()), rows: Count, content: Digest }),
  ),
  sequences: z.array(z.object({ schema: z.string(), name: z.string(), value: z.string(), isCalled: z.boolean() })),
  /** Jobs that were asked for and had not run. */
  jobs: z.array(
    z.object({ task: z.string(), key: z.string().nullable(), payload: z.record(z.string(), z.unknown()).optional() }),
  ),
  /** Kept files; `lost` are those that the store did not have, or not whole, when the backup was made. */
  files: z.object({ count: Count, bytes: Count, lost: z.array(z.object({ digest: Digest, why: z.string() })) }),
  /** Sealed files, as they lie; left out by releases and houses that know none. `keys` is the copy of the keys that goes with the backup. */
  sealed: z
    .object({
      count: Count,
      bytes: Count,
      keys: z.string().nullable(),
      lost: z.array(z.object({ group: z.uuid(), address: Digest, why: z.string() })),
    })
    .optional(),
  audit: z.object({ placed: Count, waiting: Count, root: Digest }),
  /** SHA-256 of the list of everything else in the folder. */
  sums: Digest,
})
/** What a backup holds, and what a restored house is compared with. */
export type Manifest = z.infer<typeof Said>
export type TableFacts = Manifest['tables'][number]

/** SHA-256 of what a manifest says, as canonical JSON (RFC 8785). */
export const manifestDigest = (said: Manifest): string =>
  createHash('sha256')
    .update(canonical(said as Json))
    .digest('hex')

/** The manifest as text, with its own digest in it. */
export function manifestText(said: Manifest): string {
  return `${JSON.stringify({ ...said, digest: manifestDigest(said) }, null, 2)}\n`
}

/** Reads a manifest. Throws a Refusal for what is none, is of another layout, or was changed. */
export function readManifest(text: string): Manifest {
  const given = parsed(text)
  if (given?.kind !== 'muniment-backup') throw new Refusal('The manifest of the backup cannot be read', 400, DAMAGED)
  if (given.layout !== 1)
    throw new Refusal('The backup was made by another release, which lays it out in another way', 409)
  const { digest, ...said } = given
  const read = Said.safeParse(said)
  if (!read.success || digest !== manifestDigest(read.data))
    throw new Refusal('The manifest of the backup has been changed', 409, DAMAGED)
  return read.data
}

export const DAMAGED = 'The backup is damaged. Use another one.'

function parsed(text: string): (Record<string, unknown> & { readonly kind?: unknown }) | null {
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(text))
  } catch {
    return null
  }
}
