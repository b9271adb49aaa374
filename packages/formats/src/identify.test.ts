import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { makeOle2, makeZip } from '../test/make.ts'
import { Identifier } from './identify.ts'
import { WholeContent } from './matching/content.ts'
import { STARTER } from './releases/releases.ts'
import { loadRelease } from './signatures/load.ts'

const identifier = new Identifier(loadRelease(STARTER, null))
const told = (bytes: Buffer | string, name: string) => {
  const { formats, basis, extensionMismatch } = identifier.identify(new WholeContent(Buffer.from(bytes)), name)
  return [formats.map(({ puid }) => puid).join(), basis, extensionMismatch]
}

const docx = makeZip([
  {
    name: '[Content_Types].xml',
    bytes: Buffer.from(
      '<Types><Override ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    ),
  },
  { name: 'word/document.xml', bytes: Buffer.from('<document/>') },
])
const doc = makeOle2([
  { name: 'WordDocument', bytes: Buffer.alloc(600) },
  { name: '\u0001CompObj', bytes: Buffer.concat([Buffer.alloc(60), Buffer.from('Word.Document.8\0')]) },
])

describe('the starter set tells', () => {
  const KNOWN: readonly [string, Buffer | string, string, readonly unknown[]][] = [
    ['a GIF', 'GIF89a....;', 'a.gif', ['fmt/4', 'signature', false]],
    ['a GIF that is called otherwise', 'GIF89a....;', 'a.jpg', ['fmt/4', 'signature', true]],
    ['a GIF without an extension', 'GIF89a....;', 'a', ['fmt/4', 'signature', true]],
    [
      'a font by the number of its tables',
      '\x00\x01\x00\x00\x00\x0c\x00\x80\x00\x03',
      'a.ttf',
      ['x-fmt/453', 'signature', false],
    ],
    ['no font where there are no tables', '\x00\x01\x00\x00\x00\x00\x00\x0c', 'icon-theme.cache', ['', null, false]],
    ['a PDF by its version', '%PDF-1.4\n...%%EOF', 'A.PDF', ['fmt/18', 'signature', false]],
    [
      'a PDF/A before a PDF',
      '%PDF-1.4\n<pdfaid:part>1</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance> %%EOF',
      'a.pdf',
      ['fmt/354', 'signature', false],
    ],
    ['a letter by what its container holds', docx, 'a.docx', ['fmt/412', 'container', false]],
    ['an old letter by what its container holds', doc, 'a.doc', ['fmt/40', 'container', false]],
    [
      'another ZIP file by its bytes',
      makeZip([{ name: 'a', bytes: Buffer.from('b') }]),
      'a.zip',
      ['x-fmt/263', 'signature', false],
    ],
    ['notes by their extension alone', 'notes', 'a.TXT', ['x-fmt/111', 'extension', false]],
    ['nothing of what it does not know', 'notes', 'a.zzz', ['', null, false]],
    ['nothing of a name that only begins with a dot', 'notes', '.txt', ['', null, false]],
  ]
  for (const [what, bytes, name, expected] of KNOWN) it(what, () => assert.deepEqual(told(bytes, name), expected))

  it('something of any bytes, and never throws', () => {
    const seeds = [docx, doc, Buffer.from('GIF89a;'), Buffer.from('%PDF-1.4 %%EOF'), Buffer.alloc(0)]
    fc.assert(
      fc.property(
        fc.constantFrom(...seeds),
        fc.uint8Array({ maxLength: 2000 }),
        fc.array(fc.tuple(fc.nat(3000), fc.nat(255)), { maxLength: 20 }),
        (seed, tail, changes) => {
          const bytes = Buffer.concat([seed, tail])
          for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value
          assert.ok(Array.isArray(identifier.identify(new WholeContent(bytes), 'a.doc').formats))
        },
      ),
    )
  })
})

describe('muniment identify', () => {
  let folder = ''
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'muniment-identify-'))
    writeFileSync(join(folder, 'letter.docx'), docx)
    writeFileSync(join(folder, 'note "quoted", 1.txt'), 'x')
    for (let count = 0; count < 150; count += 1) writeFileSync(join(folder, `p${count}.gif`), 'GIF89a;')
  })
  after(() => rmSync(folder, { recursive: true, force: true }))

  const run = (...args: string[]) => {
    const main = join(import.meta.dirname, 'main.ts')
    const { stdout, stderr, status } = spawnSync(process.execPath, [main, 'identify', ...args], { encoding: 'utf8' })
    return { stdout, stderr, status }
  }

  it('prints a line of JSON for each file, the same with more workers', () => {
    const one = run(folder, '--json', '--signatures', STARTER, '--workers', '1')
    const lines = one.stdout.trim().split('\n')
    assert.equal(lines.length, 152)
    assert.deepEqual(JSON.parse(lines[0] ?? ''), {
      path: join(folder, 'letter.docx'),
      size: docx.length,
      puids: ['fmt/412'],
      format: 'Microsoft Word for Windows',
      version: '2007 onwards',
      mime: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      basis: 'container',
      extensionMismatch: false,
      warnings: [],
      error: null,
    })
    assert.equal(run(folder, '--json', '--signatures', STARTER, '--workers', '3').stdout, one.stdout)
  })

  it('adds the digest that is asked for', () => {
    const { stdout } = run(join(folder, 'p1.gif'), '--json', '--hash', 'sha256', '--signatures', STARTER)
    assert.equal(JSON.parse(stdout).sha256, 'a95fb9e1bcb6dfbd670260be7616d62aee27563d6ea7baf82deb48bf7cf03541')
  })

  it('prints DROID’s 18 columns, folders before what is in them', () => {
    const { stdout } = run(folder, '--csv', '--hash', 'md5', '--signatures', STARTER)
    const rows = parse(stdout, { columns: true }) as Record<string, string>[]
    assert.equal(Object.keys(rows[0] ?? {}).length, 18)
    assert.equal(stdout.split('\r\n')[0]?.includes('"MD5_HASH"'), true)
    const note = rows.find(({ EXT }) => EXT === 'txt')
    assert.equal(note?.NAME, 'note "quoted", 1.txt')
    assert.deepEqual(
      [note?.METHOD, note?.PUID, note?.FORMAT_COUNT, note?.STATUS, note?.TYPE],
      ['Extension', 'x-fmt/111', '1', 'Done', 'File'],
    )
  })

  it('says what is wrong with the signatures, and with a path that is not there', () => {
    const wrong = run(folder, '--signatures', folder)
    assert.equal(wrong.status, 1)
    assert.match(wrong.stderr, /Cannot find a DROID signature file/)
    const absent = run(join(folder, 'absent'), '--json', '--signatures', STARTER)
    assert.equal(absent.status, 1)
    assert.match(JSON.parse(absent.stdout).error, /no such file/)
  })
})

