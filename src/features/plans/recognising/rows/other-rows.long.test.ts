import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readBytes } from '../../../../platform/reading/read.ts'
import type { Choices } from '../model/model.ts'
import { recognisePlan } from '../recognise.ts'
import { actionsOf } from '../tables.fixture.ts'

const csv = (lines: readonly string[], choices: Choices = {}) =>
  recognisePlan(readBytes(Buffer.from(lines.join('\n')), 'p.csv'), '2018-06-15', { asOf: '2018-05-01', ...choices })
const textsOf = (plan: ReturnType<typeof csv>) => actionsOf(plan).map(({ text }) => text)

const PLAN = [
  'Ref,Action,Owner,Due,Status',
  '1,Write the policy,DRO,June 2018,Complete',
  '2,Teach the policy,HR,July 2018,In progress',
]

describe('rows of a log that are no actions', () => {
  const log = [
    'Type,ID,Description,Owner,Due date,Status',
    'Action,A1,Write the plan,DRO,30/06/2018,Open',
    'Risk,R1,The supplier fails,CFO,,Open',
    'Issue,I1,No budget,CFO,30/04/2018,Closed',
    'Decision,D1,Use one store,SRO,,Closed',
    'Assumption,S1,Staff stay,HR,,Open',
    'Dependency,E1,The network,IT,,Open',
    'Action,A2,Close the old system,IT,31/05/2018,Closed',
  ]

  it('are left out and asked about once', () => {
    for (const header of ['Type', 'RAID type', 'Category', 'Item type']) {
      const plan = csv([log.join('\n').replace('Type', header)])
      assert.deepEqual(textsOf(plan), ['Write the plan', 'Close the old system'])
      assert.equal(plan.questions.filter(({ question }) => question.startsWith('Are only the rows')).length, 1)
      assert.equal(plan.otherRows.filter(({ kind }) => kind === 'other').length, 5)
      assert.ok(plan.leftOver.some(({ text }) => text.includes('The supplier fails')))
    }
  })

  it('are actions where somebody says so', () => {
    assert.deepEqual(textsOf(csv(log, { rows: { t1r4: 'action' } })), [
      'Write the plan',
      'No budget',
      'Close the old system',
    ])
    assert.deepEqual(textsOf(csv(log, { rows: { t1r2: 'other' } })), ['Close the old system'])
  })

  it('are none where the types are of something else', () => {
    for (const [one, other] of [
      ['Policy', 'Training'],
      ['Action', 'Training'],
      ['Risk', 'Issue'],
      ['Action', 'Action'],
    ])
      assert.equal(
        textsOf(csv(['Type,Ref,Action,Owner,Due', `${one},1,Write it,DRO,June 2018`, `${other},2,Do it,HR,June 2018`]))
          .length,
        2,
      )
  })
})

describe('rows at the foot of a table', () => {
  for (const foot of [
    'Notes,Dates agreed at the committee,,,',
    'Source,Internal audit 2017/18,,,',
    ',Produced by the records team,,,',
    'Key: G = on track; A = at risk,,,,',
    'Note: dates are those of the board,,,,',
    'Prepared by: Jane Smith,,,,',
  ])
    it(`are no actions and no recommendations: ${foot}`, () => {
      for (const lines of [[foot], [',,,,', foot], [foot, 'Source,Internal audit,,,']]) {
        const plan = csv([...PLAN, ...lines])
        assert.deepEqual(textsOf(plan), ['Write the policy', 'Teach the policy'])
        assert.deepEqual([plan.recommendations.length, plan.questions], [1, []])
        assert.ok(plan.leftOver.some(({ text }) => text.includes(/[\p{L}:=; ]{8,}/u.exec(foot)?.[0] ?? '-')))
      }
    })

  it('are asked about where they stand below a blank row and are not known', () => {
    const plan = csv([...PLAN, ',,,,', ',Please send comments to the team,,,'])
    assert.deepEqual(textsOf(plan), ['Write the policy', 'Teach the policy'])
    assert.deepEqual(
      plan.questions.map(({ question, place }) => [question, place]),
      [['Is this row an action?', 't1r5']],
    )
  })

  it('are actions where rows below them promise something, or they do', () => {
    assert.equal(textsOf(csv([...PLAN, ',Notes to be agreed,DRO,,', '4,Do it,DRO,June 2018,'])).length, 4)
    assert.equal(textsOf(csv([...PLAN, 'N1,Note the decision,,,', '4,Do it,DRO,June 2018,'])).length, 4)
    assert.equal(textsOf(csv([...PLAN, '3,Source a supplier,,,'])).length, 3)
    assert.equal(textsOf(csv([...PLAN, ',Notes to be published,DRO,June 2018,'])).length, 3)
  })
})

