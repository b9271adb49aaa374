import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { parse, stringify } from 'yaml'
import { carry, checkBorrowing, checkContinuation, continuation } from './mapping.ts'
import type { Answer, Framework, TruthTable } from './model.ts'
import { readAnswers, readFramework } from './read.ts'
import { score } from './score.ts'
import { decide, isQuantity, type TableItem } from './table.ts'

const LEVELS = [0, 1, 2, 3, 4, 5].map((value) => ({ value, name: `Level ${value}` }))

type Given = Record<string, unknown>
const base = (more: Given = {}): Given => ({
  key: 'test',
  version: '1',
  name: 'A test',
  scales: { main: { levels: LEVELS, notApplicable: true } },
  scale: 'main',
  sections: [
    {
      code: 'A',
      name: 'First',
      questions: [
        { code: 'A1', text: 'One?', weight: 3 },
        { code: 'A2', text: 'Two?' },
        { code: 'A3', text: 'Three?' },
      ],
    },
  ],
  ...more,
})

function framework(given: Given): Framework {
  const read = readFramework(stringify(given))
  const errors = read.problems.filter(({ severity }) => severity === 'error')
  assert.deepEqual(errors, [])
  assert.ok(read.framework)
  return read.framework
}

const problemsOf = (given: Given) => readFramework(stringify(given)).problems.map(({ message }) => message)
const values = (...given: (number | string)[]): Answer[] =>
  given.map((value, index) => ({ question: `A${index + 1}`, value }))
const section = (given: Given, answers: Answer[]) => {
  const [first] = score(framework(given), { answers }).sections
  assert.ok(first)
  return first
}

