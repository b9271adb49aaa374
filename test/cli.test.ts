import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { ROOT } from '#platform/config.ts'
import { makeDocx } from './documents/make.ts'

const folder = mkdtempSync(join(tmpdir(), 'muniment-cli-'))
chmodSync(folder, 0o755)
const data = join(folder, 'data')

/** What `npm start` does to a data folder that it opens, with or without `--empty`, without serving it. */
function start(folder: string, withExample: boolean): { status: number | null; error: string } {
  const script = `
    import { readConfig } from '${ROOT}/src/platform/config.ts'
    import { openDatabase } from '${ROOT}/src/platform/db/index.ts'
    import { openHouse } from '${ROOT}/src/open-house.ts'
    const config = readConfig()
    const database = await openDatabase(config, { supervise: true, say: () => undefined })
    try {
      const { isExample } = await openHouse({ config, db: database.db, withExample: ${withExample}, say: () => undefined })
      process.exitCode = isExample ? 10 : 20
    } finally {
      await database.close()
    }`
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
    cwd: ROOT,
    env: { ...process.env, MUNIMENT_DATA: folder },
  })
  return { status, error: stderr }
}
const [EXAMPLE, EMPTY] = [10, 20]

function muniment(...args: string[]): { status: number | null; out: string; error: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'src/cli.ts'), ...args], {
    encoding: 'utf8',
    env: { ...process.env, MUNIMENT_DATA: data },
    cwd: folder,
  })
  return { status, out: stdout, error: stderr }
}

