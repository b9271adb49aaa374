import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { ROOT } from '#platform/config.ts'
import { readDocument } from '#platform/reading/index.ts'
import { makeDocx, makeOdf, makeXlsx } from '../../../../test/documents/make.ts'
import { cases } from '../../../../test/same-cases.ts'
import { readBytes } from '../../../platform/reading/read.ts'
import { asContract } from './contract.ts'
import { fieldOfHeader } from './headers/headers.ts'
import { splitOwners } from './owners/owners.ts'
import { recognisePlan } from './recognise.ts'
import { isDateLine } from './words/date-lines.ts'
import { openingOf } from './words/wording.ts'

const TODAY = '2017-01-10'
const fromHtml = (html: string, today = TODAY) =>
  recognisePlan(readBytes(Buffer.from(`<!doctype html><html>${html}`), 'plan.html'), today)
const table = (...rows: readonly (readonly string[])[]) =>
  `<table>${rows.map((row) => `<tr>${row.map((cell) => (cell.startsWith('<t') ? cell : `<td>${cell}</td>`)).join('')}</tr>`).join('')}</table>`
const actions = (plan: ReturnType<typeof fromHtml>) =>
  plan.recommendations.flatMap((recommendation) => recommendation.actions)

describe('understanding action plans', () => {
  it('takes headings above tables for recommendations, and a blank header over the words for the action', () => {
    const plan = recognisePlan(
      readBytes(
        makeDocx([
          { title: 'Our plan' },
          { heading: 'Recommendation 1' },
          { text: 'Know what is held.' },
          { heading: 'Progress update – May 2017' },
          {
            rows: [
              ['Ref', '', 'Priority High/Med/Low', 'Target Completion Date', 'Status'],
              ['1.1', 'Make a list of what is held', 'H', 'End Mar 2017', 'In progress'],
              ['1.2', 'Keep the list up to date', 'M', 'Ongoing', ''],
            ],
          },
          { heading: 'Recommendation 2' },
          { text: 'Teach people.' },
          {
            rows: [
              ['Ref', '', 'Priority', 'Target Completion Date', 'Status'],
              ['2.1', 'Teach everybody who joins', 'L', 'TBC', ''],
            ],
          },
        ]),
        'plan.docx',
      ),
      TODAY,
    )
    const contract = asContract(plan)
    assert.equal(contract.title, 'Our plan')
    assert.deepEqual(
      contract.recommendations.map(({ ref, text, updated }) => [ref, text, updated]),
      [
        ['1', 'Know what is held.', '2017-05-31'],
        ['2', 'Teach people.', null],
      ],
    )
    assert.deepEqual(contract.recommendations[0]?.actions[0], {
      ref: '1.1',
      text: 'Make a list of what is held',
      owners: [],
      priority: 'H',
      target: { text: 'End Mar 2017', kind: 'by', earliest: null, latest: '2017-03-31' },
      status: 'In progress',
      commentary: null,
    })
    assert.equal(contract.recommendations[0]?.actions[1]?.status, null)
    assert.deepEqual(contract.leftOver, [])
  })

  it('takes numbered sentences for recommendations, and the paragraph below for their commentary', () => {
    const plan = fromHtml(
      `<h1>Plan</h1><p><b>3 The department to look after its records</b></p><p>Work has begun in two areas. Last updated 12 March 2013.</p>${table(['Ref', 'Action', 'Owner', 'Completion due', 'Commentary'], ['3.1', 'Write a policy', 'DRO/Head of Records (paper)', '30/09/13', 'Drafted.'])}`,
    )
    assert.deepEqual(
      plan.recommendations.map(({ ref, text, updated }) => [ref, text, updated]),
      [['3', 'The department to look after its records', '2013-03-12']],
    )
    assert.match(plan.recommendations[0]?.commentary ?? '', /^Work has begun/)
    assert.deepEqual(actions(plan)[0]?.owners, ['DRO', 'Head of Records (paper)'])
    assert.equal(actions(plan)[0]?.commentary, 'Drafted.')
  })

  it('asks what a target that says “complete”, or a status that names none, claims, and leaves struck-out dates out', () => {
    const plan = fromHtml(
      `<h1>Plan 2016-2017</h1>${table(
        ['Ref', 'Action', 'Target date', 'Status'],
        ['1.1', 'Write the strategy', 'Complete (March 2016)', ''],
        ['1.2', 'Train the staff', 'June 2017', 'When the system has been completed'],
        ['1.3', 'Publish the policy', '<td><del>March 2017</del> June 2017</td>', '80% complete'],
      )}`,
    )
    const asked = plan.questions.map(({ where, question }) => `${where}: ${question}`)
    assert.ok(
      asked.some((one) => one === 'Action 1.1: Does “Complete (March 2016)” say that the action is finished?'),
      asked.join(' | '),
    )
    assert.ok(asked.some((one) => one === 'Action 1.2: What does the status “When the system has been completed” say?'))
    assert.ok(!asked.some((one) => one.startsWith('Action 1.3')))
    assert.equal(actions(plan)[2]?.target?.text, 'June 2017')
    assert.deepEqual(
      plan.leftOver.map(({ where, text, why }) => [where, text, why]),
      [['Table 1, row 4', 'March 2017', 'It is struck out, so it is not read as current.']],
    )
  })

  it('asks what an assessor’s words say where they plainly give no verdict on a claim', () => {
    const plan = fromHtml(
      `<h1>Plan 2016-2017</h1>${table(
        ['Ref', 'Action', 'Status', 'Assessor’s verdict'],
        ['1.1', 'Write the strategy', 'Complete', 'No doubt about it'],
        ['1.2', 'Train the staff', 'Complete', 'Agreed, no further comment'],
        ['1.3', 'Publish the policy', 'Hardly done', 'No doubt about it'],
      )}`,
    )
    const asked = plan.questions.map(({ where, question }) => `${where}: ${question}`)
    assert.deepEqual(
      asked.filter((one) => one.startsWith('Action')),
      [
        'Action 1.1: What does the assessor’s verdict “No doubt about it” say?',
        'Action 1.3: What does the status “Hardly done” say?',
      ],
    )
  })

  it('gives each of several promises in a row the date that stands beside it', () => {
    const plan = fromHtml(
      `<h1>Plan 2016-2017</h1>${table(['Outcome', 'Objective', 'Actions', 'Timeline'], ['Better habits', 'Make sharing easy', '<td><p>Set up a network</p><p>Report to the board</p></td>', '<td><p>Set up in 2015-16. Maintain.</p><p>In October 2016 and at 6 monthly intervals</p></td>'])}`,
    )
    assert.equal(plan.asOf, '2016-04-01')
    assert.deepEqual(
      plan.recommendations.map(({ text, commentary }) => [text, commentary]),
      [['Better habits', 'Objective: Make sharing easy']],
    )
    assert.deepEqual(
      actions(plan).map(({ text, target }) => [text, target?.kind]),
      [
        ['Set up a network', 'ongoing'],
        ['Report to the board', 'recurring'],
      ],
    )
    assert.ok(plan.questions.some(({ question }) => question.includes('2 paragraphs')))
  })

  it('groups by the references where nothing names a recommendation', () => {
    const plan = fromHtml(
      table(['Ref', 'Action', 'By when'], ['1.2', 'Second', 'June'], ['2.1', 'Third', 'July'], ['1.1', 'First', 'May']),
    )
    assert.deepEqual(
      plan.recommendations.map(({ ref, text, actions: under }) => [ref, text, under.map((action) => action.ref)]),
      [
        ['1', null, ['1.2', '1.1']],
        ['2', null, ['2.1']],
      ],
    )
  })

  it('carries merged and blank recommendation cells down', () => {
    const plan = fromHtml(
      table(
        ['Recommendation', 'Action', 'Lead'],
        ['<td rowspan=2>1. Govern it</td>', 'Name an owner', 'SIRO'],
        ['Tell the board', 'DRO'],
        ['2. Teach it', 'Train staff', 'HR'],
        ['', 'Test staff', 'HR'],
      ),
    )
    assert.deepEqual(
      plan.recommendations.map(({ ref, text, actions: under }) => [ref, text, under.map(({ text: words }) => words)]),
      [
        ['1', 'Govern it', ['Name an owner', 'Tell the board']],
        ['2', 'Teach it', ['Train staff', 'Test staff']],
      ],
    )
  })

  it('takes merged rows inside a table for recommendations', () => {
    const plan = fromHtml(
      table(
        ['No', 'Action', 'Owner'],
        ['<td colspan=3>Recommendation 1: Know it</td>'],
        ['1', 'List it', 'DRO'],
        ['<td colspan=3>Recommendation 2: Keep it</td>'],
        ['2', 'Store it', 'DRO'],
      ),
    )
    assert.deepEqual(
      plan.recommendations.map(({ ref, text, actions: under }) => [ref, text, under.length]),
      [
        ['1', 'Know it', 1],
        ['2', 'Keep it', 1],
      ],
    )
  })

  it('lists a merged row that only announces what follows, so that no cell is dropped', () => {
    const plan = fromHtml(
      table(
        ['No', 'Action', 'Owner'],
        ['<td colspan=3>Recommendation 1: Know it</td>'],
        ['<td colspan=3>Commentary</td>'],
        ['1', 'List it', 'DRO'],
      ),
    )
    assert.deepEqual(
      plan.leftOver.map(({ where, text }) => [where, text]),
      [['Table 1, row 3', 'Commentary']],
    )
    assert.equal(actions(plan).length, 1)
  })

  it('reads plans without references, owners or headers', () => {
    const plan = fromHtml(
      table(
        ['Write a new policy for the whole department', 'March 2017'],
        ['Train the people who will apply the policy', 'Ongoing'],
      ),
    )
    assert.deepEqual(
      actions(plan).map(({ ref, text, target }) => [ref, text.slice(0, 5), target?.kind]),
      [
        [null, 'Write', 'window'],
        [null, 'Train', 'ongoing'],
      ],
    )
    assert.ok(plan.questions.length > 0)
  })

  it('goes on with the columns of the table before where a page break left a table without headers', () => {
    const plan = fromHtml(
      `<h2>Recommendation 1</h2>${table(['Ref', 'Action', 'Due'], ['1.1', 'First', 'May 2017'])}${table(['1.2', 'Second', 'June 2017'])}`,
    )
    assert.deepEqual(
      plan.recommendations.map((one) => one.actions.map(({ ref, text }) => [ref, text])),
      [
        [
          ['1.1', 'First'],
          ['1.2', 'Second'],
        ],
      ],
    )
  })

  it('puts columns that it does not know into the commentary with their header, and prefers a revised date', () => {
    const plan = fromHtml(
      table(
        ['Ref', 'Action', 'Original date', 'Revised date', 'Budget'],
        ['1', 'Buy it', 'May 2016', 'June 2017', '£10k'],
        ['2', 'Sell it', 'May 2016', '', ''],
      ),
    )
    assert.deepEqual(
      actions(plan).map(({ target, commentary }) => [target?.text, commentary]),
      [
        ['June 2017', 'Budget: £10k\nOriginal date: May 2016'],
        ['May 2016', null],
      ],
    )
  })

  it('reads a form whose labels stand down the side', () => {
    const plan = fromHtml(
      table(['Action', 'Publish the schedule'], ['Owner', 'DRO'], ['Due date', '31 May 2017'], ['Status', 'Complete']),
    )
    assert.deepEqual(
      actions(plan).map(({ text, owners, target, status }) => [text, owners, target?.latest, status]),
      [['Publish the schedule', ['DRO'], '2017-05-31', 'Complete']],
    )
  })

  it('reads a workbook with its title above the headers and its recommendation on every row', () => {
    const plan = recognisePlan(
      readBytes(
        makeXlsx([
          ['The plan', null, null, null],
          ['Rec', 'Ref', 'Action', 'Timescale'],
          ['1. Govern it', '1.1', 'Name an owner', { value: 42_643, style: 1 }],
          ['1. Govern it', '4.9a', 'Tell the board', 'Q3 of 2016-17'],
        ]),
        'p.xlsx',
      ),
      TODAY,
    )
    assert.equal(plan.title, 'The plan')
    assert.deepEqual(
      actions(plan).map(({ ref, target }) => [ref, target?.latest]),
      [
        ['1.1', '2016-09-30'],
        ['4.9a', '2016-12-31'],
      ],
    )
    assert.equal(plan.recommendations.length, 1)
  })

  it('reads the same plan from every format', () => {
    const rows = [
      ['Ref', 'Action', 'Owner', 'Target date', 'Status'],
      ['1.1', 'Do it', 'DRO', 'May 2017', 'Open'],
    ]
    const csv = Buffer.from(rows.map((row) => row.join(',')).join('\n'))
    const plans = [
      makeDocx([{ rows }]),
      makeOdf('text', [{ rows }]),
      makeOdf('spreadsheet', [{ rows }]),
      makeXlsx(rows),
      csv,
    ].map((bytes) => asContract(recognisePlan(readBytes(bytes, 'p'), TODAY)))
    for (const plan of plans) assert.deepEqual(plan.recommendations, plans[0]?.recommendations)
    assert.equal(plans[0]?.recommendations[0]?.actions.length, 1)
  })

  it('joins the end of an action that a page break left in a row of its own', () => {
    const plan = fromHtml(
      table(['Ref', 'Action', 'Due'], ['1.1', 'Publish a strategy', 'May 2017'], ['', 'for the whole group', '']),
    )
    assert.deepEqual(
      actions(plan).map(({ text }) => text),
      ['Publish a strategy\nfor the whole group'],
    )
  })

  it('takes a number for the recommendation’s only where it changes with it', () => {
    const own = fromHtml(
      table(
        ['No', 'Recommendation', 'Action'],
        ['1', 'Govern it', 'Name an owner'],
        ['', '', 'Tell the board'],
        ['2', 'Teach it', 'Train staff'],
      ),
    )
    assert.deepEqual(
      own.recommendations.map(({ ref, actions: under }) => [ref, under.length]),
      [
        ['1', 2],
        ['2', 1],
      ],
    )
    const others = fromHtml(
      table(['ID', 'Theme', 'Action'], ['A1', 'Governance', 'Name an owner'], ['A2', 'Governance', 'Tell the board']),
    )
    assert.deepEqual(
      others.recommendations.map(({ ref, text }) => [ref, text]),
      [[null, 'Governance']],
    )
    assert.deepEqual(
      actions(others).map(({ ref }) => ref),
      ['A1', 'A2'],
    )
  })

  it('keeps an objective with its action under a heading, and a response beside what will be done', () => {
    const goals = fromHtml(
      `<h1>Goal 1: Lead</h1>${table(['Objective', 'What we will do', 'When'], ['Be seen', 'Write a blog', '2010-11'])}`,
    )
    assert.deepEqual(
      goals.recommendations.map(({ ref, text }) => [ref, text]),
      [['1', 'Lead']],
    )
    assert.equal(actions(goals)[0]?.commentary, 'Objective: Be seen')
    const answered = fromHtml(
      table(['Recommendation', 'Response', 'Actions to be taken'], ['R1. Do it', 'Accepted', 'It will be done']),
    )
    assert.deepEqual(
      actions(answered).map(({ text, commentary }) => [text, commentary]),
      [['It will be done', 'Response: Accepted']],
    )
  })

  it('counts from the day of publication before that of the last update', () => {
    assert.equal(
      fromHtml(
        `<h1>Plan</h1><p>Published June 2012</p><p>Last updated: 14 September 2012</p>${table(['Ref', 'Action'], ['1', 'Do'])}`,
      ).asOf,
      '2012-06-30',
    )
  })

  it('drops nothing: every word of every cell is placed or left over', () => {
    const cell = fc.oneof(
      fc.constant(''),
      fc.integer({ min: 1, max: 99_999 }).map((number) => `word${number}`),
    )
    const rows = fc.array(fc.array(cell, { minLength: 5, maxLength: 5 }), { minLength: 1, maxLength: 8 })
    const headers = fc.shuffledSubarray(
      [
        'Ref',
        'Action',
        'Owner',
        'Status',
        'Timescale',
        'Strange',
        '',
        'Recommendation',
        'Comments',
        'Rec no',
        'Agreed',
        'Management response',
        'Delivered? Yes/No',
        'Verdict',
        'Updated',
        'Objective',
        'Priority',
        'Reiterates',
      ],
      { minLength: 5, maxLength: 5 },
    )
    fc.assert(
      fc.property(headers, rows, (head, body) => {
        const plan = fromHtml(table(head, ...body))
        const kept = JSON.stringify(asContract(plan)) + JSON.stringify(plan.title)
        assert.deepEqual(
          body.flat().filter((word) => !kept.includes(word)),
          [],
          JSON.stringify([head, ...body]),
        )
      }),
      cases(1000),
    )
  })
})

