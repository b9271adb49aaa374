import { inWords } from '#platform/calendar/index.ts'
import { type Queries, sql } from '#platform/db/index.ts'
import {
  inTime,
  type PaperBlock,
  type ReportSection,
  type SpanOnRecord,
  tableOrWords,
} from '#platform/documents/index.ts'
import { FINDING_KINDS, type FindingKind } from './governance/model.ts'
import { PEOPLE_SEEN } from './seeing.ts'

/** Rules as a table of counts names them. */
const RULES: Readonly<Record<FindingKind, string>> = { ...FINDING_KINDS, vacant: 'Vacant roles' }

/** What the room says in reports. */
export const sections: readonly ReportSection[] = [
  {
    key: 'people.governance',
    admits: 'people:read',
    seenBy: PEOPLE_SEEN,
    compile: governance,
  },
]

/** Rules that are broken, and leading roles that changed hands. */
async function governance(db: Queries, { from, to, on, recordedFrom }: SpanOnRecord): Promise<PaperBlock[]> {
  const kinds = await db.many<KindCount>(sql`
    select kind, count(*) as open, count(*) filter (where accepted_until >= ${on}) as accepted from people.finding where gone_on is null group by 1 order by 2 desc, 1`)
  const findings = await db.many<OldFinding>(sql`
    select kind, explanation, found_on as on, accepted_until as until from people.finding where gone_on is null and kind <> 'training' order by found_on, id limit 20`)
  const changes = await db.many<RoleChange>(sql`
    select p.name as person, r.name as role, u.name as unit, x.day as on, x.what
    from people.appointment a join people.person p on p.id = a.person_id join people.role r on r.id = a.role_id left join people.unit u on u.id = a.unit_id
      cross join lateral (values (a.from_on, 'began'), (a.until_on, 'ended')) x (day, what)
    where (r.filled_in is not null or r.asset_part is not null) and x.day between ${from} and ${to} order by x.day desc, p.name, a.id, x.what limit 20`)
  return [
    brokenRules(kinds),
    ...(findings.length > 0 ? [oldest(findings)] : []),
    leadingRoles(changes, `No leading role changed hands ${inTime({ from, recordedFrom })}.`),
  ]
}

interface KindCount {
  readonly kind: FindingKind
  readonly open: number
  readonly accepted: number
}

interface OldFinding {
  readonly kind: FindingKind
  readonly explanation: string
  readonly on: string
  readonly until: string | null
}

interface RoleChange {
  readonly person: string
  readonly role: string
  readonly unit: string | null
  readonly on: string
  readonly what: string
}

const brokenRules = (kinds: readonly KindCount[]): PaperBlock =>
  tableOrWords(
    'Broken rules of governance',
    'No rule of governance is broken.',
    [
      { text: 'Rule', share: 4 },
      { text: 'Open', numeric: true },
      { text: 'Accepted until a date', numeric: true },
    ],
    kinds.map(({ kind, open, accepted }) => [RULES[kind], String(open), String(accepted)]),
  )

const oldest = (findings: readonly OldFinding[]): PaperBlock =>
  tableOrWords(
    'The oldest of them',
    '',
    [
      { text: 'What', share: 6 },
      { text: 'Since', share: 1.5 },
      { text: 'Accepted until', share: 1.5 },
    ],
    findings.map(({ explanation, on, until }) => [explanation, inWords(on), until ? inWords(until) : '']),
  )

const leadingRoles = (changes: readonly RoleChange[], none: string): PaperBlock =>
  tableOrWords(
    'Leading roles that began or ended',
    none,
    [
      { text: 'Day', share: 1.5 },
      { text: 'Who', share: 3 },
      { text: 'Role', share: 3 },
      { text: 'Unit', share: 3 },
    ],
    changes.map((row) => [inWords(row.on), row.person, `${row.role} ${row.what}`, row.unit ?? '']),
  )