describe('the command line', () => {
  after(() => rmSync(folder, { recursive: true, force: true }))

  it('writes no progress report of a day that has not come', () => {
    const { status, error } = muniment('plans', 'report', 'all', '--to', 'report.odt', '--as-of', '2299-01-01')
    assert.notEqual(status, 0)
    assert.match(error, /2299-01-01 has not come yet/)
    assert.equal(existsSync(join(folder, 'report.odt')), false)
  })

  it('says of what was asked for what is wrong with it, and no more', () => {
    const missing = join(folder, 'missing')
    assert.match(muniment('identify', missing).out, /missing: There is no such file or folder\n/)
    writeFileSync(join(folder, 'a-file'), 'x')
    assert.match(muniment('identify', join(folder, 'a-file', 'x')).out, /There is no such file or folder\n/)
    const days = (...args: string[]) => muniment('working-days', ...args)
    assert.match(
      days('2026-11-23', '99999999999').error,
      /^“99999999999” is not a whole number from 0 to 9999\. Such as/,
    )
    assert.match(days('2026-11-31', '2').error, /^“2026-11-31” is not a day as 2027-03-24\. Such as/)
    assert.match(
      days('2026-11-23', '2', '--division', 'wales').error,
      /^The division is one of england-and-wales, scotland or northern-ireland\. Such as/,
    )
    assert.equal(days('2026-11-23', '2').out, '2026-11-25\n')
  })

  it('says of signatures that cannot be read which they are, and no more', () => {
    const none = mkdtempSync(join(folder, 'signatures-'))
    const missing = muniment('identify', '--signatures', join(none, 'missing'), 'README.md')
    assert.deepEqual(
      [missing.status, missing.out, missing.error],
      [1, '', `Cannot read the folder of signatures: ${join(none, 'missing')}\n`],
    )
    writeFileSync(join(none, 'DROID_SignatureFile_V1.xml'), '<half')
    writeFileSync(join(none, 'container-signature-1.xml'), '<half')
    const broken = muniment('identify', '--signatures', none, 'README.md')
    assert.deepEqual([broken.status, broken.out, broken.error.split('\n').length], [1, '', 2], broken.error)
    assert.match(broken.error, /^Cannot read the signature file: /)
  })

  it('says until when something is kept, in the form that other programs rely on, without a database', () => {
    const clock = (...args: string[]) => muniment('retention', 'clock', ...args)
    const { until, why, ...more } = JSON.parse(clock('closure', 'FY + 7', '--from', '2024-01-12', '--json').out)
    assert.deepEqual([until, more], ['2031-03-31', {}])
    assert.match(why, /^It is kept until 31 March 2031, because .* closure on 12 January 2024\./)
    assert.deepEqual(Object.keys(JSON.parse(clock('contract ends', '6 years', '--json').out)), [
      'until',
      'why',
      'asked',
    ])
    const options = ['--year-end', '31 July', '--division', 'scotland', '--as-of', '2024-06-01']
    const days = ['--from', '12/01/2024', '--from', '1 Aug 2024']
    const { out } = clock('last action', 'FY + 1', ...days, ...options)
    assert.match(out, /^2026-07-31\nIt is kept until 31 July 2026, .*Of the 2 days .* 1 August 2024 is still to come/)
    const yaers = clock('closure', '7 yaers', '--from', '2024-01-12', '--json')
    assert.deepEqual([yaers.status, yaers.out], [1, ''])
    assert.match(yaers.error, /^The period “7 yaers” is not understood\. Write a period as “7 years”/)
    assert.match(
      clock('closure', '7 years', '--from', '45303').error,
      /^“45303” is not a day\. A spreadsheet counts days so/,
    )
    assert.match(
      clock('closure', '7 years', '--year-end', '31 June').error,
      /^“31 June” is not the end of a year\. Write it/,
    )
    assert.equal(existsSync(data), false)
  })

  it('says how a date is read, in the form that other programs rely on, without a database', () => {
    const { status, out } = muniment('dates', 'by Q4 of 2016-17', '--as-of', '2016-04-01', '--json')
    assert.equal(status, 0)
    const { alternatives, ...reading } = JSON.parse(out)
    assert.deepEqual(reading, {
      text: 'by Q4 of 2016-17',
      kind: 'by',
      earliest: null,
      latest: '2017-03-31',
      why: 'By Q4 of the financial year 2016-17, whose last day is 31 March 2017.',
    })
    assert.deepEqual(Object.keys(alternatives[0]), ['kind', 'earliest', 'latest', 'why'])
    assert.equal(existsSync(data), false)
  })

  it('shows what an import would make, in the form that other programs rely on, without a database', () => {
    const file = join(folder, 'plan.docx')
    writeFileSync(
      file,
      makeDocx([
        { title: 'Plan' },
        { heading: 'Recommendation 1' },
        { text: 'Know it.' },
        {
          rows: [
            ['Ref', 'Action', 'Owner', 'Due', 'Odd'],
            ['1.1', ' List  it ', 'DRO/SIRO', 'June 2017', 'x'],
          ],
        },
      ]),
    )
    const { status, out, error } = muniment('plans', 'import', file, '--dry-run', '--json')
    assert.equal(status, 0)
    const { questions } = JSON.parse(out)
    assert.deepEqual(JSON.parse(out), {
      title: 'Plan',
      asOf: null,
      recommendations: [
        {
          ref: '1',
          text: 'Know it.',
          commentary: null,
          updated: null,
          actions: [
            {
              ref: '1.1',
              text: 'List it',
              owners: ['DRO', 'SIRO'],
              priority: null,
              target: { text: 'June 2017', kind: 'window', earliest: '2017-06-01', latest: '2017-06-30' },
              status: null,
              commentary: 'Odd: x',
            },
          ],
        },
      ],
      leftOver: [],
      questions: [
        {
          where: 'The document',
          place: null,
          question: 'The document does not say the date of the plan. Which is it?',
          guess: questions[0].guess,
        },
        { where: 'Table 1, column 5', place: null, question: 'What does the column “Odd” hold?', guess: 'Commentary' },
      ],
    })
    assert.match(error, /does not say the date of the plan\. Give it with --date/)
    assert.equal(
      JSON.parse(muniment('plans', 'import', file, '--dry-run', '--json', '--date', '2017-01-10').out).asOf,
      '2017-01-10',
    )
    assert.equal(existsSync(data), false)
  })

  it('checks a framework and scores answers to it, without a database', () => {
    const framework = join(ROOT, 'content/frameworks/health-check.yaml')
    const checked = muniment('frameworks', 'check', framework, '--json')
    assert.equal(checked.status, 0)
    assert.deepEqual(JSON.parse(checked.out), {
      file: framework,
      isValid: true,
      key: 'health-check',
      version: '2026',
      questions: 12,
      problems: [],
    })
    const broken = join(folder, 'broken.yaml')
    writeFileSync(broken, readFileSync(framework, 'utf8').replace('scale: answer', 'scale: answers'))
    const wrong = muniment('frameworks', 'check', broken)
    assert.equal(wrong.status, 1)
    assert.match(
      wrong.out,
      /^Error, line \d+: There is no scale “answers”: there is answer\. Did you mean answer\?\nThe framework cannot be used\.\n$/,
    )
    const answers = join(folder, 'answers.json')
    const codes = ['W1', 'W2', 'W3', 'W4', 'H1', 'H2', 'H3', 'H4', 'C1', 'C2', 'C3', 'C4']
    writeFileSync(
      answers,
      JSON.stringify({ answers: codes.map((question, index) => ({ question, value: index % 3 })) }),
    )
    const scored = muniment('assessments', 'score', answers, '--framework', framework, '--json')
    assert.equal(scored.status, 0)
    const { isComplete, overall, sections } = JSON.parse(scored.out)
    assert.equal(isComplete, true)
    assert.deepEqual(
      [overall.score, overall.level, overall.because],
      [1, 'Partly', '12 of 24 points, 50% of the way from 0. That comes to 1 (Partly).'],
    )
    assert.deepEqual(
      sections.map(({ code, score }: { code: string; score: number }) => [code, score]),
      [
        ['W', 3],
        ['H', 4],
        ['C', 5],
      ],
    )
    writeFileSync(answers, JSON.stringify([{ answers: [{ question: 'W1', value: 9 }] }]))
    const outside = muniment('assessments', 'score', answers, '--framework', framework)
    assert.equal(outside.status, 1)
    assert.match(outside.out, /Error: W1: “9” is not on its scale/)
    assert.equal(existsSync(data), false)
  })

  it('says in words what is wrong, and fails', () => {
    const bad = join(folder, 'bad.docx')
    writeFileSync(bad, Buffer.from('89504e470d0a1a0a', 'hex'))
    for (const [args, message] of [
      [['plans', 'import', bad, '--dry-run'], /PNG picture/],
      [['plans', 'import', join(folder, 'missing.docx'), '--dry-run'], /Cannot read/],
      [['dates', 'May', '--as-of', 'yesterday'], /yesterday is not a day/],
      [['plans', 'report', 'all', '--to', 'report.pdf'], /which format/],
    ] as const) {
      const { status, error } = muniment(...args)
      assert.equal(status, 1)
      assert.match(error, message)
      assert.doesNotMatch(error, /at .*\.ts:/)
    }
  })

  it('chooses nothing when it comes before the first start, however many come at once', async () => {
    const own = join(folder, 'own')
    const add = (name: string) =>
      new Promise<number | null>((resolve) => {
        const args = [join(ROOT, 'src/cli.ts'), 'units', 'add', `name=${name}`, 'kind=team']
        const child = spawn(process.execPath, args, { env: { ...process.env, MUNIMENT_DATA: own }, stdio: 'ignore' })
        child.on('exit', resolve)
      })
    assert.deepEqual(await Promise.all(['One', 'Two', 'Three'].map(add)), [0, 0, 0])
    assert.equal(existsSync(join(own, 'pg/18/postmaster.pid')), false, 'the last of them ends the database')
    // What somebody has put in makes it theirs: no start turns it into the example.
    assert.equal(start(own, true).status, EMPTY)
    assert.equal(start(own, false).status, EMPTY)
    assert.match(muniment('frameworks', 'list').out, /km-benchmark/)
    assert.equal(start(data, true).status, EXAMPLE)
    assert.match(start(data, false).error, /Cannot start empty/)
  })

  it('does on a database of its own what the pages do, and verifies its audit log', () => {
    assert.equal(start(data, true).status, EXAMPLE)
    const report = join(folder, 'report.html')
    const by = ['--by', 'Departmental Records Officer']
    assert.match(muniment('actions', 'claim', '4.3', 'complete', ...by, '--note', 'Sent').out, /claim was made/)
    assert.match(muniment('actions', 'judge', '4.3', 'accepted', ...by, '--note', 'x').error, /do not let you judge/)
    assert.match(muniment('actions', 'reading', '3.2', 'by,,2027-02-28', ...by).out, /reading was corrected/)
    assert.match(
      muniment('actions', 'owners', '4.2', 'Head of KIM; Somebody', ...by).out,
      /2 owners, 1 of them matched/,
    )
    assert.match(muniment('units', 'add', 'name=Records team', 'kind=team').out, /^[0-9a-f-]{36}\n$/)
    assert.match(muniment('units', 'add', 'name=Records team', 'kind=team').error, /There is a unit with this name/)
    assert.match(muniment('plans', 'report', 'all', '--to', report).out, /Wrote/)
    assert.match(readFileSync(report, 'utf8'), /Progress report: all action plans/)
    const taken = join(folder, 'campaign.json')
    assert.equal(
      muniment('assessments', 'export', 'Knowledge management benchmark, this year', '--to', taken).status,
      0,
    )
    const rescored = JSON.parse(muniment('assessments', 'score', taken, '--json').out)
    const kept = JSON.parse(readFileSync(taken, 'utf8')).scores
    assert.deepEqual(
      rescored.map(({ overall }: { overall: { score: number | null } }) => overall.score),
      kept.map(
        ({ parts }: { parts: { part: string; moderated: number | null }[] }) =>
          parts.find(({ part }) => part === '*')?.moderated,
      ),
    )
    assert.match(muniment('frameworks', 'list').out, /km-benchmark 2026 {2}published {2}Knowledge management benchmark/)
    assert.match(muniment('audit', 'checkpoint', '--to', join(folder, 'checkpoint.json')).out, /^$/)
    const verified = muniment('audit', 'verify', '--checkpoint', join(folder, 'checkpoint.json'))
    assert.match(verified.out, /The audit log is whole/)
    assert.equal(verified.status, 0)
  })

  it('takes files into registers: adds, updates, says what waits, and takes every export back unchanged', () => {
    const file = join(folder, 'units.csv')
    writeFileSync(
      file,
      '\ufeffNAME;kind;Part of;Colour\r\nMap room;team;Policy Group;red\r\nRecords team;Division;;\r\nLost;Team;Nowhere;\r\n',
    )
    const waiting = [{ row: 4, why: 'There is no unit called “Nowhere”' }]
    const dry = muniment('units', 'import', file, '--dry-run', '--json')
    assert.deepEqual(JSON.parse(dry.out), { rows: 3, added: 1, updated: 1, unchanged: 0, waiting })
    assert.equal(dry.status, 2)
    assert.match(dry.error, /Columns that are left out: “Colour”\.\n/)
    assert.match(
      muniment('units', 'import', file, '--dry-run').out,
      /row 3, Records team: Kind from “Team” to “Division”\nrow 4 waits: .*\n1 added, 1 updated, 0 unchanged, 1 waits\. Nothing was saved: this was a dry run\n/,
    )
    assert.deepEqual(JSON.parse(muniment('units', 'import', file, '--json').out), JSON.parse(dry.out))
    const again = muniment('units', 'import', file)
    assert.deepEqual([again.status, again.out.split('\n')[1]], [2, '0 added, 0 updated, 2 unchanged, 1 waits'])
    for (const [name, ending] of [
      ['units', 'csv'],
      ['information-assets', 'xlsx'],
      ['escalation-rules', 'ods'],
    ] as const) {
      const to = join(folder, `${name}.${ending}`)
      assert.equal(muniment(name, 'export', '--to', to).status, 0)
      const { status, out } = muniment(name, 'import', to, '--json')
      const { rows, ...counts } = JSON.parse(out)
      assert.ok(rows > 0)
      assert.deepEqual([status, counts], [0, { added: 0, updated: 0, unchanged: rows, waiting: [] }], name)
    }
    const none = join(folder, 'none.csv')
    writeFileSync(none, 'Name,Kind\n')
    assert.deepEqual(JSON.parse(muniment('units', 'import', none, '--json').out).rows, 0)
    writeFileSync(none, 'This is a letter\nand no table\n')
    for (const [args, message] of [
      [['import', none, '--json'], /no column of the register of units/],
      [['import', join(folder, 'missing.csv')], /Cannot read/],
      [
        ['export', '--to', join(folder, 'units.pdf')],
        /Cannot tell which format\. End the name with \.csv, \.xlsx or \.ods/,
      ],
    ] as const) {
      const { status, out, error } = muniment('units', ...args)
      assert.deepEqual([status, out], [1, ''])
      assert.match(error, message)
    }
  })

  it('backs a house up, refuses to write over anything, and restores it elsewhere to what it was', () => {
    const backup = join(folder, 'backup')
    assert.match(muniment('backup', backup).out, /^The backup is complete/)
    assert.match(muniment('backup', backup).error, /is there already/)
    assert.match(muniment('restore', backup).error, /the database is not empty/)
    const elsewhere = { ...process.env, MUNIMENT_DATA: join(folder, 'elsewhere') }
    const there = (...args: string[]) =>
      spawnSync(process.execPath, [join(ROOT, 'src/cli.ts'), ...args], { encoding: 'utf8', env: elsewhere })
    assert.match(there('backup', join(folder, 'none')).stderr, /There is nothing to back up: .* holds no installation/)
    assert.equal(existsSync(join(folder, 'elsewhere')), false)
    const { stdout, status } = there('restore', backup)
    assert.equal(status, 0)
    assert.match(stdout, /Every table, every file and the root of the audit log are as the manifest says/)
    const { files, missing, changed, untracked, audit } = JSON.parse(there('verify', '--json').stdout)
    assert.deepEqual([typeof files, missing, changed, untracked, audit.problems], ['number', 0, 0, 0, []])
    assert.match(there('verify', '--part', '3/2').stderr, /3\/2 is no part/)
    assert.match(there('reports', 'verify').stdout, /The audit log is whole as far as can be told/)
    assert.match(
      there('audit', 'verify', '--checkpoint', join(folder, 'checkpoint.json')).stdout,
      /The audit log is whole/,
    )
  })

  it('merges no row of which it is not certain that it is an action of the plan, until somebody says so', () => {
    const csv = (name: string, ...lines: readonly string[]) => {
      writeFileSync(join(folder, name), ['No,Action,Lead,By when,Status', ...lines].join('\n'))
      return join(folder, name)
    }
    const date = ['--date', '2025-09-01']
    const before = csv(
      'first.csv',
      '1,Appoint an officer,Clerk,Oct 2025,',
      '2,Index the minutes,Clerk,Dec 2025,Complete',
    )
    const now = csv('second.csv', '1,Appoint an officer,Clerk,Oct 2025,', '2,Weed the files of staff,Clerk,Mar 2026,')
    assert.equal(muniment('plans', 'import', before, ...date, '--title', 'Doubts').status, 0)
    const into = ['plans', 'import', now, ...date, '--into', 'Doubts', '--json'] as const
    const refused = muniment(...into)
    assert.equal(refused.status, 1)
    const doubt =
      'Not certain: is “2. Weed the files of staff” in the document the action “2. Index the minutes” of the plan?'
    assert.ok(refused.error.split('\n').includes(doubt), refused.error)
    assert.match(refused.error, /Nothing was merged: 1 match is not certain\. Say --doubtful/)
    const dry = JSON.parse(muniment(...into, '--dry-run').out)
    assert.deepEqual([dry.added, dry.changed, dry.doubtful], [0, 1, [doubt]], 'nothing was merged before')
    const { status, out } = muniment(...into, '--doubtful', 'new')
    assert.equal(status, 0)
    const { added, changed, gone } = JSON.parse(out)
    assert.deepEqual({ added, changed, gone }, { added: 1, changed: 0, gone: 1 })
  })
})
