import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { strFromU8, unzipSync } from 'fflate'
import { sql } from '#platform/db/index.ts'
import { fillTemplate, templateFields, writeDocument } from '#platform/documents/index.ts'
import { readDocument } from '#platform/reading/index.ts'
import { type TestHouse, testHouse, type Visitor } from '../../../../test/house.ts'
import { paths } from '../paths.ts'
import { progressReport } from '../reports/report.ts'
import { strangers } from './model.ts'

const template = (ending: 'odt' | 'docx', ...paragraphs: string[]) =>
  writeDocument(ending, {
    title: 'Department for Example Affairs: {{board}}',
    subtitle: 'As of {{ date }}',
    blocks: paragraphs.map((text) => ({ type: 'paragraph', text })),
  })
const wordsOf = async (bytes: Buffer, name: string) => {
  const { blocks } = await readDocument(bytes, name)
  return blocks.map((block) =>
    block.type === 'table'
      ? block.rows.map((row) => row.map(({ paragraphs }) => paragraphs.join(' ')).join(' | ')).join('\n')
      : block.text,
  )
}

describe('tailored reports', () => {
  let test: TestHouse
  let dro: Visitor
  before(async () => {
    test = await testHouse()
    dro = await test.visitor('Departmental Records Officer')
    await dro.get(`${paths.layouts}/add`)
  })
  after(() => test.close())
  const layout = {
    name: 'Executive committee',
    introduction: 'The committee asked for this.',
    length: 'full',
    sections: ['summary', 'overdue'],
    plans: '',
  }

  it('hold the parts that are chosen, an introduction, and only the first rows where they are a summary', async () => {
    const report = async (isSummary: boolean) =>
      progressReport(test.db, { planIds: null, title: 'x' }, '2027-12-31', {
        sections: ['overdue', 'annex'],
        introduction: 'One.\nTwo.',
        isSummary,
      })
    const full = await report(false)
    assert.deepEqual(
      full.blocks.filter(({ type }) => type === 'heading').map((block) => ('text' in block ? block.text : '')),
      ['Overdue', 'Annex: every action'],
    )
    assert.deepEqual(full.blocks.slice(0, 2), [
      { type: 'paragraph', text: 'One.' },
      { type: 'paragraph', text: 'Two.' },
    ])
    const rows = (paper: typeof full) =>
      paper.blocks.flatMap((block) => (block.type === 'table' ? [block.rows.length] : []))
    assert.equal(rows(full)[1], 14)
    assert.ok((rows(full)[0] ?? 0) > 5)
    assert.equal(rows(await report(true))[0], 5)
  })

  for (const ending of ['odt', 'docx'] as const) {
    it(`come in a template of the department's own as ${ending}, which programs open`, async () => {
      const name = `board.${ending}`
      const bytes = await template(ending, '{{introduction}}', '{{report}}', 'End: {{overdue}} overdue of {{actions}}')
      assert.deepEqual((await templateFields(ending, bytes)).toSorted(), [
        'actions',
        'board',
        'date',
        'introduction',
        'overdue',
        'report',
      ])
      const { status, location = '' } = await dro.upload(`${paths.layouts}/add`, { name, bytes }, {
        ...layout,
        name: `Committee ${ending}`,
        sections: 'summary',
      } as never)
      assert.equal(status, 303)
      const { raw } = await dro.get(`${location}/report.${ending}?on-day=21&on-month=11&on-year=2026`)
      const words = await wordsOf(raw, name)
      const text = words.join('\n')
      assert.match(text, new RegExp(`Department for Example Affairs: Committee ${ending}`))
      assert.match(text, /As of 21 November 2026/)
      assert.equal(words.filter((one) => one === 'The committee asked for this.').length, 1)
      assert.match(text, /Summary[\s\S]*3 of 14 actions finished[\s\S]*End: 3 overdue of 14/)
      assert.doesNotMatch(text, /\{\{/)
    })

    it(`are refused where the ${ending} template asks for what no report can fill`, async () => {
      const bytes = await template(ending, '{{report}} {{ministers-view}}')
      const { status, body } = await dro.upload(`${paths.layouts}/add`, { name: `x.${ending}`, bytes }, {
        ...layout,
        sections: 'summary',
      } as never)
      assert.equal(status, 422)
      assert.match(body, /a field that no report can fill: \{\{ministers-view\}\}/)
    })
  }

  it('put their content at the end of a template that does not say where', async () => {
    const bytes = await template('docx', 'Only words')
    const filled = await fillTemplate('docx', bytes, {}, [{ type: 'list', items: ['a <b> & c'] }])
    assert.deepEqual((await wordsOf(filled, 'x.docx')).slice(-2), ['Only words', 'a <b> & c'])
    const odt = await fillTemplate('odt', await template('odt', 'Only words'), {}, [
      { type: 'heading', level: 1, text: 'Last' },
    ])
    assert.equal((await wordsOf(odt, 'x.odt')).at(-1), 'Last')
  })

  it('take fields apart that a program has cut into runs', async () => {
    const bytes = await template('docx', 'x')
    const parts = unzipSync(bytes)
    const document = strFromU8(parts['word/document.xml'] ?? new Uint8Array())
    const cut = document.replace(
      /<w:t xml:space="preserve">x<\/w:t>/,
      '<w:t>{{ov</w:t></w:r><w:r><w:t>er</w:t></w:r><w:r><w:t>due}} late</w:t>',
    )
    assert.notEqual(cut, document)
    const { zipSync, strToU8 } = await import('fflate')
    const again = zipSync({ ...parts, 'word/document.xml': strToU8(cut) })
    assert.ok((await templateFields('docx', again)).includes('overdue'))
    const filled = await fillTemplate('docx', again, { overdue: '7' }, [])
    assert.ok((await wordsOf(filled, 'x.docx')).includes('7 late'))
  })

  it('refuse a template that bursts when it is unpacked', async () => {
    const { zipSync } = await import('fflate')
    const parts = unzipSync(await template('docx', '{{report}}'))
    const bomb = Buffer.from(zipSync({ ...parts, 'word/media/big.bin': new Uint8Array(80 * 1024 * 1024) }))
    const { status, body } = await dro.upload(`${paths.layouts}/add`, { name: 'bomb.docx', bytes: bomb }, {
      ...layout,
      sections: 'summary',
    } as never)
    assert.equal(status, 422)
    assert.match(body, /too large when it is unpacked/)
  })

  it('refuse what is no template, and say which fields there are', async () => {
    for (const [name, bytes] of [
      ['x.txt', Buffer.from('x')],
      ['x.docx', Buffer.from('PK\u0003\u0004broken')],
    ] as const) {
      const { status } = await dro.upload(`${paths.layouts}/add`, { name, bytes }, {
        ...layout,
        sections: 'summary',
      } as never)
      assert.equal(status, 422)
    }
    assert.equal(strangers(['title', 'report']), null)
    assert.match(strangers(['a', 'b']) ?? '', /fields that no report can fill: \{\{a\}\}, \{\{b\}\}/)
  })

  it('are changed by one person at a time, and leave as open data with stable names', async () => {
    const { location = '' } = await dro.post(`${paths.layouts}/add`, layout)
    assert.equal((await dro.post(`${paths.layouts}/add`, layout)).status, 422)
    assert.match((await dro.get(location)).body, /The committee asked for this\./)
    assert.equal((await dro.post(`${location}/change`, { ...layout, version: '1', length: 'summary' })).status, 303)
    assert.equal((await dro.post(`${location}/change`, { ...layout, version: '1' })).status, 409)
    const { body } = await dro.get(`${location}/report.csv`)
    const lines = body.split('\r\n')
    assert.match(lines[0] ?? '', /as_of,plan_id,plan,recommendation_ref,recommendation,action_id,action_ref/)
    const { count } = await test.db.one<{ count: number }>(sql`select count(*) as count from plans.action`)
    assert.equal(lines.filter(Boolean).length, count + 1)
    const reader = await test.visitor('Executive committee member')
    assert.equal((await reader.get(location)).status, 200)
    assert.equal((await reader.get(`${location}/change`)).status, 403)
  })
})
