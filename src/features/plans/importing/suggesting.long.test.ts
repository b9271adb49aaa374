import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type TestHouse, testHouse, type Visitor } from '../../../../test/house.ts'
import { sentBy } from '../../../../test/sent-form.ts'
import { paths } from '../paths.ts'

const textOf = (body: string) => body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const intoOf = (body: string): string | undefined => sentBy(body).into?.[0]
const ROWS =
  '<tr><th>Ref<th>Action<th>Owner<th>Due</tr><tr><td>S1<td>Write it<td>DRO<td>30 June 2027</tr><tr><td>S2<td>Print it<td>HR<td>31 July 2027</tr>'
const OTHER_ROWS = ROWS.replace('S1', 'X1').replace('S2', 'X2').replace('Write it', 'Something else')
const TITLE = 'Storage action plan 2026-27'

describe('a document whose plan has the title of one that is here', () => {
  let test: TestHouse
  let dro: Visitor
  let plan: string
  before(async () => {
    test = await testHouse()
    dro = await test.visitor('Departmental Records Officer')
    const { body } = await dro.get(await bring(TITLE))
    assert.doesNotMatch(textOf(body), /is here already|similar title/)
    assert.equal(intoOf(body), '')
    plan = (await dro.post(await bring(TITLE), { ...sentBy(body), deed: '' })).location ?? ''
    assert.match(plan, /\/plans\//)
  })
  after(() => test.close())

  const bring = async (title: string, rows = ROWS, name = 'plan.html') => {
    await dro.get(paths.imports)
    const bytes = Buffer.from(`<!doctype html><h1>${title}</h1><p>As of 3 September 2026</p><table>${rows}</table>`)
    return (await dro.upload(paths.imports, { name, bytes })).location ?? ''
  }
  const planId = () => plan.split('/').at(-1) ?? ''

  for (const title of [TITLE, 'STORAGE ACTION PLAN 2026–27', ' Storage  Action Plan, 2026/27 '])
    it(`is taken for a new version of it, and that is said: ${title}`, async () => {
      const at = await bring(title, OTHER_ROWS)
      const { body } = await dro.get(at)
      assert.equal(intoOf(body), planId())
      assert.match(
        textOf(body),
        /A plan with this title is here already: “Storage action plan 2026-27”\. So this document is taken for a new version of it\./,
      )
      assert.match(textOf(body), /Storage action plan 2026-27 \(the same title\)/)
      const to = (await dro.post(at, { ...sentBy(body), deed: '' })).location ?? ''
      assert.match(to, /compare|imports/)
      assert.notEqual(to.split('?')[0], plan)
    })

  for (const title of [
    'Storage action plan 2027-28',
    'Storage action plan v2.1',
    'Draft storage action plan',
    'Storage action plan, November 2026',
    'Storage action plan (20 November 2026)',
  ])
    it(`is offered where the year or the version differs, and not chosen: ${title}`, async () => {
      for (const rows of [ROWS, OTHER_ROWS]) {
        const { body } = await dro.get(await bring(title, rows))
        assert.equal(intoOf(body), '')
        assert.match(
          textOf(body),
          /A plan with a similar title is here: “Storage action plan 2026-27”\. If this document is/,
        )
        const options = /<select[^>]*name="into"[\s\S]*?<\/select>/.exec(body)?.[0] ?? ''
        assert.match(textOf(options), /^\s*No, it is a new plan\s+Storage action plan 2026-27 \(a similar title\)/)
      }
    })

  it('is left alone where the title is another, and once somebody has said that it is a new plan', async () => {
    const { body } = await dro.get(await bring('Data action plan 2026-27', OTHER_ROWS))
    assert.doesNotMatch(textOf(body), /is here already|similar title/)
    assert.equal(intoOf(body), '')
    const at = await bring(TITLE, OTHER_ROWS)
    const sent = { ...sentBy((await dro.get(at)).body), into: '' }
    assert.equal((await dro.post(at, { ...sent, deed: 'keep' })).status, 303)
    const again = (await dro.get(at)).body
    assert.equal(intoOf(again), '')
    assert.doesNotMatch(textOf(again), /is here already/)
    assert.notEqual((await dro.post(at, { ...sent, deed: '' })).location?.split('?')[0], plan, 'a plan of its own')
  })
})
