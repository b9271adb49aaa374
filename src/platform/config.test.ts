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

describe('a setting that is not as it must be', () => {
  const refused = (setting: string, text: string, words: string) =>
    assert.throws(
      () => readConfig({ [setting]: text }),
      ({ message }: Error) => message === `Cannot read the settings: ${setting}: ${words}`,
      `${setting}=${text}`,
    )

  it('is told in plain words', () => {
    for (const text of ['abc', '', '-1', '3.5', '65536', '99999', '1e3', '0x10'])
      refused('PORT', text, 'say a whole number from 0 to 65535, such as 3000')
    assert.equal(readConfig({ PORT: '65535' }).port, 65_535)
    assert.equal(readConfig({ PORT: '0' }).port, 0)
    for (const setting of ['MUNIMENT_URL', 'MUNIMENT_S3_ENDPOINT', 'MUNIMENT_NOTIFY_URL', 'MUNIMENT_OIDC_ISSUER'])
      for (const text of ['', 'muniment', 'ftp://muniment.example'])
        refused(setting, text, 'say an address that begins with http:// or https://')
    refused('MUNIMENT_SMTP_URL', 'http://mail.example', 'say an address that begins with smtp:// or smtps://')
    refused('MUNIMENT_OIDC_TRUST_EMAIL', 'true', 'say “yes” or “no”')
    refused('MUNIMENT_OIDC_PASSWORDS', 'nobody', 'say “administrators” or “everybody”')
    refused(
      'LOG_LEVEL',
      'loud',
      `say ${'trace debug info warn error fatal silent'.replace(/\w+/g, '“$&”').replaceAll(' ', ' or ')}`,
    )
    refused('MUNIMENT_MASTER_KEY', '', 'it is there but says nothing: give it a value, or take it away')
    refused('MUNIMENT_S3_BUCKET', 'b', 'say the name of a bucket: at least 3 characters')
    refused('MUNIMENT_NOTIFY_KEY', 'short', 'say the whole API key of GOV.UK Notify: at least 74 characters')
    refused('MUNIMENT_NOTIFY_TEMPLATE', 'x', 'say the id of a template of GOV.UK Notify: 36 characters with 4 hyphens')
  })
})
