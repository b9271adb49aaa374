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

describe('the settings of uploads', () => {
  it('are sizes as people write them', () => {
    assert.deepEqual(readConfig({}).uploads, { ofOne: 8e9, ofAll: 40e9, keepFree: 1e9 })
    const { uploads } = readConfig({
      MUNIMENT_UPLOADS_OF_ONE: '500MB',
      MUNIMENT_UPLOADS_OF_ALL: ' 1.5 tb ',
      MUNIMENT_KEEP_FREE: '0 GB',
    })
    assert.deepEqual(uploads, { ofOne: 5e8, ofAll: 1.5e12, keepFree: 0 })
    for (const text of ['', '8', 'GB', '-1 GB', '8 GiB', '1e3 MB', '8 GB 1'])
      assert.throws(
        () => readConfig({ MUNIMENT_KEEP_FREE: text }),
        /MUNIMENT_KEEP_FREE: say a size in MB, GB or TB/,
        text,
      )
  })
})
