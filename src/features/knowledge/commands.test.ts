import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'

const folder = mkdtempSync(join(tmpdir(), 'muniment-glossary-'))
after(() => rmSync(folder, { recursive: true }))

/** The command without a database to open. */
function muniment(text: string | null, ...options: readonly string[]) {
  const path = join(folder, text === null ? 'none.ttl' : 'a.ttl')
  if (text !== null) writeFileSync(path, text)
  const cli = join(import.meta.dirname, '../../cli.ts')
  const args = ['--disable-warning=ExperimentalWarning', cli, 'glossary', 'check', path, ...options]
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    env: { ...process.env, DATABASE_URL: 'postgres://nobody@localhost:1/none', MUNIMENT_DATA: join(folder, 'none') },
    encoding: 'utf8',
  })
  return [status, stdout, stderr]
}

const HEAD = '@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n'

test('prints whether a glossary is valid, and ends with 1 where it is not', () => {
  const right = `${HEAD}<https://example.gov.uk/a> a skos:Concept ; skos:prefLabel "A"@en .`
  const error = 'Line 2: <https://example.gov.uk/a> has no preferred label.'
  const wrong = right.replace('prefLabel', 'altLabel')
  assert.deepEqual(muniment(right, '--json'), [0, '{"valid":true,"errors":[]}\n', ''])
  assert.deepEqual(muniment(right), [0, 'The glossary is valid.\n', ''])
  assert.deepEqual(muniment(wrong, '--json'), [1, `${JSON.stringify({ valid: false, errors: [error] })}\n`, ''])
  assert.deepEqual(muniment(wrong), [1, `${error}\n1 thing is wrong.\n`, ''])
})

test('says that there is no such file', () => {
  assert.deepEqual(muniment(null), [1, '', `There is no file ${join(folder, 'none.ttl')}. Check the path.\n`])
})
