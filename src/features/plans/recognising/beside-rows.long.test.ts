import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { parse } from 'yaml'
import { ROOT } from '#platform/config.ts'
import type { ImportedPlan } from './model/model.ts'
import { actionsOf, planOf, tableOf } from './tables.fixture.ts'

const PLAN = tableOf('Ref|Action|Owner|Due|Status', '1|Write the policy|DRO|June 2019|Open')
const FILE = parse(readFileSync(join(ROOT, 'content/plan-tables-beside.yaml'), 'utf8')) as Readonly<
  Record<string, { readonly what: string; readonly named?: readonly string[] }>
>
/** All but those that stand at the foot of tables too. */
const NAMES = Object.values(FILE)
  .flatMap(({ named = [] }) => named)
  .filter((word) => !['version', 'acronym', 'abbreviation'].includes(word))

const THEMES = PLAN.replace('>Ref<', '>Theme<').replace('>1<', '>Rules<')
const themes = (word: string, headers = 'Theme|Action|Owner|Due') =>
  tableOf(
    headers,
    'Training|Train everybody|DRO|May 2027',
    `${word}|Update the register|SIRO|June 2027`,
    'Assets|List the assets|IAO|July 2027',
  )
const TEXTS = ['Train everybody', 'Update the register', 'List the assets']
const textsOf = (plan: ImportedPlan) => actionsOf(plan).map(({ text }) => text)
const isOfPart = ({ question }: { readonly question: string }) => /part of the plan/.test(question)

describe('a word that names other tables, in a row of a plan', () => {
  it('is no header: every row is an action, before, after and without another table', () => {
    assert.ok(NAMES.length > 60)
    for (const [at, word] of NAMES.entries()) {
      const headers = ['Theme|Action|Owner|Due', 'Workstream|Action|Lead|Deadline', '|Action|Owner|Due'][at % 3]
      const table = themes(word, headers)
      const html = [table, PLAN + table, table + PLAN][Math.floor(at / 3) % 3] ?? ''
      const plan = planOf(html)
      const more = html === table ? [] : ['Write the policy']
      assert.deepEqual(textsOf(plan).toSorted(), [...TEXTS, ...more].toSorted(), `${word} under ${headers}`)
      assert.ok(!plan.questions.some(isOfPart), word)
    }
  })

  it('stands in each of the rows in which headers are looked for', () => {
    for (let before = 0; before < 12; before += 1) {
      const rows = Array.from({ length: before }, (_, row) => `Area ${row}|Do thing ${row}|DRO|May 2027`)
      const plan = planOf(PLAN + tableOf('Theme|Action|Owner|Due', ...rows, 'Risk|Update it|SIRO|June 2027'))
      assert.equal(actionsOf(plan).length, before + 2)
    }
  })

  it('stands in the next page of a plan, which has no headers', () => {
    for (const row of [
      'Risk|Update the register|SIRO|June 2027|Open',
      'Risk|Update the register|SIRO|Ongoing|',
      'Lesson|Update the register|SIRO|ASAP|Open',
    ])
      assert.deepEqual(textsOf(planOf(THEMES + tableOf('People|Train them|DRO|May 2019|Open', row, 'IT|List|IAO||'))), [
        'Write the policy',
        'Train them',
        'Update the register',
        'List',
      ])
    const first = planOf(THEMES + tableOf('Risk|Update the register|SIRO|Ongoing|Open', 'IT|List|IAO||'))
    assert.deepEqual(textsOf(first), ['Write the policy', 'Update the register', 'List'])
  })

  it('is no header below those of objectives, whom nobody calls actions', () => {
    const plan = planOf(
      PLAN + tableOf('Objective|Lead|Date', 'Train them|DRO|May 2019', 'Risk|SIRO|Date to come', 'Move|HR|May 2019'),
    )
    assert.deepEqual(textsOf(plan), ['Write the policy', 'Train them', 'Risk', 'Move'])
  })

  it('leaves headers to a table that has its own, or of which somebody said where they stand', () => {
    for (const headers of ['Ref|Task in full|Who|When|Complete', 'Mark|Task in full|Leading person|Day|Complete']) {
      const own = planOf(PLAN + tableOf(headers, '2|Train|SIRO|July 2019|Yes'))
      assert.deepEqual(textsOf(own), ['Write the policy', 'Train'], headers)
      assert.equal(own.tables[1]?.headerRow, 0)
    }
    const said = planOf(PLAN + tableOf('2|Train|SIRO|July 2019|Open', '3|List|IAO|July 2019|Open'), {
      headerRows: { 1: 0 },
    })
    assert.deepEqual([textsOf(said).includes('Train'), said.tables[1]?.headerRow], [false, 0])
  })

  it('is no header beside a sentence, nor where nothing stands below', () => {
    const long = 'The department may lose all of those who know its records when the office moves'
    const [question] = planOf(PLAN + tableOf(`Risk|${long}`, `Risk|${long} again`)).questions.filter(isOfPart)
    assert.match(question?.question ?? '', /^The table has no headers that are known/)
    assert.ok(!planOf(PLAN + tableOf('Risk|Owner|Score')).questions.some(isOfPart))
  })
})

