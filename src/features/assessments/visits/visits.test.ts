import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { sql } from '#platform/db/index.ts'
import { readDocument } from '#platform/reading/index.ts'
import { type TestHouse, testHouse, type Visitor } from '../../../../test/house.ts'
import { paths } from '../paths.ts'
import { concentration, concentrationInWords, kindOf, mailShare, measureInWords } from './model.ts'
import { readFigures } from './read.ts'

describe('figures of a unit', () => {
  it('tell one busy filer from the habit of a team', () => {
    const of = (...values: number[]) => concentration(values).habit
    assert.equal(of(900, 20, 10, 0, 0), 'one')
    assert.equal(of(50, 45, 40, 38, 36, 30), 'team')
    assert.equal(of(300, 250, 200, 10, 5, 5, 0, 0), 'few')
    assert.equal(of(0, 0, 0), 'nobody')
    assert.equal(of(10), 'team')
    assert.equal(
      concentrationInWords(concentration([900, 50, 30, 20, 0])),
      '4 of 5 people saved something. The busiest made 90% of it; 1 person made four fifths. That is one busy filer, and not yet the habit of a team.',
    )
  })
  it('count no more people than there are, and never less than makes four fifths', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(10_000), { minLength: 1, maxLength: 40 }), (values) => {
        const { total, makeMost, active, people } = concentration(values)
        assert.ok(makeMost <= active && active <= people)
        const most = values.toSorted((a, b) => b - a).slice(0, makeMost)
        assert.ok(most.reduce((sum, value) => sum + value, 0) >= total * 0.8 - 1e-6)
      }),
    )
  })
  it('tell the share of e-mail, beside the other units', () => {
    const rows = [
      { measure: 'Documents by type', item: 'Word', value: 97 },
      { measure: 'Documents by type', item: 'E-mail messages', value: 3 },
    ]
    assert.equal(mailShare(rows), 0.03)
    assert.equal(
      measureInWords('Documents by type', rows, 0.2),
      'E-mail is 3% of what was saved. The median of the units visited in this campaign is 20%. Little mail is filed: it is likely that the context of decisions is missing.',
    )
    assert.equal(kindOf('Mailbox sizes in MB'), 'mailboxes')
  })
  const read = async (csv: string) => readFigures((await readDocument(Buffer.from(csv), 'figures.csv')).blocks)
  it('are read from a table, and refused with the row that is wrong', async () => {
    assert.deepEqual(await read('Measure,Item,Value\nBy type,Word,"1,204"\nBy type,PDF,12'), [
      { measure: 'By type', item: 'Word', value: 1204 },
      { measure: 'By type', item: 'PDF', value: 12 },
    ])
    assert.equal(await read('Measure,Item,Value\nBy type,Word,many'), 'Row 2: “many” is not a number of 0 or more')
    assert.equal(
      await read('Name,Town\nA,B'),
      'No table has columns for what is measured, of what, and the number: call them Measure, Item and Value',
    )
  })
})

describe('a health check', () => {
  let test: TestHouse
  let id = ''
  let assessor: Visitor
  before(async () => {
    test = await testHouse()
    assessor = await test.visitor('Assessor')
    id = (
      await test.db.one<{ id: string }>(
        sql`select p.id from assessments.participant p join assessments.campaign c on c.id = p.campaign_id where c.name like 'Health%'`,
      )
    ).id
  })
  after(() => test.close())

  it('puts interviews beside figures for its visitors', async () => {
    const { body } = await assessor.get(paths.visit(id))
    assert.match(body, /Most leave the filing to the records assistant/)
    assert.match(body, /That is one busy filer/)
    assert.match(body, /E-mail is 1% of what was saved/)
    assert.equal(
      (
        await assessor.post(paths.visit(id), {
          'held-day': '1',
          'held-month': '',
          'held-year': '2026',
          roles: '',
          notes: '',
        })
      ).status,
      422,
    )
    assert.equal(
      (
        await assessor.post(paths.visit(id), {
          'held-day': '1',
          'held-month': '11',
          'held-year': '2026',
          roles: 'A curator',
          notes: 'Likes it',
        })
      ).status,
      303,
    )
    assert.match((await assessor.get(`${paths.visit(id)}/interviews.csv`)).body, /A curator,Likes it/)
  })
  it('takes figures from a file in place of those of the same measure', async () => {
    const wrong = await assessor.upload(paths.figures(id), { name: 'x.csv', bytes: Buffer.from('a,b\n1,2') })
    assert.equal(wrong.status, 422)
    const measure = 'Mailbox size in megabytes'
    const right = await assessor.upload(paths.figures(id), {
      name: 'x.csv',
      bytes: Buffer.from(`Measure,Item,Value\n${measure},Mailbox 9,77`),
    })
    assert.equal(right.status, 303)
    const rows = (await assessor.get(`${paths.figures(id)}.csv`)).body
      .split('\r\n')
      .filter((row) => row.includes('Mailbox'))
    assert.deepEqual(rows, [`${measure},Mailbox 9,77`])
    assert.equal((await assessor.post(`${paths.figures(id)}/remove`, { measure })).status, 303)
    assert.doesNotMatch((await assessor.get(`${paths.figures(id)}.csv`)).body, /Mailbox/)
  })
  it('is answered by visitors and not by the unit, whose people see figures and not what colleagues said', async () => {
    const name = 'Local Information Manager, Inspection Agency'
    await test.db.run(sql`
      update people.appointment set unit_id = (select unit_id from assessments.participant where id = ${id}) where person_id = (select id from people.person where name = ${name})`)
    const own = await test.visitor(name)
    const seen = await own.get(paths.visit(id))
    assert.equal(seen.status, 200)
    assert.doesNotMatch(seen.body, /records assistant\./)
    assert.match(seen.body, /Only the visitors see what was said/)
    assert.equal((await own.get(`${paths.visit(id)}/interviews.csv`)).status, 404)
    assert.equal((await own.post(paths.question(id, 'C4'), { edition: '0', value: '2' })).status, 403)
    assert.equal(
      (await assessor.post(paths.question(id, 'C4'), { edition: '0', value: '2', note: 'They do' })).status,
      303,
    )
    const champion = await test.visitor('KIM Champion, Digital and Technology')
    assert.equal((await champion.get(paths.visit(id))).status, 404)
  })
})
