import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { generateComponents, TARGET } from '../../../tools/generate-components.ts'
import { INLINE_SCRIPT } from '../web/index.ts'
import * as components from './components.gen.ts'
import { findAsset, html, postForm, renderPage } from './index.ts'
import { GOVUK } from './nunjucks.ts'

const FOLDER = join(GOVUK, 'dist/govuk/components')
const camel = (name: string) => name.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase())

interface Fixture {
  readonly name: string
  readonly options: never
  readonly html: string
}

describe('the official components', () => {
  const macros = new Map(Object.entries(components)) as ReadonlyMap<string, (options: never) => { markup: string }>
  let count = 0
  for (const entry of readdirSync(FOLDER, { withFileTypes: true }).filter((one) => one.isDirectory())) {
    it(`render every fixture of ${entry.name} to the letter`, () => {
      const { fixtures }: { fixtures: Fixture[] } = JSON.parse(
        readFileSync(join(FOLDER, entry.name, 'fixtures.json'), 'utf8'),
      )
      const render = macros.get(`govuk${camel(entry.name)}`)
      assert.ok(render)
      assert.ok(fixtures.length > 0)
      for (const { name, options, html: expected } of fixtures)
        assert.equal(render(options).markup, expected.trim(), name)
      count += fixtures.length
    })
  }
  it('are all of them', () => assert.equal(count, 725))
  it('are typed as govuk-frontend describes them today', () =>
    assert.equal(readFileSync(TARGET, 'utf8'), generateComponents()))
})

describe('pages', () => {
  const frame = { doors: [], path: '/', isExample: false, notice: null, csrf: 'token' }
  it('escape what is not markup', () => {
    assert.equal(
      html`<p title="${'"'}">${'<b>&'}${html`<i>`}${null}${false}${['a', 1]}</p>`.markup,
      '<p title="&quot;">&lt;b&gt;&amp;<i>a1</p>',
    )
  })
  it('put the token into forms, and never into what people wrote', () => {
    const page = renderPage({ title: 'T', content: html`${postForm('/x', html`y`)}${'<!--csrf-->'}` }, frame)
    assert.equal(page.split('name="_csrf"').length, 2)
  })
  it('call a success only what was done', () => {
    const view = { title: 'T', content: html`` }
    const told = (isDone: boolean) => renderPage(view, { ...frame, notice: { text: 'Told', isDone } })
    assert.match(told(true), /govuk-notification-banner--success[\s\S]*Success[\s\S]*Told/)
    assert.doesNotMatch(told(false), /success/i)
    assert.match(told(false), /Important[\s\S]*Told/)
  })
  it('say in the title that there is an error, and link to what mends it', () => {
    const page = renderPage(
      { title: 'T', content: html``, errors: [{ field: 'on', message: 'Wrong', control: 'on-day' }] },
      frame,
    )
    assert.match(page, /<title>Error: T – Muniment<\/title>/)
    assert.match(page, /<a href="#on-day">Wrong<\/a>/)
  })
  it('hold exactly the inline script that the content security policy lets through', () => {
    const page = renderPage({ title: 'T', content: html`` }, frame)
    assert.deepEqual(
      [...page.matchAll(/<script>(.*?)<\/script>/gs)].map(([, script]) => script),
      [INLINE_SCRIPT],
    )
  })
  it('serve neither the crown nor GDS Transport', () => {
    const css = findAsset('muniment.css')?.body.toString() ?? ''
    assert.ok(css.length > 50_000)
    assert.doesNotMatch(css, /GDS Transport|font-face/)
    assert.doesNotMatch(renderPage({ title: 'T', content: html`` }, frame), /crest|crown/i)
  })
})
