import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { html } from '../page/index.ts'
import { withWayBack } from './views.ts'

describe('the page of a refusal', () => {
  const view = { title: 'It was changed meanwhile', content: html`<h1>It was changed meanwhile</h1>` }

  it('leads back to the form as it was filled in, after a check page', () => {
    const { back, content } = withWayBack(
      view,
      { why: 'A “decision”', units: ['a', 'b'], sure: 'yes', _csrf: 'x' },
      '/deed',
    )
    assert.ok(back && 'form' in back, 'by a button that sends what the page holds')
    const page = String(html`${content}`.markup)
    assert.match(page, new RegExp(`<form method="post" action="/deed" id="${back.form}"`))
    assert.match(page, /name="why" value="A “decision”"/)
    assert.equal([...page.matchAll(/name="units" value="[ab]"/g)].length, 2)
    assert.doesNotMatch(page, /name="sure"/, 'nobody is sure by going back')
  })

  it('is left as it is after any other form', () => {
    assert.equal(withWayBack(view, { why: 'A decision' }, '/deed'), view)
  })
})
