import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { closeSync, globSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { pathToFileURL } from 'node:url'
import { makeDocx } from '../../../test/documents/make.ts'
import { inDisposable, readBytes } from './index.ts'
import { BEFORE, openedProgram, plainModules } from './program.ts'

const READER = join(import.meta.dirname, 'child.ts')
const PLAN_READER = join(import.meta.dirname, '../../features/plans/recognising/child.ts')
const SOURCES = join(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'muniment-program-test-'))

/** What a program prints that is started as a disposable one is, with an open file of modules behind it or none. */
function printed(modules: Readonly<Record<string, string>> | null): string {
  const file = join(folder, 'modules.json')
  writeFileSync(file, JSON.stringify(modules ?? {}))
  const handed = modules ? openSync(file, 'r') : null
  const args = ['--permission', `--allow-fs-read=${import.meta.dirname}/*`, '--import', pathToFileURL(BEFORE).href]
  const { stdout } = spawnSync(process.execPath, [...args, join(import.meta.dirname, 'problem.ts')], {
    env: {},
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore', handed ?? 'ignore'],
  })
  if (handed !== null) closeSync(handed)
  return stdout
}

describe('the program of a disposable process', () => {
  after(() => rmSync(folder, { recursive: true, force: true }))

  it('is made plain JavaScript with all of ours that it imports, and nothing else', async () => {
    const modules = await plainModules(READER)
    const names = Object.keys(modules).map((url) => url.split('/').slice(-2).join('/'))
    for (const name of ['reading/child.ts', 'reading/docx.ts', 'reading/xlsx-styles.ts', 'calendar/day.ts'])
      assert.ok(names.includes(name), name)
    assert.ok(!names.some((name) => name.includes('node_modules')))
    assert.ok(Object.keys(modules).length > 10)
    for (const source of Object.values(modules)) assert.doesNotMatch(source, /^(?:import|export) type |^interface /m)
  })

  it('is taken from the file that is handed over, and read by itself where there is none', () => {
    const address = pathToFileURL(join(import.meta.dirname, 'problem.ts')).href
    assert.equal(printed({ [address]: "process.stdout.write('handed over')" }), 'handed over')
    assert.equal(printed(null), '')
  })

  it('finds what is handed over without looking for it', () => {
    const [address, beside] = ['problem.ts', 'nowhere.ts'].map(
      (name) => pathToFileURL(join(import.meta.dirname, name)).href,
    ) as [string, string]
    const modules = {
      [address]: "import { word } from './nowhere.ts'\nprocess.stdout.write(word)",
      [beside]: "export const word = 'beside'",
    }
    assert.equal(printed(modules), 'beside')
  })

  it('is handed tables of content as they were read and checked, and neither reads nor checks them again', async () => {
    const modules = await plainModules(PLAN_READER)
    const tables = Object.entries(modules).filter(([url]) => url.endsWith('.content.ts'))
    assert.ok(tables.length >= 7, String(tables.length))
    for (const [url, source] of Object.entries(modules)) assert.doesNotMatch(source, /from '(?:yaml|zod)'/, url)
    const all = globSync('**/*.content.ts', { cwd: SOURCES }).map((file) => join(SOURCES, file))
    assert.ok(all.length >= tables.length)
    for (const file of all) {
      const { [pathToFileURL(file).href]: source = '' } = await plainModules(file)
      const handed: unknown = await import(`data:text/javascript,${encodeURIComponent(source)}`)
      assert.deepEqual({ ...(handed as object) }, { ...((await import(file)) as object) }, file)
    }
  })

  it('is opened once, for all processes that share it', async () => {
    assert.equal(await openedProgram(READER), await openedProgram(READER))
    assert.equal(await openedProgram(join(folder, 'missing.ts')), null)
    const bytes = makeDocx([{ text: 'Words' }])
    const answers = await Promise.all([1, 2, 3].map(() => inDisposable(READER, { name: 'plan.docx' }, bytes)))
    for (const [, block = ''] of answers) assert.deepEqual(JSON.parse(block), readBytes(bytes, 'plan.docx').blocks[0])
  })
})
