import { createHash } from 'node:crypto'
import type { FoundEntry } from '../audit/index.ts'
import { type Db, type Queries, sql } from '../db/index.ts'
import { counted } from '../words.ts'

/** What stands against what is on record as destroyed, and what nothing can show of it, in words. */
export interface DestructionsFound {
  readonly problems: readonly string[]
  readonly cannotKnow: readonly string[]
}

interface Row {
  readonly id: string
  /** Null where the row is gone. */
  readonly why: string | null
  readonly subject: string | null
  readonly group: string | null
  readonly files: number | null
  readonly bytes: number | null
  readonly proof: string | null
  /** Whether row and entry name the same instant, to the microsecond; null where one of them is gone. */
  readonly isAt: boolean | null
  readonly isOfFile: boolean | null
  /** What the log says, where it does. */
  readonly subjectId: string | null
  readonly facts: FoundEntry['facts'] | null
  /** Whether a restore did it again, out of the copy of the keys: the log that told of it was newer than the backup. */
  readonly isAgain: boolean
}

const DESTRUCTIONS = sql`
  with told as (
    select e.at, e.subject_id, e.facts, e.facts->>'destruction' as destruction from audit.entry e where e.what in ('file.destroyed', 'files.destroyed')),
  again as (
    select distinct jsonb_array_elements_text(facts->'destroyedAgain') as id from audit.entry where jsonb_typeof(facts->'destroyedAgain') = 'array')
  select coalesce(d.id::text, t.destruction) as id, d.why, coalesce(encode(d.digest, 'hex'), d.group_id::text) as subject, d.group_id as "group",
    d.files, d.bytes, encode(d.proof, 'hex') as proof, d.at = t.at as "isAt", d.digest is not null as "isOfFile", t.subject_id as "subjectId", t.facts,
    exists (select from again a where a.id = d.id::text) as "isAgain"
  from blobs.destruction d full join told t on t.destruction = d.id::text order by 1`

/**
 * Compares everything that is on record as destroyed with the entries of the audit log: what, why, when, how much and the proof. The entries are as
 * good as the log, which is verified by itself. When the store had nothing of it any more is not compared: that comes after the act.
 */
export async function verifyDestructions(db: Queries & Pick<Db, 'batches'>): Promise<DestructionsFound> {
  const problems: string[] = []
  let again = 0
  for await (const rows of db.batches<Row>(DESTRUCTIONS, 1_000))
    for (const row of rows) {
      if (row.why === null) problems.push(`The log tells of the destruction ${row.id}, and there is none any more.`)
      else if (row.facts !== null) problems.push(...differences(row))
      else if (row.isAgain) again += 1
      else problems.push(`The audit log has no entry of the destruction ${row.id}.`)
    }
  const cannotKnow =
    again === 0
      ? []
      : [
          `${counted(again, 'destruction was', 'destructions were')} done again after a restore, and the log that told of it was newer than the backup: only the copy of the keys says why.`,
        ]
  return { problems, cannotKnow }
}

function differences({ id, facts, why, ...row }: Row): string[] {
  const reason = createHash('sha256')
    .update(why ?? '')
    .digest('hex')
  const compared: readonly (readonly [string, boolean])[] = [
    ['what', row.subjectId === row.subject],
    ['group', !row.isOfFile || (facts?.group ?? null) === row.group],
    ['why', facts?.reason === reason],
    ['when', row.isAt === true],
    ['files', facts?.files === row.files],
    ['bytes', facts?.bytes === row.bytes],
    ['proof', facts?.proof === row.proof],
  ]
  const other = compared.flatMap(([name, isSame]) => (isSame ? [] : [name]))
  return other.length === 0 ? [] : [`The destruction ${id} is not on record as the log has it (${other.join(', ')}).`]
}
