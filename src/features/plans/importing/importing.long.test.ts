import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { ROOT } from '#platform/config.ts'
import { sql } from '#platform/db/index.ts'
import { type TestHouse, testHouse } from '../../../../test/house.ts'
import { paths } from '../paths.ts'

const DRO = 'Departmental Records Officer'
const EXAMPLE = 'information-management-action-plan.html'

/** The recommendation that a row's page shows as chosen. */
const selectedIn = (body: string) =>
  /<select[^>]*name="recommendation"[\s\S]*?<option value="([^"]+)" selected/.exec(body)?.[1] ?? ''

describe('imported plans', () => {
  let test: TestHouse
  before(async () => {
    test = await testHouse()
  })
  after(() => test.close())

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

  it('are read again where a person says that a table is one action on a card, or is not', async () => {
    const dro = await test.visitor(DRO)
    await dro.get(paths.imports)
    const strange = 'Deed\tKeep the deeds dry\nPerson\tHead of KIM\nMoment\tMay 2027\nComment\tLate but sure'
    const { location = '' } = await dro.post(paths.imports, { table: strange })
    const shape = (body: string) => /name="t0s"[\s\S]*?<option value="(\w+)" selected/.exec(body)?.[1]
    assert.equal(shape((await dro.get(location)).body), 'rows')
    const saved = await dro.post(`${location}/columns`, { t0s: 'card', t0h: '0' })
    assert.deepEqual([saved.status, saved.location], [303, location])
    const asCard = (await dro.get(location)).body
    assert.equal(shape(asCard), 'card')
    assert.match(asCard, /Field 1: Deed[\s\S]*Field 4: Comment/)
    assert.doesNotMatch(asCard, /name="t0h"/)
    await dro.post(`${location}/columns`, {
      t0s: 'card',
      t0c0: 'action',
      t0c1: 'owner',
      t0c2: 'target',
      t0c3: 'commentary',
    })
    const mapped = (await dro.get(location)).body
    assert.match(mapped, /1 recommendation, 1 action, 1 target date read/)
    assert.match(mapped, /Keep the deeds dry[\s\S]*Head of KIM[\s\S]*Late but sure/)
    const dated = { ...details, title: 'A card', 'asOf-day': '21', 'asOf-month': '11' }
    const { location: planPath = '' } = await dro.post(location, dated)
    const planId = planPath.split('/').at(-1) ?? ''
    const { location: next = '' } = await dro.post(paths.imports, { table: strange.replace('Late', 'Soon') })
    await dro.post(next, { ...dated, into: planId })
    const asBefore = (await dro.get(next)).body
    assert.equal(shape(asBefore), 'card')
    assert.match(asBefore, /It was read with the layouts of tables and columns that were answered for “A card”/)
    assert.match(asBefore, /1 action,[\s\S]*Field 2: Person[\s\S]*Soon but sure/)
    await dro.post(`${next}/columns`, { t0s: 'rows', t0c0: 'action', t0c1: 'owner' })
    const again = (await dro.get(next)).body
    assert.equal(shape(again), 'rows')
    assert.match(again, /name="t0h"/)
    assert.doesNotMatch(again, /Field 1/)
    await dro.post(`${next}/columns`, { t0s: 'neither' })
    assert.equal(shape((await dro.get(next)).body), 'rows')
  })

  it('of a strange register are mapped once in the browser, and the next is read so by itself', async () => {
    const dro = await test.visitor(DRO)
    await dro.get(paths.imports)
    const register = (due: string) =>
      `Serial,Source,Wording,Who has it,Auditor opinion,State,Repeat of,Wanted\nR-1,Audit of 2024,Keep the minutes of boards,Head of KIM,Verified,Done,1.1,${due}\nR-2,Audit of 2024,Keep the papers of boards,Head of KIM,Not accepted,Done,nowhere,${due}\n`
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
})
