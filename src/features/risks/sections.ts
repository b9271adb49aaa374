import { joinName, leftJoinName } from '#features/people/index.ts'
import { asTheReader } from '#platform/access/index.ts'
import { type Day, inWords } from '#platform/calendar/index.ts'
import { drawnWithin } from '#platform/charts/index.ts'
import { dayOfInstant, type Queries, sql } from '#platform/db/index.ts'
import {
  type PaperBlock,
  type ReportSection,
  type SpanOnRecord,
  sinceDay,
  tableOrWords,
} from '#platform/documents/index.ts'
import { wordsOf } from '#platform/form/index.ts'
import { capital, counted } from '#platform/words.ts'
import { type Affected, peopleAffected } from './affected.ts'
import { CLOCKS, INCIDENT_KINDS, movedOrClosed, RESPONSES, SEVERITIES } from './model.ts'
import { matrixPicture, matrixSize } from './overview/picture-views.ts'
import { INCIDENTS_SEEN, RISKS_SEEN } from './seeing.ts'
import { countsIn, matrixOf, movedSince, type Totals, totals } from './store.ts'

/** Rows of each table of a report. */
const ROWS = 15

/** What the room says in reports. */
export const sections: readonly ReportSection[] = [
  {
    key: 'risks.map',
    admits: 'risks:read',
    seenBy: RISKS_SEEN,
    compile: openRisks,
  },
  {
    key: 'risks.gravest',
    admits: 'risks:read',
    seenBy: RISKS_SEEN,
    compile: async (db) => {
      const rows = await db.many<{
        title: string
        unit: string
        owner: string | null
        band: string | null
        score: number | null
        target: number | null
        response: string | null
        actions: string | null
      }>(sql`
        select r.title, u.name as unit, p.name as owner, b.name as band, r.score, r.target_score as target, r.response,
          (select string_agg(m.what, E'\n' order by m.due_on nulls last, m.id) from risks.mitigation m where m.risk_id = r.id and m.ended_on is null and m.done_on is null) as actions
        from risks.risk r ${joinName('unit', 'u', 'r.unit_id')} ${leftJoinName('person', 'p', 'r.owner_id')} left join risks.band b on b.id = r.band_id
        where r.closed_on is null order by coalesce(r.score, -1) desc, r.id desc limit ${ROWS}`)
      return [
        tableOrWords(
          'The gravest open risks',
          'No risk is open.',
          [
            { text: 'Risk', share: 4 },
            { text: 'Held in', share: 2 },
            { text: 'Owner', share: 2 },
            { text: 'Band', share: 1.5 },
            { text: 'Target score', share: 1.3, numeric: true },
            { text: 'What is done', share: 3 },
          ],
          rows.map((row) => [
            row.title,
            row.unit,
            row.owner ?? 'Nobody',
            row.band ? `${row.band} (${row.score})` : 'Not judged',
            row.target === null ? '' : String(row.target),
            [wordsOf(RESPONSES, row.response).split(':')[0], row.actions].filter(Boolean).join('\n'),
          ]),
        ),
      ]
    },
  },
  {
    key: 'risks.movement',
    admits: 'risks:read',
    seenBy: RISKS_SEEN,
    compile: async (db, { from, recordedFrom }) => {
      const moved = await movedSince(db, recordedFrom)
      const words = moved.map(movedOrClosed)
      const count = (one: string) => words.filter((other) => other === one).length
      const rows = moved.filter((row) => movedOrClosed(row) !== 'Same')
      const hasThen = rows.slice(0, ROWS * 2).some(({ before }) => before !== null)
      return [
        {
          type: 'paragraph',
          text: `${capital(sinceDay({ from, recordedFrom }))}: ${count('Up')} up, ${count('Down')} down, ${count('New')} new, ${count('Closed')} closed, ${count('Same')} as before.`,
        },
        ...(rows.length > ROWS * 2
          ? [{ type: 'paragraph', text: `The ${ROWS * 2} that moved furthest are shown.` } as const]
          : []),
        tableOrWords(
          'Risks that moved',
          'No risk moved.',
          [
            { text: 'Risk', share: 4 },
            { text: 'Held in', share: 2 },
            ...(hasThen ? [{ text: 'Then', share: 1.5 }] : []),
            { text: 'Now', share: 1.5 },
            { text: 'Movement', share: 1.2 },
          ],
          rows
            .slice(0, ROWS * 2)
            .map((row) => [
              row.title,
              row.unit,
              ...(hasThen ? [row.before === null ? '' : `${row.beforeBand ?? ''} (${row.before})`] : []),
              row.now === null ? '' : `${row.nowBand ?? ''} (${row.now})`,
              movedOrClosed(row),
            ]),
        ),
      ]
    },
  },
  {
    key: 'risks.incidents',
    admits: 'incidents:read',
    isOfAllUnits: true,
    seenBy: INCIDENTS_SEEN,
    compile: incidentsIn,
  },
]

/** A line for each figure that is not zero. */
const linesOf = (figures: readonly (readonly [number, string])[]): string[] =>
  figures.flatMap(([figure, line]) => (figure > 0 ? [line] : []))

interface IncidentRow {
  readonly title: string
  readonly on: Day
  readonly kind: string | null
  readonly severity: string | null
  readonly people: number | null
  readonly clock: string
  readonly lessons: string | null
}

interface IncidentFigures extends Affected {
  readonly all: number
  readonly met: number
  readonly late: number
  readonly running: number
}

interface KindCount {
  readonly kind: string | null
  readonly count: number
}

