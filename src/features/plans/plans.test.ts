import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { makeKey, type Person, theHouse } from '#platform/access/index.ts'
import { verifyAudit } from '#platform/audit/index.ts'
import { sql } from '#platform/db/index.ts'
import { Conflict, Forbidden } from '#platform/errors.ts'
import { readPage, readState } from '#platform/listing/index.ts'
import { readDocument } from '#platform/reading/index.ts'
import { type TestHouse, testHouse } from '../../../test/house.ts'
import { sendForm } from '../../../test/sent-form.ts'
import { voicesOf } from './actions/claim-store.ts'
import { giveVerdict, makeClaim } from './actions/deeds.ts'
import { actionListing } from './actions/listing.ts'
import { findAction } from './actions/store.ts'
import { isOverdue } from './conditions.ts'
import { KINDS } from './dates/index.ts'
import { savePlan } from './importing/save-plan.ts'
import { planListing } from './listing.ts'
import { isFinished, overdueAfter, overdueOn, priorityRank, STATUSES, VERDICTS } from './model.ts'
import { paths } from './paths.ts'
import { recognisePlan } from './recognising/recognise.ts'
import { progressReport } from './reports/report.ts'
import { statusOfWords } from './statuses.ts'

const DRO = 'Departmental Records Officer'
const OWNER = 'KIM Champion, Digital and Technology'

