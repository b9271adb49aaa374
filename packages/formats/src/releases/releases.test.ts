import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { loadRelease, releaseFiles } from '../signatures/load.ts'
import { UnreadableRelease } from '../signatures/read-xml.ts'
import { bringSignatures } from './fetch.ts'
import { currentRelease, goBack, installRelease, keptReleases, STARTER, useRelease } from './releases.ts'

const files = releaseFiles(STARTER)
const binary = readFileSync(files.binary, 'utf8')
const container = readFileSync(files.container, 'utf8')

describe('releases of signatures', () => {
  let home = ''
  let server: Server
  let address = ''
  before(async () => {
    home = mkdtempSync(join(tmpdir(), 'muniment-releases-'))
    process.env.MUNIMENT_CACHE = join(home, 'cache')
    server = createServer((request, answer) => {
      const pages: Readonly<Record<string, string>> = {
        '/page.htm':
          '<!DOCTYPE html><a href="/f/DROID_SignatureFile_V9.xml">9</a><a href="/f/DROID_SignatureFile_V10.xml">10</a><a href="f/container-signature-20260101.xml">c</a>',
        '/f/DROID_SignatureFile_V10.xml': binary.replace('Version="1" DateCreated', 'Version="10" DateCreated'),
        '/f/container-signature-20260101.xml': container,
      }
      const page = pages[request.url ?? '']
      answer.writeHead(page === undefined ? 404 : 200).end(page)
    }).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  after(() => {
    server.close()
    delete process.env.MUNIMENT_CACHE
    rmSync(home, { recursive: true, force: true })
  })

  it('begin with the starter set', () => {
    assert.deepEqual(currentRelease(home), { name: 'starter', folder: STARTER })
    assert.throws(() => goBack(home), UnreadableRelease)
  })

  it('are found on a page by their newest version, checked, used, and left again', async () => {
    const texts = await bringSignatures(`${address}/page.htm`)
    assert.deepEqual(
      texts.map(({ kind }) => kind),
      ['binary', 'container'],
    )
    const { name, counts } = installRelease(texts, home)
    assert.match(name, /^v10-c1-[0-9a-f]{8}$/)
    assert.ok(counts.formats > 150 && counts.signatures > 120 && counts.containerSignatures > 30)
    assert.equal(currentRelease(home).name, name)
    assert.equal(goBack(home), 'starter')
    assert.equal(currentRelease(home).name, 'starter')
    useRelease(name, home)
    assert.equal(currentRelease(home).name, name)
    assert.deepEqual(keptReleases(home).includes(name), true)
  })

  it('take the kind that is not given from the one in use', async () => {
    const newer = container.replace('signatureVersion="1"', 'signatureVersion="77"')
    const { name } = installRelease([{ kind: 'container', xml: newer }], home)
    assert.match(name, /^v10-c77-/)
  })

  const WRONG: readonly [string, string][] = [
    ['cut off', binary.slice(0, 5000)],
    ['with an expression that cannot be read', binary.replace('<Sequence>474946383761', '<Sequence>47494638376')],
    [
      'that name signatures they do not have',
      binary.replace('<InternalSignature ID="1" ', '<InternalSignature ID="9999" '),
    ],
    ['with a document type', binary.replace('<FFSignatureFile', '<!DOCTYPE a [<!ENTITY b "c">]><FFSignatureFile')],
  ]
  for (const [what, xml] of WRONG)
    it(`are refused ${what}, and nothing changes`, () => {
      const before = currentRelease(home).name
      assert.throws(() => installRelease([{ kind: 'binary', xml }], home), /Cannot/)
      assert.equal(currentRelease(home).name, before)
    })

  it('are refused from elsewhere in plain words', async () => {
    await assert.rejects(bringSignatures(`${address}/absent`), /answered 404/)
    await assert.rejects(bringSignatures(join(home, 'absent.xml')), /Cannot find/)
    writeFileSync(join(home, 'other.xml'), '<html/>')
    await assert.rejects(bringSignatures(join(home, 'other.xml')), /neither a DROID signature file/)
  })

  it('are not read where they are too large, too deep or no files', async () => {
    const folder = join(home, 'hostile')
    mkdirSync(folder)
    const large = join(folder, 'DROID_SignatureFile_V7.xml')
    writeFileSync(large, binary)
    writeFileSync(join(folder, 'container-signature-7.xml'), container)
    truncateSync(large, 5e9)
    assert.throws(() => loadRelease(folder, null), /larger than 64 MiB/)
    await assert.rejects(bringSignatures(folder), /larger than 64 MiB/)
    rmSync(large)
    mkdirSync(large)
    assert.throws(() => loadRelease(folder, null), /not a file/)
    const deep = join(home, 'deep.xml')
    writeFileSync(deep, `<FFSignatureFile>${'<a>'.repeat(1e6)}`)
    await assert.rejects(async () => installRelease(await bringSignatures(deep)), /too deep/)
  })
})