describe('lines that only say when', () => {
  const rows = table(['Ref', 'Action', 'Owner'], ['1', 'Write it', 'DRO'])
  const LINES = [
    ['15 January 2018', '2018-01-15'],
    ['15th January 2018', '2018-01-15'],
    ['(15 January 2018)', '2018-01-15'],
    ['Monday 15 January 2018', '2018-01-15'],
    ['15/01/2018', '2018-01-15'],
    ['Adopted 9 January 2018 by the Board', '2018-01-09'],
    ['Approved by the Board on 9 January 2018', '2018-01-09'],
    ['Agreed on 9 January 2018 at the Information Board', '2018-01-09'],
    ['Version 1.2, 9 January 2018', '2018-01-09'],
    ['Date: 9 January 2018', '2018-01-09'],
    ['January 2018', '2018-01-31'],
  ] as const
  for (const [line, day] of LINES)
    it(`take “${line}” for no recommendation and no title`, () => {
      for (const words of [`<p>${line}</p>`, `<p><b>${line}</b></p>`]) {
        const plan = fromHtml(`<h1>The plan</h1>${words}${rows}`, '2018-06-15')
        assert.deepEqual(
          plan.recommendations.map(({ ref, text }) => [ref, text]),
          [[null, null]],
          JSON.stringify(plan),
        )
        assert.ok(JSON.stringify(plan).includes(line))
        assert.deepEqual([plan.asOf, plan.isDated], [day, true])
        assert.notEqual(fromHtml(`${words}<p>The plan</p>${rows}`).title, line)
      }
    })

  it('are told from those that say something of what was done then', () => {
    for (const line of ['15 January 2018 version of the records policy', 'Adopted 9 January 2018 by', 'by March 2018'])
      assert.equal(isDateLine(line), false, line)
    for (const words of ['15 January 2018 Board meeting', '15 January'])
      assert.equal(openingOf(words, null), null, words)
    assert.equal(openingOf('15 The department to publish', null)?.ref, '15')
  })

  it('leave numbers that are no days, and say a date below a recommendation with it', () => {
    const plan = fromHtml(`<h1>Plan</h1><p>3 The department to publish by March 2018</p><p>15 January 2018</p>${rows}`)
    assert.deepEqual(
      plan.recommendations.map(({ ref, text, commentary }) => [ref, text, commentary]),
      [['3', 'The department to publish by March 2018', '15 January 2018']],
    )
    const numbered = fromHtml(`<h1>Plan</h1><p>3 March the records into the archive</p>${rows}`)
    assert.equal(numbered.recommendations[0]?.ref, '3')
  })
})