describe('scoring by rules', () => {
  const withRule = (rule: unknown, more: Given = {}) => base({ rules: { section: rule, overall: rule }, ...more })

  it('takes the mean, and says of how many', () => {
    const found = section(withRule('mean'), values(1, 2, 4))
    assert.equal(found.score, 2.333333333)
    assert.equal(found.because, 'The mean of 3 answers is 2.33.')
    assert.equal(found.level, 'Level 2')
  })
  it('leaves out what does not apply, and says so', () => {
    const found = section(withRule('mean'), values(1, 'n/a', 4))
    assert.equal(found.score, 2.5)
    assert.match(found.because, /One does not apply and is left out\.$/)
  })
  it('weighs', () => {
    assert.equal(section(withRule('weighted-mean'), values(1, 2, 4)).score, 1.8)
  })
  it('lets the worst count, and names it', () => {
    const found = section(withRule('worst'), values(3, 1, 4))
    assert.equal(found.score, 1)
    assert.equal(found.because, 'The lowest of 3 answers counts: A2, at 1.')
  })
  it('adds points up by their weights, out of what could be had', () => {
    const found = section(withRule('points'), values(1, 2, 4))
    assert.deepEqual([found.score, found.least, found.most], [9, 0, 25])
    assert.equal(found.because, '9 of 25 points, 36% of the way from 0.')
  })
  it('turns points into levels by bands', () => {
    const rule = {
      points: [
        { from: 0, gives: 0 },
        { from: 36, gives: 'Level 3' },
        { from: 37, gives: 5 },
      ],
    }
    const found = section(withRule(rule), values(1, 2, 4))
    assert.deepEqual([found.score, found.level], [3, 'Level 3'])
  })
  it('gives no score where the framework wants none', () => {
    const scored = score(framework(withRule('none')), { answers: values(1, 2, 4) })
    assert.equal(scored.overall, null)
    assert.equal(scored.sections[0]?.score, null)
    assert.equal(scored.isComplete, true)
  })
  it('holds the score back until everything is answered', () => {
    const found = section(withRule('mean'), values(1, 2))
    assert.deepEqual([found.score, found.soFar, found.answered, found.wanted], [null, 1.5, 2, 3])
    assert.match(found.because, /Not complete: 2 of 3 answered\.$/)
  })
  it('counts a scale without a zero from its lowest value', () => {
    const scales = { main: { levels: LEVELS.slice(1) }, marks: { points: { most: 100 } } }
    const given = withRule('mean', {
      scales,
      sections: [
        {
          code: 'A',
          name: 'First',
          questions: [
            { code: 'A1', text: 'One?' },
            { code: 'A2', text: 'Two?', scale: 'marks' },
          ],
        },
      ],
    })
    // 0 of 100 is the lowest, which is 1 on a scale from 1 to 5; 3 is half way.
    assert.equal(section(given, values(3, 0)).score, 2)
    assert.equal(section(given, values(3, 50)).score, 3)
    const points = section({ ...given, rules: { section: 'points' } }, values(1, 0))
    assert.match(points.because, /^1 of 105 points, 0% of the way from 1\.$/)
  })
  it('joins sections by their weights, sections without a score left out', () => {
    const sections = [
      { code: 'A', name: 'A', weight: 3, questions: [{ code: 'A1', text: '?' }] },
      { code: 'B', name: 'B', questions: [{ code: 'A2', text: '?' }] },
      { code: 'C', name: 'C', rule: 'none', questions: [{ code: 'A3', text: '?' }] },
    ]
    const scored = score(framework(withRule('weighted-mean', { sections })), { answers: values(1, 5, 2) })
    assert.equal(scored.overall?.score, 2)
    assert.equal(scored.overall?.because, 'The mean of 2 sections by their weights is 2.')
  })
  it('asks only what is asked of a unit', () => {
    const sections = [
      {
        code: 'A',
        name: 'A',
        questions: [
          { code: 'A1', text: '?' },
          { code: 'A2', text: '?', for: { kinds: ['agency'] } },
          { code: 'A3', text: '?', for: { units: ['Mint'], others: 'may' } },
        ],
      },
    ]
    const given = framework(withRule('mean', { sections }))
    const at = (unit: { name?: string; kind?: string }, answers: Answer[]) => {
      const { sections: found, wanted } = score(given, { unit, answers })
      return [found[0]?.score, wanted]
    }
    assert.deepEqual(at({ kind: 'team' }, values(4)), [4, 1])
    assert.deepEqual(at({ kind: 'agency' }, values(4)), [null, 2])
    assert.deepEqual(at({ kind: 'team', name: 'mint' }, values(4)), [null, 2])
    assert.deepEqual(at({ kind: 'team' }, [...values(4), { question: 'A3', value: 0 }]), [2, 2])
  })
  it('asks of each system, and takes the worst or the mean of them', () => {
    const sections = (systems: string) => [
      {
        code: 'A',
        name: 'A',
        questions: [
          { code: 'A1', text: '?' },
          { code: 'A2', text: '?', of: 'system', systems },
        ],
      },
    ]
    const answers = [
      { question: 'A1', value: 5 },
      { question: 'A2', system: 'Mail', value: 1 },
      { question: 'A2', system: 'Cases', value: 4 },
    ]
    const unit = { systems: ['Mail', 'Cases'] }
    assert.equal(
      score(framework(withRule('mean', { sections: sections('worst') })), { unit, answers }).sections[0]?.score,
      3,
    )
    assert.equal(
      score(framework(withRule('mean', { sections: sections('mean') })), { unit, answers }).sections[0]?.score,
      3.75,
    )
    const partly = score(framework(withRule('mean', { sections: sections('worst') })), {
      unit,
      answers: answers.slice(0, 2),
    })
    assert.deepEqual([partly.answered, partly.wanted, partly.sections[0]?.score], [2, 3, null])
  })
  it('names missing evidence, and lowers the level where the framework says so', () => {
    const questions = [{ code: 'A1', text: '?', evidence: { 3: { what: 'a dated policy' }, 4: { least: 2 } } }]
    const given = (evidence: string) => base({ evidence, sections: [{ code: 'A', name: 'A', questions }] })
    const say = section(given('say'), [{ question: 'A1', value: 5, evidence: 1 }]).questions[0]
    assert.deepEqual([say?.score, say?.short], [5, '5 wants 2 pieces of evidence; there is 1.'])
    const lower = (evidence: number) =>
      section(given('lower'), [{ question: 'A1', value: 5, evidence }]).questions[0]?.score
    assert.deepEqual([lower(0), lower(1), lower(2)], [2, 3, 5])
  })
  it('names what is wrong with answers, and counts them as not answered', () => {
    const scored = score(framework(base()), {
      answers: [
        { question: 'A1', value: 6 },
        { question: 'A2', value: 'level 2' },
        { question: 'A2', value: 3 },
        { question: 'Z9', value: 1 },
        { question: 'A3', indicators: { x: 'yes' } },
      ],
    })
    assert.deepEqual(
      scored.problems.map(({ message }) => message.split(':')[0]),
      ['A1', 'A2', 'Z9', 'A3'],
    )
    assert.match(scored.problems[0]?.message ?? '', /“6” is not on its scale: it may be 0 \(Level 0\), .* or n\/a$/)
    assert.equal(scored.answered, 1)
  })
  it('never leaves its scale, whatever is answered', () => {
    const rules = ['mean', 'weighted-mean', 'worst'].map((rule) => framework(withRule(rule)))
    const answer = fc.constantFrom(0, 1, 2, 3, 4, 5, 'n/a')
    fc.assert(
      fc.property(fc.constantFrom(...rules), fc.tuple(answer, answer, answer), (given, answers) => {
        const scored = score(given, { answers: values(...answers) })
        const [found] = scored.sections
        const numbers = answers.filter((one) => typeof one === 'number')
        assert.equal(found?.score === null, numbers.length === 0)
        if (found?.score == null) return
        assert.ok(found.score >= Math.min(...numbers) && found.score <= Math.max(...numbers))
      }),
    )
  })
})

