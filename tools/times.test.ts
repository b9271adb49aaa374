import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { measuresTurns, tests, testsAlone } from './stages.ts'
import { keepTimes, usualTimes } from './times.ts'

const kept = mkdtempSync(join(tmpdir(), 'muniment-times-'))
const [long, short, unknown] = ['a', 'b', 'c'].map((name) => join(kept, `${name}.test.ts`)) as [string, string, string]

describe('the times of test files', () => {
  after(() => rmSync(kept, { recursive: true, force: true }))

  it('are what each took last, beside what others took, and a guess from its size and its kind where that is not known', () => {
    for (const file of [long, short, unknown]) writeFileSync(file, 'x'.repeat(500))
    keepTimes(new Map([[long, 900.4]]), kept)
    keepTimes(
      new Map([
        [long, 1_000.4],
        [short, 3],
      ]),
      kept,
    )
    writeFileSync(join(kept, 'test-times-9.json'), 'cut off')
    const times = usualTimes([long, short, unknown], kept)
    assert.deepEqual([...times.values()], [1_000, 3, 200])
    const slow = join(kept, 'd.long.test.ts')
    writeFileSync(slow, 'x'.repeat(500))
    assert.deepEqual([...usualTimes([slow], kept).values()], [1_000])
    const own = join(import.meta.dirname, '../test/gone.test.ts')
    assert.deepEqual([...usualTimes([own], kept).values()], [statSync(own).size * 5])
  })

  it('share files out so that no process waits long for another', () => {
    const { runs } = tests('tests', [long, short, unknown], {
      most: 2,
      times: usualTimes([long, short, unknown], kept),
    })
    const shares = runs.map(({ args }) => args.filter((arg) => arg.startsWith(kept)))
    assert.deepEqual(shares, runs.length === 1 ? [[long, short, unknown]] : [[long], [short, unknown]])
  })

  it('share them out to more processes where those wait for other things', () => {
    const files = Array.from({ length: 9 }, (_, index) => join(kept, `${index}.test.ts`))
    const times = new Map(files.map((file) => [file, 1]))
    const many = (forEach: number) => tests('tests', files, { most: 8, forEach, times }).runs.length
    assert.equal(many(2), Math.min(8, 2 * many(1)))
  })

  it('measure turns alone, so many at once', () => {
    assert.deepEqual(['a/turns.long.test.ts', 'a/returns.long.test.ts', 'turns.ts'].map(measuresTurns), [
      true,
      false,
      false,
    ])
    const stages = testsAlone('turns', [long, short, unknown], 2)
    assert.deepEqual(
      stages.map(({ runs }) => runs.map(({ args }) => args.filter((arg) => arg.startsWith(kept)))),
      [[[long], [short]], [[unknown]]],
    )
  })
})