describe('columns of other kinds', () => {
  const RESPONSES = ['No', 'Recommendation', 'Government response']

  it('take a response for the action where it says what will be done, and the recommendation where it only agrees', () => {
    const plan = fromHtml(
      table(
        RESPONSES,
        ['1', 'Publish the policy of the department.', 'Accepted. We will publish it on our website by June 2018.'],
        ['2', 'Train all of the staff.', 'Accepted.'],
        ['3', 'Close the archive.', 'Rejected'],
        ['4', 'Name an owner for each system.', 'Agreed. Every system will have an owner by the end of May 2018.'],
      ),
    )
    assert.deepEqual(
      plan.recommendations.map(({ ref, commentary, actions: under }) => [
        ref,
        commentary,
        under.map(({ text, commentary: said }) => [text, said]),
      ]),
      [
        ['1', null, [['Accepted. We will publish it on our website by June 2018.', null]]],
        ['2', null, [['Train all of the staff.', 'Government response: Accepted.']]],
        ['3', 'Government response: Rejected', []],
        ['4', null, [['Agreed. Every system will have an owner by the end of May 2018.', null]]],
      ],
    )
  })

  const quarters = (...rows: readonly (readonly string[])[]) =>
    actions(fromHtml(`<h1>Plan 2017-18</h1>${table(...rows)}`)).map(({ target, commentary }) => [
      target?.text,
      target?.latest,
      commentary,
    ])

  it('take ticks under quarters or months for the target date', () => {
    const headers = ['Ref', 'Action', 'Owner', 'Q1', 'Q2', 'Q3', 'Q4']
    assert.deepEqual(
      quarters(
        headers,
        ['1', 'Write it', 'DRO', 'X', '', '', ''],
        ['2', 'Teach it', 'DRO', '-', '✓', '✓', ''],
        ['3', 'Check it', 'DRO', 'x', '', 'x', ''],
        ['4', 'Close it', 'DRO', '', '', '', ''],
        ['5', 'Share it', 'DRO', '', 'Draft', '', 'Final'],
      ),
      [
        ['Q1', '2017-06-30', null],
        ['Q2 to Q3', '2017-12-31', null],
        ['Q1, Q3', '2017-12-31', null],
        [undefined, undefined, null],
        ['Draft: Q2; Final: Q4', '2018-03-31', null],
      ],
    )
    assert.deepEqual(quarters(['Action', 'Apr 2017', 'May 2017'], ['Write it', '', '■'])[0]?.slice(0, 2), [
      'May 2017',
      '2017-05-31',
    ])
    assert.equal(
      quarters(['Action', 'Quarter 1 (Apr–Jun) 2017', 'Quarter 2 2017/18'], ['Do', '', '✔'])[0]?.[1],
      '2017-09-30',
    )
  })

  it('take no sums, no state of a quarter, and nothing beside a target date for one', () => {
    const none = (...rows: readonly (readonly string[])[]) => assert.equal(quarters(...rows)[0]?.[0], undefined)
    none(['Action', 'Owner', '2017/18', '2018/19'], ['Do it', 'DRO', '£10k', '£20k'])
    none(['Action', 'Owner', 'Q1', 'Q2'], ['Do it', 'DRO', 'On track', 'Complete'])
    assert.deepEqual(quarters(['Action', 'Target date', 'Q1', 'Q2'], ['Do it', 'May 2017', 'X', '']), [
      ['May 2017', '2017-05-31', 'Q1: X'],
    ])
    const beside = fromHtml(table(['Action', 'Target date', 'Q1', 'Q2'], ['Do it', 'May 2017', 'X', '']))
    assert.deepEqual(
      beside.tables[0]?.columns.map(({ field }) => field),
      ['action', 'target', 'commentary', 'commentary'],
    )
  })

  it('keep headings within a table, also where references tell groups or recommendations have a column', () => {
    const grouped = fromHtml(
      table(
        ['Ref', 'Action', 'Owner', 'Due'],
        ['', 'Governance', '', ''],
        ['1.1', 'Write the policy', 'DRO', 'May 2018'],
        ['1.2', 'Tell the board', 'DRO', 'May 2018'],
        ['', 'Training and skills:', '', ''],
        ['2.1', 'Train staff', 'HR', 'June 2018'],
        ['2.2', 'Test staff', 'HR', 'June 2018'],
      ),
    )
    assert.deepEqual(
      grouped.recommendations.map(({ text, actions: under }) => [text, under.map(({ ref }) => ref)]),
      [
        ['Governance', ['1.1', '1.2']],
        ['Training and skills:', ['2.1', '2.2']],
      ],
    )
    assert.deepEqual(
      grouped.questions.flatMap(({ question, places }) => (question.startsWith('Are rows headings') ? [places] : [])),
      [['t1r2', 't1r5']],
    )
    const named = fromHtml(
      table(
        ['Ref', 'Recommendation', 'Action', 'Owner'],
        ['', 'Governance', '', ''],
        ['1.1', 'Govern it', 'Write the policy', 'DRO'],
        ['', '', 'Tell the board', 'DRO'],
        ['', 'Training', '', ''],
        ['2.1', 'Teach it', 'Train staff', 'HR'],
      ),
    )
    assert.deepEqual(
      named.recommendations.map(({ text, commentary }) => [text, commentary]),
      [
        ['Govern it', 'Governance'],
        ['Teach it', 'Training'],
      ],
    )
  })
})

