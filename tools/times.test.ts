import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { IN_PIECES, inLanes, measuresTurns, tests, testsAlone } from './stages.ts'
import { keepTimes, usualTimes } from './times.ts'

const kept = mkdtempSync(join(tmpdir(), 'muniment-times-'))
const [long, short, unknown] = ['a', 'b', 'c'].map((name) => join(kept, `${name}.test.ts`)) as [string, string, string]

const filesOf = ({ args }: { readonly args: readonly string[] }) => args.filter((arg) => arg.startsWith(kept))

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
    const shares = runs.map(filesOf)
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
    const { runs, atOnce } = testsAlone('turns', [long, short, unknown], 2)
    assert.equal(atOnce, 2)
    assert.deepEqual(runs.map(filesOf), [[long], [short], [unknown]])
  })

  it('share them out in pieces, the most of each lane first', () => {
    const files = Array.from({ length: 32 }, (_, index) => join(kept, `${index}.test.ts`))
    const times = new Map(files.map((file) => [file, 1]))
    const { runs, atOnce } = tests('tests', files, { most: 2, forEach: 2, pieces: IN_PIECES, times })
    assert.equal(atOnce, 2)
    assert.deepEqual(
      runs.map((run) => filesOf(run).length),
      [8, 8, 4, 4, 2, 2, 2, 2],
    )
    assert.deepEqual(runs.flatMap(filesOf).toSorted(), files.toSorted())
    const longest = files[31] ?? ''
    const uneven = tests('tests', files, { most: 2, forEach: 2, pieces: IN_PIECES, times: times.set(longest, 30) })
    assert.ok(
      uneven.runs.slice(0, 2).some((run) => filesOf(run).includes(longest)),
      'what takes longest begins first',
    )
  })

  it('begin the next piece when another has ended, on the same server', async () => {
    const log = join(kept, 'lanes.txt')
    const program = process.execPath
    const say = (word: string) =>
      `require('node:fs').appendFileSync(process.argv[1], '${word}' + process.env.MUNIMENT_TEST_PART + ' ')`
    const runs = ['a', 'b', 'c'].map((word) => ({ program, args: ['-e', `${say(word)};${say('-')}`, log] }))
    const ended = await inLanes(runs, 1)
    assert.equal(readFileSync(log, 'utf8'), 'a - b - c - ')
    assert.deepEqual(
      ended.map(({ status }) => status),
      [0, 0, 0],
    )
    const asPart = { program, args: ['-e', "process.exit(Number(process.env.MUNIMENT_TEST_PART || '0') + 10)"] }
    const statuses = (await inLanes([asPart, asPart], 2)).map(({ status }) => status)
    assert.deepEqual(
      statuses.toSorted((one, other) => one - other),
      [10, 11],
      'each lane has a server of its own',
    )
  })
})
