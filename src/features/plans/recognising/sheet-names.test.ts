import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readBytes } from '#platform/reading/index.ts'
import type { Choices, ImportedPlan } from './model/model.ts'
import { recognisePlan } from './recognise.ts'
import { tableOf } from './tables.fixture.ts'

const HEADERS = 'Ref|Action|Owner|Due|Status'
const ROWS = [HEADERS, '1|Write|DRO|June 2019|Open', '2|Train|HR|June 2019|Open']
const sheet = (name: string, ...rows: readonly string[]) =>
  tableOf(...(rows.length > 0 ? rows : ROWS)).replace('<table>', `<table><caption>${name}</caption>`)
const read = (html: string, choices?: Choices) =>
  recognisePlan(readBytes(Buffer.from(`<!doctype html>${html}`), 'p.html'), '2018-06-15', choices)
const groupsOf = ({ recommendations }: ImportedPlan) =>
  recommendations.map(({ ref, text, actions }) => [ref, text, actions.length])
const askedOf = ({ questions }: ImportedPlan) =>
  questions.flatMap(({ where, place, question, guess }) =>
    /name of|names of/.test(question) ? [[where, place, question, guess]] : [],
  )
const leftOf = ({ leftOver }: ImportedPlan) => leftOver.map(({ where, text }) => [where, text])

const UNITS = ['Finance', 'Human Resources', 'Estates']
const YES = 'Yes: the actions of each sheet were put together under its name.'

describe('the names of several sheets of actions', () => {
  it('are taken for groups, and asked about once', () => {
    const plan = read(UNITS.map((name) => sheet(name)).join(''))
    assert.deepEqual(
      groupsOf(plan),
      UNITS.map((name) => [null, name, 2]),
    )
    assert.equal(plan.title, null)
    assert.deepEqual(askedOf(plan), [
      [
        'Tables 1, 2, 3',
        'table-1',
        'Do the names of the sheets or tables, “Finance”, “Human Resources” and “Estates”, name the recommendations or groups of their actions?',
        YES,
      ],
    ])
    assert.deepEqual(
      plan.otherRows.map(({ place, kind, words }) => [place, kind, words]),
      UNITS.map((name, at) => [`table-${at + 1}`, 'heading', name]),
    )
  })

  it('are left over where somebody says so of the first, but for those of which they say that they name a group', () => {
    const html = UNITS.map((name) => sheet(name)).join('')
    const none = read(html, { rows: { 'table-1': 'other' } })
    assert.deepEqual(groupsOf(none), [[null, null, 6]])
    assert.deepEqual(
      leftOf(none),
      UNITS.map((name, at) => [`Table ${at + 1}`, name]),
    )
    assert.deepEqual(askedOf(none), [])
    const one = read(html, { rows: { 'table-1': 'other', 'table-3': 'heading' } })
    assert.deepEqual(groupsOf(one), [
      [null, null, 4],
      [null, 'Estates', 2],
    ])
    const last = read(html, { rows: { 'table-2': 'other' } })
    assert.deepEqual(groupsOf(last), [
      [null, 'Finance', 2],
      [null, null, 2],
      [null, 'Estates', 2],
    ])
    assert.equal(askedOf(last).length, 1)
  })

  it('bring the number of a recommendation', () => {
    const plan = read(sheet('Rec 1 - Policy') + sheet('Rec 2 - Training'))
    assert.deepEqual(groupsOf(plan), [
      ['1', 'Policy', 2],
      ['2', 'Training', 2],
    ])
    assert.equal(askedOf(plan).length, 1)
  })

  it('keep recommendations of one number apart', () => {
    const rows = (name: string) => ['Rec|Recommendation|Action|Owner|Due', `1|Adopt ${name}|Write|DRO|June 2019`]
    const plan = read(sheet('Finance', ...rows('a')) + sheet('Estates', ...rows('b')))
    assert.deepEqual(
      plan.recommendations.map(({ ref, text, commentary }) => [ref, text, commentary]),
      [
        ['1', 'Adopt a', 'Finance'],
        ['1', 'Adopt b', 'Estates'],
      ],
    )
  })

  it('give their number to the recommendation that a table below names', () => {
    const card = (name: string) =>
      sheet(name, `Recommendation|Adopt ${name}`, 'Action|Write', 'Owner|DRO', 'Target date|June 2019')
    const row = (name: string) => sheet(name, 'Recommendation|Action|Owner', `Adopt ${name}|Write|DRO`)
    for (const made of [card, row])
      assert.deepEqual(groupsOf(read(made('Rec 1') + made('Rec 2'))), [
        ['1', 'Adopt Rec 1', 1],
        ['2', 'Adopt Rec 2', 1],
      ])
  })

  it('are left over without a question where they say what a plan, a state or a time is called', () => {
    for (const names of [
      ['Open actions', 'Closed'],
      ['May 2018', 'June 2018'],
      ['Sheet1', 'Sheet2'],
      ['Q1 2018', 'Q2 2018'],
      ['Action plan', 'Archive'],
      ['Data', 'Backup'],
      ['2017', '2018'],
    ]) {
      const plan = read(names.map((name) => sheet(name)).join(''))
      assert.deepEqual(groupsOf(plan), [[null, null, 4]], names[0])
      assert.deepEqual([askedOf(plan), plan.title], [[], null], names[0])
      assert.deepEqual(
        leftOf(plan),
        names.map((name, at) => [`Table ${at + 1}`, name]),
      )
    }
  })

  it('are left over, and asked about, where only one may name a group', () => {
    const plan = read(sheet('Action plan') + sheet('Finance'))
    assert.deepEqual(groupsOf(plan), [[null, null, 4]])
    assert.deepEqual(
      askedOf(plan).map(([where, place, , guess]) => [where, place, guess]),
      [['Table 2', 'table-2', 'No: it was kept with what is left over.']],
    )
    const said = read(sheet('Action plan') + sheet('Finance'), { rows: { 'table-2': 'heading' } })
    assert.deepEqual(groupsOf(said), [
      [null, null, 2],
      [null, 'Finance', 2],
    ])
  })

  it('end with their sheets, and leave aside what stands beside the plan', () => {
    const plan = read(
      sheet('Finance') + sheet('Sheet2') + sheet('Lists', 'Status|Meaning', 'Red|Late') + sheet('Estates'),
    )
    assert.deepEqual(groupsOf(plan), [
      [null, 'Finance', 2],
      [null, null, 2],
      [null, 'Estates', 2],
    ])
    assert.deepEqual(leftOf(plan)[0], ['Table 2', 'Sheet2'])
  })

  it('count where a sheet has no headers of its own, and stand once in the question where two have the same', () => {
    const plan = read(sheet('Finance') + sheet('Estates', '1|Buy|DRO|June 2019|Open', '2|Sell|HR|June 2019|Closed'))
    assert.deepEqual(groupsOf(plan), [
      [null, 'Finance', 2],
      [null, 'Estates', 2],
    ])
    assert.equal(plan.title, null)
    const twice = read(sheet('Finance') + sheet('Finance') + sheet('Estates'))
    assert.match(String(askedOf(twice)[0]?.[2]), /tables, “Finance” and “Estates”, name/)
  })

  it('give way to the headings of the document', () => {
    const headed = (number: number) => `<h2>Recommendation ${number}: Adopt</h2>`
    const plan = read(headed(1) + sheet('Finance') + headed(2) + sheet('Estates'))
    assert.deepEqual(groupsOf(plan), [
      ['1', 'Adopt', 2],
      ['2', 'Adopt', 2],
    ])
    assert.deepEqual([askedOf(plan), leftOf(plan).length], [[], 2])
  })

  it('leave the title to the line that stands above the headers of the first', () => {
    const titled = (name: string) => sheet(name, 'Records programme of the Ministry||||', ...ROWS)
    const plan = read(titled('Finance') + titled('Estates'))
    assert.equal(plan.title, 'Records programme of the Ministry')
    assert.deepEqual(groupsOf(plan), [
      [null, 'Finance', 2],
      [null, 'Estates', 2],
    ])
  })
})