describe('registers of many reports', () => {
  const register = (headers: readonly string[], rows: readonly (readonly string[])[]) =>
    fromHtml(table(headers, ...rows))

  it('keeps the number of the report, which many rows share, beside the recommendation’s own', () => {
    const rows = Array.from({ length: 12 }, (_, row) => [
      `HC ${Math.floor(row / 6)}`,
      String((row % 6) + 1),
      `The department should do the thing of row ${row}`,
      `The department agrees with row ${row}`,
      'Spring 2027',
      'Ministry',
    ])
    const headers = ['Report no.', 'Rec no', 'Recommendation', 'Government response', 'Target date', 'Department']
    const plan = register(headers, rows)
    assert.equal(plan.recommendations.length, 12)
    assert.deepEqual(plan.recommendations[7]?.ref, '2')
    const action = plan.recommendations[7]?.actions[0]
    assert.equal(action?.ref, null)
    assert.deepEqual(action?.owners, ['Ministry'])
    assert.equal(action?.commentary, 'Report no.: HC 1')
  })

  it('takes the recommendation for what is to be done where no other column says it, and no day of issue for a target', () => {
    const rows = Array.from({ length: 9 }, (_, row) => [
      `G-${Math.floor(row / 3)}`,
      String((row % 3) + 1),
      `The Secretary should ensure that the thing of row ${row} is done in full`,
      'Open',
      '1/13/2021',
      'Head of Finance',
      'Head of Audit',
    ])
    const plan = register(
      ['Number', 'Recommendation number', 'Recommendation', 'Status', 'Date issued', 'Lead', 'Deputy lead'],
      rows,
    )
    assert.deepEqual(
      plan.recommendations.map(({ ref, actions: under }) => [ref, under.map((action) => action.ref)]),
      ['G-0', 'G-1', 'G-2'].map((ref) => [ref, ['1', '2', '3']]),
    )
    const action = plan.recommendations[0]?.actions[0]
    assert.match(action?.text ?? '', /^The Secretary should/)
    assert.equal(action?.target, null)
    assert.deepEqual(action?.owners, ['Head of Finance', 'Head of Audit'])
  })

  it('takes a numbered list in one cell for several promises', () => {
    const plan = register(
      ['Finding', 'Agreed management action', 'Due date'],
      [['Controls are weak', '1. Write the procedure.<br>2. Train the staff.', '31.03.2027']],
    )
    assert.deepEqual(
      plan.recommendations[0]?.actions.map(({ ref, text }) => [ref, text]),
      [
        ['1', 'Write the procedure.'],
        ['2', 'Train the staff.'],
      ],
    )
  })
})

