import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { ROOT } from '#platform/config.ts'
import { sql } from '#platform/db/index.ts'
import { readDocument } from '#platform/reading/index.ts'
import { type TestHouse, testHouse, type Visitor } from '../../../../test/house.ts'
import { paths } from '../paths.ts'
import { readFramework } from '../scoring/read.ts'
import { score } from '../scoring/score.ts'
import { indicatorsFromLines, levelLines, PRESETS, scaleFromLines } from './edit.ts'
import { frameworkWorkbook } from './workbook.ts'
import { frameworkFromDocument } from './workbook-read.ts'
import { frameworkText } from './write.ts'

const FOLDER = join(ROOT, 'content/frameworks')
const own = readdirSync(FOLDER).map((file) => {
  const { framework } = readFramework(readFileSync(join(FOLDER, file), 'utf8'))
  assert.ok(framework, file)
  return [file, framework] as const
})
const given = { key: 'given', version: '1', name: 'Given' }

describe('a framework as a file', () => {
  it('is each that comes with the house', () => assert.ok(own.length >= 4, `${own.length}`))
  for (const [file, framework] of own) {
    it(`says the same after it was written and read: ${file}`, () => {
      assert.deepEqual(readFramework(frameworkText(framework)).framework, framework)
    })
    it(`says the same after a workbook: ${file}`, async () => {
      const document = await readDocument(await frameworkWorkbook(framework), 'framework.xlsx')
      const { framework: read, problems } = frameworkFromDocument(document, given)
      assert.deepEqual(problems, [])
      assert.deepEqual(read, framework)
    })
  }

  const csv = async (lines: readonly string[]) =>
    frameworkFromDocument(await readDocument(Buffer.from(lines.join('\n')), 'model.csv'), given)

  it('is read from a table with a column for each level', async () => {
    const { framework } = await csv([
      'Theme,Ref,Criterion,Level 1: Initial,2 – Managed,Level 3 (Embedded)',
      'Keeping,K1,Is it kept?,Hardly,Mostly,Always',
      ',K2,Is it found?,No,,Yes',
      'Sharing,S1,Is it shared?,No,Some,All',
    ])
    assert.deepEqual(
      framework?.scales.main?.levels?.map(({ value, name }) => `${value} ${name}`),
      ['1 Initial', '2 Managed', '3 Embedded'],
    )
    assert.deepEqual(
      framework?.sections.map(({ name, questions }) => `${name}: ${questions.map(({ code }) => code).join(' ')}`),
      ['Keeping: K1 K2', 'Sharing: S1'],
    )
    assert.deepEqual(framework?.sections[0]?.questions[1]?.levels, { '1': 'No', '3': 'Yes' })
  })
  it('is judged by the usual truth table where indicators stand under achieved, partially and not', async () => {
    const { framework, problems } = await csv([
      'Section,Code,Question,Indicator code,Indicator,Group',
      'A,A1,Is it governed?,A1.n,Nobody is in charge,Not achieved',
      'A,A1,,A1.p,Somebody is named,Partially achieved',
      'A,A1,,A1.a,The board hears of it,Achieved',
    ])
    assert.deepEqual(problems, [])
    assert.ok(framework)
    const of = (n: string, p: string, a: string) =>
      score(framework, { answers: [{ question: 'A1', indicators: { 'A1.n': n, 'A1.p': p, 'A1.a': a } }] }).sections[0]
        ?.questions[0]
    assert.equal(of('no', 'yes', 'yes')?.level, 'Achieved')
    assert.equal(of('no', 'yes', 'no')?.because, 'It is partially achieved; missing for more: A1.a.')
    assert.equal(of('yes', 'yes', 'yes')?.level, 'Not achieved')
    assert.equal(of('no', 'no', 'no')?.because, 'Indicators are missing: A1.p.')
  })
  it('says what is wrong with a table that is none', async () => {
    assert.match(
      (await csv(['Name,Town', 'A,B'])).problems[0]?.message ?? '',
      /No table has a column called “Question”/,
    )
    assert.match(
      (await csv(['Question,Weight,Level 0,Level 1', 'Is it?,heavy,a,b'])).problems[0]?.message ?? '',
      /weight: it must be a number/,
    )
  })
})