describe('the name of the only sheet of actions', () => {
  it('is the title, unless it says nothing of the plan', () => {
    for (const [name, title] of [
      ['Records programme', 'Records programme'],
      ['Action plan', 'Action plan'],
      ['IM plan 2018', 'IM plan 2018'],
      ['Log', null],
      ['Summary', null],
      ['Data', null],
      ['Sheet1', null],
      ['Actions', null],
      ['Tracker', null],
      ['May 2018', null],
    ] as const) {
      const plan = read(sheet(name))
      assert.equal(plan.title, title, name)
      assert.equal(plan.tables[0]?.caption, name)
      assert.deepEqual(askedOf(plan), [])
    }
    assert.equal(
      read(sheet('Lists', 'Status|Meaning', 'Red|Late') + sheet('Records programme')).title,
      'Records programme',
    )
  })
})

describe('labels beside their words above the headers', () => {
  it('name the groups of several tables, and tell of one', () => {
    for (const label of ['Unit:', 'Unit', 'Cost centre:'])
      assert.deepEqual(
        groupsOf(read(['Finance', 'Estates'].map((name) => tableOf(`${label}|${name}|||`, ...ROWS)).join(''))),
        [
          [null, `${label.replace(':', '')}: Finance`, 2],
          [null, `${label.replace(':', '')}: Estates`, 2],
        ],
        label,
      )
    const one = read(tableOf('Unit:|Finance|Date:|3 May 2018|', ...ROWS))
    assert.deepEqual(groupsOf(one), [[null, null, 2]])
    assert.deepEqual(
      one.leftOver.map(({ text, why }) => [text, why]),
      [
        ['Unit: Finance', 'Nothing says that it names a group.'],
        ['Date: · 3 May 2018', 'It tells of the document.'],
      ],
    )
  })

  it('are none of those that name groups of columns', () => {
    for (const band of ['Plan details||Monitoring||', 'What we will do:||Monitoring||'])
      assert.deepEqual(
        read(tableOf(band, ...ROWS)).leftOver.map(({ why }) => why),
        ['It stands above the headers and names groups of columns.'],
        band,
      )
  })
})