describe('headers', () => {
  const KNOWN: readonly [string, string | null][] = [
    ['Target Completion Date', 'target'],
    ['Completion due', 'target'],
    ['Timescale(s)', 'target'],
    ['Due', 'target'],
    ['Ref', 'ref'],
    ['Action owner', 'owner'],
    ['Action(s)', 'action'],
    ['Priority High/Med/Low', 'priority'],
    ['RAG status', 'status'],
    ['Progress to date', 'commentary'],
    ['By whom', 'owner'],
    ['Lead official(s)', 'owner'],
    ['Recommendation number', 'recommendation-ref'],
    ['Government response', 'response'],
    ['Supported by', 'owner'],
    ['Cost', null],
    ['', null],
    ['Auditor recommendation', 'recommendation'],
    ['Auditor comments', 'commentary'],
    ['Auditor verdict', 'verdict'],
    ['Officer', 'owner'],
    ['Officer(s)', 'owner'],
    ['Named officer', 'owner'],
    ['Council officer', 'owner'],
    ['Officer comments', 'commentary'],
    ['Officer recommendation', 'recommendation'],
  ]
  for (const [header, field] of KNOWN)
    it(`takes “${header}” for ${field ?? 'nothing known'}`, () => assert.equal(fieldOfHeader(header), field))
})

