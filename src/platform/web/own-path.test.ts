import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { ownPath } from './own-path.ts'

describe('a path of our own', () => {
  it('is kept with its query', () => {
    assert.equal(ownPath('/plans/actions?sort=due&page=2'), '/plans/actions?sort=due&page=2')
    assert.equal(ownPath('/'), '/')
  })

  it('is nothing that a browser takes for another site', () => {
    for (const path of [
      '//evil.example',
      '/\\evil.example',
      '\\\\evil.example',
      '/\t/evil.example',
      '/\n/evil.example',
      '/\r\n/evil.example',
      '\t//evil.example',
      '/.//evil.example',
      '/..//evil.example',
      '/%2e//evil.example',
      '/plans/..//evil.example',
      'https://evil.example',
      'https:evil.example',
      'javascript:alert(1)',
      '//evil.example\\@localhost',
      '/\u0000/evil.example',
      ' //evil.example',
      '',
    ])
      assert.equal(ownPath(path), '/', JSON.stringify(path))
  })

  it('leads to the same site, whatever is sent', () => {
    const pieces = fc.constantFrom(
      '/',
      '\\',
      '\t',
      '\n',
      '.',
      '..',
      '%2e',
      '%2f',
      '%5c',
      '@',
      ':',
      'evil.example',
      'https:',
      '?',
      '#',
      'a',
    )
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 8 }), (parts) => {
        const to = ownPath(parts.join(''))
        assert.equal(new URL(to, 'https://muniment.example.gov.uk/sign-in').host, 'muniment.example.gov.uk')
        assert.equal(ownPath(to), to)
      }),
    )
  })
})
