import assert from 'node:assert/strict'
import { argon2Sync } from 'node:crypto'
import { describe, it } from 'node:test'
import { hashPassword, isPassword, spendAsIfChecked } from './passwords.ts'

const WORDS = 'correct horse battery staple'
const encode = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64').replace(/=+$/, '')

/** A hash as another program writes it, with costs of its own. */
function foreign(memory: number, passes: number, parallelism: number, tagLength: number): string {
  const nonce = Buffer.alloc(16, 7)
  const hash = argon2Sync('argon2id', { message: WORDS, nonce, memory, passes, parallelism, tagLength })
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${encode(nonce)}$${encode(hash)}`
}

describe('a password', () => {
  it('is the one that was hashed, and no other', async () => {
    const hash = await hashPassword(WORDS)
    assert.equal(await isPassword(WORDS, hash), true)
    for (const other of ['', `${WORDS} `, WORDS.toUpperCase(), WORDS.slice(1)])
      assert.equal(await isPassword(other, hash), false, other)
    assert.notEqual(await hashPassword(WORDS), hash, 'with a salt of its own')
    assert.match(hash, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/)
  })

  it('is the same however its letters are composed', async () => {
    const hash = await hashPassword('Cafe\u0301 ﬁle')
    assert.equal(await isPassword('Caf\u00e9 file', hash), true)
  })

  it('is checked by the costs that its hash names', async () => {
    for (const hash of [foreign(64, 1, 1, 16), foreign(256, 3, 2, 32), foreign(4096, 2, 1, 64)]) {
      assert.equal(await isPassword(WORDS, hash), true, hash)
      assert.equal(await isPassword('another', hash), false, hash)
    }
  })

  it('is none where the hash is of another kind', async () => {
    const hash = await hashPassword(WORDS)
    assert.equal(await isPassword(WORDS, hash.replace('argon2id', 'argon2i')), false)
    assert.equal(await isPassword(WORDS, ''), false)
    assert.equal(await spendAsIfChecked(WORDS), false)
  })
})