const REAL = join(import.meta.dirname, '../../../../shared/pronom')

/** The official release and its skeletons are used where they lie beside the project. */
if (existsSync(REAL))
  describe('the official release', () => {
    let folder = ''
    const official = new Identifier(loadRelease(REAL))
    const tell = (path: string) => official.identify(new WholeContent(readFileSync(path)), basename(path))
    before(() => {
      folder = mkdtempSync(join(tmpdir(), 'muniment-skeletons-'))
      for (const archive of ['skeletons-v122.tar.gz', 'container-skeletons-v118.tar.gz'])
        assert.equal(spawnSync('tar', ['xzf', join(REAL, archive), '-C', folder]).status, 0)
    })
    after(() => rmSync(folder, { recursive: true, force: true }))

    it('tells every skeleton as DROID does', () => {
      const METHODS: Readonly<Record<string, string>> = {
        binary: 'signature',
        ext: 'extension',
        container: 'container',
      }
      const different = readFileSync(join(REAL, 'skeletons-v122.droid.tsv'), 'utf8')
        .trim()
        .split('\n')
        .filter((line) => {
          const [path = '', basis = '', puids = '', mismatch] = line.split('\t')
          const { formats, basis: own, extensionMismatch } = tell(join(folder, path))
          const same = (list: readonly string[]) => list.toSorted().join()
          return (
            same(formats.map(({ puid }) => puid)) !== same(puids.split(',')) ||
            String(extensionMismatch) !== mismatch ||
            (own ?? 'extension') !== METHODS[basis.replace('containererr ', '')]
          )
        })
      assert.deepEqual(different, [])
    })

    it('tells every container skeleton as its name says', () => {
      const named = readdirSync(folder).flatMap((name) => {
        const puid = /^(x-)?fmt-(\d+)-container/.exec(name)
        return puid ? [{ name, puid: `${puid[1] ?? ''}fmt/${puid[2]}` }] : []
      })
      assert.equal(named.length, 295)
      const different = named.filter(({ name, puid }) => {
        const { formats, basis } = tell(join(folder, name))
        return basis !== 'container' || formats.map((one) => one.puid).join() !== puid
      })
      assert.deepEqual(different, [])
    })
  })