describe('owners', () => {
  const KNOWN: readonly [string, readonly string[]][] = [
    ['DRO/Head of Information Appraisal (paper)', ['DRO', 'Head of Information Appraisal (paper)']],
    ['DRO; SIRO', ['DRO', 'SIRO']],
    ['Chief Executive jointly with the Permanent Secretary', ['Chief Executive', 'Permanent Secretary']],
    ['Jane Smith, supported by the Digital Team', ['Jane Smith']],
    ['DRO with support from the KIM team', ['DRO']],
    ['SIRO and DRO', ['SIRO', 'DRO']],
    ['Information Asset Owner, Policy Group', ['Information Asset Owner, Policy Group']],
    ['DRO, Security Team', ['DRO', 'Security Team']],
    ['Head of KIM, Head of Security', ['Head of KIM', 'Head of Security']],
    ['Head of Policy and Strategy', ['Head of Policy and Strategy']],
    ['Knowledge and Information Management team', ['Knowledge and Information Management team']],
    ['Head of KIM (with DRO/SIRO)', ['Head of KIM (with DRO/SIRO)']],
    ['records/archives colleagues', ['records/archives colleagues']],
    ['N/A', []],
    ['', []],
  ]
  for (const [words, owners] of KNOWN) it(`reads “${words}”`, () => assert.deepEqual(splitOwners([words]), owners))
})