const GROUPED = {
  tables: {
    outcome: {
      rows: [
        {
          when: { not: 'any' },
          gives: 'Not achieved',
          because: '{not.count} of {not.of} signs of failure are there: {not.which}.',
        },
        { when: { achieved: 'all' }, gives: 'Achieved', because: 'Everything is in place.' },
        {
          when: { partly: 'all' },
          gives: 'Partly achieved',
          because: 'The basics are in place; missing: {achieved.others}.',
        },
      ],
      otherwise: { gives: 'Not achieved', because: 'Not even the basics: {partly.others} missing.' },
    },
  },
  scales: { main: { levels: ['Not achieved', 'Partly achieved', 'Achieved'].map((name, value) => ({ value, name })) } },
  sections: [
    {
      code: 'A',
      name: 'A',
      questions: [
        {
          code: 'A1',
          text: '?',
          table: 'outcome',
          indicators: [
            ...['n1', 'n2'].map((code) => ({ code, text: 'It fails.', group: 'not' })),
            ...['p1', 'p2'].map((code) => ({ code, text: 'The basics.', group: 'partly' })),
            ...['a1', 'a2', 'a3'].map((code) => ({ code, text: 'It is good.', group: 'achieved' })),
          ],
        },
      ],
    },
  ],
}

describe('scoring by truth tables', () => {
  const answered = (yes: string) =>
    section(base(GROUPED), [
      {
        question: 'A1',
        indicators: Object.fromEntries(
          ['n1', 'n2', 'p1', 'p2', 'a1', 'a2', 'a3'].map((code) => [
            code,
            yes.split(' ').includes(code) ? 'yes' : 'no',
          ]),
        ),
      },
    ]).questions[0]

  for (const [yes, level, because] of [
    ['a1 a2 a3 p1 p2', 'Achieved', 'Everything is in place.'],
    ['a1 a2 a3 n2', 'Not achieved', '1 of 2 signs of failure are there: n2.'],
    ['p1 p2 a3', 'Partly achieved', 'The basics are in place; missing: a1, a2.'],
    ['p1 a1', 'Not achieved', 'Not even the basics: p2 missing.'],
  ] as const)
    it(`answers “${yes}” with ${level}, and with the sentence of its row`, () => {
      const found = answered(yes)
      assert.deepEqual([found?.level, found?.because], [level, because])
    })

  it('takes a group without indicators as empty, and not as missing', () => {
    const table: TruthTable = {
      answers: ['yes', 'no'],
      leaveOut: [],
      rows: [
        { when: { achieved: 'all', partly: 'none' }, gives: 2, because: 'A.' },
        { when: { partly: 'all' }, gives: 1, because: 'B.' },
      ],
      otherwise: { gives: 0, because: 'C.' },
    }
    const item = (group: string, answer: string): TableItem => ({ code: group, group, answer })
    assert.equal(decide(table, [item('achieved', 'yes')])?.because, 'A.')
    assert.equal(decide(table, [item('achieved', 'no')])?.because, 'C.')
    assert.equal(decide(table, [item('achieved', 'yes'), item('partly', 'yes')])?.because, 'B.')
  })
  it('waits for every indicator', () => {
    const found = section(base(GROUPED), [{ question: 'A1', indicators: { n1: 'no' } }]).questions[0]
    assert.deepEqual([found?.score, found?.because], [null, '1 of 7 indicators is answered.'])
  })
  it('tells all, some, none, any and not-all apart', () => {
    const words = ['all', 'some', 'none', 'any', 'not-all'] as const
    const of = (count: number, size: number, empty: 'all' | 'none' = 'none') =>
      words.filter((word) => isQuantity(word, { count, of: size, empty }))
    assert.deepEqual(of(3, 3), ['all', 'any'])
    assert.deepEqual(of(1, 3), ['some', 'any', 'not-all'])
    assert.deepEqual(of(0, 3), ['none', 'not-all'])
    assert.deepEqual(of(0, 0), ['none', 'not-all'])
    assert.deepEqual(of(0, 0, 'all'), ['all', 'any'])
  })
  it('counts at least and at most, in numbers and shares', () => {
    const is = (quantity: Parameters<typeof isQuantity>[0], count: number, of: number) =>
      isQuantity(quantity, { count, of, empty: 'none' })
    assert.equal(is({ atLeast: '80%' }, 4, 5), true)
    assert.equal(is({ atLeast: '80%' }, 3, 4), false)
    assert.equal(is({ atMost: '50%' }, 2, 5), true)
    assert.equal(is({ atMost: '50%' }, 3, 5), false)
    assert.equal(is({ atLeast: 2, atMost: 3 }, 3, 9), true)
    assert.equal(is({ atLeast: 2, atMost: 3 }, 4, 9), false)
  })
  it('judges indicators by their answers where columns say so, and leaves out what does not apply', () => {
    const given = base({
      ...GROUPED,
      tables: {
        outcome: {
          answers: ['achieved', 'partly', 'not', 'n/a'],
          leaveOut: ['n/a'],
          columns: { achieved: { are: ['achieved'] }, not: { are: ['not'] } },
          rows: [
            { when: { achieved: 'all' }, gives: 'Achieved', because: 'All {achieved.of} are achieved.' },
            { when: { not: ['some', 'all'] }, gives: 0, because: '{not.which} not.' },
          ],
          otherwise: { gives: 1, because: 'None is wholly missing.' },
        },
      },
      sections: [
        {
          code: 'A',
          name: 'A',
          questions: [
            {
              code: 'A1',
              text: '?',
              table: 'outcome',
              indicators: ['x', 'y', 'z'].map((code) => ({ code, text: '?' })),
            },
          ],
        },
      ],
    })
    const of = (x: string, y: string, z: string) =>
      section(given, [{ question: 'A1', indicators: { x, y, z } }]).questions[0]?.because
    assert.equal(of('achieved', 'achieved', 'n/a'), 'All 2 are achieved.')
    assert.equal(of('achieved', 'partly', 'not'), 'z not.')
    assert.equal(of('achieved', 'partly', 'partly'), 'None is wholly missing.')
    assert.equal(of('n/a', 'n/a', 'n/a'), 'None is wholly missing.')
  })
  it('judges the scores of questions and sections', () => {
    const table = {
      columns: { good: { are: { atLeast: 4 } }, bad: { are: ['Level 0', 1] } },
      rows: [
        { when: { bad: 'any' }, gives: 1, because: '{bad.which} hold it back.' },
        { when: { good: { atLeast: '66%' } }, gives: 5, because: 'Two in three are good.' },
      ],
      otherwise: { gives: 3, because: 'In between.' },
    }
    const given = base({
      tables: { whole: table },
      rules: { section: { table: 'whole' }, overall: { table: 'whole' } },
    })
    assert.equal(section(given, values(5, 4, 2)).score, 5)
    assert.equal(section(given, values(5, 3, 2)).score, 3)
    assert.equal(section(given, values(5, 5, 1)).because, 'A3 hold it back.')
    assert.equal(score(framework(given), { answers: values(5, 5, 1) }).overall?.because, 'A hold it back.')
    assert.equal(section(given, values(5, 5)).score, null)
  })
  it('decides by the first row that holds, against a plain reading of the same rules', () => {
    const items = fc.array(
      fc.record({ group: fc.constantFrom('not', 'partly', 'achieved'), answer: fc.constantFrom('yes', 'no') }),
      { minLength: 1, maxLength: 9 },
    )
    const { tables } = framework(base(GROUPED))
    fc.assert(
      fc.property(items, (given) => {
        const all: TableItem[] = given.map((one, index) => ({ ...one, code: `i${index}` }))
        const [not, partly, achieved] = ['not', 'partly', 'achieved'].map((group) =>
          given.filter((one) => one.group === group),
        )
        const every = (some: typeof given = []) => some.length > 0 && some.every(({ answer }) => answer === 'yes')
        const plain = not?.some(({ answer }) => answer === 'yes')
          ? 'Not achieved'
          : every(achieved)
            ? 'Achieved'
            : every(partly)
              ? 'Partly achieved'
              : 'Not achieved'
        assert.equal(tables.outcome && decide(tables.outcome, all)?.gives, plain)
      }),
    )
  })
})