/** Rows of cells, parted by bars, below those of the plan. */
const withFoot = (rows: readonly string[], choices: Choices = {}) =>
  csv(
    [
      ...PLAN,
      ...rows.map((row) =>
        row
          .split('|')
          .map((cell) => `"${cell}"`)
          .join(','),
      ),
    ],
    choices,
  )
const OWN = ['Write the policy', 'Teach the policy']

describe('rows of several cells at the foot of a table', () => {
  for (const rows of [
    ['Key|G = in time', '|R = late'],
    ['Key:|Green|In time', '|Amber|May be late', '|Red|Late'],
    ['Legend|G|In time', '|R|Late', '', '|B|Done'],
    ['Distribution:|Board and archive'],
    ['Next review|October 2018'],
    ['*|Where money is found'],
    ['**|Where money is found', '†|If the board agrees'],
    ['Approved by:|A Keeper||Date:|4 May 2018'],
    ['Completed by|A Keeper||Review date|4 May 2019', '|Chief keeper'],
    ['Signed|A Keeper, Chief Executive|||4 May 2018'],
    ['Notes|Dates are those of the board|||', 'Please send changes to the archive||||'],
  ])
    it(`are no actions, and nobody is asked: ${rows.join(' / ')}`, () => {
      const plan = withFoot(rows)
      assert.deepEqual([textsOf(plan), plan.questions, plan.recommendations.length], [OWN, [], 1])
      for (const row of rows.filter((one) => one !== '')) {
        const [first = ''] = row.split('|').filter((cell) => cell !== '')
        assert.ok(
          plan.leftOver.some(({ text }) => text.includes(first)),
          row,
        )
      }
      assert.deepEqual(
        actionsOf(plan).map(({ owners }) => owners),
        [['DRO'], ['HR']],
      )
    })

  it('end where references like the others, headers or a heading of such rows follow', () => {
    for (const rows of [
      ['Key|G = in time', '|R = late', '3|Do it|DRO|June 2018|'],
      ['Key|G = in time', 'Reading rooms||||', '3|Do it|DRO|June 2018|'],
      ['Key|G = in time', PLAN[0]?.replaceAll(',', '|') ?? '', '3|Do it|DRO|June 2018|'],
    ])
      assert.deepEqual(textsOf(withFoot(rows)), [...OWN, 'Do it'], rows.join(' / '))
  })

  it('are told in a table without references too', () => {
    const rows = [
      ...PLAN.map((line) => line.split(',').slice(1).join(',')),
      'Approved by:,A Keeper,4 May 2018,',
      'Post:,Chief keeper,,',
    ]
    assert.deepEqual(textsOf(csv(rows)), OWN)
    const key = [...rows.slice(0, -2), 'Key: G = in time,,,', 'R = late,,,']
    assert.deepEqual([textsOf(csv(key)), csv(key).questions], [OWN, []])
  })
})

describe('another table at the foot of one', () => {
  const plain = (rows: readonly string[]) =>
    csv([...PLAN.map((line) => line.split(',').slice(1).join(',')), ...rows.map((row) => row.replaceAll('|', ','))])
  it('holds no actions in a table without references, and changes none', () => {
    for (const rows of [
      ['Key|Green|In time|', '|Amber|May be late|', '|Red|Late|'],
      ['Version|Date|Author|', '0.1|3/1/2018|A Keeper|First draft', '1.0|3/5/2018|A Keeper|Agreed'],
    ]) {
      const plan = plain(rows)
      assert.deepEqual([textsOf(plan), plan.questions], [OWN, []])
      assert.deepEqual(
        actionsOf(plan).map(({ owners }) => owners),
        [['DRO'], ['HR']],
      )
      assert.equal(plan.otherRows.length, rows.length)
    }
  })

  it('ends where a row promises something again', () =>
    assert.deepEqual(textsOf(plain(['Note|All dates are those of the board||', 'Do it|DRO|June 2018|Open'])), [
      ...OWN,
      'Do it',
    ]))

  it('has other references than the actions, and other headers than theirs', () => {
    const rows = ['Version history', 'Version|Date|Author|Change', '0.1|3/1/2018|A Keeper|First draft']
    const plan = withFoot(rows)
    assert.deepEqual([textsOf(plan), plan.questions, plan.recommendations.length], [OWN, [], 1])
  })
})