const REAL = join(ROOT, '../shared/plans')

/** The real plans are read where they lie beside the project. */
if (existsSync(REAL))
  describe('real plans', () => {
    interface Expected {
      readonly title: string
      readonly recommendations: readonly {
        readonly ref: string
        readonly text: string
        readonly actions: readonly {
          readonly ref: string
          readonly text: string
          readonly priority: string
          readonly due: string
          readonly status: string
        }[]
      }[]
    }
    const real = async (name: string) =>
      asContract(recognisePlan(await readDocument(readFileSync(join(REAL, name)), name), TODAY))

    for (const ending of ['docx', 'odt', 'xlsx']) {
      it(`reads the whole of the Ministry's plan from ${ending}`, async () => {
        const expected: Expected = JSON.parse(
          readFileSync(join(REAL, 'moj-ima-action-plan-2017.expected.json'), 'utf8'),
        )
        const plan = await real(`moj-ima-action-plan-2017.${ending}`)
        assert.equal(plan.title, expected.title)
        assert.deepEqual(plan.leftOver, [])
        const told = plan.recommendations.map(({ ref, text, actions: under }) => ({
          ref,
          text,
          actions: under.map((action) => ({
            ref: action.ref,
            text: action.text,
            priority: action.priority,
            due: action.target.text,
            status: action.status ?? '',
          })),
        }))
        assert.deepEqual(told, expected.recommendations)
      })
    }

    for (const [folder, name, most] of [
      ['plans', 'moj-ima-action-plan-2017.docx', 1],
      ['plans', 'moj-ima-action-plan-2017.odt', 1],
      ['plans', 'moj-ima-action-plan-2017.xlsx', 0],
      ['plans', 'cabinet-office-im-action-plan-2016-17.html', 3],
      ['seeds', 'cabinet-office-im-action-plan-2016-17.txt', 3],
      ['seeds', 'moj-ima-action-plan-2017.txt', 4],
      ['seeds', 'home-office-im-strategy-2012.txt', 2],
      ['seeds', 'tna-ima-good-practice-section-4.txt', 6],
    ] as const)
      it(`asks no more than ${most} questions of ${folder}/${name}`, async () => {
        const read = await readDocument(readFileSync(join(REAL, '..', folder, name)), name)
        assert.ok(recognisePlan(read, '2026-11-23').questions.length <= most)
      })

    it('reads the whole of the Cabinet Office plan', async () => {
      const expected: { rows: string[][][] } = JSON.parse(
        readFileSync(join(REAL, 'cabinet-office-im-action-plan-2016-17.expected.json'), 'utf8'),
      )
      const plan = await real('cabinet-office-im-action-plan-2016-17.html')
      assert.deepEqual(plan.leftOver, [])
      assert.deepEqual(
        plan.recommendations.map(({ text, actions: under }) => [
          [text],
          under.map((action) => action.text),
          under.map(({ target }) => target.text),
        ]),
        expected.rows.map(([outcome, , promises, timeline]) => [outcome, promises, timeline]),
      )
      assert.deepEqual(
        plan.recommendations.map(({ commentary }) => commentary),
        expected.rows.map(([, objective]) => `Objective: ${objective?.[0]}`),
      )
    })
  })

