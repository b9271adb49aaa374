import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'

const folder = mkdtempSync(join(tmpdir(), 'muniment-questions-'))
after(() => rmSync(folder, { recursive: true }))

/** The command without a database to open. */
function muniment(file: string, text: string | null, ...options: readonly string[]) {
  const path = join(folder, file)
  if (text !== null) writeFileSync(path, text)
  const cli = join(import.meta.dirname, '../../cli.ts')
  const run = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', cli, 'training', 'questions', path, ...options],
    {
      env: { ...process.env, DATABASE_URL: 'postgres://nobody@localhost:1/none', MUNIMENT_DATA: join(folder, 'none') },
      encoding: 'utf8',
    },
  )
  return { status: run.status, out: run.stdout, error: run.stderr }
}

test('prints what a question bank asks as JSON, with its problems', () => {
  const { status, out, error } = muniment('a.gift', '::T::x {=a#yes ~%-50%b}\n\nm{=a->b =->c}\n\ny {', '--json')
  assert.deepEqual([status, error], [0, ''])
  const right = { weight: 100, feedback: null }
  assert.deepEqual(JSON.parse(out), {
    questions: [
      {
        kind: 'choice',
        title: 'T',
        text: 'x',
        answers: [
          { text: 'a', weight: 100, feedback: 'yes' },
          { text: 'b', weight: -50, feedback: null },
        ],
        feedback: null,
      },
      {
        kind: 'matching',
        title: null,
        text: 'm',
        answers: [
          { ...right, text: 'a -> b' },
          { ...right, text: '-> c', weight: 0 },
        ],
        feedback: null,
      },
    ],
    problems: [
      'Line 5 (question 3): its braces do not match: a } is missing after the {. A blank line ends a question, also inside braces.',
    ],
  })
})

test('prints the same in lines, and of Moodle XML', () => {
  const xml =
    '<quiz><question type="essay"><name><text>E</text></name><questiontext><text>Why?</text></questiontext></question></quiz>'
  assert.equal(muniment('a.xml', xml).out, '1. E (essay)\n   Why?\n\n1 question\n')
})

test('says what is wrong with a file that it cannot read', () => {
  assert.deepEqual(muniment('none.gift', null), {
    status: 1,
    out: '',
    error: `There is no file ${join(folder, 'none.gift')}. Check the path.\n`,
  })
  const { status, error } = muniment('b.xml', '<!DOCTYPE x [<!ENTITY a "b">]><quiz/>')
  assert.equal(status, 1)
  assert.match(error, /^The file contains an XML document type declaration.*\n$/)
})
