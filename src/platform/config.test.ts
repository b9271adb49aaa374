import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readConfig } from './config.ts'

const proxies = (text: string) => readConfig({ MUNIMENT_TRUST_PROXY: text }).proxies

describe('the setting of proxies', () => {
  it('is a number of them, or their addresses', () => {
    assert.equal(readConfig({}).proxies, null)
    assert.equal(proxies('no'), null)
    assert.equal(proxies(''), null, 'as it is passed on by files that set it to nothing')
    assert.equal(proxies('2'), 2)
    assert.deepEqual(proxies('10.0.0.4, fd00::/8'), ['10.0.0.4', 'fd00::/8'])
  })

  it('is refused where it would trust everybody, or nobody that there is', () => {
    for (const text of [
      'yes',
      'true',
      '0',
      '10',
      '-1',
      'proxy.example',
      '10.0.0.0/33',
      '10.0.0.4/',
      '10.0.0.4/8/8',
      '::/0',
      '0.0.0.0/0',
      '1,2',
    ])
      assert.throws(() => proxies(text), /MUNIMENT_TRUST_PROXY: say “no”, how many proxies/, text)
  })
})