describe('rows whose reference is a word where the others are numbers', () => {
  const question = 'Are rows actions that have a word under “Ref”, such as “Scope”?'
  it('are asked about once and left out, with what goes on below them', () => {
    const plan = withFoot([
      'Scope|All branches',
      '|and all stores',
      'Purpose|To keep what matters|DRO||',
      'Notes|Agree the dates',
      '3|Do it|DRO|June 2018|',
    ])
    assert.deepEqual(textsOf(plan), [...OWN, 'Do it'])
    assert.deepEqual(
      plan.questions.map((asked) => [asked.question, asked.places]),
      [[question, ['t1r4', 't1r5', 't1r6', 't1r7']]],
    )
    assert.deepEqual(textsOf(withFoot(['Scope|All branches'], { rows: { t1r4: 'action' } })), [...OWN, 'All branches'])
  })

  it('are actions where words are as common as numbers, or the reference is to come', () => {
    for (const ref of ['*', 'TBC', 'New', 'n/a', '-', '', 'A', 'iv', '2a', 'R-3'])
      assert.equal(textsOf(withFoot([`${ref}|Do it|DRO|June 2018|Open`])).length, 3, ref)
    const words = csv([
      'Ref,Action,Owner,Due',
      'Policy,Write it,DRO,June 2018',
      'Training,Teach it,HR,July 2018',
      '3,Do it,IT,July 2018',
    ])
    assert.equal(textsOf(words).length, 3)
  })
})

describe('rows that show how to fill in the others', () => {
  it('are asked about once, and are no actions until somebody says so', () => {
    for (const row of [
      'e.g.|Write a rule|Head of IT|30/6/2018|Not started',
      'Example|Write a rule|DRO|June 2018|',
      'Example 1|Write a rule|||',
      '|e.g. Write a rule|DRO||',
      '0|Example: write a rule|DRO||',
    ]) {
      const plan = withFoot([row])
      assert.deepEqual(textsOf(plan), OWN, row)
      assert.deepEqual(
        plan.questions.map(({ question }) => question),
        ['Is this row an example, or an action?'],
        row,
      )
      assert.equal(textsOf(withFoot([row], { rows: { t1r4: 'action' } })).length, 3)
    }
    const [heads = '', ...rest] = PLAN
    assert.deepEqual(textsOf(csv([heads, 'e.g.,Write a rule,Head of IT,30/6/2018,Open', ...rest])), OWN)
    assert.equal(textsOf(withFoot(['3|Example schedules to be issued|DRO|June 2018|'])).length, 3)
  })
})

describe('rows that number the columns', () => {
  it('are no actions, and nobody is asked', () => {
    const [heads = '', ...rest] = PLAN
    for (const marks of ['(a),(b),(c),(d),(e)', '1,2,3,4,5', 'A,B,C,D,E', '[1],[2],[3],[4],[5]']) {
      const plan = csv([heads, marks, ...rest])
      assert.deepEqual([textsOf(plan), plan.questions], [OWN, []])
      assert.deepEqual(
        plan.leftOver.map(({ why }) => why),
        ['It numbers the columns.'],
      )
    }
    assert.equal(textsOf(csv([heads, '1,Do it,3,June 2018,', ...rest])).length, 3)
  })
})

describe('a long log', () => {
  it('is read in proportion to its rows', () => {
    const rows = Array.from(
      { length: 8_000 },
      (_, row) => `${row + 1},${row % 2 ? 'Risk' : 'Action'},Do thing ${row},DRO,June 2018`,
    )
    const before = process.threadCpuUsage()
    assert.equal(textsOf(csv(['Ref,Category,Action,Owner,Due', ...rows])).length, 4_000)
    // The type of each row was looked for in all of them: 18 seconds.
    assert.ok(process.threadCpuUsage(before).user < 6_000_000)
  })
})