describe('action plans', () => {
  let test: TestHouse
  before(async () => {
    test = await testHouse()
  })
  after(() => test.close())

  const actionNamed = (ref: string) =>
    test.db.one<{ id: string; planId: string }>(
      sql`select id, plan_id as "planId" from plans.action where ref = ${ref} order by made_at, id limit 1`,
    )
  describe('two voices', () => {
    it('the owner claims, the assessor judges what was claimed, and the page shows both', async () => {
      const { id } = await actionNamed('2.4')
      const owner = await test.visitor(OWNER)
      await owner.get(paths.claim(id))
      const bad = await owner.post(paths.claim(id), { status: '', 'on-day': '30', 'on-month': '2', 'on-year': '2026' })
      assert.equal(bad.status, 422)
      assert.match(bad.body, /Select how the action stands/)
      assert.match(bad.body, /must be a real date/)
      assert.equal(
        (
          await owner.post(paths.claim(id), {
            status: 'complete',
            'on-day': '20',
            'on-month': '11',
            'on-year': '2026',
            note: 'Done on Friday',
          })
        ).status,
        303,
      )
      const assessor = await test.visitor('Assessor')
      const form = await assessor.get(paths.verdict(id))
      assert.match(form.body, /Done on Friday/)
      const claim = /name="claim" value="([^"]+)"/.exec(form.body)?.[1] ?? ''
      assert.equal(
        (
          await assessor.post(paths.verdict(id), {
            claim,
            verdict: 'not-accepted',
            'on-day': '21',
            'on-month': '11',
            'on-year': '2026',
            note: 'Two drives can still be written to',
          })
        ).status,
        303,
      )
      const page = await owner.get(paths.action(id))
      assert.match(page.body, /Verdict: Not accepted/)
      assert.match(page.body, /Claim: Complete/)
      assert.equal((await findAction(test.db, id))?.verdict, 'not-accepted')
    })

    it('nobody but the owner claims, and nobody who has claimed judges', async () => {
      const { id } = await actionNamed('3.2')
      const stranger = await test.person('Local Information Manager, Inspection Agency')
      await assert.rejects(
        makeClaim(test.db, { person: stranger, act: test.act(stranger) }, id, {
          status: 'complete',
          on: '2026-11-01',
          note: null,
        }),
        Forbidden,
      )
      const dro = await test.person(DRO)
      const both: Person = { ...dro, reach: new Map([...dro.reach, ['plans:judge', 'everywhere']]) }
      await makeClaim(test.db, { person: both, act: test.act(both) }, id, {
        status: 'complete',
        on: '2026-11-01',
        note: null,
      })
      const { latestClaimId } = await voicesOf(test.db, id)
      await assert.rejects(
        giveVerdict(test.db, { person: both, act: test.act(both) }, id, {
          claimId: latestClaimId ?? '',
          verdict: 'accepted',
          on: '2026-11-01',
          note: 'x',
        }),
        /cannot judge it as well/,
      )
    })

    it('the database itself refuses one person as both voices', async () => {
      const { id } = await actionNamed('3.2')
      const { id: dro } = await test.person(DRO)
      const claim = await test.db.one<{ id: string }>(
        sql`select id from plans.claim where action_id = ${id} order by at desc limit 1`,
      )
      await assert.rejects(
        test.db.run(
          sql`insert into plans.verdict (id, action_id, claim_id, judged_on, at, by_person_id, verdict, note) values (gen_random_uuid(), ${id}, ${claim.id}, '2026-11-01', now(), ${dro}, 'accepted', 'x')`,
        ),
        /cannot both claim and judge/,
      )
    })

    it('the API makes claims under the same rules', async () => {
      const { id } = await actionNamed('3.1')
      const keyOf = async (name: string) => {
        const person = await test.person(name)
        return test.db.transaction((tx) =>
          makeKey(tx, test.act(person), {
            name: 'k',
            personId: person.id,
            permissions: [...person.reach.keys()],
            expiresOn: '2026-12-31',
          }),
        )
      }
      const ask = async (token: string, payload: object) => {
        const reply = await test.server.inject({
          method: 'POST',
          url: `/api/v1/plans/actions/${id}/claims`,
          headers: { authorization: `Bearer ${token}`, host: 'localhost' },
          payload,
        })
        return [reply.statusCode, reply.json<{ status: unknown }>().status]
      }
      const owner = await keyOf('Information Asset Owner, Policy Group')
      assert.deepEqual(await ask(owner, { status: 'complete', note: 'All eight are agreed' }), [200, 'complete'])
      assert.deepEqual(await ask(owner, { status: 'splendid' }), [400, 400])
      assert.deepEqual(await ask(owner, { status: 'complete', on: '2030-01-01' }), [400, 400])
      assert.deepEqual(
        await ask(await keyOf('Local Information Manager, Inspection Agency'), { status: 'complete' }),
        [403, 403],
      )
      assert.deepEqual(await ask('muniment_nonsense', { status: 'complete' }), [401, 401])
    })

    it('two verdicts at once: one stands, the other is told', async () => {
      const { id } = await actionNamed('4.1')
      const assessor = await test.person('Assessor')
      const { latestClaimId } = await voicesOf(test.db, id)
      const judge = () =>
        giveVerdict(test.db, { person: assessor, act: test.act(assessor) }, id, {
          claimId: latestClaimId ?? '',
          verdict: 'accepted',
          on: '2026-11-20',
          note: 'Seen',
        })
      const outcomes = await Promise.allSettled([judge(), judge(), judge()])
      assert.deepEqual(outcomes.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected', 'rejected'])
      for (const outcome of outcomes) if (outcome.status === 'rejected') assert.ok(outcome.reason instanceof Conflict)
    })
  })

  it('keep the slip and its reason when a target date changes, and neither when only its reading is corrected', async () => {
    const { id } = await actionNamed('1.2')
    const dro = await test.visitor(DRO)
    await dro.get(paths.reading(id))
    assert.equal(
      (
        await sendForm(dro, paths.reading(id), {
          reading: 'own',
          kind: 'by',
          'latest-day': '1',
          'latest-month': '12',
          'latest-year': '2026',
        })
      ).status,
      303,
    )
    assert.deepEqual(
      await test.db.one(
        sql`select target_text as text, target_latest as latest, slips from plans.action where id = ${id}`,
      ),
      { text: 'Q3 of 2026-27', latest: '2026-12-01', slips: 0 },
    )
    const refused = await sendForm(dro, paths.target(id), { text: 'End January 2027', reason: '' })
    assert.match(refused.body, /Enter why the target date changes/)
    assert.equal(
      (
        await sendForm(dro, paths.target(id), {
          text: 'End January 2027',
          checked: 'End January 2027',
          reason: 'The supplier is late',
        })
      ).status,
      303,
    )
    assert.deepEqual(
      await test.db.one(
        sql`select target_latest as latest, slips, slipped_days as days from plans.action where id = ${id}`,
      ),
      { latest: '2027-01-31', slips: 1, days: 61 },
    )
    const { body } = await dro.get(paths.action(id))
    assert.match(body, /Slipped by 61 days/)
    assert.match(body, /The supplier is late/)
    await assert.rejects(
      test.db.run(sql`update plans.target set text = 'x' where action_id = ${id}`),
      /permission denied/,
    )
  })

  it('match the words of an import with roles wherever they stand', async () => {
    const { planId } = await actionNamed('4.2')
    const dro = await test.visitor(DRO)
    const page = await dro.get(paths.owners(planId))
    assert.match(page.body, /Head of Review \(vacant\)/)
    const { id } = await test.db.one<{ id: string }>(sql`select id from people.role where short_name = 'Head of KIM'`)
    assert.equal(
      (await dro.post(paths.owners(planId), { words0: 'Head of Review (vacant)', match0: `role ${id}` })).status,
      303,
    )
    const owner = await test.db.one(
      sql`select o.words, o.role_id as role from plans.owner o join plans.action a on a.id = o.action_id where a.ref = '4.2' and a.plan_id = ${planId}`,
    )
    assert.deepEqual(owner, { words: 'Head of Review (vacant)', role: id })
  })

  it('keep what their owners were, and let nobody change them over somebody else', async () => {
    const { id } = await actionNamed('3.2')
    const dro = await test.visitor(DRO)
    const page = (await dro.get(paths.actionOwners(id))).body
    const version = /name="version" value="(\d+)"/.exec(page)?.[1] ?? ''
    assert.equal((await dro.post(paths.actionOwners(id), { version, words0: 'The archive' })).status, 303)
    const stale = await dro.post(paths.actionOwners(id), { version, words0: 'Somebody else' })
    assert.equal(stale.status, 409)
    assert.match((await dro.get(paths.action(id))).body, /Owners changed[\s\S]*From: DRO[\s\S]*To: The archive/)
  })

  it('report how things stood on any day, and not what came later', async () => {
    const { planId } = await actionNamed('1.1')
    const on = async (day: string) =>
      JSON.stringify(await progressReport(test.db, { planIds: [planId], title: 'x' }, day))
    assert.match(await on('2026-07-05'), /1 action overdue/)
    assert.match(await on('2026-07-05'), /No target date has been moved later/)
    assert.match(await on('2026-07-31'), /by 92 days in all/)
    assert.match(await on('2026-04-30'), /1 of 14 actions finished/)
    assert.match(await on('2026-04-01'), /no actions on 1 April 2026/)
    assert.match(await on('2026-10-06'), /3 of 14 actions finished/)
    assert.match(await on('2026-10-13'), /2 of 14 actions finished/)
  })

  it('leave as files that programs open', async () => {
    const { planId } = await actionNamed('1.1')
    const reader = await test.visitor('Executive committee member')
    for (const [ending, start] of [
      ['odt', 'PK'],
      ['docx', 'PK'],
      ['html', '<!doctype html>'],
    ] as const) {
      const { status, raw } = await reader.get(`${paths.report(planId)}.${ending}`)
      assert.equal(status, 200)
      assert.ok(raw.subarray(0, 20).toString('latin1').startsWith(start), ending)
      assert.ok(raw.length > 5_000)
    }
    const report = (await reader.get(paths.report(planId))).body
    const tables = [...report.matchAll(/href="([^"]*\/report\/table\.csv[^"]*)"/g)].map(([, href = '']) => href)
    assert.equal(tables.length, report.match(/<table/g)?.length)
    const first = await reader.get(tables[0]?.replaceAll('&amp;', '&') ?? '')
    assert.match(first.body, /^\ufeffStatus,Actions,Share\r\n/)
    assert.equal((await reader.get(`${paths.report(planId)}/table.csv?number=99`)).status, 404)
    for (const ending of ['csv', 'xlsx', 'ods']) {
      const { raw } = await reader.get(`${paths.actions}.${ending}?priority=1`)
      const { blocks } = await readDocument(raw, `actions.${ending}`)
      const [table] = blocks.filter((block) => block.type === 'table')
      const expected = await test.db.one<{ count: number }>(
        sql`select count(*) as count from plans.action where priority_rank = 1`,
      )
      assert.equal(table?.rows.length, expected.count + 1, ending)
    }
  })

  it('wrote every act into an audit log that is whole', async () => {
    assert.deepEqual((await verifyAudit(test.db)).problems, [])
    const acts = await test.db.many<{ what: string }>(sql`select distinct what from audit.entry`)
    for (const what of [
      'plan.imported',
      'claim.made',
      'verdict.given',
      'target.changed',
      'target.corrected',
      'owners.matched',
      'session.started',
    ])
      assert.ok(
        acts.some((one) => one.what === what),
        what,
      )
  })
})

