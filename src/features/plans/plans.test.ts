import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { makeKey, type Person, theHouse } from '#platform/access/index.ts'
import { verifyAudit } from '#platform/audit/index.ts'
import { ROOT } from '#platform/config.ts'
import { sql } from '#platform/db/index.ts'
import { Conflict, Forbidden } from '#platform/errors.ts'
import { readPage, readState } from '#platform/listing/index.ts'
import { readDocument } from '#platform/reading/index.ts'
import { type TestHouse, testHouse } from '../../../test/house.ts'
import { giveVerdict, makeClaim } from './actions/deeds.ts'
import { actionListing, isOverdue } from './actions/listing.ts'
import { findAction, voicesOf } from './actions/store.ts'
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
const EXAMPLE = 'information-management-action-plan.html'

/** The recommendation that a row's page shows as chosen. */
const selectedIn = (body: string) =>
  /<select[^>]*name="recommendation"[\s\S]*?<option value="([^"]+)" selected/.exec(body)?.[1] ?? ''

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
  const uploadExample = async (name = EXAMPLE) => {
    const dro = await test.visitor(DRO)
    await dro.get(paths.imports)
    const { status, location } = await dro.upload(paths.imports, {
      name,
      bytes: readFileSync(join(ROOT, 'content/example', EXAMPLE)),
    })
    assert.equal(status, 303)
    return { dro, location: location ?? '' }
  }
  const details = { title: 'Second plan', 'asOf-day': '30', 'asOf-month': '4', 'asOf-year': '2026', unit: '' }

  it('are imported after a preview in which a row is corrected, all in one act', async () => {
    const { dro, location } = await uploadExample()
    const preview = await dro.get(location)
    assert.match(preview.body, /4 recommendations, 14 actions, 13 target dates read, 0 things left over/)
    const row = await dro.post(`${location}/rows/t1r2`, {
      ref: '1.1',
      text: 'Corrected words',
      recommendation: selectedIn((await dro.get(`${location}/rows/t1r2`)).body),
      owners: 'SIRO',
      priority: 'High',
      target: 'June 2027',
      reading: '0',
      status: 'In progress',
      commentary: '',
      leaveOut: 'no',
    })
    assert.equal(row.status, 303)
    const { status, location: planPath = '' } = await dro.post(location, details)
    assert.equal(status, 303)
    const plan = await dro.get(planPath)
    assert.match(plan.body, /Corrected words/)
    assert.match(plan.body, /The plan was imported/)
    const stored = await test.db.one(sql`
      select a.text, a.target_kind as kind, a.target_latest as latest, a.status, (select r.short_name from plans.owner o join people.role r on r.id = o.role_id where o.action_id = a.id) as owner
      from plans.action a join plans.plan p on p.id = a.plan_id where p.title = 'Second plan' and a.ref = '1.1'`)
    assert.deepEqual(stored, {
      text: 'Corrected words',
      kind: 'window',
      latest: '2027-06-30',
      status: 'in-progress',
      owner: 'SIRO',
    })
    assert.equal((await dro.post(location, details)).status, 404)
  })

  it('are corrected in every guess: recommendations, where an action stands, the parts of a row, what was left over', async () => {
    const dro = await test.visitor(DRO)
    await dro.get(paths.imports)
    const { location = '' } = await dro.post(paths.imports, {
      table: [
        'Ref\tRecommendation\tAction\tDue',
        '1\tKeep records\tWrite a policy\tMay 2026',
        '\t\t"Teach leaders\nTeach staff"\t"June 2026\nJuly 2026"',
        '2\tShare records\tBuy a system\t2026-27',
        '3\t\t\tAugust 2026',
        '3\tStray words\t\t',
      ].join('\n'),
    })
    const preview = async () => (await dro.get(location)).body
    assert.match(await preview(), /3 recommendations, 4 actions/)
    const [first = '', second = '', third = ''] = [
      ...(await preview()).matchAll(/value="[^"]*\/recommendations\/(table-[^"]+)"/g),
    ].map(([, place]) => place ?? '')

    await dro.post(`${location}/rows/t1r3/parts`, { parts: 'one' })
    assert.match(await preview(), /3 recommendations, 3 actions/)
    await dro.post(`${location}/rows/t1r3/parts`, { parts: 'each' })

    const moved = (await dro.get(`${location}/rows/t1r3.2`)).body
    assert.equal(selectedIn(moved), first)
    const action = { ref: '', owners: '', priority: '', reading: '0', status: '', commentary: '', leaveOut: 'no' }
    const toSecond = { ...action, text: 'Teach staff', recommendation: second, target: 'July 2026' }
    assert.equal((await dro.post(`${location}/rows/t1r3.2`, { ...toSecond, recommendation: 'nowhere' })).status, 422)
    assert.equal((await dro.post(`${location}/rows/t1r3.2`, toSecond)).status, 303)

    const own = { ref: '1a', text: 'Keep the records', commentary: 'Begun.', stands: 'stands' }
    assert.equal((await dro.post(`${location}/recommendations/${first}`, { ...own, stands: '' })).status, 422)
    const day = { 'updated-day': '1', 'updated-month': '5', 'updated-year': '2026' }
    assert.equal((await dro.post(`${location}/recommendations/${first}`, { ...own, ...day })).status, 303)
    assert.equal((await dro.post(`${location}/recommendations/new`, { stands: 'stands' })).status, 422)

    assert.match((await dro.get(`${location}/left-over/0`)).body, /August 2026/)
    assert.equal((await dro.post(`${location}/left-over/0`, { becomes: 'action' })).status, 422)
    await dro.post(`${location}/left-over/0`, { becomes: 'commentary', recommendation: second })
    assert.equal((await dro.get(`${location}/left-over/0`)).status, 404)
    const joined = { ref: '3', text: 'Stray words', commentary: '', stands: 'joined' }
    await dro.post(`${location}/recommendations/${third}`, joined)

    await dro.post(location, { ...details, title: 'Corrected throughout' })
    const { location: planPath = '' } = await dro.post(location, { ...details, title: 'Corrected throughout' })
    const id = planPath.split('/').at(-1) ?? ''
    const made = await test.db.many(sql`
      select r.ref, r.text, r.updated_on as updated,
        (select string_agg(c.text, '|') from plans.commentary c where c.recommendation_id = r.id) as said,
        array(select a.text from plans.action a where a.recommendation_id = r.id order by a.position) as actions
      from plans.recommendation r where r.plan_id = ${id} order by r.position`)
    assert.deepEqual(made, [
      {
        ref: '1a',
        text: 'Keep the records',
        updated: '2026-05-01',
        said: 'Begun.',
        actions: ['Write a policy', 'Teach leaders'],
      },
      {
        ref: '2',
        text: 'Share records',
        updated: null,
        said: 'August 2026\n3 Stray words',
        actions: ['Teach staff', 'Buy a system'],
      },
    ])
  })

  it('are read again where a person says which row holds the headers', async () => {
    const dro = await test.visitor(DRO)
    await dro.get(paths.imports)
    const table =
      'Owner\tDue\tRef\tAction\nHead\tMay 2026\t1\tKeep records safe\nHead\tJune 2026\t2\tShare them with others'
    const { location = '' } = await dro.post(paths.imports, { table })
    assert.match((await dro.get(location)).body, /2 actions/)
    await dro.post(`${location}/columns`, { t0h: '2' })
    assert.match((await dro.get(location)).body, /1 action,/)
  })

  it('of a strange register are mapped once in the browser, and the next is read so by itself', async () => {
    const dro = await test.visitor(DRO)
    await dro.get(paths.imports)
    const register = (due: string) =>
      `Serial,Source,Wording,Who has it,Auditor opinion,State,Repeat of,Wanted\nR-1,Audit of 2024,Keep the minutes of boards,Head of KIM,Verified,Done,1.1,${due}\nR-2,Audit of 2024,Keep the papers of boards,Head of KIM,Not verified,Done,nowhere,${due}\n`
    const upload = async (due: string) =>
      (await dro.upload(paths.imports, { name: 'register.csv', bytes: Buffer.from(register(due)) })).location ?? ''
    const first = await upload('May 2027')
    const wanted = ['ref', 'recommendation', 'action', 'owner', 'verdict', 'status', 'predecessor', 'target']
    const answers = Object.fromEntries(wanted.map((field, column) => [`t0c${column}`, field]))
    await dro.post(`${first}/columns`, { t0h: '1', ...answers, keep: 'yes' })
    const second = await upload('June 2027')
    const preview = (await dro.get(second)).body
    assert.match(preview, /read as somebody said before/)
    assert.match(preview, /Keep the minutes of boards/)
    const { location: planPath = '' } = await dro.post(second, {
      ...details,
      title: 'Register',
      'asOf-day': '21',
      'asOf-month': '11',
    })
    const rows = await test.db.many(sql`
      select a.ref, a.status, a.verdict, a.target_latest as latest, l.words, e.ref as earlier,
        (select count(*) from plans.verdict where action_id = a.id and by_person_id is null) as judged
      from plans.action a left join plans.lineage l on l.action_id = a.id left join plans.action e on e.id = l.earlier_action_id
      where a.plan_id = ${planPath.split('/').at(-1) ?? ''} order by a.position`)
    assert.deepEqual(rows, [
      {
        ref: 'R-1',
        status: 'complete',
        verdict: 'accepted',
        latest: '2027-06-30',
        words: '1.1',
        earlier: '1.1',
        judged: 1,
      },
      {
        ref: 'R-2',
        status: 'complete',
        verdict: 'not-accepted',
        latest: '2027-06-30',
        words: 'nowhere',
        earlier: null,
        judged: 1,
      },
    ])
    const [{ id } = { id: '' }] = await test.db.many<{ id: string }>(sql`select id from plans.mapping`)
    assert.match((await dro.get(paths.imports)).body, /Headers that are read as somebody said/)
    await dro.post(paths.mappingRemove, { id })
    assert.doesNotMatch((await dro.get(await upload('July 2027'))).body, /read as somebody said before/)
  })

  it('are read again when their date is changed, before anything is saved', async () => {
    const { dro, location } = await uploadExample('again.html')
    const { location: back } = await dro.post(location, { ...details, 'asOf-year': '2025' })
    assert.equal(back, location)
    assert.match((await dro.get(location)).body, /its dates were read again/)
  })

  it('leave nothing behind when a document cannot be read', async () => {
    const dro = await test.visitor(DRO)
    await dro.get(paths.imports)
    const count = () =>
      test.db.one(
        sql`select (select count(*) from plans.import) as imports, (select count(*) from plans.plan) as plans`,
      )
    const earlier = await count()
    const { status, body } = await dro.upload(paths.imports, {
      name: 'plan.docx',
      bytes: Buffer.from('89504e470d0a1a0a', 'hex'),
    })
    assert.equal(status, 422)
    assert.match(body, /Error: Import an action plan/)
    assert.match(body, /PNG picture/)
    assert.equal(
      (await dro.upload(paths.imports, { name: 'big.csv', bytes: Buffer.alloc(26 * 1024 * 1024, 65) })).status,
      413,
    )
    assert.equal((await dro.post(paths.imports, { table: '' })).status, 422)
    assert.deepEqual(await count(), earlier)
  })

  it('are shown two hundred actions at a time, each on one page', async () => {
    const dro = await test.visitor(DRO)
    await dro.get(paths.imports)
    const csv = `Ref,Action\n${Array.from({ length: 2_300 }, (_, index) => `${1 + Math.floor(index / 700)}.${index},Do thing number ${index}!`).join('\n')}`
    const { location = '' } = await dro.upload(paths.imports, { name: 'long.csv', bytes: Buffer.from(csv) })
    const seen: string[] = []
    for (let from = 0; from < 2_300; from += 200) {
      const { body } = await dro.get(`${location}?from=${from}`)
      seen.push(...[...body.matchAll(/thing number (\d+)!/g)].map(([, number = '']) => number))
    }
    assert.deepEqual(
      seen,
      Array.from({ length: 2_300 }, (_, index) => String(index)),
    )
    const { location: planPath = '' } = await dro.post(location, {
      ...details,
      title: 'Long plan',
      'asOf-day': '21',
      'asOf-month': '11',
    })
    assert.match((await dro.get(planPath)).body, /The first 200 actions are shown here/)
  })

  it('can be pasted', async () => {
    const dro = await test.visitor(DRO)
    await dro.get(paths.imports)
    const { location = '' } = await dro.post(paths.imports, { table: 'Ref\tAction\tDue\nP1\tPaste it\tMay 2027' })
    assert.match((await dro.get(location)).body, /Paste it/)
  })

  it('are seen by their importer only until they are saved', async () => {
    const { location } = await uploadExample('private.html')
    assert.equal((await (await test.visitor('Head of KIM')).get(location)).status, 404)
  })

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

    it('theHouse but the owner claims, and theHouse who has claimed judges', async () => {
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
        await dro.post(paths.reading(id), {
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
    const refused = await dro.post(paths.target(id), { text: 'End January 2027', reason: '' })
    assert.match(refused.body, /Enter why the target date changes/)
    assert.equal(
      (await dro.post(paths.target(id), { text: 'End January 2027', reason: 'The supplier is late' })).status,
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

  it('keep what their owners were, and let theHouse change them over somebody else', async () => {
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
