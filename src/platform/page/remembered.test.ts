import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { html, renderPage } from './index.ts'
import { Remembered } from './remembered.ts'

describe('what was made last', () => {
  it('is made once for a key, and made again once it was forgotten', () => {
    let made = 0
    const of = new Remembered(100)
    const get = (key: string) =>
      of.get(key, () => {
        made += 1
        return String(made)
      })
    assert.equal(get('a'), get('a'))
    assert.equal(made, 1)
    for (let index = 0; index < 40; index += 1) get(`k${index % 10}`)
    assert.equal(made, 11)
    get('a')
    assert.equal(made, 11)
    // Of forty with four or five letters each, the first do not fit beside the last.
    for (let index = 0; index < 40; index += 1) get(`n${index}`)
    assert.equal(made, 51)
    get('n39')
    assert.equal(made, 51)
    get('a')
    assert.equal(made, 52)
  })

  it('takes no more room than it was given, and is not pushed out by one that is large', () => {
    const of = new Remembered(1_000)
    let made = 0
    const get = (key: string, size: number) =>
      of.get(key, () => {
        made += 1
        return 'x'.repeat(size)
      })
    get('small', 20)
    for (let index = 0; index < 100; index += 1) get(`large ${index}`, 900)
    get('large 99', 900)
    assert.equal(made, 102)
    get('small', 20)
    assert.equal(made, 102)
  })
})

describe('a page whose layout was made before', () => {
  const frame = {
    doors: [{ text: 'Plans', href: '/plans', leadsTo: [] }],
    path: '/',
    isExample: true,
    notice: null,
    csrf: 'token',
  }
  const page = (title: string, words: string, path = '/') =>
    renderPage({ title, content: html`<p>${words}</p>`, back: { href: `/${words.length}` } }, { ...frame, path })

  it('has a title, a way back and words of its own, and the door behind which it lies', () => {
    const [first, second] = [page('One & <b>', 'first'), page('Two', 'the second', '/plans/x')]
    assert.match(first, /<title>One &amp; &lt;b&gt; – Muniment<\/title>[\s\S]*href="\/5"[\s\S]*<p>first<\/p>/)
    assert.match(second, /<title>Two – Muniment<\/title>[\s\S]*href="\/10"[\s\S]*<p>the second<\/p>/)
    assert.doesNotMatch(first, /aria-current/)
    assert.match(second, /aria-current="true"/)
    assert.equal(page('One & <b>', 'first'), first)
  })

  it('keeps what people wrote as it is, also where it looks like a place of the layout', () => {
    for (const words of ['<!--content-->', '<!--before-->', '$&', "$'"]) {
      const text = page(words, words)
      assert.equal(text.split(html`<p>${words}</p>`.markup).length, 2)
      assert.doesNotMatch(text, /<!--(?:title|before|content)-->/)
    }
  })
})