async function incidentsIn(db: Queries, { from, to, recordedFrom }: SpanOnRecord): Promise<PaperBlock[]> {
  const inSpan = sql`${dayOfInstant(sql`i.aware_at`)} between ${from} and ${to}`
  const rows = await db.many<IncidentRow>(sql`
    select i.title, ${dayOfInstant(sql`i.aware_at`)} as on, i.kind, i.severity, i.people_affected as people, i.clock, i.lessons
    from risks.incident i where ${inSpan} order by array_position(array['severe', 'major', 'moderate', 'minor'], i.severity) nulls last, i.aware_at desc, i.id limit ${ROWS * 2}`)
  const figures = await db.one<IncidentFigures>(sql`
    select count(*) as all, count(*) filter (where i.personal = 'yes') as personal, count(*) filter (where i.clock = 'met') as met,
      count(*) filter (where i.clock = 'late') as late, count(*) filter (where i.clock = 'running') as running, coalesce(sum(i.people_affected), 0) as people,
      coalesce(sum(i.people_affected) filter (where i.personal = 'yes'), 0) as "inBreaches",
      count(i.people_affected) filter (where i.personal = 'yes') as saying,
      count(*) filter (where i.personal is distinct from 'yes') as others,
      count(i.people_affected) filter (where i.personal is distinct from 'yes') as "othersSaying"
    from risks.incident i where ${inSpan}`)
  const kinds = await db.many<KindCount>(
    sql`select i.kind, count(*) from risks.incident i where ${inSpan} group by 1 order by 2 desc, 1`,
  )
  if (figures.all === 0)
    return [{ type: 'paragraph', text: `No incident was reported from ${inWords(recordedFrom)} to ${inWords(to)}.` }]
  return [
    {
      type: 'list',
      items: [
        `${counted(figures.all, 'incident', 'incidents')} from ${inWords(from)} to ${inWords(to)}`,
        ...incidentLines(figures),
      ],
    },
    incidentKinds(kinds),
    ...(figures.all > rows.length
      ? [{ type: 'paragraph', text: `The first ${rows.length}, gravest first.` } as const]
      : []),
    gravestIncidents(rows),
  ]
}

const incidentLines = (figures: IncidentFigures): string[] => [
  ...linesOf([[figures.personal, `${counted(figures.personal, 'was a breach', 'were breaches')} of personal data`]]),
  ...peopleAffected(figures),
  ...linesOf([
    [figures.met, `${figures.met} notified to the Information Commissioner within 72 hours`],
    [figures.late, `${figures.late} notified to the Information Commissioner after 72 hours`],
    [figures.running, `${figures.running} not notified or decided yet`],
  ]),
]

const incidentKinds = (kinds: readonly KindCount[]): PaperBlock =>
  tableOrWords(
    'Incidents by kind',
    '',
    [
      { text: 'Kind', share: 4 },
      { text: 'Incidents', numeric: true },
    ],
    kinds.map(({ kind, count }) => [wordsOf(INCIDENT_KINDS, kind) || 'Not said', String(count)]),
  )

const gravestIncidents = (rows: readonly IncidentRow[]): PaperBlock =>
  tableOrWords(
    'Incidents, gravest first',
    '',
    [
      { text: 'Incident', share: 4 },
      { text: 'Day', share: 1.5 },
      { text: 'Severity', share: 1.2 },
      { text: 'People', numeric: true },
      { text: 'Notification', share: 2 },
      { text: 'What was learned', share: 4 },
    ],
    rows.map((row) => [
      row.title,
      inWords(row.on),
      wordsOf(SEVERITIES, row.severity),
      row.people === null ? '' : String(row.people),
      wordsOf(CLOCKS, row.clock),
      row.lessons ?? '',
    ]),
  )

/** How many risks are open, by band and in the matrix. */
async function openRisks(db: Queries, { on }: SpanOnRecord): Promise<PaperBlock[]> {
  const [matrix, standing, figures] = await Promise.all([matrixOf(db), countsIn(db, 'now', null), totals(db, on, null)])
  const title = 'Open risks by likelihood and impact'
  const bands = await db.many<BandCount>(sql`
    select b.name as band, count(r.id) as open, count(r.id) filter (where r.beyond = 'yes') as beyond
    from risks.band b left join risks.risk r on r.band_id = b.id and r.closed_on is null group by b.id, b.name, b.rank order by b.rank desc`)
  return [
    { type: 'list', items: riskLines(figures) },
    risksByBand(bands),
    {
      type: 'picture',
      svg: matrixPicture(drawnWithin(asTheReader('the section'), { matrix, counts: standing }), {
        id: 'report-map',
        title,
        href: null,
      }),
      ...matrixSize(matrix),
      description: `${title}: ${bands.map(({ band, open }) => `${band} ${open}`).join(', ')}`,
    },
  ]
}

interface BandCount {
  readonly band: string
  readonly open: number
  readonly beyond: number
}

const riskLines = (figures: Totals): string[] => [
  counted(figures.open, 'open risk', 'open risks'),
  `${counted(figures.beyond, 'is', 'are')} beyond the appetite`,
  `${counted(figures.toReview, 'is', 'are')} overdue for review`,
  ...(figures.heldLow > 0 ? [`${counted(figures.heldLow, 'is', 'are')} held further down than the band allows`] : []),
  ...(figures.escalated > 0
    ? [counted(figures.escalated, 'escalation waits for an answer', 'escalations wait for an answer')]
    : []),
]

const risksByBand = (bands: readonly BandCount[]): PaperBlock =>
  tableOrWords(
    'Open risks by band',
    'No band is on record.',
    [
      { text: 'Band', share: 3 },
      { text: 'Open', numeric: true },
      { text: 'Beyond the appetite', numeric: true },
    ],
    bands.map(({ band, open, beyond }) => [band, String(open), String(beyond)]),
  )
