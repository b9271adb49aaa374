import { parse as parseCsv } from 'csv-parse/sync'
import { leftJoinName } from '#features/people/index.ts'
import { type Queries, sql } from '#platform/db/index.ts'
import { BadRequest } from '#platform/errors.ts'
import { lineEndsOf } from '#platform/reading/index.ts'
import type { Level } from '../model.ts'

/** What a policy says of a format. */
export interface PolicyRule {
  readonly puid: string
  readonly level: Exclude<Level, 'unrated'>
  readonly action: string | null
  readonly reason: string | null
}

export interface PolicyFacts {
  readonly id: string
  readonly name: string
  readonly loadedAt: Date
  readonly loadedBy: string | null
  readonly isInUse: boolean
  readonly rules: number
}

/**
 * Reads a table of formats and their risk: one that names PUIDs, or addresses of PRONOM that end in them, in one column, and a
 * level in another. The National Archives and Records Administration's preservation plan is such a table.
 */
export function readPolicy(text: string): PolicyRule[] {
  let rows: Record<string, string>[]
  try {
    rows = parseCsv(text, {
      columns: true,
      bom: true,
      record_delimiter: lineEndsOf(text),
      skip_empty_lines: true,
      relax_column_count: true,
    }) as typeof rows
  } catch (error) {
    throw new BadRequest('The file cannot be read as CSV', error instanceof Error ? error.message : '')
  }
  const headers = Object.keys(rows[0] ?? {})
  const column = (pattern: RegExp) => headers.find((header) => pattern.test(header))
  const [puids, level] = [column(/pronom|puid/i), column(/risk ?level|^risk$|^level$/i)]
  if (!puids || !level)
    throw new BadRequest(
      'The file is not a policy for formats',
      'It needs a column of PUIDs or PRONOM addresses, and one of risk levels.',
    )
  const [action, reason] = [
    column(/proposed|^plan$|^action$|preservation action/i),
    column(/descri|justif|reason|why/i),
  ]
  const rules = new Map<string, PolicyRule>()
  for (const row of rows) {
    const known = levelOf(row[level] ?? '')
    if (!known) continue
    for (const [puid] of (row[puids] ?? '').matchAll(/(?:x-)?fmt\/\d+/g)) {
      const rule = { puid, level: known, action: clean(action && row[action]), reason: clean(reason && row[reason]) }
      const before = rules.get(puid)
      // Where a format is named twice, the graver word counts.
      if (!before || GRAVITY[known] > GRAVITY[before.level]) rules.set(puid, rule)
    }
  }
  if (rules.size === 0)
    throw new BadRequest(
      'The file is not a policy for formats',
      'No row names a PUID and a level: low, moderate or high.',
    )
  return [...rules.values()]
}

const GRAVITY = { low: 0, moderate: 1, high: 2 } as const

function levelOf(text: string): PolicyRule['level'] | null {
  const word = text.toLowerCase()
  if (word.includes('high')) return 'high'
  if (word.includes('moderate') || word.includes('medium')) return 'moderate'
  return word.includes('low') ? 'low' : null
}

const clean = (text: string | undefined) => text?.trim().slice(0, 2000) || null

export function policies(db: Queries): Promise<PolicyFacts[]> {
  return db.many<PolicyFacts>(sql`
    select p.id, p.name, p.loaded_at as "loadedAt", o.name as "loadedBy", p.is_in_use as "isInUse",
      (select count(*) from shares.policy_rule r where r.policy_id = p.id) as rules
    from shares.policy p ${leftJoinName('person', 'o', 'p.loaded_by')} order by p.is_in_use desc, p.loaded_at desc, p.id`)
}

export function rulesOf(db: Queries, id: string): Promise<PolicyRule[]> {
  return db.many<PolicyRule>(sql`
    select puid, level, action, reason from shares.policy_rule where policy_id = ${id}
    order by case level when 'high' then 0 when 'moderate' then 1 else 2 end, puid`)
}

export async function policyInUse(db: Queries): Promise<string | null> {
  return (await db.maybe<{ name: string }>(sql`select name from shares.policy where is_in_use`))?.name ?? null
}
