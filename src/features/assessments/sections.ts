import { type Day, inWords } from '#platform/calendar/index.ts'
import { dayOfInstant, type Queries, sql } from '#platform/db/index.ts'
import { inTime, type PaperBlock, type ReportSection, type Span, tableOrWords } from '#platform/documents/index.ts'
import { counted } from '#platform/words.ts'
import { PARTICIPANT_STATES } from './model.ts'
import { isHandedIn, WHOLE } from './results/model.ts'
import { type LeagueRow, league, summaries } from './results/store.ts'
import { inFigures } from './scoring/scale.ts'
import { RESULTS_SEEN } from './seeing.ts'

/** Campaigns that are told one by one. */
const MOST = 5
/** Units of one campaign. */
const UNITS = 40

interface Told {
  readonly id: string
  readonly name: string
  readonly closesOn: Day
  readonly openedOn: Day
  readonly closedOn: Day | null
  readonly publishedOn: Day | null
}

const paragraph = (text: string): PaperBlock => ({ type: 'paragraph', text })
const figure = (value: number | null | undefined) => (value === null || value === undefined ? '' : inFigures(value))

/** What the room says in reports: results that were published in the time, and campaigns that were closed in it or are under way. */
export const sections: readonly ReportSection[] = [
  {
    key: 'assessments.latest',
    admits: 'assessments:read',
    seenBy: RESULTS_SEEN,
    compile: async (db, { from, to, recordedFrom }) => {
      const all = await campaignsUntil(db, { from, to })
      if (all.length === 0) return [paragraph('No campaign of assessments has been held yet.')]
      const published = all.filter(({ publishedOn }) => publishedOn !== null && publishedOn <= to)
      const ofTime = published.filter(({ publishedOn }) => publishedOn !== null && publishedOn >= from)
      const told = await Promise.all(ofTime.slice(0, MOST).map((one) => resultsOf(db, one)))
      const [last] = published
      return [
        ...(ofTime.length > 0 ? [] : [paragraph(await noneIn(db, last, inTime({ from, recordedFrom })))]),
        ...(ofTime.length > MOST
          ? [
              paragraph(
                `The last ${MOST} of ${counted(ofTime.length, 'campaign', 'campaigns')} with results are told here.`,
              ),
            ]
          : []),
        ...told.flat(),
        ...othersIn(all, { from, to }).map(paragraph),
      ]
    },
  },
]

/**
 * Campaigns that had been opened by the end of a time, as far as they belong in it: those published in it, the last that was published before,
 * and those that were closed in it or not yet. The last published first.
 */
function campaignsUntil(db: Queries, { from, to }: Span): Promise<Told[]> {
  return db.many(sql`
    with told as (
      select c.id, c.name, c.closes_on as "closesOn", c.opens_on as "openedOn", ${dayOfInstant(sql`c.closed_at`)} as "closedOn", ${dayOfInstant(sql`c.published_at`)} as "publishedOn", c.published_at
      from assessments.campaign c where c.state <> 'preparing' and c.opens_on <= ${to})
    select id, name, "closesOn", "openedOn", "closedOn", "publishedOn" from told
    where "publishedOn" >= ${from} or "closedOn" >= ${from} or "closedOn" is null
      or id = (select t.id from told t where t."publishedOn" <= ${to} order by t.published_at desc, t.id desc limit 1)
    order by published_at desc nulls last, "openedOn" desc, id desc limit 200`)
}

/** What is said where no results were published in the time: the last before it. */
async function noneIn(db: Queries, last: Told | undefined, when: string): Promise<string> {
  const none = `No results were published ${when}.`
  if (!last?.publishedOn) return none
  return `${none} The last are of ${inWords(last.publishedOn)}: ${await inOneSentence(db, last)}`
}

async function resultsOf(db: Queries, one: Told): Promise<PaperBlock[]> {
  const units = await league(db, one.id, WHOLE, UNITS)
  const published = one.publishedOn ? [`Its results were published on ${inWords(one.publishedOn)}.`] : []
  return [
    ...[await inOneSentence(db, one), ...published].map(paragraph),
    tableOrWords(
      `Units by their score: ${one.name}`,
      'No unit took part.',
      [
        { text: 'Unit', share: 5 },
        { text: 'Score', numeric: true },
        { text: 'Level', share: 2 },
        { text: 'State', share: 2 },
      ],
      units.map((row) => [...scoreOf(row), PARTICIPANT_STATES[row.state]]),
    ),
  ]
}

/** A unit with its score and level, where it has handed in its answers. */
const scoreOf = (row: LeagueRow): string[] =>
  isHandedIn(row) ? [row.unit, figure(row.score), row.level ?? ''] : [row.unit, '', '']

async function inOneSentence(db: Queries, { id, name, closesOn }: Told): Promise<string> {
  const whole = (await summaries(db, id)).find(({ part }) => part === WHOLE)
  const asked = `${name}, to be answered by ${inWords(closesOn)}`
  if (!whole) return `${asked}: no unit is final.`
  const middle = whole.median === null ? '' : ` the middle score is ${figure(whole.median)},`
  const range =
    whole.units === 1
      ? `the score is ${figure(whole.least)}`
      : `scores go from ${figure(whole.least)} to ${figure(whole.most)}`
  return `${asked}: ${counted(whole.units, 'unit is', 'units are')} final,${middle} ${range}, and ${counted(whole.below, 'is', 'are')} below the threshold.`
}

/** Campaigns without published results: those that were closed in the time, and those that were under way at its end. */
function othersIn(all: readonly Told[], { from, to }: Span): string[] {
  const isPublished = ({ publishedOn }: Told) => publishedOn !== null && publishedOn <= to
  const closed = all.filter(
    (one) => !isPublished(one) && one.closedOn !== null && one.closedOn >= from && one.closedOn <= to,
  )
  const open = all.filter((one) => !isPublished(one) && (one.closedOn === null || one.closedOn > to))
  const closedOn = ({ name, closedOn: on }: Told) => `${name}${on ? ` (closed on ${inWords(on)})` : ''}`
  return [
    ...(closed.length > 0 ? [`Closed, with results that were not published: ${closed.map(closedOn).join('; ')}.`] : []),
    ...(open.length > 0 ? [`Under way on ${inWords(to)}: ${open.map(({ name }) => name).join('; ')}.`] : []),
  ]
}
