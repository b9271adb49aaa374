import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { guessable } from './common-passwords.ts'

describe('a password that is easy to guess', () => {
  it('is refused: common words, signs for letters, runs of keys, repetitions, years and one’s own names', () => {
    for (const password of [
      'password123456',
      'Password1234567!',
      'P@ssw0rd123456',
      '12345678901234',
      '43210987654321',
      'qwertyuiop1234',
      'poiuytrewqlkjh',
      'passwordpassword',
      'aaaaaaaaaaaaaa',
      'abababababababababab',
      'letmeinletmein',
      'correcthorsebatterystaple',
      'Department2026!',
      'Winter2026Winter',
      'qazwsxedcrfvtgb',
      'example-archives-2031',
    ])
      assert.ok(guessable(password), password)
    assert.ok(guessable('zebedee.zonko-42', ['Zebedee.Zonko@example.gov.uk']))
    assert.equal(guessable('zebedee.zonko-42'), null)
  })

  it('is not one of words that do not belong together, in any script', () => {
    for (const password of [
      'four words that differ',
      'blue kettle marches north',
      'Fuzzy-otter-grumbles',
      'жёлтый чайник плывёт',
      'x7!Qm2#vR9$kT4',
    ])
      assert.equal(guessable(password), null, password)
  })
})