describe('the rules', () => {
  it('are the same in the program and in the database', async () => {
    const test = await testHouse({ withExample: false })
    try {
      const document = await readDocument(
        Buffer.from(`Ref,Action\n${Array.from({ length: 60 }, (_, index) => `A${index},Do ${index}`).join('\n')}`),
        'p.csv',
      )
      await savePlan(test.db, test.act(), recognisePlan(document, '2026-01-01'), {
        importId: null,
        title: 'P',
        unitId: null,
        fileName: null,
        digest: null,
      })
      const rows = fc.sample(
        fc.record({
          kind: fc.constantFrom(...KINDS),
          latest: fc.constantFrom(null, '2026-11-19', '2026-11-20', '2026-11-21', '2026-11-22'),
          status: fc.constantFrom(...STATUSES),
          verdict: fc.constantFrom(null, ...VERDICTS),
        }),
        60,
      )
      const actions = await test.db.many<{ id: string }>(sql`select id from plans.action order by position`)
      for (const [index, { kind, latest, status, verdict }] of rows.entries()) {
        await test.db.run(sql`
          update plans.action set target_kind = ${kind}, target_latest = ${latest}, status = ${status}, verdict = ${verdict},
            is_finished = ${isFinished({ status, verdict })}, overdue_after = ${overdueAfter({ kind, latest })} where id = ${actions[index]?.id}`)
      }
      const overdue = await test.db.many<{ id: string }>(
        sql`select a.id from plans.action a where ${isOverdue('2026-11-21')} order by a.position`,
      )
      assert.deepEqual(
        overdue.map(({ id }) => id),
        actions.filter((_, index) => rows[index] && overdueOn(rows[index], '2026-11-21').isOverdue).map(({ id }) => id),
      )
    } finally {
      await test.close()
    }
  })

  it('say why, in words', () => {
    const action = { kind: 'by', latest: '2026-11-20', status: 'in-progress', verdict: null } as const
    assert.match(overdueOn(action, '2026-11-21').why, /Overdue by 1 day: the last day was 20 November 2026/)
    assert.equal(overdueOn(action, '2026-11-20').isOverdue, false)
    assert.equal(overdueOn({ ...action, status: 'complete' }, '2026-11-21').isOverdue, false)
    assert.equal(overdueOn({ ...action, status: 'complete', verdict: 'not-accepted' }, '2026-11-21').isOverdue, true)
    assert.match(overdueOn({ ...action, kind: 'ongoing' }, '2026-11-21').why, /has no last day/)
    assert.match(overdueOn({ ...action, status: 'on-hold' }, '2026-11-21').why, /on hold/)
  })

  it('read status and priority as departments write them', () => {
    const statuses = {
      'In progress': 'in-progress',
      Complete: 'complete',
      COMPLETED: 'complete',
      Closed: 'closed',
      'Not started': 'not-started',
      'On hold': 'on-hold',
      'Not yet complete': 'in-progress',
      'Partially implemented': 'in-progress',
      'Superseded by 4.2': 'superseded',
      Amber: 'in-progress',
      '?': null,
    }
    for (const [words, status] of Object.entries(statuses)) assert.equal(statusOfWords(words), status, words)
    assert.deepEqual(['H', 'Medium', 'low', 'High/Med', '', null].map(priorityRank), [1, 2, 3, 1, null, null])
  })
})

