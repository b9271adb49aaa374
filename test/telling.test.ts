import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import {
  asTheReader,
  condition,
  everybody,
  mayDo,
  readerWith,
  rowsOf,
  type SeenBy,
  tellTo,
} from '#platform/access/index.ts'
import { barChart, type Drawn, drawnWithin, pictureWithTable, svg, toDraw } from '#platform/charts/index.ts'
import { HOUSE_VIEWER, sql, type Tx } from '#platform/db/index.ts'
import type { PaperBlock, ReportSection } from '#platform/documents/index.ts'
import { tableRoutes } from '#platform/listing/index.ts'
import { type Message, post } from '#platform/mail/index.ts'
import type { Measure } from '#platform/measures.ts'
import { html } from '#platform/page/index.ts'
import type { PanelBeside } from '#platform/register/index.ts'
import type { NeedsOf } from '#platform/room/index.ts'
import { type ApiFacts, download, feed, file, get, type Route } from '#platform/web/index.ts'
import { EVIDENCE } from '../src/features/plans/evidence/seeing.ts'
import { SHARE } from '../src/features/shares/seeing.ts'
import { rooms } from '../src/house.ts'
import { type TestHouse, testHouse } from './house.ts'
import { personWith } from './person.ts'

const TODAY = '2026-11-21'
const csv = () => Promise.resolve(file('x.csv', 'text/csv', Buffer.from('x')))
const SEEN = everybody('it is made up')
const DRAWN = { id: 'x', title: 'X', description: 'X' }
const MARKUP = html`<svg/>`
const NONE = { good: 0, all: 0, words: '', isWell: null }

/** Each of these lines would compile if it need not be said how rows are seen: then the directive above it is the error. */
export const unsaid = {
  // @ts-expect-error A section says how its rows are seen.
  section: { key: 'x.y', admits: 'x:y', compile: async () => [] } satisfies ReportSection,
  // @ts-expect-error A measure does.
  measure: { key: 'x.y', name: 'X', read: async () => NONE } satisfies Measure,
  // @ts-expect-error What needs somebody does.
  needs: { ask: async () => [] } satisfies NeedsOf,
  // @ts-expect-error What one room shows beside the things of another does.
  panel: { of: 'people', show: async () => null } satisfies PanelBeside,
  // @ts-expect-error What programs are told does.
  api: { summary: 'X', tag: 'x', answer: {} } satisfies ApiFacts,
  // @ts-expect-error A page answers no file.
  page: () => get('/x.csv', 'plans:read', csv),
  // @ts-expect-error A file says it.
  file: () => download('/x.csv', 'plans:read', csv),
  // @ts-expect-error A calendar does.
  feed: () => feed('/x.ics', csv),
  // @ts-expect-error A table of a page does.
  table: () => tableRoutes('/x', 'plans:read', async () => ({ title: 'x', headers: [], rows: [] })),
  // @ts-expect-error A letter does.
  mail: (tx: Tx, messages: readonly Message[]) => post(tx, messages, new Date()),
  // @ts-expect-error A letter tells of nothing that a rule hides.
  hidden: (tx: Tx, messages: readonly Message[]) => post(tx, messages, new Date(), rowsOf(EVIDENCE)),
  // @ts-expect-error A picture does: it is drawn from what was asked for it.
  chart: () => barChart({ ...DRAWN, rows: [] }),
  // @ts-expect-error One that a room draws by itself does.
  picture: () => svg({ ...DRAWN, width: 1, height: 1, content: MARKUP }),
  // @ts-expect-error Markup is no picture, beside its table
  figure: () => pictureWithTable({ ...DRAWN, picture: MARKUP, columns: [], rows: [] }),
  // @ts-expect-error nor in a document.
  paper: { type: 'picture', svg: MARKUP, width: 1, height: 1, description: 'X' } satisfies PaperBlock,
  // @ts-expect-error What a picture is drawn from is made by nobody else,
  drawn: { rows: [], seenBy: SEEN } as const satisfies Drawn<unknown>,
  // @ts-expect-error and what a page shows is asked for it: only documents hand on what they were told.
  within: () => drawnWithin(SEEN, []),
  // @ts-expect-error Rows that a rule hides neither.
  hiddenWithin: () => drawnWithin(rowsOf(SHARE), []),
  // @ts-expect-error A rule is that of a kind.
  nothing: () => rowsOf(),
  said: { key: 'x.y', admits: 'x:y', seenBy: SEEN, compile: async () => [] } satisfies ReportSection,
}