describe('a log of risks, issues and other things', () => {
  it('has no actions where every row is of another type and no column is called so, which is asked once', () => {
    const rows = ['Risk|Loss of staff|DRO|May 2018', 'Issue|No room|SIRO|June 2018']
    const plan = planOf(PLAN + tableOf('Type|Description|Owner|Date', ...rows))
    assert.deepEqual(textsOf(plan), ['Write the policy'])
    assert.deepEqual(
      plan.leftOver.map(({ text }) => text),
      rows.map((row) => row.replaceAll('|', ' · ')),
    )
    assert.equal(plan.questions.filter(({ question }) => /Are only the rows/.test(question)).length, 1)
    for (const headers of ['Type|Action|Owner|Date', 'Category|Description|Owner|Date'])
      assert.equal(actionsOf(planOf(PLAN + tableOf(headers, ...rows))).length, 3, headers)
    assert.equal(actionsOf(planOf(PLAN + tableOf('Type|Description|Owner|Date', ...rows, 'Other|Do|DRO|'))).length, 4)
  })
})

describe('several tables beside a plan', () => {
  const FACTS = tableOf('Author|Jane', 'Date|3 May 2018')
  const VERSIONS = tableOf('Version|Date|Author', '0.1|May 2018|Jane')
  const MEANINGS = tableOf('Term|Definition', 'IAO|Information asset owner')
  const KEY = tableOf('Red|Late', 'Green|On track')
  const COSTS = tableOf('Item|Cost', 'Scanner|£4')

  it('are asked about once', () => {
    const plan = planOf(FACTS + VERSIONS + PLAN + KEY + MEANINGS + COSTS)
    assert.deepEqual(textsOf(plan), ['Write the policy'])
    assert.deepEqual(
      plan.questions.map(({ where, question, guess }) => [where, question, guess]),
      [
        [
          'Tables 1, 2, 4, 5, 6',
          'These tables seem to hold no actions: table 1 (facts about the document), table 2 (versions of the document), table 4 (words and their meanings), table 5 (words and their meanings) and table 6 (no headers that are known). Are they part of the plan?',
          'No: their rows are listed with what is left over. If one of them is, say below what its columns hold.',
        ],
      ],
    )
  })

  it('are asked about apart from those that are read', () => {
    const risks = tableOf('Risk|Score|Action|Owner', 'Loss|12|Train|DRO')
    const plan = planOf(PLAN + risks + VERSIONS + risks + COSTS + COSTS)
    assert.deepEqual(
      plan.questions.filter(isOfPart).map(({ where, question }) => [where, question]),
      [
        [
          'Tables 3, 5, 6',
          'These tables seem to hold no actions: table 3 (versions of the document), table 5 (no headers that are known) and table 6 (no headers that are known). Are they part of the plan?',
        ],
        [
          'Tables 2, 4',
          'These tables seem to hold other things: table 2 (risks) and table 4 (risks). Are they part of the plan?',
        ],
      ],
    )
    assert.deepEqual(textsOf(plan), ['Write the policy', 'Train', 'Train'])
  })

  it('are not asked about where somebody said what they hold', () => {
    const plan = planOf(PLAN + VERSIONS + COSTS, {
      columns: { 1: ['leave-out', 'leave-out', 'leave-out'], 2: ['action', 'commentary'] },
    })
    assert.deepEqual(plan.questions.filter(isOfPart), [])
    assert.deepEqual(textsOf(plan), ['Write the policy', 'Scanner'])
    const above = planOf(PLAN + tableOf('Work of July||', 'Item|Owner|Due', 'Move|DRO|May 2019'), {
      columns: { 1: ['leave-out', 'leave-out', 'leave-out'] },
    })
    assert.match(JSON.stringify(above.leftOver), /Work of July.*Move · DRO · May 2019/)
    const risks = tableOf('Risk|Owner|Mitigation|Due', 'Loss|DRO|Train|May 2019')
    assert.deepEqual(textsOf(planOf(PLAN + risks)), ['Write the policy'])
    const said = planOf(PLAN + risks, { headerRows: { 1: 0 } })
    assert.deepEqual([textsOf(said), said.questions.filter(isOfPart)], [['Write the policy', 'Train'], []])
  })

  it('list their headers where something stands above them', () => {
    const leftOf = (html: string) => planOf(PLAN + html).leftOver.map(({ where, text }) => [where, text])
    const rows = ['Risk|Owner|Score|Mitigation', 'Loss|DRO|12|Train']
    assert.deepEqual(leftOf(tableOf(...rows)), [['Table 2, row 2', 'Loss · DRO · 12 · Train']])
    assert.deepEqual(leftOf(tableOf('|||', ...rows)), [['Table 2, row 3', 'Loss · DRO · 12 · Train']])
    for (const title of ['Risk log|||', 'Risk log|Version 2|Owner: SIRO|'])
      assert.deepEqual(leftOf(tableOf(title, ...rows)), [
        ['Table 2, row 1', title.replace(/\|+$/, '').replaceAll('|', ' · ')],
        ['Table 2, row 2', 'Risk · Owner · Score · Mitigation'],
        ['Table 2, row 3', 'Loss · DRO · 12 · Train'],
      ])
  })

  const LONG = 'Move the files of the registry to the new store'

  it('keep their next page to themselves, where its rows are not like those of the plan', () => {
    const log = tableOf('Risk|Owner|Impact|Score|Mitigation', 'Loss|DRO|High|12|Train')
    const next = planOf(PLAN + log + tableOf('Fire|SIRO|Low|3|Alarms', 'Flood|SIRO|Low|3|Pumps'))
    assert.deepEqual(textsOf(next), ['Write the policy'])
    const later = planOf(
      PLAN + log + PLAN + tableOf(`x|${LONG}|SIRO|As agreed|Well`, `y|${LONG} too|SIRO|As agreed|Well`),
    )
    assert.deepEqual(textsOf(later).slice(2), [LONG, `${LONG} too`])
    const page = planOf(PLAN + log + tableOf('2|Train everybody|SIRO|July 2019|Open'))
    assert.deepEqual(textsOf(page), ['Write the policy', 'Train everybody'])
  })
})