describe('levels and indicators as lines', () => {
  it('say the same after they were written and read', () => {
    for (const { scale } of Object.values(PRESETS))
      if (scale.levels) assert.deepEqual(scaleFromLines(levelLines(scale), undefined, scale.notApplicable), scale)
  })
  it('say which line is wrong', () => {
    assert.equal(
      scaleFromLines('0 | No\nYes', undefined, false),
      'Line 2 must be a number and a name with | between them, such as 0 | Not yet',
    )
    assert.equal(scaleFromLines('0 | No', undefined, false), 'Enter two levels or more, each on a line of its own')
    assert.equal(scaleFromLines('0 | No\n0 | Yes', undefined, false), 'Two levels have the same number')
    assert.equal(
      indicatorsFromLines('a | group | words\nb'),
      'Line 2 must be a code, a group and words with | between them',
    )
    assert.equal(indicatorsFromLines(' \n'), undefined)
  })
})

describe('a draft in the browser', () => {
  let test: TestHouse
  let dro: Visitor
  let id = ''
  before(async () => {
    test = await testHouse()
    dro = await test.visitor('Departmental Records Officer')
  })
  after(() => test.close())
  const edition = async () =>
    String(
      (await test.db.one<{ edition: number }>(sql`select edition from assessments.framework where id = ${id}`)).edition,
    )

  it('begins from nothing, and is changed form by form', async () => {
    assert.equal((await dro.post(paths.frameworkAdd, { name: '', version: '', scale: '' })).status, 422)
    const made = await dro.post(paths.frameworkAdd, { name: 'Our own model', version: '1', scale: '0-3' })
    id = made.location?.split('/').at(-1) ?? ''
    assert.equal(
      (
        await dro.post(paths.frameworkScale(id), {
          levels: '0 | No\n1 | Yes | it is so',
          notApplicable: 'yes',
          edition: await edition(),
        })
      ).status,
      303,
    )
    assert.equal((await dro.post(paths.frameworkScale(id), { levels: '0 | No', edition: await edition() })).status, 422)
    assert.equal(
      (
        await dro.post(paths.frameworkSection(id, 'A'), {
          code: 'B',
          name: 'Second thoughts',
          about: '',
          weight: '2',
          target: '',
          edition: await edition(),
        })
      ).status,
      303,
    )
    assert.equal(
      (await dro.post(paths.frameworkSection(id, 'add'), { code: 'B', name: 'Again', edition: await edition() }))
        .status,
      422,
    )
    const question = {
      section: 'B',
      code: 'B2',
      text: 'Does it work?',
      scale: 'main',
      of: 'unit',
      weight: '1.5',
      'level-0': 'Not at all',
      'level-1': 'Quite',
      edition: await edition(),
    }
    assert.equal((await dro.post(paths.frameworkQuestion(id, 'add'), question)).status, 303)
    assert.equal(
      (await dro.post(paths.frameworkQuestion(id, 'add'), { ...question, edition: await edition() })).status,
      422,
    )
    assert.equal((await dro.post(`${paths.frameworkQuestion(id, 'B2')}/move`, { move: 'up' })).status, 303)
    assert.equal((await dro.post(`${paths.frameworkQuestion(id, 'A1')}/move`, { move: 'remove' })).status, 303)
    assert.equal((await dro.post(`${paths.frameworkQuestion(id, 'B2')}/move`, { move: 'remove' })).status, 409)
    const { content } = await test.db.one<{ content: { sections: unknown } }>(
      sql`select content from assessments.framework where id = ${id}`,
    )
    assert.deepEqual(content.sections, [
      {
        code: 'B',
        name: 'Second thoughts',
        weight: 2,
        questions: [
          {
            code: 'B2',
            text: 'Does it work?',
            weight: 1.5,
            of: 'unit',
            systems: 'worst',
            levels: { '0': 'Not at all', '1': 'Quite' },
          },
        ],
      },
    ])
  })
  it('is not overwritten by somebody who saw an older one', async () => {
    const { status, body } = await dro.post(paths.frameworkFacts(id), {
      name: 'X',
      version: '1',
      section: 'mean',
      overall: 'none',
      evidence: 'say',
      edition: '1',
    })
    assert.equal(status, 409)
    assert.match(body, /Somebody else has changed this draft meanwhile/)
  })
  it('is changed as text, with mistakes named by their lines', async () => {
    const page = await dro.get(paths.frameworkText(id))
    assert.match(page.body, /key: our-own-model/)
    const bad = await dro.post(paths.frameworkText(id), {
      text: 'key: our-own-model\nscales: 3',
      edition: await edition(),
    })
    assert.equal(bad.status, 422)
    assert.match(bad.body, /Line 2: scales: it must be a map with names and values/)
    const good = frameworkText(own[0]?.[1] ?? assert.fail())
    assert.equal(
      (
        await dro.post(paths.frameworkText(id), {
          text: good.replace('key: health-check', 'key: our-own-model'),
          edition: await edition(),
        })
      ).status,
      303,
    )
  })
  it('cannot be published with a gap, and cannot be changed once it is', async () => {
    const { body } = await dro.get(paths.frameworkText(id))
    const text =
      /<textarea[^>]*>([\s\S]*?)<\/textarea>/.exec(body)?.[1]?.replaceAll('&quot;', '"').replaceAll('&#39;', "'") ?? ''
    await dro.post(paths.frameworkText(id), { text: `${text}\nreplaces: { version: '0' }`, edition: await edition() })
    assert.match((await dro.get(paths.framework(id))).body, /There is no version 0 of our-own-model to replace/)
    assert.equal((await dro.post(paths.frameworkPublish(id), { edition: await edition() })).status, 409)
    await dro.post(paths.frameworkText(id), { text, edition: await edition() })
    assert.equal((await dro.post(paths.frameworkPublish(id), { edition: await edition() })).status, 303)
    assert.equal((await dro.get(paths.frameworkFacts(id))).status, 409)
    assert.equal((await dro.post(paths.frameworkWithdraw(id), {})).status, 303)
  })
  it('comes from a file, and a file that is none says so', async () => {
    const wrong = await dro.upload(`${paths.frameworkAdd}/file`, { name: 'x.yaml', bytes: Buffer.from('key: [') })
    assert.equal(wrong.status, 422)
    assert.match(wrong.body, /This is not YAML/)
    const broken = await dro.upload(`${paths.frameworkAdd}/file`, {
      name: 'x.xlsx',
      bytes: Buffer.from('PK not a workbook'),
    })
    assert.equal(broken.status, 422)
    const right = await dro.upload(`${paths.frameworkAdd}/file`, {
      name: 'model.csv',
      bytes: Buffer.from('Question,Level 0,Level 1\nIs it?,no,yes'),
    })
    assert.equal(right.status, 303)
    const draft = right.location?.split('/').at(-1) ?? ''
    assert.equal((await dro.get(`${paths.frameworkFile(draft)}.yaml`)).status, 200)
    assert.equal((await dro.get(`${paths.frameworkFile(draft)}.xlsx`)).status, 200)
    assert.equal((await dro.post(`${paths.frameworkDraft(draft)}/remove`, {})).status, 303)
    assert.equal((await dro.get(paths.framework(draft))).status, 404)
  })
  it('is nobody else’s to change', async () => {
    const champion = await test.visitor('KIM Champion, Digital and Technology')
    assert.equal((await champion.get(paths.framework(id))).status, 200)
    assert.equal((await champion.get(paths.frameworkAdd)).status, 403)
    assert.equal((await champion.post(paths.frameworkDraft(id), {})).status, 403)
  })
})