describe('what tells of objects', () => {
  let test: TestHouse
  before(async () => {
    test = await testHouse()
  })
  after(() => test.close())

  const tell = (seenBy: SeenBy, work: Parameters<typeof tellTo>[2]) =>
    tellTo({ key: 'a test', seenBy }, { db: test.db, viewer: personWith([]) }, work)

  it('is held against what it asked: a rule that it names and did not ask, or asked and did not name, tells nothing', async () => {
    const asks = async (_: unknown, viewer: Parameters<typeof condition>[0]) =>
      condition(viewer, SHARE, 'read', 's') && 1
    const facts = { unitId: null, audience: 'all' }
    assert.equal(await tell(rowsOf(SHARE), asks), 1)
    assert.equal(await tell(rowsOf(SHARE), async (_, viewer) => mayDo(viewer, SHARE, 'read', facts)), true)
    assert.equal(await tell(everybody('of a test'), async () => 2), 2)
    assert.equal(await tell(asTheReader('lists'), asks), 1)
    await assert.rejects(
      tell(rowsOf(SHARE), async () => 3),
      /Cannot tell a test: it says that it shows shares by their rule, and did not ask it/,
    )
    await assert.rejects(tell(rowsOf(SHARE, EVIDENCE), asks), /it shows evidence by their rule/)
    await assert.rejects(tell(everybody('of a test'), asks), /it asked the rule of shares, and does not say so/)
    await assert.rejects(tell(rowsOf(EVIDENCE), asks), /Cannot tell a test/)
    // In the name of somebody else it was not asked for the one who is told.
    const other = personWith([])
    await assert.rejects(
      tell(rowsOf(SHARE), async () => condition(other, SHARE, 'read', 's')),
      /did not ask it/,
    )
  })

  it('is a picture too: what it is drawn from is held against what was asked for it, also within what is told', async () => {
    const asked = { db: test.db, person: personWith([]), today: TODAY }
    const draw = (seenBy: SeenBy, asks: boolean) =>
      toDraw(asked, { key: 'a picture', seenBy }, async ({ person, today }) => {
        if (asks) condition(person, SHARE, 'read', 's')
        return [today]
      })
    const drawn = await draw(rowsOf(SHARE), true)
    assert.deepEqual(drawn.rows, [TODAY])
    const picture = barChart({ ...DRAWN, from: drawn.as((rows) => rows.length), rows: [] })
    assert.deepEqual(picture.seenBy, rowsOf(SHARE))
    assert.match(picture.markup, /^<div class="m-wide-screen"><svg /)
    await assert.rejects(draw(rowsOf(SHARE), false), /Cannot tell a picture: .* did not ask it/)
    await assert.rejects(draw(SEEN, true), /Cannot tell a picture: it asked the rule of shares, and does not say so/)
    const inside = async (_: unknown, person: (typeof asked)['person']) => {
      await toDraw({ ...asked, person }, { key: 'a picture', seenBy: rowsOf(SHARE) }, async (told) =>
        condition(told.person, SHARE, 'read', 's'),
      )
      return 4
    }
    const told = (seenBy: SeenBy) =>
      tellTo({ key: 'what has a picture', seenBy }, { db: test.db, viewer: asked.person }, inside)
    assert.equal(await told(rowsOf(SHARE)), 4)
    await assert.rejects(told(SEEN), /Cannot tell what has a picture: it asked the rule of shares/)
  })

  it('is drawn by the platform alone: no room writes a picture as markup', () => {
    const root = join(import.meta.dirname, '../src')
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'))
    assert.ok(files.length > 800)
    const drawing = files.filter(
      (path) =>
        !path.endsWith('.test.ts') &&
        /<svg[ >]|<(?:rect|polyline|circle|path|polygon) /.test(readFileSync(join(root, path), 'utf8')),
    )
    const parts = new Set(drawing.map((path) => (path.startsWith('platform/charts/') ? 'platform/charts' : path)))
    // Two draw parts of a picture, which `svg` of the platform puts together.
    assert.deepEqual([...parts].sort(), [
      'features/assets/overview/picture-views.ts',
      'features/plans/timeline-views.ts',
      'platform/charts',
    ])
    for (const path of parts)
      if (path !== 'platform/charts') assert.doesNotMatch(readFileSync(join(root, path), 'utf8'), /<svg/)
  })

  it('asks guarded tables as whoever is told, also without any condition', async () => {
    await test.db.as(HOUSE_VIEWER).run(sql`
      insert into plans.evidence (id, claim_id, action_id, kind, note, audience, at, by_person_id)
      select gen_random_uuid(), c.id, c.action_id, 'note', 'x', a.audience, now(), p.id
      from (select id, action_id from plans.claim order by id limit 1) c, (values ('readers'), ('parties')) a (audience), (select id from people.person order by id limit 1) p`)
    const count = (viewer: Parameters<typeof tellTo>[1]['viewer']) =>
      tellTo(
        { key: 'a test', seenBy: SEEN },
        { db: test.db, viewer },
        async (db) =>
          (await db.one<{ count: number }>(sql`select count(*) from plans.evidence where note = 'x'`)).count,
      )
    assert.equal(await count(personWith(['plans:judge'], { id: '00000000-0000-0000-0000-000000000001' })), 2)
    assert.equal(await count(readerWith(['reports:read'], TODAY)), 1)
  })

  it('gives a reason where everybody is told, for each of the house', () => {
    const routes: readonly Route[] = rooms.routes
    const said = [
      ...rooms.sections,
      ...rooms.measures,
      ...rooms.needs,
      ...rooms.panels,
      ...routes.filter(({ seenBy }) => seenBy !== null),
    ].map(({ seenBy }) => seenBy)
    assert.ok(said.length > 150, String(said.length))
    for (const one of said) {
      if (one?.by === 'everybody') assert.match(one.why, /\w+ \w+ \w+/)
      else assert.ok(one?.by === 'reader' ? one.of.length > 3 : (one?.of.length ?? 0) > 0)
    }
    assert.deepEqual(
      routes.filter(({ path, seenBy }) => path.startsWith('/api/') && seenBy === null).map(({ path }) => path),
      [],
    )
  })
})