describe('the documentation', () => {
  const text = readFileSync(join(import.meta.dirname, '../../../../docs/frameworks.md'), 'utf8')
  const [yaml = ''] = text.match(/(?<=```yaml\n)tables:\n {2}outcome:[\s\S]*?(?=\nsections:)/) ?? []
  const rows = [
    ...text
      .slice(text.indexOf('### Worked cases'))
      .matchAll(/^\| ([^|]+) \| ((?:Not|Partly)? ?[Aa]chieved) \| ([^|]+) \|$/gm),
  ]
  const codes = ['n1', 'n2', 'p1', 'p2', 'a1', 'a2']
  const groups: Readonly<Record<string, string>> = { n: 'not', p: 'partly', a: 'achieved' }

  it('says of each worked case what the engine says', () => {
    assert.equal(rows.length, 6)
    const indicators = codes.map((code) => ({ code, group: groups[code[0] ?? ''], text: '?' }))
    const given = base({
      ...GROUPED,
      ...(parse(yaml) as object),
      sections: [{ code: 'A', name: 'A', questions: [{ code: 'A1', text: '?', table: 'outcome', indicators }] }],
    })
    for (const [, yes = '', result, because] of rows) {
      const answers = Object.fromEntries(codes.map((code) => [code, yes.split(', ').includes(code) ? 'yes' : 'no']))
      const found = section(given, [{ question: 'A1', indicators: answers }]).questions[0]
      assert.deepEqual([found?.level, found?.because], [result, because], yes)
    }
  })
})

describe('checking a framework', () => {
  it('points to the line, in plain English', () => {
    const { problems } = readFramework(
      'key: t\nversion: "1"\nname: T\nscales:\n  main:\n    levels: [{ value: 0, name: No }, { value: 1, name: Yes }]\nscale: other\nsections:\n  - code: A\n    name: A\n    questions:\n      - { code: A1, text: "?" }\n',
    )
    assert.deepEqual(problems, [
      { severity: 'error', path: ['scale'], message: 'There is no scale “other”: there is main.', line: 7 },
    ])
  })
  it('never throws because of a text', () => {
    for (const text of [
      '',
      '[',
      'a: &a [*a]',
      '\u0000',
      '- 1',
      'sections: 3',
      `a: &a [1,1,1,1,1,1,1,1,1]\nb: &b [${'*a,'.repeat(9)}]\nc: &c [${'*b,'.repeat(9)}]\nd: [${'*c,'.repeat(9)}]`,
    ]) {
      const { framework: found, problems } = readFramework(text)
      assert.equal(found, null)
      assert.ok(problems.length > 0, text)
    }
    fc.assert(fc.property(fc.string(), (text) => readFramework(text).framework === null))
  })
  for (const [what, more, message] of [
    ['a word that is not known', { colour: 'red' }, /there is no such thing as “colour” here/],
    ['a scale of one value', { scales: { main: { points: { least: 3, most: 3 } } } }, /one value only/],
    [
      'two levels of one value',
      { scales: { main: { levels: [...LEVELS, { value: 5, name: 'Again' }] } } },
      /two levels with the same value/,
    ],
    ['a target outside the scale', { target: 7 }, /target 7 is outside the scale, which goes from 0 to 5/],
    [
      'bands with a gap',
      { rules: { section: { points: [{ from: 10, gives: 1 }] } } },
      /leave a gap: one must begin from 0/,
    ],
    [
      'a rule by a table that is not there',
      { rules: { overall: { table: 'none' } } },
      /no truth table “none”: there is none/,
    ],
    [
      'two questions of one code',
      {
        sections: [
          {
            code: 'A',
            name: 'A',
            questions: [
              { code: 'A1', text: '?' },
              { code: 'A1', text: '?' },
            ],
          },
        ],
      },
      /Two questions have the code A1/,
    ],
    [
      'a level that is not on the scale',
      { sections: [{ code: 'A', name: 'A', questions: [{ code: 'A1', text: '?', levels: { 9: 'x' } }] }] },
      /9 is not on its scale/,
    ],
  ] as const)
    it(`names ${what}`, () =>
      assert.ok(
        problemsOf(base(more)).some((one) => message.test(one)),
        problemsOf(base(more)).join('\n'),
      ))

  it('names the case that a truth table leaves open, and the row that nothing reaches', () => {
    const { otherwise: _, ...table } = GROUPED.tables.outcome
    const open = problemsOf(base({ ...GROUPED, tables: { outcome: table } }))
    assert.match(
      open.join('\n'),
      /outcome has a gap: no row decides not: none, partly: (some|none), achieved: (some|none)/,
    )
    const rows = [
      ...GROUPED.tables.outcome.rows,
      { when: { achieved: 'all', not: 'none' }, gives: 0, because: 'Never.' },
    ]
    assert.match(
      problemsOf(base({ ...GROUPED, tables: { outcome: { ...GROUPED.tables.outcome, rows } } })).join('\n'),
      /Row 4 of outcome is never reached/,
    )
  })
  it('answers at once also for a table of many columns', () => {
    const answers = Array.from({ length: 60 }, (_, index) => `a${index}`)
    const columns = Object.fromEntries(answers.map((answer) => [answer, { are: [answer] }]))
    const rows = [{ when: { a0: 'any' }, gives: 0, because: '.' }]
    const started = performance.now()
    const told = problemsOf(base({ ...GROUPED, tables: { outcome: { answers, columns, rows } } }))
    assert.ok(performance.now() - started < 2_000)
    assert.match(told.join('\n'), /outcome has a gap: no row decides a0: none\. Add a row/)
  })
  it('tries as many things as rows name', () => {
    const rows = [
      { when: { not: { atLeast: 8 } }, gives: 0, because: '.' },
      { when: { not: { atMost: 7 } }, gives: 1, because: '.' },
    ]
    assert.deepEqual(
      problemsOf(base({ ...GROUPED, tables: { outcome: { rows } } })).filter((one) => /gap|reached/.test(one)),
      [],
    )
  })
  it('lets a table be whole that names every case', () => {
    const words = ['all', 'some', 'none']
    const rows = words.flatMap((achieved) =>
      words.map((not) => ({
        when: { achieved, not },
        gives: not === 'none' && achieved === 'all' ? 2 : 0,
        because: '.',
      })),
    )
    assert.deepEqual(
      problemsOf(base({ ...GROUPED, tables: { outcome: { rows } } })).filter((one) => /gap|reached/.test(one)),
      [],
    )
  })
})

describe('versions and borrowing', () => {
  const question = (code: string, more: Given = {}) => ({ code, text: '?', ...more })
  const version = (name: string, questions: Given[], more: Given = {}) =>
    framework(base({ version: name, sections: [{ code: 'A', name: 'A', questions }], ...more }))
  const first = version('1', [question('A1'), question('A2'), question('A3')])

  it('carry answers to the questions that continue them', () => {
    const second = version('2', [question('B1', { was: ['A1', 'A2'] }), question('A3'), question('B9', { was: [] })], {
      replaces: { version: '1' },
      scales: { main: { levels: LEVELS.slice(0, 3), notApplicable: true } },
    })
    assert.deepEqual(checkContinuation(second, [first]), [])
    const carried = carry({ answers: values(5, 3, 'n/a') }, first, second, continuation(second, first))
    // The lower of the two, 3 of 5, lies between 1 and 2 of 2: what is surely reached is 1.
    assert.deepEqual(carried, [
      { question: 'B1', from: ['A1', 'A2'], value: 1 },
      { question: 'A3', from: ['A3'], value: 'n/a' },
    ])
  })
  it('name gaps and circles', () => {
    const told = (given: Framework, others: Framework[]) =>
      checkContinuation(given, others)
        .map(({ message }) => message)
        .join('\n')
    assert.match(
      told(version('2', [question('A1')], { replaces: { version: '1', dropped: ['A2'] } }), [first]),
      /^Question A3 of version 1 goes nowhere/,
    )
    assert.match(
      told(
        version('2', [question('A1'), question('A2'), question('A3'), question('N')], { replaces: { version: '1' } }),
        [first],
      ),
      /^Question N: say which questions/,
    )
    assert.match(told(version('2', [question('A1')], { replaces: { version: '7' } }), [first]), /no version 7/)
    const back = version('1', [question('A1')], { replaces: { version: '2' } })
    assert.match(told(version('2', [question('A1')], { replaces: { version: '1' } }), [back]), /circle: 2 → 1 → 2/)
  })
  it('name what a framework cannot borrow', () => {
    const borrower = framework(
      base({ key: 'other', borrows: [{ from: 'test', questions: { A1: ['A1', 'X'], Z: ['A2'] } }] }),
    )
    assert.deepEqual(
      checkBorrowing(borrower, (key) => (key === 'test' ? first : null)).map(({ message }) => message),
      ['It fills in Z, which it does not ask.', 'test does not ask X.'],
    )
  })
  it('read answers with their mistakes in words', () => {
    assert.equal(readAnswers({ answers: [{ question: 'A1', value: 3 }] }).problems.length, 0)
    assert.equal(
      readAnswers({ answers: [{ question: 1 }] }).problems[0]?.message,
      'answers.0.question: it must be text',
    )
  })
})