describe('what stands in a table without headers', () => {
  const whatOf = (...rows: readonly string[]) =>
    /seems to hold (.*?)(?:, and no actions)?\. Is it/.exec(
      planOf(PLAN + tableOf(...rows)).questions.find(isOfPart)?.question ?? '',
    )?.[1] ?? null

  it('tells of the document where most labels do, one of them surely or all of them with a day', () => {
    const about = 'facts about the document'
    assert.equal(whatOf('Author|Jane', 'Status|Final'), about)
    assert.equal(whatOf('Owner|Jane', 'Date|3 May 2018'), about)
    assert.notEqual(whatOf('Owner|Jane', 'Status|Final'), about)
    assert.notEqual(whatOf('Owner|Jane', 'Date|3 May 2018', 'Weather|Good'), about)
    assert.notEqual(whatOf('Author|Jane'), about)
    assert.notEqual(whatOf('Author|Jane', 'Weather|Good'), about)
    assert.equal(whatOf('Author|Jane', 'Weather|Good', 'Version|2', 'Status|Final'), about)
    assert.equal(whatOf('Owner|Jane', 'Date|3 May 2018', 'Status|Final', 'Subject|Records'), about)
    assert.notEqual(whatOf('Owner|Jane', 'Date|3 May 2018', 'Status|Final', 'Weather|Good'), about)
    assert.notEqual(whatOf('Author|Jane', 'Version|2', 'Status|Final', '|Good'), about)
    assert.notEqual(whatOf('Author|Jane|Kew', 'Version|2|Kew'), about)
    assert.notEqual(whatOf('Author|Jane', '|Version'), about)
  })

  it('is a key where each colour stands once with its meaning', () => {
    const key = 'words and their meanings'
    assert.equal(whatOf('Red|Late', 'Complete|Done', 'Amber/Green|Nearly'), key)
    assert.notEqual(whatOf('Red|Late', 'Red|Very late'), key)
    assert.notEqual(whatOf('Red|Late'), key)
    assert.notEqual(whatOf('Red|Late', 'Weather|Good'), key)
    assert.notEqual(whatOf('Red|Late', 'Green|'), key)
    assert.notEqual(whatOf('Open|Under way', 'Complete|Done'), key)
  })

  it('is a card of risks, with its labels down the side', () => {
    const card = ['Risk|Loss of staff', 'Owner|DRO', 'Score|12', 'Mitigation|Train']
    assert.equal(whatOf(...card), 'risks')
    const plan = planOf(PLAN + tableOf(...card))
    assert.deepEqual(
      plan.leftOver.map(({ text }) => text),
      ['Loss of staff · DRO · 12 · Train'],
    )
  })
})

