import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Db, HOUSE_VIEWER, sql } from '#platform/db/index.ts'
import { type TestHouse, testHouse } from '../../../../test/house.ts'
import { paths } from '../paths.ts'

const OWNER = 'KIM Champion, Digital and Technology'
const READER = 'Executive committee member'

describe('evidence on claims', () => {
  let test: TestHouse
  let claim: string
  let action: string
  before(async () => {
    test = await testHouse()
    const found = await test.db.one<{ id: string; action: string }>(sql`
      select c.id, c.action_id as action from plans.claim c join plans.action a on a.id = c.action_id
      where a.ref = '1.4' and c.by_person_id is not null`)
    claim = found.id
    action = found.action
  })
  after(() => test.close())
  const asHouse = (): Db => test.db.as(HOUSE_VIEWER)

  it('is a file, a link or a note, and what is missing or wrong is said', async () => {
    const owner = await test.visitor(OWNER)
    await owner.get(paths.evidence(claim))
    assert.equal((await owner.post(paths.evidence(claim), { audience: 'readers' })).status, 422)
    const wrong = await owner.post(paths.evidence(claim), { audience: 'readers', url: 'javascript:alert(1)' })
    assert.equal(wrong.status, 422)
    assert.match(wrong.body, /Enter a link that begins with https/)
    const link = { audience: 'readers', url: 'https://www.example.gov.uk/list', note: '' }
    assert.equal((await owner.post(paths.evidence(claim), link)).status, 303)
    const file = { name: 'minutes of the board.txt', bytes: Buffer.from('The board agreed.') }
    const given = { audience: 'parties', note: 'Item 4' }
    assert.equal((await owner.upload(paths.evidence(claim), file, given)).status, 303)
    const page = (await owner.get(paths.action(action))).body
    assert.match(page, /minutes of the board\.txt/)
    assert.match(page, /Parties only/)
    assert.match(page, /href="https:\/\/www\.example\.gov\.uk\/list" rel="noreferrer noopener nofollow"/)
  })

  it('that came with a refused form need not be chosen again, is taken once, and by its person only', async () => {
    const owner = await test.visitor(OWNER)
    await owner.get(paths.evidence(claim))
    const bytes = Buffer.alloc(30_000_000, 'long')
    const refused = await owner.upload(
      paths.evidence(claim),
      { name: 'long.bin', bytes },
      { audience: 'parties', url: 'x' },
    )
    assert.equal(refused.status, 422)
    assert.match(refused.body, /long\.bin has been uploaded/)
    const upload = /name="upload" value="([^"]+)"/.exec(refused.body)?.[1] ?? ''
    const form = { audience: 'parties', upload }
    const champion = await test.visitor('Departmental Records Officer')
    await champion.get('/account')
    assert.ok([400, 403].includes((await champion.post(paths.evidence(claim), form)).status))
    assert.equal((await owner.post(paths.evidence(claim), form)).status, 303)
    assert.equal((await owner.post(paths.evidence(claim), form)).status, 400)
    const { id, size } = await asHouse().one<{ id: string; size: number }>(
      sql`select id, size from plans.evidence where name = 'long.bin'`,
    )
    assert.equal(size, bytes.length)
    assert.ok((await owner.get(paths.evidenceFile(id))).raw.equals(bytes))
    const left: string[] = []
    for await (const { name } of test.house.blobs.depot.list('uploads')) left.push(name)
    assert.deepEqual(left, [])
    await owner.get(paths.evidenceWithdraw(id))
    await owner.post(paths.evidenceWithdraw(id), { why: 'only to try' })
  })

  it('without the token of the form is not kept, however large', async () => {
    const owner = await test.visitor(OWNER)
    const file = { name: 'x.bin', bytes: Buffer.alloc(5_000_000) }
    const { status } = await owner.upload(paths.evidence(claim), file, { audience: 'parties', _csrf: 'forged' })
    assert.equal(status, 400)
    assert.deepEqual(await test.db.many(sql`select id from uploads.upload`), [])
  })

  it('that is for the parties is not there for others, and who takes it is on record', async () => {
    const { id } = await asHouse().one<{ id: string }>(
      sql`select id from plans.evidence where name = 'minutes of the board.txt'`,
    )
    const reader = await test.visitor(READER)
    const page = (await reader.get(paths.action(action))).body
    assert.doesNotMatch(page, /minutes of the board/)
    assert.match(page, /example\.gov\.uk\/list/)
    const [refused, unknown] = [
      await reader.get(paths.evidenceFile(id)),
      await reader.get(paths.evidenceFile('01a1fcf2-f643-7a3a-b1e7-9d4f44938249')),
    ]
    const withoutIds = (body: string) => body.replace(/[0-9a-f]{8}-[0-9a-f-]{27}|value="[\w-]{43}"/g, '')
    assert.equal(refused.status, 404)
    assert.equal(withoutIds(refused.body), withoutIds(unknown.body))
    const assessor = await test.visitor('Assessor')
    const { status, raw, headers } = await assessor.get(paths.evidenceFile(id))
    assert.equal(status, 200)
    assert.equal(raw.toString(), 'The board agreed.')
    assert.equal(headers['content-type'], 'application/octet-stream')
    const reads = await test.db.many(
      sql`select id from audit.entry where what = 'evidence.read' and facts->>'evidence' = ${id}`,
    )
    assert.equal(reads.length, 1)
    assert.equal((await reader.get(paths.evidence(claim))).status, 403)
  })

  it('is withdrawn with a reason and stays on record', async () => {
    const { id } = await asHouse().one<{ id: string }>(sql`select id from plans.evidence where kind = 'link'`)
    const assessor = await test.visitor('Assessor')
    assert.equal((await assessor.get(paths.evidenceWithdraw(id))).status, 403)
    const owner = await test.visitor(OWNER)
    await owner.get(paths.evidenceWithdraw(id))
    assert.equal((await owner.post(paths.evidenceWithdraw(id), { why: '' })).status, 422)
    assert.equal((await owner.post(paths.evidenceWithdraw(id), { why: 'The page has moved.' })).status, 303)
    const page = (await owner.get(paths.action(action))).body
    assert.match(page, /Withdrawn<\/strong><br>The page has moved\./)
    assert.equal((await owner.get(paths.evidenceWithdraw(id))).status, 404)
  })
})