describe('the list of actions', () => {
  it('keeps the words of its filters apart from those of its pages', () => {
    for (const listing of [actionListing('2026-11-21'), planListing('2026-11-21')]) {
      assert.ok(listing.filters.length > 0)
      for (const { key } of listing.filters) assert.ok(!['sort', 'order', 'after', 'before'].includes(key), key)
    }
  })

  it('pages through every row once, in each order and both ways, blanks and equal values included', async () => {
    const test = await testHouse({ withExample: false })
    try {
      const lines = Array.from({ length: 80 }, (_, index) =>
        [
          `${index % 7}.${index % 11}`,
          `Do thing ${index}`,
          ['H', 'M', 'L', ''][index % 4],
          ['May 2027', 'June 2027', 'Ongoing', 'TBC', '1 July 2027'][index % 5],
        ].join(','),
      )
      const document = await readDocument(Buffer.from(`Ref,Action,Priority,Due\n${lines.join('\n')}`), 'p.csv')
      await savePlan(test.db, test.act(), recognisePlan(document, '2026-01-01'), {
        importId: null,
        title: 'P',
        unitId: null,
        fileName: null,
        digest: null,
      })
      const listing = actionListing('2026-11-21')
      const context = {
        today: '2026-11-21',
        person: theHouse('2026-11-21'),
      }
      for (const { key } of listing.columns.filter(({ sort }) => sort)) {
        for (const order of ['ascending', 'descending']) {
          const seen: string[] = []
          let after: string | null = ''
          let last = await readPage(test.db, listing, readState(listing, { sort: key, order }), context)
          for (; after !== null; after = last.next) {
            last = await readPage(test.db, listing, readState(listing, { sort: key, order, after }), context)
            seen.push(...last.rows.map(({ id }) => id))
          }
          assert.equal(new Set(seen).size, 80, `${key} ${order}`)
          assert.equal(seen.length, 80)
          const backwards = await readPage(
            test.db,
            listing,
            readState(listing, { sort: key, order, before: last.previous ?? '' }),
            context,
          )
          assert.deepEqual(
            backwards.rows.map(({ id }) => id),
            seen.slice(50, 75),
            `${key} ${order} back`,
          )
        }
      }
    } finally {
      await test.close()
    }
  })
})
