import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import pg from 'pg'
import { ROOT } from '#platform/config.ts'
import { sql } from '#platform/db/index.ts'
import { type TestHouse, testHouse } from './house.ts'

const HOSTILE = '\u001b[31mX\u0007\u202e\u009b\r\n'
/** What is left of it in what is printed, in words and in JSON. */
const QUOTED = /\\u001b\[31mX\\u0007\\u202e\\u009b/
/** What a terminal obeys, but for ends of lines and tabs. */
const OBEYED = /[^\P{Cc}\n\t]|[\p{Bidi_Control}\u2028\u2029]/u

/** Commands that print what is kept, which lists of registers do too. `ID` is that of the first of a table. */
const PRINTING: readonly (readonly string[])[] = [
  ['actions', 'list'],
  ['audit', 'prove', 'plan', HOSTILE],
  ['audit', 'prove', 'plan', HOSTILE, '--json'],
  ['audit', 'verify'],
  ['audit', 'verify', '--json'],
  ['frameworks', 'list'],
  ['jobs', 'status'],
  ['jobs', 'status', '--json'],
  ['plans', 'list'],
  ['plans', 'verify'],
  ['plans', 'verify', '--json'],
  ['reports', 'list'],
  ['reports', 'verify'],
  ['reports', 'verify', '--json'],
  ['shares', 'list'],
  ['statements', 'forms'],
  ['verify'],
  ['verify', '--json'],
]
/** Commands that are told of a file, a day or words, and print what they are given. Others write, and print no more than one line by the same means. */
const ECHOING: readonly (readonly string[])[] = [
  ['dates', `by ${HOSTILE}`],
  ['dates', `by ${HOSTILE}`, '--json'],
  ['jobs', 'pause', '--reason', HOSTILE],
]
/** Those that answer with an error which has the words that were typed in it, by the program that takes them. */
const REFUSED: readonly (readonly [program: string, ...words: string[]])[] = [
  ['src/cli.ts', `x${HOSTILE}`],
  ['src/cli.ts', 'mail', 'read', HOSTILE],
  ['src/cli.ts', 'frameworks', 'check', HOSTILE],
  ['src/cli.ts', 'retention', 'clock', 'closure', HOSTILE],
  ['src/cli.ts', 'working-days', HOSTILE, '2'],
  ['src/cli.ts', 'assets', `--${HOSTILE}`],
  ['packages/formats/src/main.ts', 'identify', `--${HOSTILE}`],
]

/** The last words of commands that do or write something, and print a line of it through the same place as the others, which `npm run check` looks after. */
const DOING = new Set(
  `add change end merge delete import export update use back profile load policy claim judge date comment reading owners report form schema score
  people-feed give checkpoint key retry give-up resume backup restore copy-keys bring-keys change-master-key collect destroy
  check questions identify`.split(/\s+/),
)

/** Puts hostile words into every text that takes them: what is one of a few words, or is computed, does not. */
async function poison(test: TestHouse): Promise<number> {
  const client = new pg.Client(test.database.superuser)
  await client.connect()
  try {
    await client.query('set session_replication_role = replica')
    const { rows } = await client.query<{ schema: string; table: string; column: string }>(`
      select table_schema as schema, table_name as table, column_name as column from information_schema.columns
        join information_schema.tables using (table_schema, table_name)
      where table_type = 'BASE TABLE' and data_type = 'text' and is_generated = 'NEVER'
        and column_name in ('name', 'title', 'text', 'words', 'ref', 'reference', 'description', 'reason', 'summary', 'note', 'notes', 'target_text', 'why', 'cause', 'effect', 'event')
        and table_schema not in ('pg_catalog', 'information_schema', 'audit', 'graphile_worker', 'muniment', 'past')`)
    let changed = 0
    for (const { schema, table, column } of rows) {
      const of = [schema, table, column].map((one) => client.escapeIdentifier(one))
      const done = await client
        .query(`update ${of[0]}.${of[1]} set ${of[2]} = left(${of[2]}, 100) || $1`, [HOSTILE])
        .catch((error: pg.DatabaseError) => {
          // A check of the database takes no such words, or an index no two that are alike.
          if (['23514', '23505', '22001'].includes(error.code ?? '')) return { rowCount: 0 }
          throw error
        })
      changed += (done.rowCount ?? 0) > 0 ? 1 : 0
    }
    return changed
  } finally {
    await client.end()
  }
}

describe('what every command prints of what others wrote', () => {
  const data = mkdtempSync(join(tmpdir(), 'muniment-commands-'))
  let test: TestHouse
  before(async () => {
    test = await testHouse()
    assert.ok((await poison(test)) > 20)
  })
  after(async () => {
    await test.close()
    rmSync(data, { recursive: true, force: true })
  })

  function asked<Answer>(more: object): Answer {
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', join(ROOT, 'test/every-command.ts')],
      {
        input: JSON.stringify({ web: test.database.web, ...more }),
        encoding: 'utf8',
        maxBuffer: 2 ** 28,
        env: { ...process.env, MUNIMENT_DATA: data },
      },
    )
    assert.equal(stderr, '')
    return JSON.parse(stdout) as Answer
  }

  it('holds nothing that a terminal obeys, whichever command it is', async () => {
    const { all } = asked<{ all: string[][] }>({})
    const lists = all.filter(([, word, more]) => word === 'list' && more === undefined)
    assert.ok(lists.length > 25)
    const isKnown = (words: readonly string[]) =>
      [...PRINTING, ...ECHOING].some((run) => words.every((word, at) => run[at] === word)) ||
      REFUSED.some(([, ...run]) => words.every((word, at) => run[at] === word)) ||
      DOING.has(words.at(-1) ?? '')
    const unknown = all.filter((words) => words[1] !== 'list' && !isKnown(words)).map((words) => words.join(' '))
    assert.deepEqual(unknown, [], 'say of each whether it prints what is kept')
    const { id } = await test.db.one<{ id: string }>(sql`select id from plans.plan order by id limit 1`)
    const runs = [...ECHOING, ...lists, ...PRINTING, ['plans', 'verify', id]]
    const { told } = asked<{ told: Record<string, string> }>({ runs })
    for (const words of runs) {
      const text = told[words.join(' ')] ?? assert.fail(words.join(' '))
      assert.doesNotMatch(text, OBEYED, words.join(' '))
      assert.ok(!text.startsWith('FAILED') || text === 'FAILED NotFound', `${words.join(' ')}: ${text}`)
    }
    const quoting = runs.filter((words) => QUOTED.test(told[words.join(' ')] ?? ''))
    assert.ok(quoting.length > 30, `${quoting.length} of ${runs.length} print what was written`)
  })

  it('holds nothing of the sort where it is refused', () => {
    for (const [program, ...words] of REFUSED) {
      const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, program), ...words], {
        encoding: 'utf8',
        env: { ...process.env, MUNIMENT_DATA: data },
      })
      assert.notEqual(status, 0)
      assert.doesNotMatch(stdout + stderr, OBEYED)
      assert.match(stderr, QUOTED)
    }
  })
})