describe('columns that were taken for others', () => {
  it('are told by their headers', () => {
    const fields = {
      'Action manager': 'owner',
      'Delivery manager': 'owner',
      'Named person': 'owner',
      Person: 'owner',
      RO: 'owner',
      'Target date': 'target',
      'Target outcome': 'commentary',
      'Target audience': 'commentary',
      'Target group': 'commentary',
      'Risk rating': 'priority',
      'Issue identified': 'recommendation',
      'Issue identified by the ICO': 'recommendation',
      'What will we do?': 'action',
      'Who will do it?': 'owner',
      'By when will it be done?': 'target',
      'How will we know?': 'commentary',
      'Closed?': 'status',
      'Is it signed off?': 'status',
      'BRAG rating': 'status',
    }
    for (const [header, field] of Object.entries(fields)) assert.equal(fieldOfHeader(header), field, header)
  })

  it('leave the original date where a revised one says nothing or that it stands', () => {
    for (const [revised, asked] of [
      ['n/a', 0],
      ['-', 0],
      ['None', 0],
      ['No change', 1],
      ['As original', 1],
    ] as const) {
      const plan = fromHtml(
        table(
          ['Action', 'Owner', 'Original target date', 'Revised target date', 'Closed?'],
          ['Keep a list of records', 'DRO', '31 March 2018', revised, 'Yes'],
        ),
      )
      const [action] = actions(plan)
      assert.equal(action?.target?.text, '31 March 2018', revised)
      assert.equal(action?.status, 'Yes')
      assert.equal(plan.questions.filter(({ guess }) => guess === 'Yes: 31 March 2018.').length, asked, revised)
    }
  })
})
