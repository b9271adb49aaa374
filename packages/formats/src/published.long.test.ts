import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { makeZip } from '../test/make.ts'

const PACKAGE = join(import.meta.dirname, '..')
const MODULES = join(PACKAGE, '../../node_modules')
const TSC = join(MODULES, 'typescript/bin/tsc')
const DOCUMENT = makeZip([
  { name: 'mimetype', bytes: Buffer.from('application/vnd.oasis.opendocument.text'), isStored: true },
  { name: 'content.xml', bytes: Buffer.from('<office:document-content office:version="1.2"/>') },
  { name: 'META-INF/manifest.xml', bytes: Buffer.from('<manifest:manifest manifest:version="1.2"/>') },
])

describe('the package as it is published', () => {
  const folder = mkdtempSync(join(tmpdir(), 'formats-published-'))
  const at = join(folder, 'node_modules', '@muniment', 'formats')
  const manifest = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8'))
  before(() => {
    mkdirSync(at, { recursive: true })
    execFileSync(process.execPath, [TSC, '-p', join(PACKAGE, 'tsconfig.build.json'), '--outDir', join(at, 'dist')])
    for (const name of [
      'package.json',
      'README.md',
      'LICENSE',
      ...manifest.files.filter((one: string) => one !== 'dist'),
    ])
      cpSync(join(PACKAGE, name), join(at, name), { recursive: true })
    // What it depends on, as an installation would lay it beside.
    for (const name of [...Object.keys(manifest.dependencies), 'xmlchars', '@types', 'undici-types'])
      symlinkSync(join(MODULES, name), join(folder, 'node_modules', name))
    writeFileSync(join(folder, 'letter.odt'), DOCUMENT)
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  })
  after(() => rmSync(folder, { recursive: true, force: true }))

  const run = (args: readonly string[], input?: Uint8Array) =>
    spawnSync(process.execPath, [join(at, manifest.bin['muniment-formats']), ...args], {
      cwd: folder,
      encoding: 'utf8',
      input,
      env: { HOME: folder, XDG_CACHE_HOME: join(folder, 'cache') },
    })

  it('depends on the same versions as the project', () => {
    const project = JSON.parse(readFileSync(join(PACKAGE, '../../package.json'), 'utf8'))
    const all = { ...project.dependencies, ...project.devDependencies }
    const own: Record<string, string> = { ...manifest.dependencies, ...manifest.devDependencies }
    assert.deepEqual(own, Object.fromEntries(Object.keys(own).map((name) => [name, all[name]])))
    assert.ok(Object.keys(own).length > 3)
  })

  it('has a command of its own, for files, in threads and for standard input', () => {
    const files = run(['identify', 'letter.odt', '--json', '--hash', 'sha256'])
    assert.equal(files.stderr, '')
    const told = JSON.parse(files.stdout)
    assert.deepEqual([told.path, told.puids, told.basis], ['letter.odt', ['fmt/291'], 'container'])
    const many = join(folder, 'many')
    mkdirSync(many)
    for (let number = 0; number < 400; number += 1) writeFileSync(join(many, `${number}.odt`), DOCUMENT)
    const { stdout } = run(['identify', 'many', '--json', '--workers', '2'])
    const rows = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    assert.deepEqual([rows.length, new Set(rows.map(({ puids }) => puids.join()))], [400, new Set(['fmt/291'])])
    const piped = JSON.parse(run(['identify', '-', '--name', 'x.odt', '--json', '--hash', 'sha256'], DOCUMENT).stdout)
    assert.deepEqual([piped.puids, piped.size, piped.hash], [['fmt/291'], DOCUMENT.length, told.hash])
    const both = run(['identify', '-', 'letter.odt'], DOCUMENT)
    assert.equal(both.status, 1)
    assert.match(both.stderr, /stands for standard input, and is given alone/)
    assert.match(run(['--help']).stdout, /Usage: muniment-formats/)
    assert.match(run(['formats', 'list']).stdout, /^\* starter/)
  })

  it('is a library with types', () => {
    writeFileSync(
      join(folder, 'use.ts'),
      `import { Identifier, loadRelease, STARTER, examineStream, type Row } from '@muniment/formats'
async function* pieces(): AsyncGenerator<Uint8Array> { yield new TextEncoder().encode('%PDF-1.4\\n')
  yield new TextEncoder().encode('%%EOF\\n') }
const row: Row = await examineStream(pieces(), new Identifier(loadRelease(STARTER)), { name: 'a.pdf' })
// @ts-expect-error a size is a number of bytes
const size: string = row.size
console.log(row.puids.join(), size)
`,
    )
    const types = spawnSync(
      process.execPath,
      [TSC, '--strict', '--module', 'nodenext', '--target', 'es2024', '--types', 'node', 'use.ts'],
      { cwd: folder, encoding: 'utf8' },
    )
    assert.equal(types.stdout, '')
    assert.match(execFileSync(process.execPath, ['use.js'], { cwd: folder, encoding: 'utf8' }), /^fmt\/18 15$/m)
  })
})