describe('the name of a sheet', () => {
  it('goes before what its headers say, and nobody is asked', () => {
    for (const rows of ['Version|Date|Author', 'Term|Definition', 'Risk|Score|Owner']) {
      const table = tableOf(rows, rows.replace(/\w+/g, 'Words'))
      const plan = planOf(PLAN + table.replace('<table>', '<table><caption>Change log</caption>'))
      assert.deepEqual(plan.questions, [], rows)
      assert.deepEqual(textsOf(plan), ['Write the policy'])
    }
  })
})

describe('a row of headers of another table', () => {
  const whatOf = (html: string) =>
    /seems to hold (.*?)(?:, and no actions)?\. Is it/.exec(planOf(html).questions.find(isOfPart)?.question ?? '')?.[1]

  it('holds no number and no time, nor stands below headers of a plan', () => {
    for (const row of ['Risk|Update it|SIRO|June 2027', 'Risk|Update it|SIRO|Ongoing', 'Risk|Update it|SIRO|12'])
      assert.equal(whatOf(tableOf(row, row.replace('Risk', 'People')) + PLAN), undefined, row)
    const plan = planOf(
      PLAN + tableOf('|Action|Owner|Due', 'Risk|Update it|SIRO|When the system is in', 'IT|Train them|DRO|May 2019'),
    )
    assert.deepEqual(textsOf(plan), ['Write the policy', 'Update it', 'Train them'])
  })

  it('need not be known but for one word, unless it may be the next page of the plan', () => {
    const first = (headers: string) => PLAN + tableOf(headers, headers.replace(/[^|]+/g, 'Words of it'))
    assert.equal(whatOf(first('Stakeholder|Interest|Influence|Manner')), 'stakeholders')
    assert.notEqual(whatOf(first('Stakeholder|Interest|Influence|Manner|Side')), 'stakeholders')
    assert.equal(whatOf(first('Risk|Owner|Score|Nearness of it|Effect on us')), 'risks')
    assert.equal(whatOf(first('Risk|Due|Deadline|Nearness of it|Effect on us')), 'risks')
  })

  it('may stand below words that fill as many columns and are no headers', () => {
    const log = tableOf('Log of July|Version 2|Owner: SIRO|Kew', 'Risk|Owner|Score|Mitigation', 'Loss|DRO|12|Train')
    assert.equal(whatOf(PLAN + log), 'risks')
  })
})

/** Numbers that look like chance and are the same in each run. */
function* chances(seed: number): Generator<number> {
  for (let state = seed; ; ) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    yield state / 2_147_483_648
  }
}

describe('any document', () => {
  it('loses no cell: each is in an action, in a recommendation, left over, or over its column', () => {
    const chance = chances(7)
    const pick = <One>(list: readonly One[]): One => list[Math.floor((chance.next().value ?? 0) * list.length)] as One
    const headers = ['Theme', 'Type', 'Workstream', 'Action', 'Owner', 'Due', 'Status', 'Risk', 'Score', 'Name', 'Role']
    for (let at = 0; at < 150; at += 1) {
      const told: string[] = []
      const letters = (number: number) => String(number).replaceAll(/\d/g, (digit) => 'fghjkmqvwz'[Number(digit)] ?? '')
      const cell = (row: number, column: number) => {
        const words = `${pick([...NAMES, 'Train', 'Write', 'List'])} ${letters(row)}${letters(column)}`
        const text = pick([words, words, pick(NAMES), ''])
        told.push(text)
        return text
      }
      const table = (number: number) => {
        const width = pick([3, 4, 5])
        const top = pick([0, 0, 1]) === 1 ? [`Log ${number}${'|'.repeat(width - 1)}`] : []
        const names = Array.from({ length: width }, () => pick(headers))
        const rows = Array.from({ length: pick([1, 2, 5]) }, (_, row) =>
          Array.from({ length: width }, (_, column) => cell(number * 10 + row, column)).join('|'),
        )
        told.push(...names, ...top.map((words) => words.replace(/\|+/, '')))
        return tableOf(...top, names.join('|'), ...rows)
      }
      const html = [PLAN, table(1), table(2)].toSorted(() => pick([-1, 1])).join('')
      const { recommendations, leftOver, tables, otherRows } = planOf(html)
      const kept = JSON.stringify([recommendations, leftOver, tables, otherRows]).toLowerCase()
      const lost = told.filter((words) => !kept.includes(words.toLowerCase()))
      assert.deepEqual(lost, [], html)
    }
  })
})
