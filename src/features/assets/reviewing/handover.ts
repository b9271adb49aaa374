import { type Day, inWords } from '#platform/calendar/index.ts'
import { dayOfInstant, type Queries, type Sql, sql } from '#platform/db/index.ts'
import { downloads, tableRoutes } from '#platform/listing/index.ts'
import { dataTable, deedButton, heading, html, link } from '#platform/page/index.ts'
import { get, page, type Route } from '#platform/web/index.ts'
import { completeness } from '../model.ts'
import { paths } from '../paths.ts'
import { type AssetEntry, entries } from '../store.ts'

/** Assets that are shown for one new owner. */
const MOST = 500

interface Came {
  readonly id: string
  readonly from: string
  readonly on: Day
}

/** Assets that came to a person from another owner, and that they have not confirmed since, the newest first. */
export function handovers(db: Queries, personId: string): Promise<Came[]> {
  return db.many(sql`
    select a.id, c.owner as from, c.day as on ${cameFrom(personId)}
    order by c.day desc, a.name limit ${MOST}`)
}

/** The last time that each asset `a` of somebody was given to another owner, as `c`, where they have not confirmed it since. */
const givenSince = (personId: string): Sql => sql`
  from assets.asset a cross join lateral (
    select fields->'owner_id'->>0 as owner, ${dayOfInstant(sql`at`)} as day, by_person_id from register.change
    where register = 'assets' and item_id = a.id and fields ? 'owner_id' order by id desc limit 1) c
  where a.owner_id = ${personId} and a.ended_on is null and not coalesce(a.confirmed_by = ${personId} and a.confirmed_on >= c.day, false)`

/** The assets `a` that came to a person and that they have not confirmed since, each with from whom and when as `c`. */
export const cameFrom = (personId: string): Sql => sql`${givenSince(personId)} and c.owner <> ''`

/** The assets `a` that somebody else made a person's, that had no owner, and that they have not confirmed since. */
export const givenTo = (personId: string): Sql =>
  sql`${givenSince(personId)} and c.owner = '' and c.by_person_id <> ${personId}`

export const routes: readonly Route[] = [
  get(paths.handover, 'assets:read', async ({ db, person }) => {
    const rows = (await cameTo(db, person.id)).map(rowOf)
    return page({
      title: 'Assets that came to you',
      back: { href: paths.mine, text: 'Back to your assets' },
      content: html`${heading('Assets that came to you', person.name)}${
        rows.length === 0
          ? html`<p class="govuk-body">Nothing is waiting: you have confirmed every asset that came to you from another owner.</p>`
          : html`<p class="govuk-body">You answer for these now. For each of them:</p><ol class="govuk-list govuk-list--number"><li>Ask whoever owned it before what is not written down: who really uses it, what is about to change, what worries them.</li><li>Read the entry, and see where it lives and flows: with whom it is shared, what depends on it.</li><li>Put right what is wrong and fill in what it does not say, or ask the Knowledge and Information Management team to.</li><li>Ask for a deputy to be named.</li><li>Confirm that the entry is right.</li></ol>${dataTable(
              {
                caption: 'Assets that came to you',
                captionClasses: 'govuk-visually-hidden',
                columns: [
                  { text: 'Asset', classes: 'm-words' },
                  { text: 'From' },
                  { text: 'It does not say', classes: 'm-words' },
                  { text: 'What you can do' },
                ],
                rows,
              },
            )}${downloads('Download this table', `${paths.handover}/table`)}`
      }`,
    })
  }),
  ...tableRoutes(`${paths.handover}/table`, 'assets:read', async ({ db, person }) => ({
    title: 'Assets that came to you',
    headers: ['Asset', 'From', 'On', 'It does not say'],
    rows: (await cameTo(db, person.id)).map(({ entry, from, on }) => [entry.name, from, on, missingFrom(entry)]),
  })),
]

async function cameTo(db: Queries, personId: string): Promise<(Came & { readonly entry: AssetEntry })[]> {
  const came = await handovers(db, personId)
  const found = await entries(db, sql`a.id = any(${came.map(({ id }) => id)}::uuid[])`, MOST)
  const byId = new Map(found.map((entry) => [entry.id, entry]))
  return came.flatMap((one) => {
    const entry = byId.get(one.id)
    return entry ? [{ ...one, entry }] : []
  })
}

const missingFrom = (entry: AssetEntry): string =>
  [...completeness(entry).missing, ...(entry.deputyId ? [] : ['a deputy'])].join(', ')

function rowOf({ from, on, entry }: Came & { readonly entry: AssetEntry }) {
  return [
    html`${link(paths.asset(entry.id), entry.name)}<br>${link(paths.flow(entry.id), 'Where it lives and flows', `: ${entry.name}`)}`,
    html`${from}<br><span class="m-meta">${inWords(on)}</span>`,
    missingFrom(entry),
    deedButton(paths.confirm(entry.id), 'It is right', {
      kind: 'secondary',
      values: { version: String(entry.version) },
      hiddenText: entry.name,
    }),
  ]
}
